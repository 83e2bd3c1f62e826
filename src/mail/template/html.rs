//! A text as HTML.

use minijinja::{Value, context};

/// A page around a mail.
pub(super) struct Page<'a> {
    pub(super) lang: &'a str,
    pub(super) subject: &'a str,
    /// HTML.
    pub(super) inner: &'a str,
    /// Text.
    pub(super) footer: &'a str,
}

impl Page<'_> {
    pub(super) fn values(&self) -> Value {
        context! {
            lang => self.lang,
            subject => self.subject,
            body => Value::from_safe_string(self.inner.to_owned()),
            footer => Value::from_safe_string(of_text(self.footer)),
        }
    }
}

/// Paragraphs between empty lines, line breaks, and addresses that can be followed.
///
/// Everything else is text: nothing in it is markup.
pub(super) fn of_text(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    let html = |paragraph: &str| {
        let lines: Vec<String> = paragraph.lines().map(|line| line_of(line.trim_end())).collect();
        format!("<p>{}</p>\n", lines.join("<br>\n"))
    };
    paragraphs.map(html).collect()
}

fn line_of(line: &str) -> String {
    let Some(at) = ["https://", "http://"].iter().find_map(|scheme| line.find(scheme)) else { return escaped(line) };
    let (before, rest) = line.split_at(at);
    let end = rest.find(|c: char| !c.is_ascii() || c.is_whitespace()).unwrap_or(rest.len());
    let (address, after) = rest.split_at(end);
    let address = escaped(address);
    format!("{}<a href=\"{address}\">{address}</a>{}", escaped(before), escaped(after))
}

fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::of_text;

    #[test]
    fn nothing_in_a_text_becomes_markup_but_its_paragraphs_and_addresses() {
        let html = of_text("a <b>\nhttps://x.cn/?a=1&b=2。c\n\n\nd");
        let link = "https://x.cn/?a=1&amp;b=2";
        assert_eq!(html, format!("<p>a &lt;b&gt;<br>\n<a href=\"{link}\">{link}</a>。c</p>\n<p>d</p>\n"));
    }
}
