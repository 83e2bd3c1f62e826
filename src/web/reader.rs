//! 读者: the language somebody reads, and addresses that keep it.

use std::convert::Infallible;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};

use crate::messages::Lang;

/// Who is reading.
#[derive(Debug, Clone)]
pub struct Reader {
    /// The language.
    pub lang: Lang,
    /// Whether it was chosen on the page (`?lang=`) and so goes into every link.
    chosen: bool,
    /// The address that is being read, without the language.
    here: String,
}

impl Reader {
    /// Reads `?lang=`, then `Accept-Language`; Chinese if neither says anything known.
    pub(super) fn of(request: &HttpRequest) -> Self {
        let chosen = parameters(request).find_map(|(name, value)| (name == "lang").then(|| named(value)).flatten());
        let accepted = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Self {
            lang: chosen.unwrap_or_else(|| accepted.map_or(Lang::Zh, preferred)),
            chosen: chosen.is_some(),
            here: here(request),
        }
    }

    /// A link to `address` in the same language.
    pub(super) fn href(&self, address: &str) -> String {
        if self.chosen { with_language(address, self.lang) } else { address.to_owned() }
    }

    /// The parameter that a form sends on so that its answer is in the same language.
    pub(super) fn chosen_parameter(&self) -> Option<(String, String)> {
        self.chosen.then(|| ("lang".to_owned(), code(self.lang).to_owned()))
    }

    /// The code of the language, if it was chosen on the page: for forms that are sent by GET.
    pub(super) fn chosen(&self) -> Option<&'static str> {
        self.chosen.then(|| code(self.lang))
    }

    /// The path of the address that is being read.
    pub(super) fn path(&self) -> &str {
        self.here.split_once('?').map_or(self.here.as_str(), |(path, _)| path)
    }

    /// The same page in the other language.
    pub(super) fn other_language(&self) -> String {
        with_language(&self.here, other(self.lang))
    }
}

/// The language that the switch on the page leads to.
pub(super) fn other(lang: Lang) -> Lang {
    match lang {
        Lang::Zh => Lang::En,
        Lang::En => Lang::Zh,
    }
}

impl FromRequest for Reader {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}

/// What the browser or program calls itself.
#[derive(Debug, Clone)]
pub struct Device(pub String);

impl FromRequest for Device {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let name = request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        ready(Ok(Self(name.unwrap_or_default().to_owned())))
    }
}

/// Text as part of an address.
pub(super) fn escaped(text: &str) -> String {
    use std::fmt::Write;
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        let plain = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
        // Writing into a string does not fail.
        let _ = if plain { write!(escaped, "{}", char::from(byte)) } else { write!(escaped, "%{byte:02X}") };
    }
    escaped
}

fn with_language(address: &str, lang: Lang) -> String {
    let (address, place) = address.split_once('#').map_or((address, None), |(address, place)| (address, Some(place)));
    let separator = if address.contains('?') { '&' } else { '?' };
    let place = place.map(|place| format!("#{place}")).unwrap_or_default();
    format!("{address}{separator}lang={}{place}", code(lang))
}

fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh",
        Lang::En => "en",
    }
}

fn parameters(request: &HttpRequest) -> impl Iterator<Item = (&str, &str)> {
    let pairs = request.query_string().split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

fn here(request: &HttpRequest) -> String {
    let others: Vec<String> = parameters(request)
        .filter(|(name, _)| *name != "lang")
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    if others.is_empty() { request.path().to_owned() } else { format!("{}?{}", request.path(), others.join("&")) }
}

fn named(code: &str) -> Option<Lang> {
    match code.split('-').next()? {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// The language that an `Accept-Language` header puts first among those there are.
fn preferred(header: &str) -> Lang {
    let mut best = (0.0, Lang::Zh);
    for choice in header.split(',') {
        let mut parts = choice.trim().split(';');
        let lang = parts.next().and_then(|tag| named(&tag.to_ascii_lowercase()));
        let weight = parts.find_map(|part| part.trim().strip_prefix("q=")?.parse().ok()).unwrap_or(1.0_f32);
        if let Some(lang) = lang.filter(|_| weight > best.0) {
            best = (weight, lang);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::preferred;
    use crate::messages::Lang;

    #[test]
    fn the_language_with_the_greatest_weight_is_taken_and_chinese_otherwise() {
        assert_eq!(preferred("en-GB,en;q=0.9,zh;q=0.8"), Lang::En);
        assert_eq!(preferred("zh-CN,zh;q=0.9,en;q=0.8"), Lang::Zh);
        assert_eq!(preferred("en;q=0.2, zh-TW;q=0.7"), Lang::Zh);
        assert_eq!(preferred("fr, de;q=0.5"), Lang::Zh);
        assert_eq!(preferred("fr, EN;q=0.5"), Lang::En);
        assert_eq!(preferred(""), Lang::Zh);
    }
}
