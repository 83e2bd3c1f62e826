//! 登记簿的一行: a case with everything that its columns are filled from.

use std::collections::{HashMap, hash_map};

use chrono::{Datelike, NaiveDate};

use super::year::YearSpan;
use crate::app::queue::scope::Scope;
use crate::app::queue::{ListedCase, listed, listed_name};
use crate::app::{App, AppError, history};
use crate::domain::annual_report::CaseFacts;
use crate::domain::case::{Case, Entry, Event};
use crate::domain::code::{AppealGroup, AppealResult};
use crate::domain::ids::{AgencyId, CaseId, SectionId};
use crate::domain::register::Standing;
use crate::store::cases::CaseRow;
use crate::store::events::{self, EventRow};
use crate::store::{DbConn, StoreError, applicants, sections};

/// A line of the register.
#[derive(Debug, Clone)]
pub struct RegisterLine {
    /// The case as lists show it, its applicant named where whoever reads the register works on cases.
    pub listed: ListedCase,
    /// 机关名称
    pub agency: String,
    /// 科室
    pub section: Option<String>,
    /// What its history makes of it.
    pub case: Case,
    /// What the reports count of it.
    pub facts: CaseFacts,
    /// 送达方式 of each reply that says one.
    pub(super) methods: Vec<String>,
    /// 中止理由 of each suspension.
    pub(super) suspensions: Vec<String>,
    /// Whether the reader may know who asks, and what was written about it.
    pub(super) is_named: bool,
    /// The year whose register it is, if it is one of a year.
    pub(super) year: Option<YearSpan>,
}

/// 复议诉讼 in a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appealed {
    /// Its group in Table 4.
    pub group: AppealGroup,
    /// The day it was filed.
    pub filed_on: NaiveDate,
    /// The day it was concluded, and how.
    pub concluded: Option<(NaiveDate, AppealResult)>,
}

/// 收费 in a register: a charge, a waiver, or a refund as a negative charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charged {
    /// The day.
    pub on: NaiveDate,
    /// Yuan charged.
    pub charged_yuan: i64,
    /// Yuan waived.
    pub waived_yuan: i64,
}

impl RegisterLine {
    /// Appeals that the report counts, in the order in which they were filed.
    pub fn appeals(&self) -> impl Iterator<Item = Appealed> {
        let is_counted = self.facts.received_on.is_some();
        let appeals = self.facts.appeals.iter().filter(move |_| is_counted);
        appeals.map(|it| Appealed { group: it.group, filed_on: it.filed_on, concluded: it.concluded })
    }

    /// Fees that the report counts, in the order of their days.
    pub fn charges(&self) -> impl Iterator<Item = Charged> {
        let is_counted = self.facts.received_on.is_some();
        let fees = self.facts.fees.iter().filter(move |_| is_counted);
        fees.map(|it| Charged { on: it.on, charged_yuan: it.charged_yuan, waived_yuan: it.waived_yuan })
    }

    /// 统计归属 in the year of the register.
    #[must_use]
    pub fn standing(&self) -> Option<Standing> {
        let year = self.year?.year;
        let Some(received_on) = self.facts.received_on else { return Some(Standing::NotCounted) };
        if received_on.year() == year {
            return Some(Standing::New);
        }
        let ended_before = self.facts.closed.as_ref().is_some_and(|closing| closing.on.year() < year);
        Some(if ended_before { Standing::Earlier } else { Standing::CarriedOver })
    }

    /// Whether the case belongs to the register of a year: it stands in it by its number, waited at its beginning,
    /// or something in it is counted in the year.
    pub(super) fn is_of(&self, span: YearSpan) -> bool {
        let in_year = |on: NaiveDate| on.year() == span.year;
        let open_after = |ended: Option<NaiveDate>| ended.is_none_or(|on| on.year() >= span.year);
        let facts = &self.facts;
        history::year_of(&self.case) == span.year
            || facts.received_on.is_some_and(|_| open_after(facts.closed.as_ref().map(|closing| closing.on)))
            || self.appeals().any(|it| it.filed_on <= span.last && open_after(it.concluded.map(|(on, _)| on)))
            || self.charges().any(|it| in_year(it.on))
            || facts.complaints.iter().any(|on| in_year(*on))
    }
}

/// Makes lines of rows, for one reader.
pub(in crate::app) struct Lines<'a> {
    app: &'a App,
    scope: &'a Scope,
    year: Option<YearSpan>,
    sections: HashMap<AgencyId, HashMap<SectionId, String>>,
}

impl<'a> Lines<'a> {
    /// For the register of these agencies, of a year or of no year.
    pub(in crate::app) fn new(app: &'a App, scope: &'a Scope, year: Option<YearSpan>) -> Self {
        Self { app, scope, year, sections: HashMap::new() }
    }

    /// The lines of some rows, in their order.
    pub(in crate::app) fn of(&mut self, conn: &mut DbConn, rows: Vec<CaseRow>) -> Result<Vec<RegisterLine>, AppError> {
        let (app, scope) = (self.app, self.scope);
        let ids: Vec<CaseId> = rows.iter().map(|row| row.id).collect();
        let mut histories = histories(events::of_cases(conn, &ids)?)?;
        let names = names(conn, scope, &rows)?;
        let cases = listed(conn, |id| scope.of(id), rows, app.clock.today())?;
        let mut lines = Vec::with_capacity(cases.len());
        for (listed, name) in cases.into_iter().zip(names) {
            let id = listed.row.id;
            let history = histories.remove(&id).unwrap_or_default();
            let case = Case::fold(&history, app.rulebook.regimes()).ok_or_else(|| history::corrupt(id))?;
            let agency = scope.of(listed.row.origin.agency_id)?;
            lines.push(RegisterLine {
                agency: agency.name.clone(),
                section: self.section(conn, agency.id, listed.row.state.section_id)?,
                facts: case.facts(&agency.calendar)?,
                methods: history.iter().filter_map(method).collect(),
                suspensions: history.iter().filter_map(suspension).collect(),
                is_named: scope.names(agency.id),
                year: self.year,
                listed: ListedCase { applicant: name, ..listed },
                case,
            });
        }
        Ok(lines)
    }

    fn section(
        &mut self,
        conn: &mut DbConn,
        agency: AgencyId,
        id: Option<SectionId>,
    ) -> Result<Option<String>, StoreError> {
        let Some(id) = id else { return Ok(None) };
        let known = match self.sections.entry(agency) {
            hash_map::Entry::Occupied(known) => known.into_mut(),
            hash_map::Entry::Vacant(unknown) => {
                let rows = sections::sections(conn, agency)?;
                unknown.insert(rows.into_iter().map(|it| (it.id, it.name)).collect())
            }
        };
        Ok(known.get(&id).cloned())
    }
}

/// What the applicant of each row is called for whoever reads it.
fn names(conn: &mut DbConn, scope: &Scope, rows: &[CaseRow]) -> Result<Vec<String>, StoreError> {
    let ids: Vec<_> = rows.iter().map(|row| row.state.applicant_id).collect();
    let known: HashMap<_, _> =
        applicants::names(conn, &ids)?.into_iter().map(|(id, category, name)| (id, (category, name))).collect();
    let name = |row: &CaseRow| {
        let (category, name) = known.get(&row.state.applicant_id)?;
        let is_whole = scope.names(row.origin.agency_id);
        Some(if is_whole { name.clone() } else { listed_name(*category, name) })
    };
    Ok(rows.iter().map(|row| name(row).unwrap_or_default()).collect())
}

/// Events in the order of case and version, case by case.
fn histories(rows: Vec<EventRow>) -> Result<HashMap<CaseId, Vec<Entry>>, StoreError> {
    let mut histories: HashMap<CaseId, Vec<Entry>> = HashMap::new();
    for some in rows.chunk_by(|one, other| one.case_id == other.case_id) {
        if let Some(first) = some.first() {
            histories.insert(first.case_id, history::decode(some, first.case_id)?);
        }
    }
    Ok(histories)
}

fn method(entry: &Entry) -> Option<String> {
    if let Event::Replied { method, .. } = &entry.event { method.clone() } else { None }
}

fn suspension(entry: &Entry) -> Option<String> {
    if let Event::Suspended { reason } = &entry.event { Some(reason.clone()) } else { None }
}
