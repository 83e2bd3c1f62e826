//! What an act would do to the clock is what it does when it is done.

use gongkai::domain::case::{CommandKind, Mode};
use gongkai::domain::deadline::{DeadlineKind, Foresight, foresee};
use gongkai::domain::role::Actor;

use crate::calendar::on;
use crate::support::desk::{Desk, anybody, with_context};

/// Everything that can be foreseen of a typical act, if it is allowed.
fn foreseen(desk: &Desk, who: &Actor, day: &str, kind: CommandKind) -> Option<Foresight> {
    let command = desk.case.typical_act(kind, on(day));
    let mut after = desk.case.clone();
    with_context(Mode::Live, who, &desk.policy, on(day), |context| {
        after.apply(&command, on(day), context).ok()?;
        Some(foresee(&desk.case, after, on(day), context).unwrap())
    })
}

#[test]
fn a_supplement_notice_stops_the_clock_until_a_period_that_starts_afresh() {
    let desk = Desk::received("2026-03-02");
    let seen = foreseen(&desk, &anybody(1), "2026-03-04", CommandKind::RequestSupplement).unwrap();
    assert_eq!(seen.in_force_before().unwrap().due_on, desk.due_on("2026-03-04"));
    assert_eq!(seen.in_force_after().unwrap().due_on, None);
    let resumption = seen.resumption.clone().unwrap();
    assert_eq!((resumption.afresh, resumption.deadline.due_on), (Some(20), Some(on("2026-04-01"))));
    let brought: Vec<_> = seen.new_deadlines().map(|deadline| deadline.kind).collect();
    assert_eq!(brought, [DeadlineKind::SupplementAnswer]);
}

#[test]
fn a_consultation_stops_the_clock_and_it_goes_on_where_it_stopped() {
    let desk = Desk::received("2026-03-02");
    let seen = foreseen(&desk, &anybody(1), "2026-03-10", CommandKind::Consult).unwrap();
    let resumption = seen.resumption.clone().unwrap();
    assert_eq!((resumption.afresh, resumption.deadline.due_on), (None, desk.due_on("2026-03-10")));
    assert_eq!(seen.afresh, None);
}

#[test]
fn what_is_foreseen_of_any_act_is_what_the_case_says_after_it() {
    let (mut desk, who) = (Desk::received("2026-03-02"), anybody(1));
    for (day, kind) in [
        ("2026-03-03", CommandKind::RequestSupplement),
        ("2026-03-06", CommandKind::ReceiveSupplement),
        ("2026-03-09", CommandKind::Consult),
        ("2026-03-16", CommandKind::RecordAnswer),
        ("2026-03-17", CommandKind::Extend),
        ("2026-03-18", CommandKind::NotifyFee),
        ("2026-03-20", CommandKind::RecordPayment),
        ("2026-03-23", CommandKind::Withdraw),
    ] {
        let seen = foreseen(&desk, &who, day, kind).unwrap_or_else(|| panic!("{kind} on {day}"));
        desk.does(&who, day, desk.case.typical_act(kind, on(day)));
        assert_eq!(seen.case, desk.case, "{kind}");
        assert_eq!(seen.in_force_after(), Some(&desk.reply(day)), "{kind}");
        let restarts = matches!(kind, CommandKind::ReceiveSupplement | CommandKind::RecordPayment);
        assert_eq!(seen.afresh.is_some(), restarts, "{kind}");
    }
}
