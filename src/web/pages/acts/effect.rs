//! 对期限的影响: what the act would do to the clock, in sentences with the dates, as the domain works it out.

use chrono::NaiveDate;

use crate::app::case_file::CaseFile;
use crate::domain::case::Case;
use crate::domain::deadline::{Deadline, Foresight, Resumption};
use crate::domain::status::{DeadlineState, Status};
use crate::messages::{FluentValue, Lang};
use crate::web::pages::queue::word;

/// The sentences: first what becomes of the deadline in force, then which others come with it.
pub(super) fn sentences(lang: Lang, file: &CaseFile, foresight: &Foresight) -> Vec<String> {
    let others = foresight.new_deadlines().filter_map(|deadline| other(lang, deadline));
    let mut sentences = vec![main(lang, file, foresight)];
    sentences.extend(others);
    if foresight.in_force_after().is_some_and(|deadline| deadline.provisional) {
        sentences.push(lang.text("effect-provisional"));
    }
    sentences
}

/// A deadline that comes with the act; or that the act itself misses.
fn other(lang: Lang, deadline: &Deadline) -> Option<String> {
    let id = match deadline.state {
        DeadlineState::Running => "effect-new",
        DeadlineState::Late => "effect-late",
        DeadlineState::Stopped | DeadlineState::Met => return None,
    };
    let what = lang.text(&format!("effect-kind-{}", deadline.kind.as_str().replace('_', "-")));
    Some(lang.with(id, &[("what", what.into()), ("due", day(deadline.due_on))]))
}

fn main(lang: Lang, file: &CaseFile, foresight: &Foresight) -> String {
    let (before, after) = (foresight.in_force_before(), foresight.in_force_after());
    if file.case.is_open() && !foresight.case.is_open() {
        return ended(lang, &foresight.case);
    }
    let Some(after) = after else { return lang.text("effect-not-received") };
    match before {
        None => begins(lang, after),
        Some(before) if before.kind != after.kind => lang.with("effect-redecide", &[("due", day(after.due_on))]),
        Some(_) if !file.case.is_open() => lang.text("effect-ended"),
        Some(before) => moves(lang, foresight, before, after),
    }
}

/// The case ends with it.
fn ended(lang: Lang, case: &Case) -> String {
    match (&case.closed, case.status) {
        (Some(closure), _) => {
            lang.with("effect-ends", &[("outcome", word(lang, "outcome", closure.outcome.as_str()).into())])
        }
        (None, Status::Split) => lang.text("effect-splits"),
        (None, _) => lang.text("effect-never-received"),
    }
}

fn begins(lang: Lang, after: &Deadline) -> String {
    lang.with("effect-begins", &[("due", day(after.due_on)), ("days", days(after))])
}

/// Between a deadline and the same one as it would be.
fn moves(lang: Lang, foresight: &Foresight, before: &Deadline, after: &Deadline) -> String {
    match (before.due_on, after.due_on) {
        (Some(_), None) => stops(lang, foresight, after),
        // What it waited for before does not start the period afresh, what it waits for now does.
        (None, None) if foresight.resumption.as_ref().is_some_and(|it| it.afresh.is_some()) => {
            stops(lang, foresight, after)
        }
        (None, None) => lang.with("effect-still-stopped", &[("restarted", day(after.due_if_restarted_today))]),
        (None, Some(due)) => match foresight.afresh {
            Some(days) => lang.with("effect-restarts", &[("days", days.into()), ("due", day(Some(due)))]),
            None => lang.with("effect-resumes", &[("due", day(Some(due)))]),
        },
        (Some(was), Some(due)) if was == due => lang.with("effect-none", &[("due", day(Some(due)))]),
        (Some(was), Some(due)) => lang.with("effect-moves", &[("from", day(Some(was))), ("to", day(Some(due)))]),
    }
}

fn stops(lang: Lang, foresight: &Foresight, after: &Deadline) -> String {
    let Some(Resumption { deadline, afresh }) = &foresight.resumption else {
        return lang.with("effect-stopped", &[("restarted", day(after.due_if_restarted_today))]);
    };
    // Something else may be awaited besides.
    let due = day(deadline.due_on.or(deadline.due_if_restarted_today));
    let awaited = awaited(&foresight.case).into();
    match afresh {
        Some(days) => lang.with("effect-stops-afresh", &[("awaited", awaited), ("days", (*days).into()), ("due", due)]),
        None => lang.with("effect-stops", &[("awaited", awaited), ("due", due)]),
    }
}

/// What the clock would wait for.
fn awaited(case: &Case) -> &'static str {
    if case.open_supplement().is_some() {
        "supplement"
    } else if case.open_fee().is_some() {
        "payment"
    } else {
        "opinion"
    }
}

/// Working days from the day of receipt to the due date.
fn days(deadline: &Deadline) -> FluentValue<'static> {
    let counted = deadline.trace.iter().map(|entry| entry.counted).max();
    counted.unwrap_or_default().into()
}

fn day(on: Option<NaiveDate>) -> FluentValue<'static> {
    on.map(|on| on.to_string()).unwrap_or_default().into()
}
