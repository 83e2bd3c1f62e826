//! 日历文件 (RFC 5545): whole-day entries for programs that show calendars.

use std::fmt::Write;

use chrono::{Days, NaiveDate, NaiveDateTime};

/// Bytes in a line, without its end.
const LINE: usize = 75;

/// A calendar to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// What programs show as its name.
    pub name: String,
    /// Its entries.
    pub entries: Vec<Entry>,
}

/// A whole day with something due on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Names the entry in every version of the calendar.
    pub uid: String,
    /// When what it says was recorded (UTC).
    pub stamp: NaiveDateTime,
    /// Grows with every change.
    pub sequence: i32,
    /// The day.
    pub on: NaiveDate,
    /// The line that is shown.
    pub summary: String,
    /// What is shown beside it.
    pub description: String,
    /// Whether the day may still move.
    pub is_tentative: bool,
}

/// Writes a calendar.
///
/// ```
/// use gongkai_office::letters::ical::{Calendar, write};
/// let file = write(&Calendar { name: "A, B".to_owned(), entries: vec![] });
/// assert!(file.starts_with("BEGIN:VCALENDAR\r\n") && file.ends_with("END:VCALENDAR\r\n"));
/// assert!(file.contains("\r\nX-WR-CALNAME:A\\, B\r\n"));
/// ```
#[must_use]
pub fn write(calendar: &Calendar) -> String {
    let mut file = File(String::with_capacity(256 + 400 * calendar.entries.len()));
    file.line("BEGIN", "VCALENDAR");
    file.line("VERSION", "2.0");
    file.line("PRODID", concat!("-//Gongkai//gongkai ", env!("CARGO_PKG_VERSION"), "//ZH"));
    file.line("CALSCALE", "GREGORIAN");
    file.line("X-WR-CALNAME", &escaped(&calendar.name));
    file.line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    for entry in &calendar.entries {
        file.entry(entry);
    }
    file.line("END", "VCALENDAR");
    file.0
}

struct File(String);

impl File {
    fn entry(&mut self, entry: &Entry) {
        let Entry { uid, stamp, sequence, on, summary, description, is_tentative } = entry;
        let day = |day: NaiveDate| day.format("%Y%m%d").to_string();
        self.line("BEGIN", "VEVENT");
        self.line("UID", &escaped(uid));
        self.line("DTSTAMP", &stamp.format("%Y%m%dT%H%M%SZ").to_string());
        self.line("SEQUENCE", &sequence.to_string());
        self.line("DTSTART;VALUE=DATE", &day(*on));
        // The end is the day after the last one.
        self.line("DTEND;VALUE=DATE", &day(on.checked_add_days(Days::new(1)).unwrap_or(*on)));
        self.line("SUMMARY", &escaped(summary));
        self.line("DESCRIPTION", &escaped(description));
        self.line("STATUS", if *is_tentative { "TENTATIVE" } else { "CONFIRMED" });
        // Somebody with a deadline is not away.
        self.line("TRANSP", "TRANSPARENT");
        self.line("END", "VEVENT");
    }

    /// A property, folded after 75 bytes, never inside a character.
    fn line(&mut self, name: &str, value: &str) {
        let mut width = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if width + c.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(c);
            width += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// Text with what has a meaning in a property written otherwise; control characters are left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => {
                // Writing to a string cannot fail.
                let _ = write!(escaped, "\\{c}");
            }
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{Calendar, LINE, escaped, write};

    #[test]
    fn long_lines_are_folded_between_characters_and_unfold_to_what_they_were() {
        let name = "依申请公开，".repeat(40);
        let file = write(&Calendar { name: name.clone(), entries: vec![] });
        assert!(file.lines().all(|line| line.len() <= LINE), "{file}");
        assert!(file.replace("\r\n ", "").contains(&name));
    }

    #[test]
    fn what_has_a_meaning_is_escaped() {
        assert_eq!(escaped("a,b;c\\d\r\ne\u{7}"), "a\\,b\\;c\\\\d\\ne");
    }
}
