//! 年度报告文书: the same numbers in every format, and a published report made again.

use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use calamine::{Data, Reader, Xlsx};
use chrono::NaiveDate;
use gongkai::domain::annual_report::life::ReportStatus;
use gongkai::domain::annual_report::narrative::Part;
use gongkai::domain::annual_report::{Amount, Column, Entered, FigurePlace, Figures, Tables};
use gongkai::domain::office::OfficeContact;
use gongkai::domain::regime::Form;
use gongkai::letters::press::Press;
use gongkai::letters::report::{
    Content, DocumentFormat, Grid, GridCell, Issue, Material, Paper, State, YearLine, document, vocabulary,
};
use gongkai::messages::Lang;

use crate::support::caselog::facts_of;
use crate::support::history::{header, sums};
use crate::support::report::published;

fn figures(form: Form, log: &str, year: i32) -> Figures {
    let entered = Entered::from([("行政许可/本年处理决定数量".to_owned(), Amount::from(4321))]);
    Figures::build(&header(form, year), &sums(&facts_of(log), year), &entered)
}

/// A published summary with its texts, three years and two annexes.
pub fn issue() -> Issue {
    let figures = figures(Form::Form2021, "02-2021-2025", 2025);
    let day = |text: &str| -> Option<NaiveDate> { Some(text.parse().unwrap()) };
    let line = |year| YearLine { year, received: 1000, carried_over: 10, closed: 900, carried_forward: 110 };
    let written = [(Part::Problems, "第一段\n第二段 <b>".to_owned())].into();
    let material = Material { figures: &figures, agencies: 2, contact: &OfficeContact::default(), written: &written };
    Issue {
        narrative: material.narrative(&vocabulary().unwrap()).unwrap(),
        years: vec![line(2023), line(2024), YearLine::from(&figures)],
        annexes: vec![self::figures(Form::Form2021, "46-2021-2024", 2025), figures.clone()],
        state: State {
            status: ReportStatus::Published,
            revision: 2,
            frozen_on: day("2026-01-10"),
            signed_on: day("2026-01-12"),
            published_on: day("2026-01-20"),
        },
        ..Issue::of(figures)
    }
}

pub fn written(issue: &Issue, format: DocumentFormat) -> Vec<u8> {
    static PRESS: LazyLock<Press> =
        LazyLock::new(|| Press::new(PathBuf::new(), vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("config/fonts")]));
    document(issue, format, Lang::Zh, &PRESS).unwrap()
}

/// Every table as words, row by row, cells from left to right where they begin.
pub fn expected(issue: &Issue) -> Vec<Vec<Vec<String>>> {
    let paper = Paper::of(issue, Lang::Zh);
    let row_of = |row: &Vec<GridCell>| row.iter().map(|cell| cell.content.text()).collect();
    let texts = |grid: &Grid| -> Vec<Vec<String>> { grid.rows.iter().map(row_of).collect() };
    paper.tables().map(|(_, grid)| texts(grid)).collect()
}

/// A part of a package.
fn part(package: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// What stands between two marks, again and again.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    text.split(open).skip(1).map(|rest| rest.split(close).next().unwrap()).collect()
}

fn unescaped(text: &str) -> String {
    text.replace("&#60;", "<").replace("&#62;", ">").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// The words of the tables of a Word document; a cell that goes on from above is left out.
fn of_docx(docx: &[u8]) -> Vec<Vec<Vec<String>>> {
    let xml = part(docx, "word/document.xml");
    let cell = |cell: &&str| !cell.contains("<w:vMerge w:val=\"continue\"");
    let words = |cell: &str| -> String {
        cell.split("<w:t ")
            .chain(cell.split("<w:t>").skip(1))
            .skip(1)
            .filter_map(|rest| {
                let (_, rest) = rest.split_once('>').unwrap_or(("", rest));
                Some(unescaped(rest.split("</w:t>").next()?))
            })
            .collect()
    };
    let rows = |table: &str| {
        let cells =
            |row: &&str| between(row, "<w:tc>", "</w:tc>").iter().filter(|c| cell(c)).map(|c| words(c)).collect();
        between(table, "<w:tr>", "</w:tr>").iter().map(cells).collect()
    };
    between(&xml, "<w:tbl>", "</w:tbl>").into_iter().map(rows).collect()
}

fn of_html(html: &str) -> Vec<Vec<Vec<String>>> {
    let cells = |row: &&str| {
        let cells = row.split("</t").filter_map(|cell| cell.rsplit_once('>').map(|(_, words)| unescaped(words)));
        let mut cells: Vec<String> = cells.collect();
        cells.pop();
        cells
    };
    between(html, "<table", "</table>")
        .iter()
        .map(|table| between(table, "<tr>", "r>").iter().map(cells).collect())
        .collect()
}

#[test]
fn the_word_document_has_every_cell_of_every_table() {
    let issue = issue();
    let found = of_docx(&written(&issue, DocumentFormat::Docx));
    let expected = expected(&issue);
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found, expected);
    }
}

#[test]
fn the_page_has_every_cell_of_every_table() {
    let issue = issue();
    let page = String::from_utf8(written(&issue, DocumentFormat::Html)).unwrap();
    assert_eq!(of_html(&page), expected(&issue));
}

#[test]
fn the_spreadsheet_has_every_figure_of_every_table_in_its_place() {
    let issue = issue();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(written(&issue, DocumentFormat::Xlsx))).unwrap();
    for (section, grid) in Paper::of(&issue, Lang::Zh).tables() {
        let sheet = book.worksheet_range(&section.name).unwrap();
        for placed in grid.placed() {
            let place = (3 + placed.row as u32, placed.column as u32);
            match (&placed.cell.content, sheet.get_value(place)) {
                (Content::Number(amount), Some(Data::Float(number))) => {
                    assert_eq!(*number, amount.as_f64(), "{} {place:?}", section.name);
                }
                (Content::Text(text), Some(Data::String(found))) => assert_eq!(text, found),
                (Content::Text(text), Some(Data::Empty) | None) if text.is_empty() => {}
                (expected, found) => panic!("{} {place:?}: {expected:?}, found {found:?}", section.name),
            }
        }
    }
}

#[test]
fn the_six_sections_stand_in_their_order_with_the_texts() {
    let issue = issue();
    let headings: Vec<String> =
        Paper::of(&issue, Lang::Zh).sections.into_iter().map(|section| section.heading).collect();
    assert_eq!(
        headings[..6],
        [
            "一、总体情况",
            "二、主动公开政府信息情况",
            "三、收到和处理政府信息公开申请情况",
            "四、政府信息公开行政复议、行政诉讼情况",
            "五、存在的主要问题及改进情况",
            "六、其他需要报告的事项",
        ]
    );
    assert_eq!(
        headings[9..],
        [
            "附四、图示",
            "联系方式",
            "附件1　测试机关　表二",
            "附件1　测试机关　表三",
            "附件1　测试机关　表四",
            "附件2　测试机关　表二",
            "附件2　测试机关　表三",
            "附件2　测试机关　表四",
        ]
    );
    let page = String::from_utf8(written(&issue, DocumentFormat::Html)).unwrap();
    let word = part(&written(&issue, DocumentFormat::Docx), "word/document.xml");
    for text in issue.narrative.values().flat_map(|text| text.lines()) {
        assert!(unescaped(&page).contains(text), "{text}");
        assert!(unescaped(&word).contains(text), "{text}");
    }
    for (form, heading) in
        [(Form::Form2019, "五、政府信息公开工作存在的主要问题及改进情况"), (Form::Form2014, "存在的主要问题及改进情况")]
    {
        let narrative = issue.narrative.clone();
        let old = Issue { narrative, ..Issue::of(figures(form, "13-2019-2019", 2019)) };
        assert!(Paper::of(&old, Lang::Zh).sections.iter().any(|section| section.heading == heading), "{form}");
    }
}

#[test]
fn the_page_draws_its_charts_without_anything_from_outside() {
    let page = String::from_utf8(written(&issue(), DocumentFormat::Html)).unwrap();
    assert_eq!(page.matches("<svg ").count(), 3);
    for words in ["三年对照（件）: 2023年新收 1000", "2025年新收</text>", "2025年末结转", "申请渠道（件）", "予以公开"]
    {
        assert!(page.contains(words), "{words}");
    }
    assert!(page.contains("scope=\"colgroup\"") && page.contains("scope=\"row\""));
    for outside in ["http:", "https:", "src=", "<link", "<script", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn a_document_says_in_its_properties_where_the_report_stands() {
    let issue = issue();
    let core = part(&written(&issue, DocumentFormat::Docx), "docProps/core.xml");
    let book = part(&written(&issue, DocumentFormat::Xlsx), "docProps/core.xml");
    let page = String::from_utf8(written(&issue, DocumentFormat::Html)).unwrap();
    for (name, text) in [("docx", &core), ("xlsx", &book), ("html", &page)] {
        for words in ["测试机关 2025年政府信息公开工作年度报告", "已发布", "2026-01-20", "2026-01-12 签发"]
        {
            assert!(text.contains(words), "{name}: {words} is missing");
        }
    }
    let open = String::from_utf8(written(&Issue::of(issue.figures), DocumentFormat::Html)).unwrap();
    assert!(open.contains("编制中") && !open.contains("dcterms.issued"), "{open}");
}

#[test]
fn a_published_report_made_again_has_the_same_table_cell_by_cell() {
    for (log, form, year) in [
        ("02-2021-2025", Form::Form2021, 2025),
        ("46-2021-2024", Form::Form2021, 2024),
        ("13-2019-2019", Form::Form2019, 2019),
        ("18-2019-2019", Form::Form2019, 2019),
    ] {
        let original = published(&format!("logs/{log}.report.json"));
        let issue = Issue::of(Figures::build(&header(form, year), &sums(&facts_of(log), year), &Entered::new()));
        let Tables::Current { table3, .. } = &issue.figures.tables else { panic!() };
        let word = of_docx(&written(&issue, DocumentFormat::Docx));
        let printed = &word[1][3..];
        assert_eq!(printed.len(), table3.rows().count(), "{log}");
        for (cells, (row, _)) in printed.iter().zip(table3.rows()) {
            for (column, cell) in Column::ALL.iter().rev().zip(cells.iter().rev()) {
                let wanted = original.table3(row, *column).unwrap_or_default().to_string();
                assert_eq!(cell, &wanted, "{log}: {row}/{column}");
            }
        }
        let appeals = word[2].last().unwrap();
        let paper = Paper::of(&issue, Lang::Zh);
        let (_, grid) = paper.tables().find(|(section, _)| section.name == "表四").unwrap();
        for (cell, found) in grid.rows.last().unwrap().iter().zip(appeals) {
            let Some(FigurePlace::Counted(gongkai::domain::annual_report::Cell::Table4(group, column))) = &cell.place
            else {
                panic!("{cell:?}")
            };
            let wanted = original.table4(*group, *column).unwrap_or_default().to_string();
            assert_eq!(found, &wanted, "{log}: {group}/{column}");
        }
    }
}
