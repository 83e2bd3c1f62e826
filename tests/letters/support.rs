//! A press with the fonts of the product, a letter to set, and what poppler reads in a PDF.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use chrono::NaiveDate;
use gongkai::domain::letter::LetterKind;
use gongkai::letters::letter::{Block, Letter};
use gongkai::letters::press::Press;

/// The fonts that come with the program.
pub static PRESS: LazyLock<Press> = LazyLock::new(|| Press::new(PathBuf::new(), vec![fonts()]));

pub fn fonts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("config/fonts")
}

/// A reply with this text, a paragraph a line.
pub fn reply(text: &str) -> Letter {
    Letter {
        kind: LetterKind::Reply,
        issuer: "杭州市某局".to_owned(),
        title: "政府信息公开申请答复书".to_owned(),
        number: Some("杭某公复〔2026〕18号".to_owned()),
        addressee: "张三".to_owned(),
        body: text.lines().map(|line| Block::Paragraph { text: line.to_owned() }).collect(),
        enclosures: Vec::new(),
        dated_on: NaiveDate::from_ymd_opt(2026, 1, 5).unwrap(),
    }
}

/// What a program prints about a PDF.
pub fn read(program: &str, arguments: &[&str], pdf: &[u8]) -> String {
    let file = tempfile::Builder::new().suffix(".pdf").tempfile().unwrap();
    fs::write(file.path(), pdf).unwrap();
    let mut command = Command::new(program);
    command.args(arguments).arg(file.path());
    if program == "pdftotext" {
        command.arg("-");
    }
    let output = command.output().unwrap_or_else(|error| panic!("{program} (poppler-utils): {error}"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A line of a page, in points.
#[derive(Debug)]
pub struct Line {
    pub page: u32,
    pub text: String,
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub size: f64,
    pub font: String,
}

/// Pieces of text as poppler reads them, those of one line put together.
pub fn lines(pdf: &[u8]) -> Vec<Line> {
    let xml = read("pdftohtml", &["-xml", "-stdout", "-i", "-zoom", "1"], pdf);
    let (mut fonts, mut lines, mut page) = (HashMap::new(), Vec::<Line>::new(), 0);
    for line in xml.lines() {
        let value = |name: &str| line.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split('"').next());
        let number = |name: &str| value(name).and_then(|value| value.parse::<f64>().ok()).unwrap_or_default();
        if line.starts_with("<page") {
            page += 1;
        } else if line.trim_start().starts_with("<fontspec") {
            let font = (value("family").unwrap_or_default().to_owned(), number("size"));
            fonts.insert(value("id").unwrap_or_default().to_owned(), font);
        } else if line.starts_with("<text") {
            let (font, size) = fonts[value("font").unwrap_or_default()].clone();
            let text = text_of(line);
            let (left, top, width) = (number("left"), number("top"), number("width"));
            match lines.last_mut() {
                Some(last) if last.page == page && (last.top - top).abs() < 3.0 && last.font == font => {
                    last.text.push_str(&text);
                    last.width = left + width - last.left;
                }
                _ => lines.push(Line { page, text, left, top, width, size, font }),
            }
        }
    }
    lines
}

fn text_of(line: &str) -> String {
    let inner = line.split_once('>').map_or("", |(_, rest)| rest).trim_end_matches("</text>");
    inner.replace("<b>", "").replace("</b>", "").trim().to_owned()
}

/// A red dot, as PNG.
pub fn picture() -> Vec<u8> {
    const DOT: &[u8] = &[
        0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1,
        8, 2, 0, 0, 0, 0x90, 0x77, 0x53, 0xde, 0, 0, 0, 0x0c, b'I', b'D', b'A', b'T', 0x08, 0xd7, 0x63, 0xf8, 0xcf,
        0xc0, 0, 0, 0x03, 0x01, 0x01, 0, 0x18, 0xdd, 0x8d, 0xb0, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60,
        0x82,
    ];
    DOT.to_vec()
}
