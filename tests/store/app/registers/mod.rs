//! 登记簿: the register of a year as a file, and files of offices as registers.

mod formulas;
mod taking_over;
mod years;

use gongkai::app::import::import;
use gongkai::app::register::{YearRegister, YearSpan, export_year};
use gongkai::app::{Agency, App};
use gongkai::domain::role::Actor;
use gongkai::letters::register::{Book, Heading, Of};
use gongkai::messages::Lang;
use gongkai::store::StoreError;

/// A register of two years.
pub const LOG: &str = include_str!("../../../cases/logs/02-2021-2025.caselog.jsonl");
/// A few requests with whatever else may happen to one.
pub const RICH_LOG: &str = include_str!("rich.jsonl");
/// One under the form of 2019.
pub const OLDER_LOG: &str = include_str!("../../../cases/logs/08-2021-2021.caselog.jsonl");
/// A smaller one.
pub const SMALL_LOG: &str = include_str!("../../../cases/logs/46-2021-2024.caselog.jsonl");

pub fn take_over(app: &App, agency: &Agency, log: &str) {
    let summary = import(app, agency, log.as_bytes(), |line| panic!("{line:?}")).unwrap();
    assert!(summary.accepted > 0);
}

/// The register of a year as a spreadsheet.
pub fn spreadsheet(app: &App, agency: &Agency, actor: &Actor, year: i32, subtree: bool, lang: Lang) -> Vec<u8> {
    let span = YearSpan::of(app, year).unwrap();
    let of = Some(Of { year, form: span.form });
    let mut book = Book::begin(lang, &Heading { agency: agency.name.clone(), of }).unwrap();
    let wanted = YearRegister { agency, actor, span, subtree, format: "xlsx" };
    export_year(app, &wanted, |line| Ok(book.line(&line.values(), &line.facts).map_err(StoreError::from)?)).unwrap();
    let mut bytes = Vec::new();
    book.finish(&mut bytes).unwrap();
    bytes
}
