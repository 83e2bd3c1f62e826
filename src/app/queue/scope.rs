//! 范围: the agencies whose cases are listed, and what somebody is in each of them.

use std::collections::HashMap;

use super::{Cursor, lost};
use crate::app::{Agency, App, AppError, applicants, calendars};
use crate::domain::ids::{AgencyCode, AgencyId, ApplicantId, OfficerId};
use crate::domain::role::Role;
use crate::store::agencies::{self, AgencyRow};
use crate::store::queue::{Order, Position, Seat, Turn};
use crate::store::{DbConn, StoreError, officers, queue};

/// The agencies of a list, the one that was named first.
pub(super) struct Scope {
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
    pub(super) fn find(
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

    /// The agency that was named.
    pub(super) fn agency(&self) -> &Agency {
        &self.named
    }

    /// The agency that was named, when nothing else is needed any more.
    pub(super) fn into_agency(self) -> Agency {
        self.named
    }

    /// All of them.
    pub(super) fn ids(&self) -> Vec<AgencyId> {
        self.members.iter().map(|member| member.agency.id).collect()
    }

    /// One of them.
    pub(super) fn of(&self, id: AgencyId) -> Result<&Agency, StoreError> {
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

    /// Every file of the applicant that this file is of, if it is one of these agencies'.
    pub(super) fn files_of(&self, conn: &mut DbConn, applicant: ApplicantId) -> Result<Vec<ApplicantId>, AppError> {
        let agency = crate::store::applicants::find(conn, applicant)?.details.agency_id;
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

fn roles_in(held: &[officers::RoleWithPath], agency: &AgencyRow) -> Vec<Role> {
    let holds =
        |it: &&officers::RoleWithPath| it.path == agency.path || (it.subtree && agency.path.starts_with(&it.path));
    held.iter().filter(holds).map(|it| it.role).collect()
}
