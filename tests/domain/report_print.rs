//! 年度报告的 PDF: what its tags say is what the tables say, and what it says of itself.

use std::process::Command;

use gongkai::letters::report::{DocumentFormat, Issue};

use crate::report_issues::{expected, issue, written};

/// What poppler says of a PDF.
fn pdfinfo(arguments: &[&str], issue: &Issue) -> String {
    let file = tempfile::Builder::new().suffix(".pdf").tempfile().unwrap();
    std::fs::write(file.path(), written(issue, DocumentFormat::Pdf)).unwrap();
    let output = Command::new("pdfinfo").args(arguments).arg(file.path()).output().expect("pdfinfo (poppler-utils)");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The words of the tagged tables, row by row.
fn tagged(structure: &str) -> Vec<Vec<Vec<String>>> {
    let mut tables: Vec<Vec<Vec<String>>> = Vec::new();
    for line in structure.lines() {
        let indented = line.trim_start();
        match indented.split([' ', ':']).next().unwrap() {
            "Table" => tables.push(Vec::new()),
            "TR" => tables.last_mut().unwrap().push(Vec::new()),
            "TH" | "TD" => tables.last_mut().unwrap().last_mut().unwrap().push(String::new()),
            // After a table its last cell would take what follows it.
            "H2" | "P" => tables.push(vec![vec![String::new()]]),
            _ if indented.starts_with('"') => {
                let words = indented.trim_matches('"');
                if let Some(cell) = tables.last_mut().and_then(|rows| rows.last_mut()?.last_mut()) {
                    cell.push_str(words);
                }
            }
            _ => {}
        }
    }
    tables.retain(|rows| rows.len() > 1);
    tables
}

#[test]
fn the_pdf_has_every_cell_of_every_table() {
    let issue = issue();
    let found = tagged(&pdfinfo(&["-struct-text"], &issue));
    let bare = |tables: Vec<Vec<Vec<String>>>| -> Vec<Vec<Vec<String>>> {
        let cell = |cell: String| cell.split_whitespace().collect::<String>();
        let row = |row: Vec<String>| row.into_iter().map(cell).collect();
        tables.into_iter().map(|rows| rows.into_iter().map(row).collect()).collect()
    };
    let expected = bare(expected(&issue));
    assert_eq!(found.len(), expected.len());
    for (found, expected) in bare(found).into_iter().zip(expected) {
        assert_eq!(found, expected);
    }
}

#[test]
fn the_pdf_says_what_it_is_and_can_be_kept() {
    let issue = issue();
    let about = pdfinfo(&[], &issue);
    for wanted in ["测试机关 2025年政府信息公开工作年度报告", "已发布", "2026-01-20", "A4"] {
        assert!(about.contains(wanted) || pdfinfo(&["-meta"], &issue).contains(wanted), "{wanted}: {about}");
    }
    assert!(about.contains("Tagged:          yes"), "{about}");
    assert!(pdfinfo(&["-meta"], &issue).contains("pdfaid:part"), "PDF/A");
}
