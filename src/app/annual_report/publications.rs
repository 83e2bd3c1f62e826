//! 已发布的年度报告: what the public may read. Nothing else of a report leaves the agency.

use chrono::NaiveDate;

use super::members;
use super::standing::{came_late, load};
use crate::app::{App, AppError};
use crate::domain::annual_report::Scope;
use crate::domain::annual_report::life::Edition;
use crate::domain::ids::AgencyCode;
use crate::store::reports::{self, PublishedRow, PublishedSelection, ReportKey};
use crate::store::{StoreError, agencies};

/// An edition that the public has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// The edition.
    pub edition: Edition,
    /// The day on which it was published.
    pub published_on: NaiveDate,
    /// Whether the report was first published after the last day for it (art 49).
    pub late: bool,
    /// The newest edition; this one, unless it has been replaced.
    pub newest_revision: u32,
}

/// A page of published reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicationsPage {
    /// The reports, the last year first and in a year by agency.
    pub reports: Vec<PublishedRow>,
    /// After which report the next page begins; none if this is the last one.
    pub next: Option<ReportKey>,
}

/// Published reports, of all agencies or of one, of all years or of one; at most `size`.
///
/// # Errors
/// [`AppError::Store`] if there is no such agency or the store cannot be read.
pub fn publications(
    app: &App,
    agency: Option<&AgencyCode>,
    year: Option<i32>,
    after: Option<ReportKey>,
    size: usize,
) -> Result<PublicationsPage, AppError> {
    app.store.snapshot(|conn| {
        let agency = agency.map(|code| agencies::find_by_code(conn, code)).transpose()?.map(|row| row.id);
        let wanted = i64::try_from(size).unwrap_or(i64::MAX).saturating_add(1);
        let mut reports = reports::published(conn, &PublishedSelection { agency, year, after }, wanted)?;
        let more = reports.len() > size;
        reports.truncate(size);
        let last = reports.last().filter(|_| more).map(|row| &row.report);
        let next = last.map(|row| ReportKey { agency_id: row.agency_id, year: row.year, scope: row.scope });
        Ok(PublicationsPage { reports, next })
    })
}

/// The newest published edition of a report, or an earlier one by its number.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`] if there is no such agency or nothing of the kind was
/// published.
pub fn find_publication(
    app: &App,
    code: &AgencyCode,
    year: i32,
    scope: Scope,
    revision: Option<u32>,
) -> Result<Publication, AppError> {
    app.store.snapshot(|conn| {
        let (agency, _) = members(conn, code, scope)?;
        let published = load(conn, ReportKey { agency_id: agency.id, year, scope })?.published;
        let date = |edition: &Edition| edition.published.as_ref().map(|mark| mark.on);
        let first_on = published.first().and_then(date);
        let newest_revision = published.last().map_or(0, |edition| edition.revision);
        let wanted = revision.unwrap_or(newest_revision);
        let found = published.into_iter().find(|edition| edition.revision == wanted);
        let found = found.and_then(|edition| Some((date(&edition)?, edition)));
        let Some((published_on, edition)) = found else {
            return Err(StoreError::NotFound { what: "report", key: format!("{code}/{year}") }.into());
        };
        let late = first_on.is_some_and(|on| came_late(app.rulebook.regimes(), year, scope, on));
        Ok(Publication { edition, published_on, late, newest_revision })
    })
}
