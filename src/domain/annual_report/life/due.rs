//! 发布期限 (art 49).

use chrono::NaiveDate;

use crate::domain::annual_report::Scope;
use crate::domain::regime::Regimes;

/// 发布期限 (art 49): the last day for publishing the report on a year. An agency's own report is due on
/// 31 January, the one that sums up a government's agencies on 31 March; under the regulation of 2008 both
/// on 31 March. `None` for a year for which nothing is prescribed.
#[must_use]
pub fn publish_by(regimes: &Regimes, year: i32, scope: Scope) -> Option<NaiveDate> {
    let rule = regimes.report_rule(year)?;
    let due = match scope {
        Scope::Own => &rule.agency_due,
        Scope::All => &rule.government_due,
    };
    NaiveDate::parse_from_str(&format!("{}-{due}", year + 1), "%Y-%m-%d").ok()
}
