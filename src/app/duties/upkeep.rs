//! 封存、清理、备份.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate, TimeDelta};

use super::{Counts, Duties, count};
use crate::app::seal::seal_finished_days;
use crate::app::{AppError, attachments, draft_files, once, register_import};
use crate::domain::duty::{Counted, NoticeKind};
use crate::store::{DatabaseUrl, StoreError, duty_notices, duty_runs, sessions};

/// How long a session that has ended is kept: it shows where somebody was signed in.
const SESSIONS_KEPT: TimeDelta = TimeDelta::days(30);
/// How long daily notices are kept: they keep a day from being told twice.
const DAILY_KEPT: Days = Days::new(60);
/// How long runs are kept.
const RUNS_KEPT: Days = Days::new(730);
const COPY: &str = "gongkai-";
const COPY_END: &str = ".db";

pub(super) fn seal(duties: &Duties<'_>) -> Result<Counts, AppError> {
    let mut counts = Counts::new();
    count(&mut counts, Counted::Sealed, seal_finished_days(duties.app)?);
    Ok(counts)
}

/// Removes what nobody needs any more.
pub(super) fn retain(duties: &Duties<'_>) -> Result<Counts, AppError> {
    let (app, today) = (duties.app, duties.app.clock.today());
    let drafts = draft_files::sweep(app)? + register_import::sweep(app)?;
    let swept = attachments::sweep(app)?;
    let keys = once::forget_old_keys(app)?;
    let ended = app.clock.now() - SESSIONS_KEPT;
    let (told, ran) = (today - DAILY_KEPT, today - RUNS_KEPT);
    let rows = app.store.write_blocking(move |conn| {
        let sessions = sessions::forget(conn, ended)?;
        let notices = duty_notices::forget(conn, &[NoticeKind::Digest, NoticeKind::Unconfirmed], told)?;
        Ok::<_, AppError>(sessions + notices + duty_runs::forget(conn, ran)?)
    })?;
    let mut counts = Counts::new();
    count(&mut counts, Counted::Removed, drafts + swept.orphans + swept.purged + swept.leftovers + keys + rows);
    Ok(counts)
}

/// A copy of the database, checked before it takes the place of another one; the oldest are removed.
pub(super) fn back_up(duties: &Duties<'_>, run_on: NaiveDate) -> Result<Counts, AppError> {
    let mut counts = Counts::new();
    let (folder, kept) = (&duties.plan.backup_dir, duties.plan.backups_kept);
    if kept == 0 {
        return Ok(counts);
    }
    if let DatabaseUrl::Postgres(_) = duties.app.store.url() {
        count(&mut counts, Counted::LeftToDatabase, 1);
        return Ok(counts);
    }
    fs::create_dir_all(folder).map_err(|source| file(folder, source))?;
    let (copy, unfinished) = (folder.join(name(run_on)), folder.join(format!("{}.unfinished", name(run_on))));
    // Of a program that was killed.
    if unfinished.exists() {
        fs::remove_file(&unfinished).map_err(|source| file(&unfinished, source))?;
    }
    duties.app.store.backup(&unfinished)?;
    duties.app.store.check_copy(&unfinished)?;
    fs::rename(&unfinished, &copy).map_err(|source| file(&copy, source))?;
    count(&mut counts, Counted::Backups, rotate(folder, kept)?);
    Ok(counts)
}

fn name(run_on: NaiveDate) -> String {
    format!("{COPY}{run_on}{COPY_END}")
}

/// Removes the oldest copies but so many, and gives how many are left.
fn rotate(folder: &Path, kept: usize) -> Result<usize, AppError> {
    let mut copies: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).map_err(|source| file(folder, source))? {
        let path = entry.map_err(|source| file(folder, source))?.path();
        let is_copy = path.file_name().and_then(|name| name.to_str()).is_some_and(is_name_of_copy);
        copies.extend(is_copy.then_some(path));
    }
    // The name has the date.
    copies.sort();
    let too_many = copies.len().saturating_sub(kept);
    for old in copies.iter().take(too_many) {
        fs::remove_file(old).map_err(|source| file(old, source))?;
    }
    Ok(copies.len() - too_many)
}

fn is_name_of_copy(name: &str) -> bool {
    let date = name.strip_prefix(COPY).and_then(|rest| rest.strip_suffix(COPY_END));
    date.is_some_and(|date| date.parse::<NaiveDate>().is_ok())
}

fn file(path: &Path, source: std::io::Error) -> AppError {
    StoreError::File { path: path.to_owned(), source }.into()
}
