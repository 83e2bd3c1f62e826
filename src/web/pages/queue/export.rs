//! 导出: the list that is shown, as a file.

use std::io::Write;

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Data;

use super::asked::Asked;
use super::word;
use crate::app::queue::{Export, ListedCase, export_cases};
use crate::app::{App, AppError};
use crate::domain::role::Actor;
use crate::letters::register::{Cell, Column, Csv, Sheet, Xlsx};
use crate::messages::Lang;
use crate::store::StoreError;
use crate::web::auth::{CaseReader, In};
use crate::web::download::disposition;
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, pipe};

/// Sends the file: the form has the parameters of the list, and which kind of file the button names.
pub(in crate::web) async fn send(
    app: Data<App>,
    officer: In<CaseReader>,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let asked = Asked::read(posted.others(&["act"]))?;
    let lang = visit.reader.lang;
    let (format, kind) = match posted.act() {
        "csv" => ("csv", "text/csv; charset=utf-8"),
        "xlsx" => ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        _ => return Err(WebError::BadParameter { name: "act" }),
    };
    let name = format!("{}-{}.{format}", officer.agency.code, app.clock.today());
    let body = pipe::written(move |out| {
        let actor = officer.actor();
        let export = Written { lang, asked: &asked, actor: &actor, officer: &officer };
        let written = if format == "csv" { export.csv(&app, out) } else { export.xlsx(&app, out) };
        written.map_err(WebError::from)
    });
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, kind))
        .insert_header((header::CONTENT_DISPOSITION, disposition(&name)))
        .body(body))
}

/// A file that is being written.
struct Written<'a> {
    lang: Lang,
    asked: &'a Asked,
    actor: &'a Actor,
    officer: &'a In<CaseReader>,
}

impl Written<'_> {
    fn csv(&self, app: &App, out: &mut impl Write) -> Result<(), AppError> {
        let mut csv = Csv::begin(out, &columns(self.lang)).map_err(StoreError::from)?;
        self.fill(app, &mut csv, "csv")
    }

    fn xlsx(&self, app: &App, out: &mut impl Write) -> Result<(), AppError> {
        let mut xlsx = Xlsx::begin(&self.lang.text("tab-all"), &columns(self.lang)).map_err(StoreError::from)?;
        self.fill(app, &mut xlsx, "xlsx")?;
        Ok(xlsx.finish(out).map_err(StoreError::from)?)
    }

    fn fill(&self, app: &App, sheet: &mut impl Sheet, format: &'static str) -> Result<(), AppError> {
        let export = Export {
            agency: &self.officer.agency,
            actor: self.actor,
            question: &self.asked.query.question,
            filters: self.asked.filters().map(|(name, _)| name.to_owned()).collect(),
            format,
        };
        export_cases(app, &export, |case| Ok(sheet.line(&line(self.lang, &case)).map_err(StoreError::from)?))?;
        Ok(())
    }
}

fn columns(lang: Lang) -> Vec<Column> {
    let widths: [(&str, u16); 14] = [
        ("filter-agency", 16),
        ("web-column-number", 14),
        ("web-fact-source", 14),
        ("queue-column-applicant", 20),
        ("filter-category", 14),
        ("web-column-subject", 48),
        ("web-column-channel", 10),
        ("web-column-status", 12),
        ("web-fact-received", 12),
        ("web-column-due", 12),
        ("queue-column-left", 12),
        ("queue-column-late", 12),
        ("queue-column-assignee", 12),
        ("web-fact-closed", 12),
    ];
    let mut columns: Vec<Column> =
        widths.map(|(id, width)| Column { title: lang.text(id), width }).into_iter().collect();
    columns.push(Column { title: lang.text("web-fact-outcome"), width: 24 });
    columns
}

fn line(lang: Lang, ListedCase { row, agency, standing, applicant, assignee }: &ListedCase) -> Vec<Cell> {
    let (origin, state) = (&row.origin, &row.state);
    vec![
        agency.as_str().into(),
        origin.case_no.as_str().into(),
        origin.source_ref.as_deref().unwrap_or_default().into(),
        applicant.as_str().into(),
        Cell::Text(word(lang, "category", state.category.as_str())),
        state.subject.as_str().into(),
        Cell::Text(word(lang, "channel", state.channel.as_str())),
        Cell::Text(word(lang, "status", state.status.as_str())),
        Cell::Date(state.received_on),
        Cell::Date(state.due_on),
        Cell::Number(standing.days.map(|days| days.left)),
        Cell::Number(standing.days.map(|days| days.late)),
        assignee.as_deref().unwrap_or_default().into(),
        Cell::Date(state.closed_on),
        Cell::Text(state.outcome.map(|outcome| word(lang, "outcome", outcome.as_str())).unwrap_or_default()),
    ]
}
