//! 机关管理: the tree of agencies.

use chrono::{NaiveDate, NaiveDateTime};

use super::{Acting, change, change_once, require};
use crate::app::calendars::{self, Recount};
use crate::app::once::OnceKey;
use crate::app::{Agency, AgencyForm, App, AppError};
use crate::domain::administration::{AdminEvent, AdminRefused, PolicyFault, PolicyProblem, Reach, check_policy};
use crate::domain::applicant::Name;
use crate::domain::ids::AgencyCode;
use crate::domain::numbering::check_prefix;
use crate::domain::regime::Regimes;
use crate::domain::role::Actor;
use crate::rulebook::Rulebook;
use crate::store::agencies::{self, AgencyRow, NewAgency};
use crate::store::{DbConn, StoreError, calendar_files, events, meta, overview};

/// What is to change in an agency; what is not named stays.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AgencyChange {
    /// 机关名称
    pub name: Option<Name>,
    /// The regional calendar it follows; `Some(None)` for the national one.
    pub region: Option<Option<String>>,
    /// 代字 of its document numbers; may be empty.
    pub letter_prefix: Option<String>,
    /// 上级机关; `Some(None)` makes it a root.
    pub parent: Option<Option<AgencyCode>>,
    /// Whether it takes requests.
    pub active: Option<bool>,
}

/// Enters an agency under another, or as a root. An administrator of the one above with everything below it
/// may do so; a root needs an administrator of a whole tree.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::Duplicate`] if the code is taken, with [`StoreError::NotFound`] if there is
/// no such parent; [`AppError::Calendar`] if the region has no calendar; [`AppError::Admin`].
pub fn add(app: &App, actor: &Actor, form: &AgencyForm, once: Option<OnceKey>) -> Result<AgencyRow, AppError> {
    calendars::again_if_replaced(|| {
        let (form, rules) = (form.clone(), Rules::of(app)?);
        change_once(app, actor, once.clone(), move |conn, acting, reach| insert(conn, acting, reach, &form, &rules))
    })
}

/// Enters an agency; one that is there already is left as it is.
pub(in crate::app) fn find_or_add(app: &App, actor: &Actor, form: &AgencyForm) -> Result<AgencyRow, AppError> {
    calendars::again_if_replaced(|| {
        let (form, rules) = (form.clone(), Rules::of(app)?);
        change(app, actor, move |conn, acting, reach| find_or_insert(conn, acting, reach, &form, &rules))
    })
}

/// The same in the transaction of the caller.
pub(in crate::app) fn find_or_insert(
    conn: &mut DbConn,
    acting: &Acting,
    reach: &Reach,
    form: &AgencyForm,
    rules: &Rules,
) -> Result<AgencyRow, AppError> {
    match agencies::find_by_code(conn, &form.code) {
        Err(StoreError::NotFound { .. }) => insert(conn, acting, reach, form, rules),
        found => Ok(found?),
    }
}

/// Changes an agency. Name, 代字 and region are its own administrator's; its place in the tree needs an
/// administrator of the agency above it, before and after. Another region moves due dates, as an uploaded
/// calendar does.
///
/// # Errors
/// [`AppError::Admin`]; [`AppError::Calendar`] if the region has no calendar; [`AppError::Store`].
pub fn change_agency(
    app: &App,
    actor: &Actor,
    code: &AgencyCode,
    wanted: &AgencyChange,
) -> Result<AgencyRow, AppError> {
    calendars::again_if_replaced(|| {
        let (code, wanted, rules) = (code.clone(), wanted.clone(), Rules::of(app)?);
        change(app, actor, move |conn, acting, reach| {
            let row = agencies::find_by_code(conn, &code)?;
            require(reach.covers(&row.path))?;
            let mut changing = Changing { acting, reach, rules: &rules, row };
            changing.details(conn, &wanted)?;
            changing.region(conn, &wanted)?;
            changing.place(conn, &wanted)?;
            changing.activity(conn, &wanted)?;
            Ok(agencies::find(conn, changing.row.id)?)
        })
    })
}

/// Makes sure that an agency is as it was when a request was decided, and takes requests, in the transaction that
/// keeps one.
pub(in crate::app) fn require_unchanged(conn: &mut DbConn, agency: &Agency) -> Result<(), AppError> {
    if agencies::find(conn, agency.id)? != *agency.row {
        return Err(AppError::CalendarReplaced);
    }
    if agency.active { Ok(()) } else { Err(closed(&agency.code).into()) }
}

fn closed(code: &str) -> AdminRefused {
    AdminRefused::AgencyClosed { agency: code.to_owned() }
}

/// The rules that dates are counted by, as they are before the transaction.
pub(in crate::app) struct Rules {
    revision: i64,
    rulebook: std::sync::Arc<Rulebook>,
    regimes: Regimes,
    now: NaiveDateTime,
    today: NaiveDate,
}

impl Rules {
    pub(in crate::app) fn of(app: &App) -> Result<Self, AppError> {
        app.store.read(|conn| calendars::refresh(app, conn))?;
        let (revision, rulebook) = app.rulebook.revised();
        let regimes = app.rulebook.regimes().clone();
        Ok(Self { revision, rulebook, regimes, now: app.clock.now(), today: app.clock.today() })
    }

    /// Makes sure that they are in force.
    fn require_current(&self, conn: &mut DbConn) -> Result<(), AppError> {
        if calendar_files::revision(conn)? == self.revision { Ok(()) } else { Err(AppError::CalendarReplaced) }
    }
}

/// With the agency goes the calendar its dates are counted with from the first one on.
fn insert(
    conn: &mut DbConn,
    acting: &Acting,
    reach: &Reach,
    form: &AgencyForm,
    rules: &Rules,
) -> Result<AgencyRow, AppError> {
    rules.require_current(conn)?;
    let parent = form.parent.as_ref().map(|code| agencies::find_by_code(conn, code)).transpose()?;
    require(parent.as_ref().map_or_else(|| reach.has_a_whole_tree(), |above| reach.covers_subtree(&above.path)))?;
    if let Some(above) = parent.as_ref().filter(|above| !above.active) {
        return Err(closed(&above.code).into());
    }
    check_letter_prefix(&form.letter_prefix)?;
    let counted = rules.rulebook.counted(form.region.as_deref())?;
    let new = NewAgency {
        code: form.code.clone(),
        name: form.name.clone(),
        parent: parent.as_ref().map(|row| row.id),
        region: form.region.clone(),
        letter_prefix: form.letter_prefix.clone(),
        settings: "{}".to_owned(),
        created_at: rules.now,
    };
    let row = agencies::create(conn, &new)?;
    meta::set(conn, &calendars::key(row.id), &counted.fingerprint)?;
    let added = AdminEvent::AgencyAdded {
        code: row.code.clone(),
        name: row.name.clone(),
        parent: parent.map(|above| above.code),
        region: row.region.clone(),
        letter_prefix: row.letter_prefix.clone(),
    };
    acting.note(conn, row.id, &added)?;
    Ok(row)
}

fn check_letter_prefix(prefix: &str) -> Result<(), AdminRefused> {
    if prefix.is_empty() || check_prefix(prefix).is_ok() {
        return Ok(());
    }
    let field = "letter_prefix".to_owned();
    Err(AdminRefused::BadSettings(vec![PolicyFault { field, problem: PolicyProblem::LetterPrefix }]))
}

struct Changing<'a> {
    acting: &'a Acting,
    reach: &'a Reach,
    rules: &'a Rules,
    row: AgencyRow,
}

impl Changing<'_> {
    fn note(&self, conn: &mut DbConn, event: &AdminEvent) -> Result<(), StoreError> {
        self.acting.note(conn, self.row.id, event)
    }

    fn details(&mut self, conn: &mut DbConn, wanted: &AgencyChange) -> Result<(), AppError> {
        let before = self.row.clone();
        if let Some(name) = &wanted.name {
            self.row.name = name.as_str().to_owned();
        }
        if let Some(prefix) = &wanted.letter_prefix {
            check_letter_prefix(prefix)?;
            let agency = Agency::by_rules(&self.rules.rulebook, self.row.clone())?;
            let faults = check_policy(&agency.policy, prefix);
            if !faults.is_empty() {
                return Err(AdminRefused::BadSettings(faults).into());
            }
            self.row.letter_prefix.clone_from(prefix);
        }
        agencies::update(conn, &self.row)?;
        if before.name != self.row.name {
            self.note(conn, &AdminEvent::AgencyRenamed { from: before.name, to: self.row.name.clone() })?;
        }
        if before.letter_prefix != self.row.letter_prefix {
            let (from, to) = (before.letter_prefix, self.row.letter_prefix.clone());
            self.note(conn, &AdminEvent::LetterPrefixChanged { from, to })?;
        }
        Ok(())
    }

    fn region(&mut self, conn: &mut DbConn, wanted: &AgencyChange) -> Result<(), AppError> {
        let Some(region) = wanted.region.as_ref().filter(|region| **region != self.row.region) else { return Ok(()) };
        events::lock(conn)?;
        self.rules.require_current(conn)?;
        let from = std::mem::replace(&mut self.row.region, region.clone());
        agencies::update(conn, &self.row)?;
        let agency = Agency::by_rules(&self.rules.rulebook, self.row.clone())?;
        let Rules { regimes, now, today, .. } = self.rules;
        let mut moved = Vec::new();
        Recount::of(&agency, regimes, *now, *today).run(conn, &mut moved)?;
        Ok(self.note(conn, &AdminEvent::RegionChanged { from, to: region.clone(), moved: moved.len() })?)
    }

    fn place(&mut self, conn: &mut DbConn, wanted: &AgencyChange) -> Result<(), AppError> {
        let Some(code) = &wanted.parent else { return Ok(()) };
        let to = code.as_ref().map(|code| agencies::find_by_code(conn, code)).transpose()?;
        let from = self.row.parent_id.map(|id| agencies::find(conn, id)).transpose()?;
        if from.as_ref().map(|row| row.id) == to.as_ref().map(|row| row.id) {
            return Ok(());
        }
        for end in [&from, &to] {
            let allowed = |row: &AgencyRow| self.reach.covers_subtree(&row.path);
            require(end.as_ref().map_or_else(|| self.reach.has_a_whole_tree(), allowed))?;
        }
        require(self.reach.covers_subtree(&self.row.path))?;
        if let Some(to) = &to {
            self.check_new_place(to)?;
        }
        agencies::move_under(conn, &self.row, to.as_ref())?;
        let code = |row: Option<AgencyRow>| row.map(|row| row.code);
        self.note(conn, &AdminEvent::AgencyMoved { from: code(from), to: code(to) })?;
        self.row = agencies::find(conn, self.row.id)?;
        Ok(())
    }

    fn check_new_place(&self, to: &AgencyRow) -> Result<(), AdminRefused> {
        if to.path.starts_with(&self.row.path) {
            return Err(AdminRefused::UnderItself { agency: self.row.code.clone(), under: to.code.clone() });
        }
        if self.row.active && !to.active { Err(closed(&to.code)) } else { Ok(()) }
    }

    fn activity(&mut self, conn: &mut DbConn, wanted: &AgencyChange) -> Result<(), AppError> {
        let Some(active) = wanted.active.filter(|active| *active != self.row.active) else { return Ok(()) };
        if active {
            self.check_above(conn)?
        } else {
            self.check_unused(conn)?
        }
        self.row.active = active;
        agencies::update(conn, &self.row)?;
        let event = if active { AdminEvent::AgencyReopened {} } else { AdminEvent::AgencyClosed {} };
        Ok(self.note(conn, &event)?)
    }

    fn check_above(&self, conn: &mut DbConn) -> Result<(), AppError> {
        let Some(above) = self.row.parent_id.map(|id| agencies::find(conn, id)).transpose()? else { return Ok(()) };
        if above.active { Ok(()) } else { Err(closed(&above.code).into()) }
    }

    /// Nobody opens a case meanwhile: that writes events.
    fn check_unused(&self, conn: &mut DbConn) -> Result<(), AppError> {
        events::lock(conn)?;
        let open = overview::open_of(conn, self.row.id)?;
        let subtree = agencies::subtree(conn, &self.row)?;
        let below = subtree.iter().filter(|row| row.id != self.row.id && row.active).count();
        if open == 0 && below == 0 {
            return Ok(());
        }
        Err(AdminRefused::AgencyInUse { agency: self.row.code.clone(), open, below }.into())
    }
}
