//! 机关与人员: the agencies that duties look after, each with its calendar, and who is told what there.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::Duties;
use crate::app::{Agency, AppError, calendars};
use crate::domain::ids::OfficerId;
use crate::domain::role::Role;
use crate::store::agencies;
use crate::store::officers::{self, RoleWithPath};

/// An agency with its place in the tree.
#[derive(Debug, Clone)]
pub(super) struct Office {
    pub(super) agency: Agency,
    /// The numbers from the root to itself, `/1/4/`.
    pub(super) path: String,
    /// Whether there are agencies below it.
    pub(super) has_children: bool,
}

impl Office {
    /// Whether its people work on a day.
    pub(super) fn works_on(&self, day: NaiveDate) -> Result<bool, AppError> {
        Ok(self.agency.calendar.is_working_day(day)?)
    }
}

/// Every agency with its people.
#[derive(Debug)]
pub(super) struct Offices {
    pub(super) all: Vec<Office>,
    pub(super) people: People,
}

impl Duties<'_> {
    /// Every agency, each after the one above it, and who holds which role.
    pub(super) fn offices(&self) -> Result<Offices, AppError> {
        let (rows, held) = self.app.store.snapshot(|conn| {
            calendars::refresh(self.app, conn)?;
            Ok::<_, AppError>((agencies::list(conn)?, officers::active_roles(conn)?))
        })?;
        let parents: HashSet<_> = rows.iter().filter_map(|row| row.parent_id).collect();
        let office = |row: agencies::AgencyRow| {
            let (path, has_children) = (row.path.clone(), parents.contains(&row.id));
            Ok(Office { agency: Agency::from_row(self.app, row)?, path, has_children })
        };
        Ok(Offices { all: rows.into_iter().map(office).collect::<Result<_, AppError>>()?, people: People { held } })
    }
}

/// Who holds which role where, of those who may log in.
#[derive(Debug, Default)]
pub(super) struct People {
    held: Vec<(OfficerId, RoleWithPath)>,
}

impl People {
    /// Those who hold a role in an agency: given there, or for the subtree of the nearest agency above that has any.
    pub(super) fn with(&self, path: &str, role: Role) -> Vec<OfficerId> {
        let holding = |(_, held): &&(OfficerId, RoleWithPath)| {
            held.role == role && (held.path == path || (held.subtree && path.starts_with(&held.path)))
        };
        let nearest = self.held.iter().filter(holding).map(|(_, held)| held.path.len()).max();
        let mut found: Vec<OfficerId> = self
            .held
            .iter()
            .filter(holding)
            .filter(|(_, held)| Some(held.path.len()) == nearest)
            .map(|(officer, _)| *officer)
            .collect();
        found.dedup();
        found
    }

    /// The first of some roles that anybody holds in an agency, and who.
    pub(super) fn with_first_of(&self, path: &str, roles: &[Role]) -> Vec<OfficerId> {
        roles.iter().map(|role| self.with(path, *role)).find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// Whom a case concerns: its officer, or who is to give it to one.
    pub(super) fn responsible(&self, path: &str, assignee: Option<OfficerId>) -> Vec<OfficerId> {
        match assignee.filter(|officer| self.roles_of(*officer).next().is_some()) {
            Some(officer) => vec![officer],
            None => self.with_first_of(path, &[Role::Registrar, Role::OfficeHead]),
        }
    }

    /// Everybody who holds a role in an agency itself or for everything below it, with each of them.
    pub(super) fn of(&self, path: &str) -> impl Iterator<Item = (OfficerId, Role)> {
        let here = move |held: &RoleWithPath| held.path == path || (held.subtree && path.starts_with(&held.path));
        self.held.iter().filter(move |(_, held)| here(held)).map(|(officer, held)| (*officer, held.role))
    }

    fn roles_of(&self, officer: OfficerId) -> impl Iterator<Item = &RoleWithPath> {
        self.held.iter().filter(move |(held_by, _)| *held_by == officer).map(|(_, held)| held)
    }
}
