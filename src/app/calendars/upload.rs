//! 日历上传与撤回: an administrator of a root puts a calendar in force, for every agency and every server.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};

use super::proposal::{Proposal, Proposed};
use super::{Moved, Recount, again_if_replaced, key, refresh};
use crate::app::administration::{Acting, require_root};
use crate::app::{Agency, App, AppError};
use crate::domain::administration::AdminEvent;
use crate::domain::regime::Regimes;
use crate::domain::role::Actor;
use crate::rulebook::{CalendarSource, Rulebook};
use crate::store::calendar_files::{self, CalendarFileRow};
use crate::store::{DbConn, admin_log, agencies, events, meta};

/// A change of calendars that is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// What the file is called, or all of them.
    pub name: String,
    /// The due dates that moved, also of cases that have ended before.
    pub moved: Vec<Moved>,
}

/// A calendar file in force, with who uploaded it if somebody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedCalendar {
    /// Which file.
    pub file: CalendarSource,
    /// The upload.
    pub upload: Option<CalendarFileRow>,
}

/// Puts a change of calendars in force: keeps it, counts every due date again that it moves and tells so in
/// the history of the case, in one transaction. When this returns, nobody counts with the old calendar any more.
///
/// # Errors
/// As [`preview`](super::preview()); nothing is changed then.
pub fn apply(app: &App, actor: &Actor, proposal: &Proposal) -> Result<Applied, AppError> {
    again_if_replaced(|| put_in_force(app, proposed(app, actor, proposal)?, actor))
}

/// The same for somebody who looked at what it would move, if the calendars are still those that were looked at.
///
/// # Errors
/// As [`apply`]; [`AppError::CalendarReplaced`] if the calendars have been changed since `revision`.
pub fn apply_seen(app: &App, actor: &Actor, proposal: &Proposal, revision: i64) -> Result<Applied, AppError> {
    let proposed = proposed(app, actor, proposal)?;
    if proposed.revision != revision {
        return Err(AppError::CalendarReplaced);
    }
    put_in_force(app, proposed, actor)
}

/// Whether a change has been made already: the file is the one in force, or none of the files is kept any more.
///
/// # Errors
/// [`AppError::Store`].
pub fn is_made(app: &App, proposal: &Proposal) -> Result<bool, AppError> {
    let (rows, digest) = (uploads(app)?, proposal.digest());
    Ok(match proposal {
        Proposal::Put(_) => rows.iter().any(|row| row.sha256 == digest),
        Proposal::Withdraw(names) => rows.iter().all(|row| !names.contains(&row.name)),
    })
}

fn proposed(app: &App, actor: &Actor, proposal: &Proposal) -> Result<Proposed, AppError> {
    app.store.read(|conn| {
        require_root(conn, actor)?;
        proposal.read(app, conn)
    })
}

fn put_in_force(app: &App, proposed: Proposed, actor: &Actor) -> Result<Applied, AppError> {
    let (revision, after) = (proposed.revision + 1, Arc::clone(&proposed.after));
    let change = Change {
        proposed,
        acting: Acting::now(app, actor),
        regimes: app.rulebook.regimes().clone(),
        now: app.clock.now(),
        today: app.clock.today(),
    };
    let applied = app.store.write_blocking(move |conn| change.run(conn))?;
    app.rulebook.replace(revision, after);
    Ok(applied)
}

struct Change {
    proposed: Proposed,
    acting: Acting,
    regimes: Regimes,
    now: NaiveDateTime,
    today: NaiveDate,
}

impl Change {
    fn run(&self, conn: &mut DbConn) -> Result<Applied, AppError> {
        admin_log::lock(conn)?;
        let root = require_root(conn, self.acting.actor())?;
        events::lock(conn)?;
        if calendar_files::revision(conn)? != self.proposed.revision {
            return Err(AppError::CalendarReplaced);
        }
        self.keep(conn)?;
        calendar_files::set_revision(conn, self.proposed.revision + 1)?;
        let moved = self.recount(conn, &self.proposed.after)?;
        if let Some(root) = root {
            for event in self.events(moved.len()) {
                self.acting.note(conn, root, &event)?;
            }
        }
        Ok(Applied { name: self.proposed.name(), moved })
    }

    fn keep(&self, conn: &mut DbConn) -> Result<(), AppError> {
        let Some(put) = &self.proposed.put else {
            return Ok(self.proposed.names.iter().try_for_each(|name| calendar_files::remove(conn, name))?);
        };
        let row = CalendarFileRow {
            name: self.proposed.name(),
            jurisdiction: put.jurisdiction.clone(),
            year: put.year,
            text: put.text.clone(),
            sha256: put.sha256.clone(),
            uploaded_by: self.acting.actor().to_string(),
            uploaded_at: self.now,
        };
        Ok(calendar_files::put(conn, &row)?)
    }

    /// What the log is told: of each file, with the due dates that the whole change moved.
    fn events(&self, moved: usize) -> impl Iterator<Item = AdminEvent> {
        self.proposed.names.iter().cloned().map(move |name| match &self.proposed.put {
            Some(put) => AdminEvent::CalendarApplied { name, sha256: put.sha256.clone(), moved },
            None => AdminEvent::CalendarWithdrawn { name, moved },
        })
    }

    fn recount(&self, conn: &mut DbConn, rules: &Rulebook) -> Result<Vec<Moved>, AppError> {
        let mut moved = Vec::new();
        for row in agencies::list(conn)? {
            let agency = Agency::by_rules(rules, row)?;
            let counted_with = meta::get(conn, &key(agency.id))?;
            if counted_with.as_deref() != Some(&*agency.fingerprint) {
                Recount::of(&agency, &self.regimes, self.now, self.today).run(conn, &mut moved)?;
            }
        }
        Ok(moved)
    }
}

/// Every uploaded file as it is kept, also if this program cannot use them.
///
/// # Errors
/// [`AppError::Store`].
pub fn uploads(app: &App) -> Result<Vec<CalendarFileRow>, AppError> {
    Ok(app.store.read(calendar_files::list)?)
}

/// Every calendar file in force.
///
/// # Errors
/// [`AppError::Store`]; [`AppError::Rules`] if the uploaded files cannot be used.
pub fn list(app: &App) -> Result<Vec<ListedCalendar>, AppError> {
    let uploads = app.store.read(|conn| {
        refresh(app, conn)?;
        Ok::<_, AppError>(calendar_files::list(conn)?)
    })?;
    let rules = app.rulebook.current();
    let listed = rules.files().map(|file| {
        let upload = uploads.iter().find(|row| row.name == file.name).cloned();
        ListedCalendar { upload, file }
    });
    Ok(listed.collect())
}
