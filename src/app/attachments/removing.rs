//! 清除: state secrets at once (R18), and what nobody refers to after a day.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use crate::app::{App, AppError};
use crate::clock::Clock;
use crate::domain::case::{Entry, Event};
use crate::domain::ids::CaseId;
use crate::files::wait;
use crate::store::{DbConn, StoreError, attachments, draft_files, letters};

/// Hashes looked up at once.
const PAGE: i64 = 500;

/// What a sweep removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    /// Kept files that no case refers to, a day after they were kept.
    pub orphans: usize,
    /// Purged files that were still there.
    pub purged: usize,
    /// What interrupted uploads left behind.
    pub leftovers: usize,
}

/// What entries of the history say about files that are secret, in the rows.
pub(in crate::app) fn follow(
    conn: &mut DbConn,
    case: CaseId,
    entries: &[Entry],
    now: NaiveDateTime,
) -> Result<(), StoreError> {
    for entry in entries {
        if let Event::AttachmentMarkedSecret { sha256 } = &entry.event {
            attachments::mark_secret(conn, case, sha256)?;
        }
        if let Event::AttachmentsPurged { sha256 } = &entry.event {
            attachments::mark_purged(conn, case, sha256, now)?;
        }
    }
    Ok(())
}

/// Gives up the bytes of files that have just been purged. The purge itself is done; what cannot be removed
/// now is removed by the next [`sweep`].
pub(in crate::app) fn remove_purged(app: &App, entries: &[Entry]) {
    for entry in entries {
        let Event::AttachmentsPurged { sha256 } = &entry.event else { continue };
        if let Err(error) = wait(remove_unused(app, sha256)) {
            tracing::error!(error = %error, "purged files are still there; the next sweep removes them");
        }
    }
}

/// Removes what no case needs: purged files, and files whose upload never became part of a case and that are
/// older than a day. Not on a thread that answers requests.
///
/// # Errors
/// [`AppError::Store`], [`AppError::Files`]; what was removed before stays removed.
pub fn sweep(app: &App) -> Result<Swept, AppError> {
    let yesterday = Clock::of_files() - TimeDelta::days(1);
    wait(async {
        Ok(Swept {
            orphans: sweep_orphans(app, yesterday).await?,
            purged: sweep_purged(app).await?,
            leftovers: app.files.remove_leftovers(yesterday)?,
        })
    })
}

async fn sweep_orphans(app: &App, before: DateTime<Utc>) -> Result<usize, AppError> {
    let mut removed = 0;
    for shard in app.files.shards().await? {
        let old = app.files.written_before(&shard, before).await?;
        for hash in unused(app, &old)? {
            // It may have been sent again since it was listed.
            removed += usize::from(app.files.remove_unless_written_since(&hash, before).await?);
        }
    }
    Ok(removed)
}

async fn sweep_purged(app: &App) -> Result<usize, AppError> {
    let (mut removed, mut last) = (0, String::new());
    loop {
        let purged = app.store.read(|conn| attachments::purged_after(conn, &last, PAGE))?;
        let Some(end) = purged.last().cloned() else { return Ok(removed) };
        removed += remove_unused(app, &purged).await?;
        last = end;
    }
}

async fn remove_unused(app: &App, sha256: &[String]) -> Result<usize, AppError> {
    let mut removed = 0;
    for hash in unused(app, sha256)? {
        if app.files.is_kept(&hash).await? {
            app.files.remove(&hash).await?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// Those of the hashes that no file refers to, except purged ones. Bytes that another case has as well stay.
fn unused(app: &App, sha256: &[String]) -> Result<Vec<String>, StoreError> {
    let mut used = HashSet::new();
    for some in sha256.chunks(PAGE as usize) {
        used.extend(app.store.read(|conn| attachments::in_use(conn, some))?);
        used.extend(app.store.read(|conn| draft_files::in_use(conn, some))?);
        used.extend(app.store.read(|conn| letters::in_use(conn, some))?);
    }
    Ok(sha256.iter().filter(|hash| !used.contains(*hash)).cloned().collect())
}
