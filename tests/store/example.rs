//! Rows to begin with.

use chrono::{NaiveDate, NaiveDateTime};
use gongkai::domain::annual_report::narrative::Part;
use gongkai::domain::annual_report::{OutsiderSource, Scope};
use gongkai::domain::code::{Category, Channel};
use gongkai::domain::duty::{Duty, NoticeKind};
use gongkai::domain::ids::{AgencyId, ApplicantId, CaseId, SectionId};
use gongkai::domain::status::{ClockState, Status};
use gongkai::store::agencies::NewAgency;
use gongkai::store::applicants::NewApplicant;
use gongkai::store::bulletins::{self, BulletinRow};
use gongkai::store::cases::{CaseOrigin, CaseState, NO_DUE_DATE, NewCase};
use gongkai::store::duty_notices::{self, NoticeRow};
use gongkai::store::duty_runs::{self, RunClaim};
use gongkai::store::events::{Head, NewEvent};
use gongkai::store::report_outsiders::{self, ReportOutsiderRow};
use gongkai::store::report_texts::{self, ReportTextRow};
use gongkai::store::year_closings::{self, YearClosingRow};
use gongkai::store::{DbConn, StoreResult, agencies, applicants, cases, events};

/// 2025-03-03 09:00 UTC and some seconds.
pub fn at(seconds: i64) -> NaiveDateTime {
    day("2025-03-03").and_hms_opt(9, 0, 0).unwrap() + chrono::TimeDelta::seconds(seconds)
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn agency(conn: &mut DbConn, code: &str, parent: Option<AgencyId>) -> StoreResult<AgencyId> {
    let new = NewAgency {
        code: code.parse().unwrap(),
        name: format!("{code} 机关"),
        parent,
        region: None,
        letter_prefix: "依申请".to_owned(),
        settings: "{}".to_owned(),
        created_at: at(0),
    };
    agencies::create(conn, &new).map(|agency| agency.id)
}

pub fn applicant(conn: &mut DbConn, agency: AgencyId, name: &str) -> StoreResult<ApplicantId> {
    let new = NewApplicant {
        agency_id: agency,
        category: Category::NaturalPerson,
        name: name.to_owned(),
        match_name: name.to_owned(),
        id_hash: None,
        key_id: None,
        sealed: None,
        created_at: at(0),
    };
    applicants::insert(conn, &new)
}

/// An open case without a due date.
pub fn new_case(agency: AgencyId, applicant: ApplicantId, number: &str) -> NewCase {
    NewCase {
        origin: CaseOrigin {
            agency_id: agency,
            case_no: number.to_owned(),
            source_ref: None,
            query_code_hash: None,
            created_at: at(0),
        },
        state: CaseState {
            applicant_id: applicant,
            version: 1,
            status: Status::Processing,
            channel: Channel::Post,
            category: Category::NaturalPerson,
            subject: "2024年度采购合同".to_owned(),
            regime: None,
            submitted_on: None,
            received_on: None,
            due_on: None,
            stopped_until: None,
            due_provisional: false,
            clock: ClockState::Running,
            due_key: NO_DUE_DATE,
            is_open: true,
            closed_on: None,
            outcome: None,
            assignee_id: None,
            section_id: None,
            source_digest: None,
            updated_at: at(0),
            review_role: None,
            review_hands: None,
            next_on: None,
        },
    }
}

/// An agency with one applicant.
pub fn office(conn: &mut DbConn, code: &str) -> StoreResult<(AgencyId, ApplicantId)> {
    let agency = agency(conn, code, None)?;
    Ok((agency, applicant(conn, agency, "张某")?))
}

pub fn event(seconds: i64, payload: &str) -> NewEvent {
    NewEvent {
        on_date: at(seconds).date(),
        recorded_at: at(seconds),
        actor: "system".to_owned(),
        payload: payload.to_owned(),
    }
}

/// A case with one event.
pub fn registered(conn: &mut DbConn, agency: AgencyId, applicant: ApplicantId, number: &str) -> StoreResult<CaseId> {
    let case = cases::insert(conn, &new_case(agency, applicant, number))?;
    events::append(conn, case, &Head::default(), &[event(0, r#"{"Received":{}}"#)])?;
    Ok(case)
}

/// What was done without anybody asking.
pub fn done_duties(conn: &mut DbConn, city: AgencyId) -> StoreResult<()> {
    let claim = RunClaim { by: "one".to_owned(), now: at(1), until: at(2), again: false };
    duty_runs::claim(conn, Duty::Seal, day("2025-03-03"), &claim)?;
    let (kind, told_on) = (NoticeKind::Late, day("2025-04-01"));
    for about in ["2025-03-31/officer", "2025-03-31/Officer"] {
        duty_notices::tell(conn, &NoticeRow { kind, subject: 1, about: about.to_owned(), told_on })?;
    }
    let figures = "{\"公\":1}".to_owned();
    let closing = YearClosingRow { agency_id: city, year: 2024, scope: Scope::Own, closed_at: at(3), figures };
    year_closings::insert(conn, &closing)?;
    let bulletin = BulletinRow {
        agency_id: city,
        period: "2025-Q1".to_owned(),
        section_id: SectionId(0),
        received: 3,
        answered: 2,
        on_time: 1,
        working_days: 9,
        late: 1,
        carried: 1,
        made_at: at(4),
    };
    bulletins::insert(conn, &[bulletin])
}

/// A text of a report in two versions, and the figures of an agency that is not on the system.
pub fn reported(conn: &mut DbConn, agency_id: AgencyId) -> StoreResult<()> {
    for (version, text) in [(1, Some("新收{新收}件。\n第二段".to_owned())), (2, None)] {
        let (scope, part, actor) = (Scope::All, Part::Overview, "officer_1".to_owned());
        let row = ReportTextRow { agency_id, year: 2025, scope, part, version, text, recorded_at: at(3), actor };
        report_texts::append(conn, &row)?;
    }
    let row = ReportOutsiderRow {
        agency_id,
        year: 2025,
        name: "某区\"城投\"公司".to_owned(),
        source: OutsiderSource::Xlsx,
        figures: "{\"表\":\"\\n\"}".to_owned(),
        recorded_at: at(4) + chrono::TimeDelta::microseconds(9),
        actor: "officer_1".to_owned(),
    };
    report_outsiders::put(conn, &row)
}
