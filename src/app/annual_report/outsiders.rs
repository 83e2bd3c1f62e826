//! 系统外机关: their figures are read, checked by `reconcile`, kept, and summed into the report of whoever is above
//! them.

use chrono::NaiveDateTime;
use serde_json::Value;

use super::{ReportOrder, header, members};
use crate::app::{App, AppError};
use crate::domain::annual_report::{Figures, Header, OutsiderSource, Scope};
use crate::domain::ids::{AgencyCode, AgencyId};
use crate::domain::reconcile::{Finding, Node, Published, ReadError, reconcile};
use crate::domain::regime::Form;
use crate::letters::report::{SheetFault, complete, read_xlsx};
use crate::store::report_outsiders::{self, ReportOutsiderRow};
use crate::store::{DbConn, StoreError, agencies};

/// Characters of a name at most.
const NAME: usize = 200;

/// An agency that is not on this system, with its figures of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outsider {
    /// 机关名称
    pub name: String,
    /// How they came.
    pub source: OutsiderSource,
    /// When they were taken in (UTC).
    pub at: NaiveDateTime,
    /// Who took them in, in one line.
    pub actor: String,
    /// The figures.
    pub figures: Figures,
}

/// Why figures are not taken in. The sentence is in the message files under `report-outsider-CODE`.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("the figures are not taken in: {}", self.code())]
pub enum OutsiderFault {
    /// It is no JSON.
    NoJson {
        /// What the reader said.
        reason: String,
    },
    /// A place that is no figure.
    Unreadable(ReadError),
    /// A spreadsheet that is not one of ours.
    Sheet(SheetFault),
    /// No name, or one longer than any.
    Name {
        /// Characters at most.
        max: usize,
    },
    /// An agency of this name is on this system: its requests are counted already.
    OnThisSystem {
        /// The name.
        name: String,
    },
    /// Figures of another year.
    OtherYear {
        /// The year they are of.
        found: Option<i32>,
        /// The year of the report.
        expected: i32,
    },
    /// Figures on another form than the year's.
    OtherForm {
        /// The form they are on.
        found: Form,
        /// The form of the year.
        expected: Form,
    },
    /// 矛盾: what `reconcile` finds.
    Contradictions(Vec<Finding>),
    /// Without the channels the sum would contradict itself.
    NoChannels,
}

impl OutsiderFault {
    /// The stable code, as other programs see it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoJson { .. } => "no_json",
            Self::Unreadable(_) => "unreadable",
            Self::Sheet(_) => "wrong_sheet",
            Self::Name { .. } => "wrong_name",
            Self::OnThisSystem { .. } => "on_this_system",
            Self::OtherYear { .. } => "other_year",
            Self::OtherForm { .. } => "other_form",
            Self::Contradictions(_) => "contradictions",
            Self::NoChannels => "no_channels",
        }
    }
}

/// The agencies that an agency's summary of a year adds to those on this system, by name.
///
/// # Errors
/// [`AppError::Store`] if there is no such agency or the store cannot be read.
pub fn outsiders(app: &App, code: &AgencyCode, year: i32) -> Result<Vec<Outsider>, AppError> {
    app.store.snapshot(|conn| {
        let (agency, _) = members(conn, code, Scope::Own)?;
        Ok(read_rows(conn, &[agency.id], year)?)
    })
}

/// What is taken in: the figures of an agency, under the name that they give unless another is given.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// How they came.
    pub source: OutsiderSource,
    /// 机关名称, in the place of the one in the file; a spreadsheet has none of its own.
    pub name: Option<String>,
    /// The file.
    pub bytes: Vec<u8>,
}

impl Incoming {
    /// A file that somebody brings: a spreadsheet by what is in it or by its name, otherwise JSON.
    #[must_use]
    pub fn of_file(file_name: &str, name: Option<String>, bytes: Vec<u8>) -> Self {
        let is_sheet = bytes.starts_with(b"PK") || file_name.to_ascii_lowercase().ends_with(".xlsx");
        let source = if is_sheet { OutsiderSource::Xlsx } else { OutsiderSource::Json };
        Self { source, name, bytes }
    }
}

/// 录入: reads the figures of an agency that is not on this system, and keeps them in the place of those it had.
///
/// # Errors
/// [`AppError::Outsider`] if they cannot be read, contradict themselves, or are of another year or form;
/// [`AppError::Store`] if there is no such agency or the store cannot keep them.
pub fn take_outsider(app: &App, order: &ReportOrder, incoming: &Incoming) -> Result<Outsider, AppError> {
    let about = app.store.snapshot(|conn| {
        let (agency, _) = members(conn, &order.code, Scope::Own)?;
        Ok::<_, AppError>((agency.id, header(app, &agency, order.year, Scope::Own, None)))
    })?;
    let (agency_id, about) = about;
    let figures = read(incoming, &about)?;
    let name = figures.header.agency.clone();
    let (at, actor) = (app.clock.now(), order.actor.to_string());
    let row = ReportOutsiderRow {
        agency_id,
        year: order.year,
        name: name.clone(),
        source: incoming.source,
        figures: serde_json::to_string(&figures).map_err(|error| corrupt(&name, &error))?,
        recorded_at: at,
        actor: actor.clone(),
    };
    app.store.write_blocking(move |conn| {
        if agencies::list(conn)?.iter().any(|agency| agency.name == row.name) {
            return Err(OutsiderFault::OnThisSystem { name: row.name.clone() }.into());
        }
        Ok::<_, AppError>(report_outsiders::put(conn, &row)?)
    })?;
    Ok(Outsider { name, source: incoming.source, at, actor, figures })
}

/// 删除: the figures of an agency are no longer summed in.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`] if there are none.
pub fn remove_outsider(app: &App, order: &ReportOrder, name: &str) -> Result<(), AppError> {
    let (code, year, name) = (order.code.clone(), order.year, name.to_owned());
    app.store.write_blocking(move |conn| {
        let agency = agencies::find_by_code(conn, &code)?;
        if report_outsiders::remove(conn, agency.id, year, &name)? {
            return Ok(());
        }
        Err(StoreError::NotFound { what: "outsider", key: name.clone() }.into())
    })
}

/// The figures to be added to those of some agencies.
pub(super) fn read_rows(conn: &mut DbConn, ids: &[AgencyId], year: i32) -> Result<Vec<Outsider>, StoreError> {
    let read = |row: ReportOutsiderRow| {
        let figures = serde_json::from_str(&row.figures).map_err(|error| corrupt(&row.name, &error))?;
        Ok(Outsider { name: row.name, source: row.source, at: row.recorded_at, actor: row.actor, figures })
    };
    report_outsiders::of_year(conn, ids, year)?.into_iter().map(read).collect()
}

fn corrupt(name: &str, error: &serde_json::Error) -> StoreError {
    StoreError::Corrupt { what: format!("figures of {name}: {error}") }
}

/// The figures, if nothing is wrong with them.
fn read(incoming: &Incoming, about: &Header) -> Result<Figures, OutsiderFault> {
    let given = incoming.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let mut report: Value = match incoming.source {
        OutsiderSource::Json => {
            // Editors on Windows put a mark before the text that JSON does not know.
            let text = incoming.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&incoming.bytes);
            serde_json::from_slice(text).map_err(|error| OutsiderFault::NoJson { reason: error.to_string() })?
        }
        OutsiderSource::Xlsx => {
            let agency = given.unwrap_or_default().to_owned();
            let header = Header { agency, ..about.clone() };
            read_xlsx(&incoming.bytes, &header).map_err(OutsiderFault::Sheet)?
        }
    };
    let published = published(&report)?;
    let name = given.unwrap_or(&published.agency).trim().to_owned();
    if name.is_empty() || name.chars().count() > NAME || name.contains(char::is_control) {
        return Err(OutsiderFault::Name { max: NAME });
    }
    if published.year != Some(about.year) {
        return Err(OutsiderFault::OtherYear { found: published.year, expected: about.year });
    }
    if published.form != about.form {
        return Err(OutsiderFault::OtherForm { found: published.form, expected: about.form });
    }
    let findings = reconcile(&published, None, &[]);
    if !findings.is_empty() {
        return Err(OutsiderFault::Contradictions(findings));
    }
    complete(&mut report, &name);
    let figures: Figures =
        serde_json::from_value(report).map_err(|error| OutsiderFault::NoJson { reason: error.to_string() })?;
    if figures.statistics.received() != figures.received {
        return Err(OutsiderFault::NoChannels);
    }
    Ok(figures)
}

fn published(report: &Value) -> Result<Published, OutsiderFault> {
    let node: Node =
        serde_json::from_value(report.clone()).map_err(|error| OutsiderFault::NoJson { reason: error.to_string() })?;
    Published::read(&node).map_err(OutsiderFault::Unreadable)
}
