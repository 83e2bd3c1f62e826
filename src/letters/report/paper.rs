//! 版面: what stands on the paper, from the title to the last table.

use super::grid::Grid;
use super::tables;
use crate::domain::annual_report::{Column, Figures, Row, Scope, Statistic, Tables};
use crate::domain::regime::Form;
use crate::messages::Lang;

/// A heading with its table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading, as the form prints it.
    pub heading: String,
    /// A short name, for the tab of a spreadsheet.
    pub name: String,
    /// The table.
    pub grid: Grid,
    /// Whether it is a table of the prescribed form, with its words in every language.
    pub is_statutory: bool,
    /// Whether it begins a page: the long table of the form should not be broken where it need not be.
    pub on_new_page: bool,
}

/// The whole document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// 机关名称, the first line of the title.
    pub agency: String,
    /// 标题
    pub title: String,
    /// The form and whose cases are counted.
    pub subtitle: String,
    /// What a reader must know about the figures: that they are preliminary, or correct an edition.
    pub notice: Option<String>,
    /// The year in one sentence, which says what it counts (R21).
    pub summary: String,
    /// The tables.
    pub sections: Vec<Section>,
    /// 年度, which dates the document: its figures are those of 31 December.
    pub year: i32,
    /// The language of the sentences.
    pub lang: Lang,
}

impl Paper {
    /// Lays the report out.
    #[must_use]
    pub fn lay_out(figures: &Figures, lang: Lang) -> Self {
        let header = &figures.header;
        let year = header.year.to_string();
        let scope = match header.scope {
            Scope::Own => lang.text("report-scope-own"),
            Scope::All => lang.text("report-scope-all"),
        };
        let mut sections = form_sections(figures);
        sections.extend(tables::statistics(figures, lang));
        Self {
            agency: header.agency.clone(),
            title: lang.with("report-title", &[("year", year.as_str().into())]),
            subtitle: lang.with("report-subtitle", &[("form", basis(header.form).into()), ("scope", scope.into())]),
            notice: None,
            summary: summary(figures, lang),
            sections,
            year: header.year,
            lang,
        }
    }
}

/// The document that prescribes a form.
const fn basis(form: Form) -> &'static str {
    match form {
        Form::Form2021 => "国办公开办函〔2021〕30号",
        Form::Form2019 => "国办公开办函〔2019〕60号",
        Form::Form2014 => "国办发〔2014〕32号",
    }
}

/// The long table, which begins a page.
const TABLE_3: &str = "表三";

fn form_sections(figures: &Figures) -> Vec<Section> {
    let section = |heading: &str, name: &str, grid| Section {
        heading: heading.into(),
        name: name.into(),
        grid,
        is_statutory: true,
        on_new_page: name == TABLE_3,
    };
    match &figures.tables {
        Tables::Current { table2, table3, table4 } => vec![
            section("二、主动公开政府信息情况", "表二", tables::table2(figures.header.form, table2)),
            section("三、收到和处理政府信息公开申请情况", TABLE_3, tables::table3(table3)),
            section("四、政府信息公开行政复议、行政诉讼情况", "表四", tables::table4(table4)),
        ],
        Tables::Old(rows) => vec![section("政府信息公开情况统计表", "统计表", tables::old_table(rows))],
    }
}

fn summary(figures: &Figures, lang: Lang) -> String {
    let (carried_over, closed, carried_forward) = match &figures.tables {
        Tables::Current { table3, .. } => {
            let total = |row| table3.get(row, Column::Total);
            (total(Row::CarriedOver), total(Row::Results), total(Row::CarriedForward))
        }
        Tables::Old(_) => {
            let statistic = |statistic| figures.statistics.get(statistic);
            let (over, forward) = (statistic(Statistic::CarriedOver), statistic(Statistic::CarriedForward));
            (over, over + figures.received - forward, forward)
        }
    };
    let numbers = [
        ("received", figures.received.to_string().into()),
        ("carried_over", carried_over.to_string().into()),
        ("closed", closed.to_string().into()),
        ("carried_forward", carried_forward.to_string().into()),
    ];
    lang.with("report-summary", &numbers)
}
