//! 年度报告: the annual report at the desk, from the first figure until the public has it.
//!
//! ```text
//! list     the reports on a year, agency by agency       show     a report: figures, checks, what may be done
//! cases    the cases behind a figure                     entries  what the agency enters itself
//! texts    what is written beside the tables          text     one of them, edited
//! outsiders  agencies that are not on this system
//! act      freeze, sign off, publish, reopen: what an act does, then done
//!
//! checks  compared  course  adjusted  closed  names      parts of the report's page
//! ```

pub(in crate::web) mod act;
mod adjusted;
pub(in crate::web) mod cases;
pub(super) mod checks;
mod closed;
mod compared;
mod course;
pub(in crate::web) mod entries;
pub(in crate::web) mod list;
pub(super) mod names;
pub(in crate::web) mod outsiders;
pub(in crate::web) mod show;
pub(in crate::web) mod text;
pub(in crate::web) mod texts;

use serde::Deserialize;

use super::layout::agency_address;
use super::portal::report_title;
use super::queue::asked::address;
use crate::app::Agency;
use crate::domain::annual_report::Scope;
use crate::domain::ids::AgencyCode;
use crate::messages::Lang;
use crate::web::WebError;
use crate::web::api::queue::agency_code;
use crate::web::api::reports::year_of;

/// Whose cases a report counts.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(in crate::web) struct ScopeQuery {
    scope: Option<Scope>,
}

/// The report that a page is about.
#[derive(Debug, Clone)]
struct Which {
    code: AgencyCode,
    agency: String,
    year: i32,
    scope: Scope,
}

impl Which {
    fn of(agency: &Agency, year: &str, scope: Option<Scope>) -> Result<Self, WebError> {
        let (code, year) = (agency_code(&agency.code)?, year_of(year)?);
        Ok(Self { code, agency: agency.name.clone(), year, scope: scope.unwrap_or(Scope::Own) })
    }

    /// The address of the report, or of a part of it.
    fn to(&self, part: &str) -> String {
        self.with(part, &[])
    }

    /// The same with parameters.
    fn with(&self, part: &str, pairs: &[(&str, &str)]) -> String {
        let here = format!("{}/reports/{}{part}", agency_address(self.code.as_str()), self.year);
        let scope = [("scope", self.scope.as_str())];
        // The agency's own report is the usual one.
        let scope = scope.iter().filter(|_| self.scope == Scope::All);
        address(&here, scope.chain(pairs).map(|(name, value)| (*name, *value)))
    }

    /// The same report on another year, or of another scope.
    fn on(&self, year: i32, scope: Scope) -> Self {
        Self { year, scope, ..self.clone() }
    }

    fn title(&self, lang: Lang) -> String {
        report_title(lang, &self.agency, self.year, self.scope)
    }
}

/// A link of a choice.
struct Link {
    name: String,
    address: String,
    is_here: bool,
}
