//! 范围: the agencies whose cases are listed, and what somebody is in each of them.

use std::collections::HashMap;

use super::{Cursor, Question, lost};
use crate::app::{Agency, App, AppError, applicants, calendars, search};
use crate::domain::applicant::match_name;
use crate::domain::ids::{AgencyCode, AgencyId, ApplicantId, CaseId, OfficerId};
use crate::domain::role::Role;
use crate::domain::search::Within;
use crate::store::agencies::{self, AgencyRow};
use crate::store::queue::{Filter, Order, Position, Seat, Turn};
use crate::store::{DbConn, StoreError, applicants as store, officers, queue};

/// Of the cases in which some words stand so many are looked through, those entered last first.
const LOOKED_THROUGH: usize = 500;

/// The agencies of a list, the one that was named first.
pub(in crate::app) struct Scope {
    named: Agency,
    /// With everything below it that may be seen, in the order of the tree.
    members: Vec<Member>,
}

struct Member {
    agency: Agency,
    roles: Vec<Role>,
}

impl Scope {
    /// The agency with this code, or with `subtree` it and those below it in which this person may read cases.
    pub(in crate::app) fn find(
        app: &App,
        conn: &mut DbConn,
        me: Option<OfficerId>,
        code: &AgencyCode,
        subtree: bool,
    ) -> Result<Self, AppError> {
        calendars::refresh(app, conn)?;
        let row = agencies::find_by_code(conn, code)?;
        let rows = if subtree { agencies::subtree(conn, &row)? } else { vec![row.clone()] };
        let held = me.map(|me| officers::roles_with_paths(conn, me)).transpose()?.unwrap_or_default();
        let mut members = Vec::with_capacity(rows.len());
        for member in rows {
            let roles = roles_in(&held, &member);
            if member.id == row.id || roles.iter().any(|role| role.reads_cases()) {
                members.push(Member { agency: Agency::from_row(app, member)?, roles });
            }
        }
        Ok(Self { named: Agency::from_row(app, row)?, members })
    }

    /// This agency alone.
    pub(super) fn of_one(conn: &mut DbConn, me: Option<OfficerId>, agency: &Agency) -> Result<Self, AppError> {
        let roles = me.map(|me| officers::roles_in(conn, me, agency.id)).transpose()?.unwrap_or_default();
        Ok(Self { members: vec![Member { agency: agency.clone(), roles }], named: agency.clone() })
    }

    /// The agency that was named.
    pub(super) fn agency(&self) -> &Agency {
        &self.named
    }

    /// The agency that was named, when nothing else is needed any more.
    pub(super) fn into_agency(self) -> Agency {
        self.named
    }

    /// All of them.
    pub(in crate::app) fn ids(&self) -> Vec<AgencyId> {
        self.members.iter().map(|member| member.agency.id).collect()
    }

    /// One of them.
    pub(in crate::app) fn of(&self, id: AgencyId) -> Result<&Agency, StoreError> {
        self.members.iter().map(|member| &member.agency).find(|agency| agency.id == id).ok_or_else(|| lost(id))
    }

    /// 待我审查: what this person may review where.
    pub(super) fn turn(&self, me: Option<OfficerId>) -> Turn {
        let seats: HashMap<AgencyId, Seat> = self
            .members
            .iter()
            .filter(|member| !member.roles.is_empty())
            .map(|Member { agency, roles }| {
                (agency.id, Seat { roles: roles.clone(), own_drafts: agency.policy.review.drafter_may_review })
            })
            .collect();
        Turn { officer: me.unwrap_or(OfficerId(0)), seats }
    }

    /// What a question names and only the database knows.
    pub(super) fn look_up(&self, conn: &mut DbConn, question: &Question) -> Result<LookedUp, AppError> {
        let mut found = LookedUp::default();
        if let Some(applicant) = question.applicant {
            found.applicants = Some(self.files_of(conn, applicant)?);
        }
        if let Some(name) = &question.named {
            let named = self.files_named(conn, name)?;
            found.applicants = Some(match found.applicants {
                Some(files) => files.into_iter().filter(|file| named.contains(file)).collect(),
                None => named,
            });
        }
        if let Some(words) = &question.words {
            let (cases, is_cut) = search::newest(conn, &self.within(), words, LOOKED_THROUGH)?;
            (found.cases, found.is_cut) = (Some(cases), is_cut);
        }
        Ok(found)
    }

    /// 脱敏: how much of the cases of each agency may be read.
    fn within(&self) -> Within {
        let mut within = Within::default();
        for Member { agency, roles } in &self.members {
            let is_full = roles.iter().any(|role| role.works_on_cases());
            let of_sight = if is_full { &mut within.full } else { &mut within.limited };
            of_sight.push(agency.id);
        }
        within
    }

    /// Whether applicants of an agency are known by name.
    pub(in crate::app) fn names(&self, agency: AgencyId) -> bool {
        let member = self.members.iter().find(|member| member.agency.id == agency);
        member.is_some_and(|member| member.roles.iter().any(|role| role.works_on_cases()))
    }

    /// Everybody of this name, where names may be known.
    fn files_named(&self, conn: &mut DbConn, name: &str) -> Result<Vec<ApplicantId>, AppError> {
        let name = match_name(name);
        let mut files = Vec::new();
        for agency in self.within().full {
            files.extend(store::with_names(conn, agency, &[&name])?.into_iter().map(|file| file.id));
        }
        Ok(files)
    }

    /// Every file of the applicant that this file is of, if it is one of these agencies'.
    fn files_of(&self, conn: &mut DbConn, applicant: ApplicantId) -> Result<Vec<ApplicantId>, AppError> {
        let agency = store::find(conn, applicant)?.details.agency_id;
        if self.of(agency).is_err() {
            return Err(StoreError::NotFound { what: "applicant", key: applicant.to_string() }.into());
        }
        Ok(applicants::same_person(conn, agency, applicant)?)
    }

    /// The place that a cursor names. One that names a case of another agency, or none, was not handed out here.
    pub(super) fn place(&self, conn: &mut DbConn, order: Order, cursor: Cursor) -> Result<Position, AppError> {
        if let Some(position) = cursor.position() {
            return Ok(position);
        }
        match queue::place_of(conn, order, cursor.case()) {
            Ok(Position::Number { agency, .. }) if self.of(agency).is_err() => Err(AppError::BadCursor),
            Err(StoreError::NotFound { .. }) => Err(AppError::BadCursor),
            place => Ok(place?),
        }
    }
}

/// What a question names, as the database knows it.
#[derive(Default)]
pub(super) struct LookedUp {
    applicants: Option<Vec<ApplicantId>>,
    cases: Option<Vec<CaseId>>,
    /// Whether the words stand in more cases than these.
    pub(super) is_cut: bool,
}

impl LookedUp {
    /// What the store is asked, with this.
    pub(super) fn narrow(&self, filter: Filter) -> Filter {
        Filter { applicants: self.applicants.clone(), cases: self.cases.clone(), ..filter }
    }
}

fn roles_in(held: &[officers::RoleWithPath], agency: &AgencyRow) -> Vec<Role> {
    let holds =
        |it: &&officers::RoleWithPath| it.path == agency.path || (it.subtree && agency.path.starts_with(&it.path));
    held.iter().filter(holds).map(|it| it.role).collect()
}
