//! Status × Command: what every act makes of a case, wherever it stands.

use std::fmt::Write;

use gongkai::domain::case::diagram::{Transition, transitions};
use gongkai::domain::case::{CommandKind, Refused};
use gongkai::domain::status::Status;

use crate::calendar::{national, rules};

fn table() -> Vec<Transition> {
    transitions(rules().regimes(), &national()).unwrap()
}

#[test]
fn every_act_in_every_status_does_what_was_reviewed() {
    let mut text = String::new();
    for status in Status::ALL {
        writeln!(text, "{status}").unwrap();
        for transition in table().iter().filter(|it| it.from == *status) {
            let result = match transition.result {
                Ok(to) if to == *status => "ok".to_owned(),
                Ok(to) => format!("ok → {to}"),
                Err(code) => format!("no: {code}"),
            };
            writeln!(text, "  {:<22} {result}", transition.command.to_string()).unwrap();
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn every_act_is_possible_somewhere_but_the_two_of_a_register() {
    let table = table();
    for kind in CommandKind::ALL {
        let possible = table.iter().any(|it| it.command == *kind && it.result.is_ok());
        let only_recorded = matches!(kind, CommandKind::RecordReply | CommandKind::RecordReview);
        // 成本费用 ended with the regulation of 2008; typical cases are of today.
        let only_before_2019 = *kind == CommandKind::RecordCostFee;
        assert_eq!(possible, !only_recorded && !only_before_2019, "{kind}");
    }
}

#[test]
fn every_status_can_be_reached_from_the_beginning() {
    let table = table();
    let mut reached = vec![Status::AwaitingConfirmation];
    let mut next = 0;
    while let Some(from) = reached.get(next).copied() {
        let further = table.iter().filter(|it| it.from == from).filter_map(|it| it.result.ok());
        for to in further.collect::<Vec<_>>() {
            if !reached.contains(&to) {
                reached.push(to);
            }
        }
        next += 1;
    }
    assert_eq!(reached.len(), Status::ALL.len(), "{reached:?}");
}

#[test]
fn only_a_cleared_case_is_dispatched() {
    let dispatched = table().into_iter().filter(|it| it.command == CommandKind::Dispatch && it.result.is_ok());
    assert_eq!(dispatched.map(|it| it.from).collect::<Vec<_>>(), [Status::Cleared]);
}

#[test]
fn every_refusal_in_the_table_is_one_that_has_a_sentence() {
    assert!(table().iter().filter_map(|it| it.result.err()).all(|code| Refused::CODES.contains(&code)));
}
