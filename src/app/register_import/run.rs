//! 试导入与导入: every line of a file, either only to find out what would become of it, or to keep it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::rows::{Read, Rows};
use super::{ImportFault, Mapping, Opened, open, written};
use crate::app::administration::Acting;
use crate::app::import::{self, Prepared};
use crate::app::{Agency, App, AppError};
use crate::domain::administration::AdminEvent;
use crate::domain::code::coded_enum;
use crate::domain::ids::RegisterImportId;
use crate::domain::register::ImportState;
use crate::domain::role::Actor;
use crate::store::register_imports::{self, HeadingRow, Progress};
use crate::store::{admin_log, cases, register};

/// Lines in one transaction.
const BATCH: usize = 256;

coded_enum! {
    /// What becomes of a line.
    Fate {
        /// A new request.
        New = "new",
        /// A request that is there already, with further steps.
        Grown = "grown",
        /// A request that is there already, with the same content.
        Unchanged = "unchanged",
        /// Refused: something is wrong with it.
        Faulty = "faulty",
        /// Refused: it was taken over before, with another past.
        DifferentHistory = "different_history",
        /// Refused: a request of this number is worked here.
        AlreadyHere = "already_here",
    }
}

impl Fate {
    /// Whether the line is not taken over.
    #[must_use]
    pub fn is_refused(self) -> bool {
        match self {
            Self::New | Self::Grown | Self::Unchanged => false,
            Self::Faulty | Self::DifferentHistory | Self::AlreadyHere => true,
        }
    }
}

/// A line and what becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FatedRow {
    /// Its number in the file, from 1.
    pub row: usize,
    /// What becomes of it.
    pub fate: Fate,
}

/// How many lines become what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Totals {
    /// New requests.
    pub new: usize,
    /// Requests with further steps.
    pub grown: usize,
    /// Requests that are there already.
    pub unchanged: usize,
    /// Lines refused.
    pub refused: usize,
}

impl Totals {
    /// Adds them up.
    #[must_use]
    pub fn of(fates: &[FatedRow]) -> Self {
        let count = |fate: Fate| fates.iter().filter(|row| row.fate == fate).count();
        Self {
            new: count(Fate::New),
            grown: count(Fate::Grown),
            unchanged: count(Fate::Unchanged),
            refused: fates.iter().filter(|row| row.fate.is_refused()).count(),
        }
    }
}

/// Puts the columns of a file right, remembers them for the agency, and finds out what would become of each line.
///
/// # Errors
/// [`AppError::Import`] if the columns cannot be taken so, or somebody else was faster; [`AppError::Store`].
pub fn map(app: &App, agency: &Agency, id: RegisterImportId, mapping: Mapping) -> Result<Totals, AppError> {
    let opened = open(app, agency, id)?;
    if opened.row.state == ImportState::Imported {
        return Err(ImportFault::NotNow.into());
    }
    mapping.check().map_err(ImportFault::Mapping)?;
    let learnt = mapping.learnt(&opened.sheet);
    let opened = Opened { mapping, ..opened };
    let fates = go(app, agency, &opened, import::rehearse)?;
    let progress = progress(app, &opened, ImportState::Checked, &fates)?;
    let agency = agency.id;
    app.store.write_blocking(move |conn| {
        for (heading, field) in &learnt {
            let row = HeadingRow { agency_id: agency, heading: heading.clone(), field: *field };
            register_imports::keep_heading(conn, &row)?;
        }
        match register_imports::advance(conn, id, &progress)? {
            true => Ok(()),
            false => Err(AppError::from(ImportFault::NotNow)),
        }
    })?;
    Ok(Totals::of(&fates))
}

/// Takes the lines of a file over. Killed in the middle it is simply run again: what is there is recognised.
///
/// # Errors
/// [`AppError::Import`] if its columns have not been put right, or somebody else was faster; [`AppError::Store`].
pub fn run(app: &App, agency: &Agency, actor: &Actor, id: RegisterImportId) -> Result<Totals, AppError> {
    let opened = open(app, agency, id)?;
    if opened.row.state != ImportState::Checked {
        return Err(ImportFault::NotNow.into());
    }
    let fates = go(app, agency, &opened, import::save)?;
    let totals = Totals::of(&fates);
    let progress = progress(app, &opened, ImportState::Imported, &fates)?;
    let (acting, agency) = (Acting::now(app, actor), agency.id);
    let event = AdminEvent::RegisterImported {
        sha256: opened.row.sha256.clone(),
        accepted: totals.new + totals.grown,
        unchanged: totals.unchanged,
        refused: totals.refused,
    };
    app.store.write_blocking(move |conn| {
        admin_log::lock(conn)?;
        if !register_imports::advance(conn, id, &progress)? {
            return Err(AppError::from(ImportFault::NotNow));
        }
        Ok(acting.note(conn, agency, &event)?)
    })?;
    Ok(totals)
}

fn progress(app: &App, opened: &Opened, state: ImportState, fates: &[FatedRow]) -> Result<Progress, AppError> {
    Ok(Progress {
        version: opened.row.version + 1,
        state,
        mapping: written(&opened.mapping)?,
        fates: written(&fates)?,
        changed_at: app.clock.now(),
    })
}

/// What a batch is handed to: to be kept, or only tried.
type Door = fn(&App, &Agency, &Arc<Vec<Prepared>>) -> Result<Vec<import::Fate>, AppError>;

fn go(app: &App, agency: &Agency, opened: &Opened, door: Door) -> Result<Vec<FatedRow>, AppError> {
    let rows = Rows::new(app, agency, opened)?;
    let mut fates = Vec::new();
    // What earlier lines of the same file say: a trial keeps nothing that later ones could find.
    let mut said: HashMap<String, String> = HashMap::new();
    for numbers in rows.numbers().chunks(BATCH) {
        let read: Vec<Read> = numbers.iter().map(|number| rows.read(*number)).collect();
        fates.extend(batch(app, agency, read, (&mut said, door))?);
    }
    Ok(fates)
}

fn batch(
    app: &App,
    agency: &Agency,
    read: Vec<Read>,
    (said, door): (&mut HashMap<String, String>, Door),
) -> Result<Vec<FatedRow>, AppError> {
    let refs: Vec<&str> = read.iter().filter_map(|read| read.source_ref.as_deref()).collect();
    let taken: HashSet<String> = app.store.read(|conn| {
        let own = register::own_numbers(conn, agency.id, &refs)?;
        // A register that was taken over before may have numbers like ours.
        let known = cases::imported(conn, agency.id, &refs)?;
        Ok::<_, AppError>(own.into_iter().filter(|number| !known.contains_key(number)).collect())
    })?;
    let mut fates: Vec<FatedRow> = Vec::with_capacity(read.len());
    let (mut prepared, mut places) = (Vec::new(), Vec::new());
    for Read { number, source_ref, request } in read {
        let fate = match request {
            Err(_) => Fate::Faulty,
            Ok(_) if source_ref.is_some_and(|source_ref| taken.contains(&source_ref)) => Fate::AlreadyHere,
            Ok((_, request)) => {
                let before = said.insert(request.source_ref.clone(), request.digest.clone());
                let is_repeated = before.is_some_and(|digest| digest == request.digest);
                places.push((fates.len(), is_repeated));
                prepared.push(request);
                Fate::New
            }
        };
        fates.push(FatedRow { row: number, fate });
    }
    let told = if prepared.is_empty() { Vec::new() } else { door(app, agency, &Arc::new(prepared))? };
    for ((place, is_repeated), fate) in places.into_iter().zip(told) {
        if let Some(row) = fates.get_mut(place) {
            row.fate = match fate {
                import::Fate::Accepted if is_repeated => Fate::Unchanged,
                import::Fate::Accepted => Fate::New,
                import::Fate::Grown => Fate::Grown,
                import::Fate::Unchanged => Fate::Unchanged,
                import::Fate::DifferentHistory => Fate::DifferentHistory,
            };
        }
    }
    Ok(fates)
}
