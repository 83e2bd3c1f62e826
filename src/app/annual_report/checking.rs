//! 签发前的核对: a report's figures against themselves and against those of the year before.

use super::acts::published_before;
use super::{figures_of, header, members};
use crate::app::{App, AppError};
use crate::domain::annual_report::{Amount, Figures, Scope};
use crate::domain::ids::AgencyCode;
use crate::domain::reconcile::{Finding, Published, reconcile};
use crate::store::reports::ReportKey;

/// What is to be seen of a report before it is signed.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// 矛盾, rule by rule.
    pub findings: Vec<Finding>,
    /// 上年数据; none if nothing is known of that year.
    pub previous: Option<Previous>,
}

/// 上年数据
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Previous {
    /// The figures.
    pub figures: Figures,
    /// Whether they are those that the public has; otherwise they are as they stand.
    pub is_published: bool,
}

/// Whether an agency has others below it, so that there is a report that sums them up.
///
/// # Errors
/// [`AppError::Store`] if there is no such agency or the store cannot be read.
pub fn sums_up(app: &App, code: &AgencyCode) -> Result<bool, AppError> {
    app.store.snapshot(|conn| Ok(members(conn, code, Scope::All)?.1.len() > 1))
}

/// 核对 of a report's figures.
///
/// # Errors
/// As [`sums_up`].
pub fn check(app: &App, code: &AgencyCode, figures: &Figures) -> Result<Checked, AppError> {
    let previous = previous(app, code, figures)?;
    let before = previous.as_ref().map(|previous| Published::from(&previous.figures));
    Ok(Checked { findings: reconcile(&Published::from(figures), before.as_ref(), &[]), previous })
}

fn previous(app: &App, code: &AgencyCode, figures: &Figures) -> Result<Option<Previous>, AppError> {
    let about = &figures.header;
    app.store.snapshot(|conn| {
        let (agency, ids) = members(conn, code, about.scope)?;
        let key = ReportKey { agency_id: agency.id, year: about.year, scope: about.scope };
        if let Some(figures) = published_before(conn, key)? {
            return Ok(Some(Previous { figures, is_published: true }));
        }
        let header = header(app, &agency, about.year - 1, about.scope, Some(about.form));
        let figures = figures_of(conn, &header, &ids)?;
        let says_something = figures.places().iter().any(|(_, amount)| *amount != Amount::ZERO);
        Ok(says_something.then_some(Previous { figures, is_published: false }))
    })
}
