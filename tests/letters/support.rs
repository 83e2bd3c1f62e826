//! A press with the fonts of the product, a letter to set, and what poppler reads in a PDF.

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
