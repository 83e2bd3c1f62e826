//! 筛选: which cases are listed.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::domain::code::{Category, Channel};
use crate::domain::ids::{AgencyId, ApplicantId, CaseId, OfficerId, SectionId};
use crate::domain::outcome::Outcome;
use crate::domain::role::Role;
use crate::domain::status::Status;
use crate::store::cases::CaseQuery;
use crate::store::review_hands;
use crate::store::schema::cases;

/// Which cases are listed; the default is all of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// 办理状态: one of these.
    pub statuses: Option<Vec<Status>>,
    /// 答复期限届满之日
    pub due: Span,
    /// 收到申请之日
    pub received: Span,
    /// The reply period runs on this day: the first reply is owed and no opinion is awaited.
    pub running_on: Option<NaiveDate>,
    /// 承办人
    pub assigned: Option<Assigned>,
    /// 承办科室
    pub section: Option<SectionId>,
    /// 申请渠道
    pub channel: Option<Channel>,
    /// 申请人类别
    pub category: Option<Category>,
    /// 办理结果
    pub outcome: Option<Outcome>,
    /// 申请人: one of these files.
    pub applicants: Option<Vec<ApplicantId>>,
    /// Only these cases, which are all of the agencies that are asked for: those in which some words stand.
    pub cases: Option<Vec<CaseId>>,
    /// 待我审查
    pub turn: Option<Turn>,
}

/// From one day to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
}

impl Span {
    fn is_any(self) -> bool {
        self == Self::default()
    }
}

/// 承办人
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assigned {
    /// To this person.
    To(OfficerId),
    /// To somebody.
    Somebody,
    /// To nobody yet.
    Nobody,
}

/// 待我审查: whose turn it has to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The person.
    pub officer: OfficerId,
    /// Where the person may review, and as what.
    pub seats: HashMap<AgencyId, Seat>,
}

/// What somebody may review in an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// The roles held there.
    pub roles: Vec<Role>,
    /// Whether a draft of one's own may be reviewed there.
    pub own_drafts: bool,
}

impl Filter {
    /// Whether cases of a status are among them.
    pub(super) fn admits(&self, status: Status) -> bool {
        self.statuses.as_ref().is_none_or(|statuses| statuses.contains(&status))
    }

    /// Whether somebody's own work is asked for: few of the cases there are.
    pub(super) fn is_about_work(&self) -> bool {
        self.assigned.is_some() || self.section.is_some()
    }

    /// Whether nothing else is asked than in which 办理状态 they are.
    pub(super) fn is_about_statuses_alone(&self) -> bool {
        *self == Self { statuses: self.statuses.clone(), ..Self::default() }
    }

    /// Whether the cases are few by what is asked, whatever their agency.
    fn is_about_few(&self) -> bool {
        self.applicants.is_some() || self.cases.is_some()
    }

    /// The agencies, each by itself. An applicant's files and the cases that were found belong to some of them,
    /// whichever they are.
    pub(super) fn one_by_one(&self, agencies: &[AgencyId]) -> Vec<Vec<AgencyId>> {
        if self.is_about_few() && self.turn.is_none() {
            return vec![Vec::new()];
        }
        let mut reached: Vec<AgencyId> = agencies.iter().copied().filter(|agency| self.reaches(*agency)).collect();
        reached.sort_unstable();
        reached.dedup();
        reached.into_iter().map(|agency| vec![agency]).collect()
    }

    /// The agencies, together where they can be: whose turn it is depends on the agency.
    pub(super) fn together(&self, agencies: &[AgencyId]) -> Vec<Vec<AgencyId>> {
        let one_by_one = self.one_by_one(agencies);
        if self.turn.is_some() || one_by_one.is_empty() { one_by_one } else { vec![one_by_one.concat()] }
    }

    fn reaches(&self, agency: AgencyId) -> bool {
        self.turn.as_ref().is_none_or(|turn| turn.seats.contains_key(&agency))
    }

    /// Adds every condition but that on the status, which the range has. Whose turn it is is asked of one
    /// agency at a time: roles are held in an agency.
    pub(super) fn narrow<'a>(&self, agencies: &[AgencyId], query: CaseQuery<'a>) -> CaseQuery<'a> {
        let query = self.narrow_dates(query);
        let query = self.narrow_work(query);
        let query = self.narrow_request(query);
        match (&self.turn, agencies) {
            (Some(turn), [agency]) => narrow_turn(query, turn.officer, turn.seats.get(agency)),
            (Some(_) | None, _) => query,
        }
    }

    fn narrow_dates<'a>(&self, mut query: CaseQuery<'a>) -> CaseQuery<'a> {
        if let Some(from) = self.due.from {
            query = query.filter(cases::due_key.ge(from));
        }
        if let Some(to) = self.due.to {
            query = query.filter(cases::due_key.le(to));
        }
        if !self.due.is_any() {
            query = query.filter(cases::due_on.is_not_null());
        }
        if let Some(from) = self.received.from {
            query = query.filter(cases::received_on.ge(from));
        }
        if let Some(to) = self.received.to {
            query = query.filter(cases::received_on.le(to));
        }
        if let Some(day) = self.running_on {
            query = query
                .filter(cases::closed_on.is_null())
                .filter(cases::stopped_until.is_null().or(cases::stopped_until.lt(day)));
        }
        query
    }

    fn narrow_work<'a>(&self, mut query: CaseQuery<'a>) -> CaseQuery<'a> {
        query = match self.assigned {
            Some(Assigned::To(officer)) => query.filter(cases::assignee_id.eq(officer)),
            Some(Assigned::Somebody) => query.filter(cases::assignee_id.is_not_null()),
            Some(Assigned::Nobody) => query.filter(cases::assignee_id.is_null()),
            None => query,
        };
        match self.section {
            Some(section) => query.filter(cases::section_id.eq(section)),
            None => query,
        }
    }

    fn narrow_request<'a>(&self, mut query: CaseQuery<'a>) -> CaseQuery<'a> {
        if let Some(channel) = self.channel {
            query = query.filter(cases::channel.eq(channel));
        }
        if let Some(category) = self.category {
            query = query.filter(cases::category.eq(category));
        }
        if let Some(outcome) = self.outcome {
            query = query.filter(cases::outcome.eq(outcome));
        }
        if let Some(files) = &self.applicants {
            query = query.filter(cases::applicant_id.eq_any(files.clone()));
        }
        match &self.cases {
            Some(found) => query.filter(cases::id.eq_any(found.clone())),
            None => query,
        }
    }
}

fn narrow_turn<'a>(query: CaseQuery<'a>, officer: OfficerId, seat: Option<&Seat>) -> CaseQuery<'a> {
    let (roles, own_drafts) = seat.map_or((Vec::new(), false), |seat| (seat.roles.clone(), seat.own_drafts));
    let query = query
        .filter(cases::review_role.eq_any(roles))
        .filter(cases::review_hands.not_like(review_hands::passed_by(officer)));
    if own_drafts {
        return query;
    }
    query.filter(cases::review_hands.not_like(review_hands::submitted_by(officer)))
}
