//! The reply clock against the slow reference, over 100,000 random histories, and what must be true of any
//! due date and of its trace.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::sync::atomic::{AtomicU64, Ordering};

use chrono::NaiveDate;
use gongkai::domain::case::{Case, Command, ConsultationKind, Context, FeeQuantity, Mode, Opening, Policy, Request};
use gongkai::domain::code::{Category, Channel};
use gongkai::domain::deadline::{self, Cause, Deadline};
use gongkai::domain::outcome::Outcome;
use gongkai::domain::role::Actor;
use gongkai::domain::status::DeadlineState;
use gongkai::explain;

use crate::calendar::{national, rules};
use crate::histories::{Dice, history};
use crate::recount::recount;
use crate::reference_clock::{Act, History, Reading, Regulation, State, To, read, works};

const HISTORIES: u64 = 100_000;

/// Every history of the 100,000, on as many threads as there are processors.
fn for_every_history(count: u64, check: impl Fn(u64, &History, NaiveDate) + Sync) {
    let threads = std::thread::available_parallelism().map_or(2, |n| n.get().min(8)) as u64;
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let check = &check;
            scope.spawn(move || {
                for seed in (thread..count).step_by(usize::try_from(threads).unwrap()) {
                    let (history, as_of) = history(&mut Dice::new(seed));
                    check(seed, &history, as_of);
                }
            });
        }
    });
}

fn commands(act: &Act, regulation: Regulation, today: NaiveDate) -> Vec<Command> {
    let kind = |to: &To| match to {
        To::ThirdParty => ConsultationKind::ThirdParty,
        To::Agency => ConsultationKind::Agency,
    };
    let reason = || "理由".to_owned();
    let command = match act {
        Act::SupplementRequested => Command::RequestSupplement { respond_by: today, items: reason() },
        Act::Supplemented => Command::ReceiveSupplement { text: None },
        Act::SupplementLapsed => Command::LapseSupplement,
        Act::Consulted(to) => Command::Consult { kind: kind(to), with: None },
        Act::Answered(to) => Command::RecordAnswer { kind: kind(to), consultation: None, consents: None },
        Act::Extended(working_days) => Command::Extend { working_days: *working_days, reason: None },
        Act::FeeNotified => {
            Command::NotifyFee { quantity: FeeQuantity::Page { pages: 40 }, amount_yuan: 100, expected_yuan: None }
        }
        Act::FeePaid => Command::RecordPayment { amount_yuan: 100, receipt_no: None },
        Act::FeeWithdrawn => Command::WithdrawFeeNotice { reason: reason() },
        Act::FeeLapsed => Command::LapseFee,
        Act::LaterDate(due_on) => {
            let agree = Command::AgreeLaterDate { due_on: *due_on, reason: reason() };
            return vec![Command::RequestReasons, agree];
        }
        Act::Suspended => Command::Suspend { reason: reason() },
        Act::Resumed => Command::Resume,
        Act::Replied => {
            let outcome = match regulation {
                Regulation::Of2008 => Outcome::AlreadyPublic,
                Regulation::Of2019 => Outcome::UnavailableNotHeld,
            };
            Command::RecordReply { outcome, sub_reason: None }
        }
        Act::Withdrawn => Command::Withdraw { reason: None },
    };
    vec![command]
}

/// The same history, told to the domain. None of it may be refused: all of it can have happened.
fn case(history: &History) -> Case {
    let policy = Policy::default();
    let calendar = national();
    let context = Context {
        mode: Mode::Recorded,
        actor: &Actor::Import,
        policy: &policy,
        regimes: rules().regimes(),
        calendar: &calendar,
        today: NaiveDate::MAX,
    };
    let opening = Opening {
        channel: Channel::Post,
        category: Category::NaturalPerson,
        applicant: None,
        request: Request::default(),
        source_ref: None,
        submitted_on: history.received_on,
        received_on: Some(history.received_on),
    };
    let entries = Case::open(&opening, &context).unwrap();
    let mut case = Case::fold(&entries, context.regimes).unwrap();
    let regulation = Regulation::on(history.received_on);
    for (day, act) in &history.acts {
        for command in commands(act, regulation, *day) {
            case.apply(&command, *day, &context).unwrap_or_else(|refused| panic!("{refused}: {history:?}"));
        }
    }
    case
}

fn deadline(history: &History, as_of: NaiveDate) -> Deadline {
    deadline::reply(&case(history), &national(), as_of).unwrap().unwrap()
}

fn reading(history: &History, deadline: &Deadline) -> Reading {
    let ended = history
        .acts
        .iter()
        .any(|(_, act)| matches!(act, Act::SupplementLapsed | Act::FeeLapsed | Act::Replied | Act::Withdrawn));
    let state = match (ended, deadline.due_on) {
        (true, _) => State::Closed,
        (false, None) => State::Stopped,
        (false, Some(_)) => State::Running,
    };
    Reading {
        state,
        due_on: deadline.due_on,
        due_if_restarted_today: deadline.due_if_restarted_today,
        provisional: deadline.provisional,
    }
}

#[test]
fn the_clock_agrees_with_the_slow_reference_on_every_random_history() {
    let seen = [const { AtomicU64::new(0) }; 4];
    for_every_history(HISTORIES, |seed, history, as_of| {
        let expected = read(history, as_of);
        let found = deadline(history, as_of);
        assert_eq!(reading(history, &found), expected, "{seed} {history:?} as of {as_of}");
        seen[expected.state as usize].fetch_add(1, Ordering::Relaxed);
        seen[3].fetch_add(u64::from(expected.provisional), Ordering::Relaxed);
    });
    let seen = seen.map(AtomicU64::into_inner);
    assert!(seen.iter().all(|count| *count > HISTORIES / 50), "the histories are one-sided: {seen:?}");
}

#[test]
fn a_due_date_is_a_working_day_unless_a_later_date_was_set() {
    for_every_history(HISTORIES / 5, |seed, history, as_of| {
        let found = deadline(history, as_of);
        let due_on = found.due_on.or(found.due_if_restarted_today).unwrap();
        let was_set = history.acts.iter().any(|(_, act)| *act == Act::LaterDate(due_on));
        assert!(works(due_on) || was_set, "{seed} {history:?} as of {as_of}: {due_on}");
    });
}

#[test]
fn a_stop_never_makes_a_due_date_earlier() {
    let stopped = AtomicU64::new(0);
    for_every_history(HISTORIES / 5, |seed, history, as_of| {
        let uninterrupted = without_consultations(history);
        let (with, without) = (deadline(history, as_of).due_on, deadline(&uninterrupted, as_of).due_on);
        if let (Some(with), Some(without)) = (with, without) {
            assert!(with >= without, "{seed} {history:?} as of {as_of}: {with} before {without}");
            stopped.fetch_add(u64::from(with > without), Ordering::Relaxed);
        }
    });
    assert!(stopped.into_inner() > HISTORIES / 50, "hardly a history was stopped");
}

fn without_consultations(history: &History) -> History {
    let others = history.acts.iter().filter(|(_, act)| !matches!(act, Act::Consulted(_) | Act::Answered(_)));
    History { received_on: history.received_on, acts: others.cloned().collect() }
}

#[test]
fn remaining_days_are_the_working_days_after_today_up_to_the_due_date() {
    for_every_history(HISTORIES / 20, |seed, history, as_of| {
        let found = deadline(history, as_of);
        let Some(due_on) = found.due_on.filter(|_| reading(history, &found).state == State::Running) else { return };
        let (first, last, sign) = if due_on < as_of { (due_on, as_of, -1) } else { (as_of, due_on, 1) };
        let days = first.iter_days().skip(1).take_while(|day| *day <= last).filter(|day| works(*day)).count();
        assert_eq!(found.remaining_working_days, Some(sign * i64::try_from(days).unwrap()), "{seed} {history:?}");
        assert_eq!(found.state == DeadlineState::Late, as_of > due_on, "{seed} {history:?}");
    });
}

#[test]
fn a_due_date_can_be_counted_again_from_its_trace_alone() {
    for_every_history(HISTORIES / 5, |seed, history, as_of| {
        let found = deadline(history, as_of);
        let sum = recount(&found.trace);
        let told = format!("{seed} {history:?} as of {as_of}: {:#?}", found.trace);
        match found.due_on {
            Some(due_on) => {
                assert_eq!(sum.due_on, Some(due_on), "{told}");
                assert_eq!(sum.counted, sum.total, "{told}");
                assert!(matches!(found.trace.last().map(|last| &last.cause), Some(Cause::Due)), "{told}");
            }
            None => assert!(matches!(found.trace.last().map(|last| &last.cause), Some(Cause::Stopped(_))), "{told}"),
        }
    });
}

#[test]
fn a_trace_tells_things_in_order_and_its_working_days_are_those_of_the_calendar() {
    for_every_history(HISTORIES / 20, |seed, history, as_of| {
        let trace = deadline(history, as_of).trace;
        // What is added at the end of the period, and the remark on the year, carry a date of their own.
        let told_later = |cause: &Cause| {
            matches!(cause, Cause::Extended { .. } | Cause::ExtendedTooLate { .. } | Cause::Provisional { .. })
        };
        let in_order: Vec<_> = trace.iter().filter(|entry| !told_later(&entry.cause)).collect();
        let ordered = in_order.windows(2).all(|pair| pair[0].from <= pair[1].from && pair[0].to <= pair[1].to);
        assert!(ordered, "{seed} {history:?} as of {as_of}: {trace:#?}");
        for entry in trace.iter().filter(|entry| entry.working_days > 0 || matches!(entry.cause, Cause::Holiday { .. }))
        {
            let days = entry.from.iter_days().take_while(|day| *day <= entry.to).filter(|day| works(*day)).count();
            assert_eq!(entry.working_days as usize, days, "{seed} {entry:?}");
        }
    });
}

#[test]
fn every_entry_of_a_trace_is_a_sentence_in_both_languages() {
    for_every_history(HISTORIES / 100, |seed, history, as_of| {
        for line in explain::lines(&deadline(history, as_of).trace) {
            for sentence in [&line.zh, &line.en] {
                let raw = sentence.contains("trace-") || sentence.contains("awaited-") || sentence.contains('{');
                assert!(!raw, "{seed} {}: {sentence}", line.cause);
            }
            let (zh, en) = (line.zh.replace(line.basis.as_deref().unwrap_or(""), ""), &line.en);
            assert!(zh.chars().any(|letter| letter > '\u{4e00}'), "{seed} {zh}");
            assert!(en.chars().any(|letter| letter.is_ascii_lowercase()), "{seed} {en}");
        }
    });
}
