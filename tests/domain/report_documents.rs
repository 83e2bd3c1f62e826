//! 年度报告文书: what is on the page, in the Word document and in the spreadsheet.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use gongkai::domain::annual_report::{Amount, Column, Entered, Figures, Row, Tables};
use gongkai::domain::regime::Form;
use gongkai::letters::report::{Content, DocumentFormat, Grid, Issue, Notice, Paper, docx, html, xlsx};
use gongkai::messages::Lang;
use serde_json::Value;

use crate::support::caselog::facts_of;
use crate::support::history::{header, sums};

/// 上海 2025, a large report of the 2021 form, with some figures entered for Table 2.
fn figures(form: Form) -> Figures {
    let (log, year) = match form {
        Form::Form2021 => ("02-2021-2025", 2025),
        Form::Form2019 => ("13-2019-2019", 2019),
        Form::Form2014 => ("2010-local", 2010),
    };
    let entered = Entered::from([
        ("行政许可/本年处理决定数量".to_owned(), Amount::from(4321)),
        ("行政事业性收费/本年收费金额".to_owned(), Amount::wan_yuan(125_500)),
        ("一(一)".to_owned(), Amount::from(2069)),
    ]);
    let mut header = header(form, year);
    header.agency = "某市<b>人民政府</b>办公厅".to_owned();
    Figures::build(&header, &sums(&facts_of(log), year), &entered)
}

fn sheet(figures: &Figures, lang: Lang, name: &str) -> Range<Data> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(xlsx(figures, lang).unwrap())).unwrap();
    workbook.worksheet_range(name).unwrap()
}

fn number(range: &Range<Data>, row: u32, column: u32) -> f64 {
    match range.get_value((row, column)) {
        Some(Data::Float(number)) => *number,
        other => panic!("row {row}, column {column}: {other:?}"),
    }
}

fn text(range: &Range<Data>, row: u32, column: u32) -> &str {
    match range.get_value((row, column)) {
        Some(Data::String(text)) => text,
        other => panic!("row {row}, column {column}: {other:?}"),
    }
}

/// The number of columns that every row of a table fills, cells from above included.
fn filled(grid: &Grid) -> Vec<usize> {
    let placed = grid.placed();
    let covers =
        |row: usize| placed.iter().filter(move |place| (place.row..place.row + place.cell.rows).contains(&row));
    (0..grid.rows.len()).map(|row| covers(row).map(|place| place.cell.columns).sum()).collect()
}

#[test]
fn merged_cells_fill_every_table_exactly() {
    for form in Form::ALL {
        for (section, grid) in Paper::lay_out(&figures(*form), Lang::Zh).tables() {
            let width = grid.widths.len();
            assert_eq!(filled(grid), vec![width; grid.rows.len()], "{form} {}", section.heading);
        }
    }
}

#[test]
fn every_figure_of_table_3_is_on_the_paper_under_its_labels() {
    let figures = figures(Form::Form2021);
    let Tables::Current { table3, .. } = &figures.tables else { panic!() };
    let paper = Paper::lay_out(&figures, Lang::Zh);
    let (_, grid) = paper.tables().find(|(section, _)| section.name == "表三").unwrap();
    for (index, (row, _)) in table3.rows().enumerate() {
        let cells = &grid.rows[grid.head_rows + index];
        assert!(cells.iter().any(|cell| cell.content == Content::Text(row.label().to_owned())), "{row}");
        let printed: Vec<&Content> = cells.iter().rev().take(7).map(|cell| &cell.content).collect();
        let expected: Vec<Content> =
            Column::ALL.into_iter().rev().map(|column| Content::Number(table3.get(row, column).into())).collect();
        assert_eq!(printed, expected.iter().collect::<Vec<_>>(), "{row}");
    }
}

#[test]
fn the_page_stands_alone_and_escapes_what_it_is_given() {
    for lang in Lang::ALL {
        let page = html(&figures(Form::Form2021), lang).unwrap();
        assert!(page.starts_with("<!DOCTYPE html>"));
        assert!(page.contains(&format!("<html lang=\"{}\">", lang.tag())));
        assert!(page.contains("（二）部分公开（区分处理的，只计这一情形，不计其他情形）"));
        assert!(!page.contains("<b>") && page.contains("&#60;b&#62;"));
        for outside in ["http:", "https:", "src=", "<link", "@import", "url("] {
            assert!(!page.contains(outside), "{outside}");
        }
    }
}

#[test]
fn the_page_says_what_its_number_of_requests_counts() {
    let page = html(&figures(Form::Form2021), Lang::Zh).unwrap();
    assert!(page.contains(
        "本年新收政府信息公开申请 1295 件（不含上年结转 189 件），办结 1191 件，结转下年度继续办理 293 件。"
    ));
    let page = html(&figures(Form::Form2014), Lang::Zh).unwrap();
    assert!(
        page.contains(
            "本年新收政府信息公开申请 7165 件（不含上年结转 0 件），办结 7067 件，结转下年度继续办理 98 件。"
        )
    );
}

#[test]
fn the_spreadsheet_has_a_sheet_a_table() {
    let names = |form, lang| {
        let workbook: Xlsx<_> = Xlsx::new(Cursor::new(xlsx(&figures(form), lang).unwrap())).unwrap();
        workbook.sheet_names()
    };
    assert_eq!(names(Form::Form2021, Lang::Zh), ["表二", "表三", "表四", "申请渠道", "答复时限", "收费"]);
    assert_eq!(names(Form::Form2014, Lang::En), ["统计表", "Channels", "Due dates", "Fees"]);
}

#[test]
fn the_figures_of_the_spreadsheet_are_numbers_at_their_places() {
    let figures = figures(Form::Form2021);
    let Tables::Current { table3, .. } = &figures.tables else { panic!() };
    let table = sheet(&figures, Lang::Zh, "表三");
    assert_eq!(text(&table, 3, 3), "申请人情况");
    assert_eq!(text(&table, 5, 4), "商业企业");
    for (row, (code, _)) in (6..).zip(table3.rows()) {
        for (column, name) in (3..).zip(Column::ALL) {
            assert_eq!(number(&table, row, column), table3.get(code, name) as f64, "{code}/{name}");
        }
    }
    assert_eq!(text(&table, 30, 0), Row::CarriedForward.label());
}

#[test]
fn entered_money_keeps_its_decimals_in_the_spreadsheet() {
    let table = sheet(&figures(Form::Form2021), Lang::Zh, "表二");
    let found = table.used_cells().any(|(_, _, value)| *value == Data::Float(12.55));
    assert!(found, "{table:?}");
}

#[test]
fn the_same_report_is_the_same_file() {
    let figures = figures(Form::Form2019);
    assert_eq!(xlsx(&figures, Lang::Zh).unwrap(), xlsx(&figures, Lang::Zh).unwrap());
    assert_eq!(docx(&figures, Lang::Zh).unwrap(), docx(&figures, Lang::Zh).unwrap());
}

/// The words of every table of a Word document, row by row.
fn tables_of(docx: &[u8]) -> Vec<Vec<Vec<String>>> {
    let document: Value = serde_json::from_str(&docx_rs::read_docx(docx).unwrap().json()).unwrap();
    let children =
        |node: &Value, pointer: &str| node.pointer(pointer).and_then(Value::as_array).cloned().unwrap_or_default();
    let tables = children(&document, "/document/children").into_iter().filter(|child| child["type"] == "table");
    tables
        .map(|table| {
            let rows = children(&table, "/data/rows");
            rows.iter().map(|row| children(row, "/data/cells").iter().map(words).collect()).collect()
        })
        .collect()
}

/// All words below a node.
fn words(node: &Value) -> String {
    match node {
        Value::Object(object) if object.get("type").is_some_and(|kind| kind == "text") => {
            node["data"]["text"].as_str().unwrap_or_default().to_owned()
        }
        Value::Object(object) => object.values().map(words).collect(),
        Value::Array(list) => list.iter().map(words).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => String::new(),
    }
}

#[test]
fn the_word_document_has_the_tables_of_the_form() {
    let figures = figures(Form::Form2021);
    let Tables::Current { table3, .. } = &figures.tables else { panic!() };
    let tables = tables_of(&docx(&figures, Lang::Zh).unwrap());
    assert_eq!(tables.len(), 6);
    let rows = &tables[1][3..];
    for (cells, (row, _)) in rows.iter().zip(table3.rows()) {
        assert!(cells.contains(&row.label().to_owned()), "{row}: {cells:?}");
        assert_eq!(cells.last().unwrap(), &table3.get(row, Column::Total).to_string(), "{row}");
    }
    assert_eq!(rows.len(), 25);
}

#[test]
fn the_word_document_of_the_2014_form_lists_every_indicator() {
    let tables = tables_of(&docx(&figures(Form::Form2014), Lang::Zh).unwrap());
    let line =
        |label: &str| tables[0].iter().find(|row| row[0] == label).unwrap_or_else(|| panic!("{label}"))[1..].to_vec();
    assert_eq!(line("（一）收到申请数"), ["件", "7165"]);
    assert_eq!(line("七、依申请公开信息收取的费用"), ["万元", "0.242"]);
    assert_eq!(line("三、依申请公开情况"), ["——", "——"]);
}

#[test]
fn a_document_says_what_is_to_be_known_of_its_figures() {
    let figures = figures(Form::Form2021);
    let correction = Notice::Published {
        on: "2026-02-14".parse().unwrap(),
        revision: 2,
        correction: Some((1, "漏登一件".to_owned())),
    };
    let preliminary = Notice::Preliminary { as_of: "2025-11-30".parse().unwrap() };
    for (notice, said) in [(&correction, "更正并代替第 1 版：漏登一件"), (&preliminary, "暂时数据，截至 2025-11-30")]
    {
        let issue = Issue { notice: Some(notice.clone()), ..Issue::of(figures.clone()) };
        let written = |format| crate::report_issues::written(&issue, format);
        assert!(String::from_utf8(written(DocumentFormat::Html)).unwrap().contains(said));
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(written(DocumentFormat::Xlsx))).unwrap();
        assert!(text(&book.worksheet_range("表三").unwrap(), 2, 0).contains(said));
        assert!(docx_rs::read_docx(&written(DocumentFormat::Docx)).unwrap().json().contains(said));
    }
}
