//! 门户: what everybody can do without an account.
//!
//! ```text
//! home  apply  receipt     find the agency, ask, keep the number and the code
//! follow  own_acts         where the own request stands, and what is asked of the applicant
//! calculator  published    when a reply would be due; the annual reports
//! ```

pub(in crate::web) mod apply;
mod asking;
pub(in crate::web) mod calculator;
mod charts;
pub(in crate::web) mod drafts;
pub(in crate::web) mod follow;
mod follow_view;
pub(in crate::web) mod home;
mod offers;
mod office;
mod own;
pub(in crate::web) mod own_acts;
pub(in crate::web) mod papers;
pub(in crate::web) mod published;
pub(in crate::web) mod receipt;
pub(in crate::web) mod report;

use crate::domain::annual_report::Scope;
use crate::messages::Lang;
use crate::store::reports::PublishedRow;

/// How a published report is called.
fn published_title(lang: Lang, row: &PublishedRow) -> String {
    report_title(lang, &row.name, row.report.year, row.report.scope)
}

/// How a report is called.
pub(super) fn report_title(lang: Lang, agency: &str, year: i32, scope: Scope) -> String {
    let particulars =
        [("agency", agency.to_owned().into()), ("year", year.to_string().into()), ("scope", scope.as_str().into())];
    lang.with("portal-report-title", &particulars)
}
