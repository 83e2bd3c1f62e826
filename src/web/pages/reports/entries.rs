//! 填报: the figures that the agency enters itself, cell by cell as the form has them.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use askama::Template;

use super::Which;
use crate::app::annual_report as report;
use crate::app::{App, AppError};
use crate::domain::annual_report::life::ReportStatus;
use crate::domain::annual_report::{Amount, Block, OldRow, Scope, may_be_entered, table2_blocks};
use crate::domain::regime::Form;
use crate::messages::Lang;
use crate::web::api::report_entries::form_of;
use crate::web::auth::{Head, In};
use crate::web::pages::layout::{Page, see_other, send_with};
use crate::web::pages::parts::{Faults, Field, Fields, Summary};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "reports/entries.html", config = "src/web/askama.toml")]
struct EntriesPage {
    page: Page,
    title: String,
    report: String,
    action: String,
    summary: Option<Summary>,
    /// Whether what is entered now is an adjustment.
    is_frozen: bool,
    groups: Vec<Group>,
    /// What stood in each field when it was shown.
    shown: Vec<(String, String)>,
}

/// The figures under one item of art 20; all of them in the form of 2014.
struct Group {
    heading: String,
    lines: Vec<Line>,
}

struct Line {
    legend: String,
    fields: Vec<Field>,
}

/// The cells of the form, in order.
struct Cells {
    form: Form,
    now: Vec<(String, Option<Amount>)>,
    /// 上年填报数
    before: BTreeMap<String, Amount>,
    status: ReportStatus,
}

/// Shows the form.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<Head>,
    visit: Visit,
    path: Path<(String, String)>,
) -> Result<HttpResponse, WebError> {
    let which = Which::of(&officer.agency, &path.1, None)?;
    let cells = cells(&app, &which).await?;
    let typed = cells.shown();
    again(&app, &officer, visit, &which, &cells, &Typed { values: &typed, shown: &typed, faults: Faults::default() })
        .await
}

/// Keeps the figures that were changed.
pub(in crate::web) async fn send(
    app: Data<App>,
    officer: In<Head>,
    visit: Visit,
    path: Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let which = Which::of(&officer.agency, &path.1, None)?;
    let cells = cells(&app, &which).await?;
    let field = |prefix: &str, number: usize| posted.value(&format!("{prefix}{number}")).to_owned();
    let values: Vec<String> = (0..cells.now.len()).map(|number| field("cell", number)).collect();
    let shown: Vec<String> = (0..cells.now.len()).map(|number| field("shown", number)).collect();
    let (changes, faults) = cells.changes(visit.reader.lang, &values, &shown);
    if !faults.is_empty() {
        return again(&app, &officer, visit, &which, &cells, &Typed { values: &values, shown: &shown, faults }).await;
    }
    let (code, year) = (which.code.clone(), which.year);
    read(&app, move |app| report::enter(app, &code, year, changes)).await?;
    visit.say("reports-entered");
    Ok(see_other(&visit.reader.href(&format!("{}#checks", which.to("")))))
}

async fn cells(app: &Data<App>, which: &Which) -> Result<Cells, WebError> {
    let form = form_of(app, which.year, None);
    let (code, year) = (which.code.clone(), which.year);
    read(app, move |app| {
        let before = report::entries(app, &code, year - 1, form)?;
        Ok::<_, AppError>(Cells {
            form,
            now: report::entries(app, &code, year, form)?,
            before: before.into_iter().filter_map(|(cell, amount)| Some((cell, amount?))).collect(),
            status: report::view(app, &code, year, Scope::Own, None)?.report.status(),
        })
    })
    .await
}

impl Cells {
    fn shown(&self) -> Vec<String> {
        let text = |amount: &Option<Amount>| amount.map(|amount| amount.to_string()).unwrap_or_default();
        self.now.iter().map(|(_, amount)| text(amount)).collect()
    }

    /// What was typed into fields that showed something else, or what is wrong with it.
    fn changes(&self, lang: Lang, values: &[String], shown: &[String]) -> (Vec<(String, Option<Amount>)>, Faults) {
        let (mut changes, mut faults) = (Vec::new(), Faults::default());
        for (number, ((cell, _), (value, shown))) in self.now.iter().zip(values.iter().zip(shown)).enumerate() {
            let field = format!("cell{number}");
            match figure(value) {
                _ if value == shown => {}
                Err(()) => faults = faults.and(&field, lang.text("reports-not-a-figure")),
                Ok(Some(amount)) if !may_be_entered(cell, amount) => {
                    faults = faults.and(&field, lang.text("reports-negative"));
                }
                Ok(amount) => changes.push((cell.clone(), amount)),
            }
        }
        (changes, faults)
    }

    fn groups(&self, lang: Lang, typed: &Typed<'_>) -> Vec<Group> {
        let field = |key: &str, words: &str| {
            let number = self.now.iter().position(|(cell, _)| cell == key)?;
            let value = typed.values.get(number).map(String::as_str).unwrap_or_default();
            let field = Fields::new(lang, &typed.faults).figure(&format!("cell{number}"), words, value);
            Some(match self.before.get(key) {
                Some(before) => field.hint(lang.with("reports-last-year", &[("count", before.to_string().into())])),
                None => field,
            })
        };
        if self.form == Form::Form2014 {
            let fields = self.now.iter().filter_map(|(key, _)| field(key, &old_label(lang, key))).collect();
            let lines = vec![Line { legend: String::new(), fields }];
            return vec![Group { heading: lang.text("reports-table-old"), lines }];
        }
        let line = |block: &Block, row: &str| Line {
            legend: row.to_owned(),
            fields: block
                .columns
                .iter()
                .filter_map(|column| field(&Block::key(row, column), &Block::printed_column(column)))
                .collect(),
        };
        let group = |block: &Block| Group {
            heading: block.item.to_owned(),
            lines: block.rows.iter().map(|row| line(block, row)).collect(),
        };
        table2_blocks(self.form).iter().map(group).collect()
    }
}

fn old_label(lang: Lang, key: &str) -> String {
    let label = |row: &OldRow| {
        let (row, unit) = (row.printed_label(), row.unit.label());
        lang.with("reports-with-unit", &[("row", row.into()), ("unit", unit.into())])
    };
    OldRow::find(key).map_or_else(|_| key.to_owned(), label)
}

/// A figure as it is typed, also in the wide digits of a Chinese keyboard; nothing for a blank.
fn figure(text: &str) -> Result<Option<Amount>, ()> {
    let narrow = |c: char| match c {
        '\u{ff10}'..='\u{ff19}' => u32::from(c).checked_sub(0xff10 - 0x30).and_then(char::from_u32).unwrap_or(c),
        '\u{ff0e}' => '.',
        '\u{2212}' | '\u{ff0d}' => '-',
        other => other,
    };
    let text: String = text.chars().filter(|c| !matches!(c, ',' | '\u{ff0c}' | ' ')).map(narrow).collect();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().ok().and_then(Amount::decimal).map(Some).ok_or(())
}

/// The form as it was filled in.
struct Typed<'a> {
    values: &'a [String],
    shown: &'a [String],
    faults: Faults,
}

async fn again(
    app: &Data<App>,
    officer: &In<Head>,
    visit: Visit,
    which: &Which,
    cells: &Cells,
    typed: &Typed<'_>,
) -> Result<HttpResponse, WebError> {
    let page = Page::desk(app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let shown = typed.shown.iter().enumerate();
    let template = EntriesPage {
        title: which.title(lang),
        report: page.href(&which.to("")),
        action: page.href(&which.to("/entries")),
        summary: typed.faults.summary(lang),
        is_frozen: cells.status != ReportStatus::Open,
        groups: cells.groups(lang, typed),
        shown: shown.map(|(number, value)| (format!("shown{number}"), value.clone())).collect(),
        page,
    };
    send_with(typed.faults.status(), lang, &template)
}
