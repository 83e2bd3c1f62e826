//! Rows to begin with.

use chrono::{NaiveDate, NaiveDateTime};
use gongkai::domain::code::{Category, Channel};
use gongkai::domain::ids::{AgencyId, ApplicantId, CaseId};
use gongkai::domain::status::{ClockState, Status};
use gongkai::store::agencies::NewAgency;
use gongkai::store::applicants::NewApplicant;
use gongkai::store::cases::{CaseOrigin, CaseState, NO_DUE_DATE, NewCase};
use gongkai::store::events::{Head, NewEvent};
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
