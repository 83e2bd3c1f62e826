//! 报告的文字: read with their drafts, written by whoever may, and never after the freeze.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use super::standing::load;
use super::{ReportOrder, figures, figures_of, header, members};
use crate::app::agency::policy_of;
use crate::app::{App, AppError};
use crate::domain::annual_report::life::ReportStatus;
use crate::domain::annual_report::narrative::{Bound, Narrative, Part, TextRefused, Vocabulary};
use crate::domain::annual_report::{Amount, Figures, Scope};
use crate::domain::ids::{AgencyCode, AgencyId};
use crate::letters::report::{Material, vocabulary};
use crate::store::agencies::AgencyRow;
use crate::store::report_texts::{self, ReportTextRow};
use crate::store::reports::ReportKey;
use crate::store::{DbConn, StoreError};

/// The texts of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportTexts {
    /// Where the report stands.
    pub status: ReportStatus,
    /// Every text, sections first.
    pub texts: Vec<ReportText>,
    /// Every figure that a text may name, with its unit.
    pub figures: Vec<NamedFigure>,
}

/// A figure that a text may name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFigure {
    /// Its name between braces.
    pub name: String,
    /// What it is.
    pub amount: Amount,
    /// 单位
    pub unit: String,
}

/// A text of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportText {
    /// Which.
    pub part: Part,
    /// How often it was written, 0 for a draft that nobody has touched.
    pub version: i32,
    /// What was written, with the names of figures in braces; none while the draft stands.
    pub written: Option<String>,
    /// The draft, with the names of figures in braces; empty for material.
    pub draft: String,
    /// As it is read.
    pub reads: String,
    /// Its versions, the newest first.
    pub versions: Vec<TextVersion>,
}

/// A version of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextVersion {
    /// From 1.
    pub version: i32,
    /// When (UTC).
    pub at: NaiveDateTime,
    /// Who, in one line.
    pub actor: String,
    /// The text; none where the draft was taken back.
    pub text: Option<String>,
}

impl ReportTexts {
    /// Whether texts may be changed now.
    #[must_use]
    pub fn may_be_written(&self) -> bool {
        is_open(self.status)
    }
}

/// 报告的文字 with their drafts.
///
/// # Errors
/// [`AppError::Store`] if there is no such agency or the store cannot be read; [`AppError::Document`] if a draft cannot
/// be made.
pub fn texts(app: &App, code: &AgencyCode, year: i32, scope: Scope) -> Result<ReportTexts, AppError> {
    let words = vocabulary()?;
    app.store.snapshot(|conn| {
        let (agency, ids) = members(conn, code, scope)?;
        let key = ReportKey { agency_id: agency.id, year, scope };
        let report = load(conn, key)?;
        let figures = match report.edition().filter(|_| !is_open(report.status())) {
            Some(edition) => edition.figures.clone(),
            None => figures_of(conn, &header(app, &agency, year, scope, None), &ids)?,
        };
        let mut versions = versions(conn, key)?;
        let written = written(&versions);
        let contact = policy_of(&agency)?.contact;
        let material = Material { figures: &figures, agencies: ids.len(), contact: &contact, written: &written };
        let bound = Bound::new(&words, &figures);
        let mut texts = Vec::new();
        for part in Part::ALL {
            let text = material.text(&words, *part)?;
            let versions = versions.remove(part).unwrap_or_default();
            texts.push(ReportText {
                part: *part,
                version: versions.first().map_or(0, |last| last.version),
                written: written.get(part).cloned(),
                draft: material.draft(&words, *part)?,
                // A figure that is gone is shown by its name.
                reads: bound.fill(&text).unwrap_or(text),
                versions,
            });
        }
        let named = bound.all().map(|(term, amount)| {
            let (name, unit) = (term.name.clone(), term.unit.clone());
            NamedFigure { name, amount, unit }
        });
        Ok(ReportTexts { status: report.status(), texts, figures: named.collect() })
    })
}

/// 编写: keeps a text in the place of the one before, with its numbers bound to the report's figures; without a text
/// the draft stands again. `order.expected` is the text's version as it was seen.
///
/// # Errors
/// [`AppError::ReportText`] if the text is wrong or the report is frozen; [`AppError::Store`] with
/// [`StoreError::StaleReport`] if somebody else wrote it since.
pub fn write_text(app: &App, order: &ReportOrder, part: Part, text: Option<String>) -> Result<(), AppError> {
    let words = vocabulary()?;
    let (code, year, scope) = (&order.code, order.year, order.scope);
    let (key, text) = app.store.snapshot(|conn| {
        let (agency, ids) = members(conn, code, scope)?;
        let figures = figures_of(conn, &header(app, &agency, year, scope, None), &ids)?;
        let text = text.as_deref().map(|text| Bound::new(&words, &figures).bind(part, text));
        let text = text.transpose().map_err(TextRefused::from)?;
        Ok::<_, AppError>((ReportKey { agency_id: agency.id, year, scope }, text))
    })?;
    let row = ReportTextRow {
        agency_id: key.agency_id,
        year,
        scope,
        part,
        version: order.expected + 1,
        text,
        recorded_at: app.clock.now(),
        actor: order.actor.to_string(),
    };
    app.store.write_blocking(move |conn| {
        let status = load(conn, key)?.status();
        if !is_open(status) {
            return Err(TextRefused::NotEditable { status }.into());
        }
        Ok::<_, AppError>(report_texts::append(conn, &row)?)
    })
}

/// 预览: how a text would be read, if it may be kept.
///
/// # Errors
/// [`AppError::ReportText`] if the text is wrong.
pub fn preview_text(app: &App, order: &ReportOrder, part: Part, text: &str) -> Result<String, AppError> {
    let words = vocabulary()?;
    let figures = figures(app, &order.code, order.year, order.scope, None)?;
    let bound = Bound::new(&words, &figures);
    let text = bound.bind(part, text).and_then(|text| bound.fill(&text));
    Ok(text.map_err(TextRefused::from)?)
}

/// Whether the texts of a report that stands there may be changed: of a published one for its correction.
fn is_open(status: ReportStatus) -> bool {
    match status {
        ReportStatus::Open | ReportStatus::Published => true,
        ReportStatus::Frozen | ReportStatus::Signed => false,
    }
}

/// 报告的文字 as they are read now.
pub(super) fn narrative_of(
    conn: &mut DbConn,
    agency: &AgencyRow,
    ids: &[AgencyId],
    figures: &Figures,
) -> Result<Narrative, AppError> {
    let about = &figures.header;
    let key = ReportKey { agency_id: agency.id, year: about.year, scope: about.scope };
    let contact = policy_of(agency)?.contact;
    let words: Vocabulary = vocabulary()?;
    let written = written(&versions(conn, key)?);
    Ok(Material { figures, agencies: ids.len(), contact: &contact, written: &written }.narrative(&words)?)
}

/// The versions of every text, the newest first.
fn versions(conn: &mut DbConn, key: ReportKey) -> Result<BTreeMap<Part, Vec<TextVersion>>, StoreError> {
    let mut versions: BTreeMap<Part, Vec<TextVersion>> = BTreeMap::new();
    for row in report_texts::of_report(conn, key)?.into_iter().rev() {
        let ReportTextRow { part, version, text, recorded_at, actor, .. } = row;
        versions.entry(part).or_default().push(TextVersion { version, at: recorded_at, actor, text });
    }
    Ok(versions)
}

/// What stands now, where something was written.
fn written(versions: &BTreeMap<Part, Vec<TextVersion>>) -> BTreeMap<Part, String> {
    let text = |(part, versions): (&Part, &Vec<TextVersion>)| Some((*part, versions.first()?.text.clone()?));
    versions.iter().filter_map(text).collect()
}
