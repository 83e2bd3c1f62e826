//! The Word document says what the PDF says, also when LibreOffice has read it.

use std::process::Command;
use std::{fs, str};

use gongkai::letters::letter::{Block, Dress};

use crate::support::{PRESS, read, reply};

/// What is said, whatever its lines.
fn said(text: &str) -> String {
    text.split("— ")
        .map(|page| page.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == '—'))
        .collect::<String>()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect()
}

#[test]
fn libreoffice_reads_what_the_pdf_says() {
    let mut letter = reply("本机关于2026年1月5日收到您的申请。\n现答复如下：予以公开。");
    letter.body.push(Block::Table {
        head: true,
        rows: vec![vec!["序号".into(), "名称".into()], vec!["1".into(), "许可证".into()]],
    });
    letter.enclosures = vec!["许可证.pdf".to_owned()];
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("letter.docx");
    fs::write(&file, letter.docx(false).unwrap()).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let output = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(folder.path())
        .arg(&file)
        .output()
        .unwrap_or_else(|error| panic!("soffice (libreoffice-writer-nogui): {error}"));
    assert!(output.status.success(), "{}", str::from_utf8(&output.stderr).unwrap_or_default());
    let converted = fs::read(folder.path().join("letter.pdf")).unwrap();
    let (word, paper) = (
        read("pdftotext", &["-raw"], &converted),
        read("pdftotext", &["-raw"], &letter.pdf(&PRESS, Dress::Plain).unwrap()),
    );
    assert_eq!(said(&word).trim_end_matches('1'), said(&paper));
}
