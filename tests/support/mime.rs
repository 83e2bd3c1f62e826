//! Reading a mail back.

use std::collections::BTreeMap;

/// A mail, or a part of one.
#[derive(Debug, Clone)]
pub struct Part {
    /// Names in lower case; encoded words are decoded.
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
    pub parts: Vec<Part>,
}

impl Part {
    pub fn read(mail: &str) -> Self {
        let (head, body) = mail.split_once("\r\n\r\n").unwrap();
        let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let headers: BTreeMap<String, String> = unfolded
            .split("\r\n")
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), decoded_words(value)))
            .collect();
        let kind = headers.get("content-type").cloned().unwrap_or_default();
        if let Some((_, rest)) = kind.split_once("boundary=\"") {
            let mark = format!("--{}", rest.split('"').next().unwrap());
            let parts = body.split(&mark).skip(1).filter(|part| !part.starts_with("--"));
            let parts = parts.map(|part| Self::read(part.trim_start_matches("\r\n"))).collect();
            return Self { headers, body: Vec::new(), parts };
        }
        let body = match headers.get("content-transfer-encoding").map(String::as_str) {
            Some("base64") => base64(body),
            _ => body.as_bytes().to_vec(),
        };
        Self { headers, body, parts: Vec::new() }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap().replace("\r\n", "\n")
    }
}

/// `=?utf-8?b?…?=`, several of which follow each other without a gap.
fn decoded_words(value: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = value;
    while let Some(at) = rest.find("=?utf-8?b?") {
        let gap = &rest[..at];
        if !gap.trim().is_empty() || bytes.is_empty() {
            bytes.extend(gap.as_bytes());
        }
        let word = &rest[at + 10..];
        let end = word.find("?=").unwrap();
        bytes.extend(base64(&word[..end]));
        rest = &word[end + 2..];
    }
    bytes.extend(rest.as_bytes());
    String::from_utf8(bytes).unwrap()
}

fn base64(text: &str) -> Vec<u8> {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut held, mut out) = (0_u32, 0, Vec::new());
    for value in text.chars().filter_map(|c| ALPHABET.find(c)) {
        bits = bits << 6 | u32::try_from(value).unwrap();
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held & 0xff) as u8);
        }
    }
    out
}
