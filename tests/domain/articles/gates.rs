//! 送审关口: what must be settled before a reply goes to review is told one by one, and is what submission asks.

use gongkai::domain::case::decide::gates::{Gate, Passage};
use gongkai::domain::case::{Command, ConsultationKind, FeeQuantity};
use gongkai::domain::outcome::Outcome;

use crate::calendar::on;
use crate::support::desk::{Desk, clerk, draft, head, submit};

const DAY: &str = "2026-03-10";

/// What a gate says on a day: `open`, `not_needed`, or the code of what is missing.
fn passage(desk: &Desk, gate: Gate, day: &str) -> &'static str {
    let (_, passage) = desk.gates(day).into_iter().find(|(it, _)| *it == gate).unwrap();
    match passage {
        Passage::Open => "open",
        Passage::NotNeeded => "not_needed",
        Passage::Shut(refused) => refused.code(),
    }
}

#[test]
fn without_a_draft_only_the_first_gate_is_shut() {
    let desk = Desk::received("2026-03-02");
    let shut: Vec<Gate> = desk.gates(DAY).into_iter().filter(|(_, it)| it.is_shut()).map(|(gate, _)| gate).collect();
    assert_eq!(shut, [Gate::Draft]);
    assert_eq!(desk.refusal(&clerk(), DAY, submit("答复")), "no_draft");
}

#[test]
fn a_full_disclosure_needs_no_grounds_and_a_refusal_has_them() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), DAY, draft(Outcome::Disclosed, "答复"));
    assert_eq!((passage(&desk, Gate::Draft, DAY), passage(&desk, Gate::Grounds, DAY)), ("open", "not_needed"));
    desk.does(&clerk(), DAY, draft(Outcome::WithheldThirdParty, "答复"));
    assert_eq!(passage(&desk, Gate::Grounds, DAY), "open");
}

#[test]
fn a_consultation_shuts_its_gate_until_it_is_answered_or_run_out() {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&clerk(), "2026-03-09", Command::Consult { kind: ConsultationKind::ThirdParty, with: None });
    desk.does(&clerk(), DAY, draft(Outcome::Disclosed, "答复"));
    assert_eq!(passage(&desk, Gate::ThirdParty, DAY), "consultation_open");
    assert_eq!(passage(&desk, Gate::Agency, DAY), "not_needed");
    assert_eq!(desk.refusal(&clerk(), DAY, submit("答复")), "consultation_open");
    assert_eq!(passage(&desk, Gate::ThirdParty, "2026-03-31"), "open", "fifteen working days have run out");
    let answer = Command::RecordAnswer { kind: ConsultationKind::ThirdParty, consultation: None, consents: Some(true) };
    desk.does(&clerk(), "2026-03-11", answer);
    assert_eq!(passage(&desk, Gate::ThirdParty, "2026-03-11"), "open");
    assert!(desk.asks(&clerk(), "2026-03-11", &submit("答复")).is_ok());
}

#[test]
fn what_the_applicant_still_owes_shuts_a_gate() {
    let mut desk = Desk::received("2026-03-02");
    let quantity = FeeQuantity::Page { pages: 68 };
    desk.does(&head(), DAY, Command::NotifyFee { quantity, amount_yuan: 380, expected_yuan: None });
    assert_eq!((passage(&desk, Gate::Fee, DAY), passage(&desk, Gate::Supplement, DAY)), ("wrong_status", "not_needed"));
    desk.does(&clerk(), DAY, Command::RecordPayment { amount_yuan: 380, receipt_no: None });
    assert_eq!(passage(&desk, Gate::Fee, DAY), "open");

    let mut desk = Desk::received("2026-03-02");
    let notice = Command::RequestSupplement { respond_by: on("2026-03-20"), items: "请写明年份".to_owned() };
    desk.does(&clerk(), DAY, notice);
    assert_eq!((passage(&desk, Gate::Fee, DAY), passage(&desk, Gate::Supplement, DAY)), ("not_needed", "wrong_status"));
    desk.does(&clerk(), "2026-03-12", Command::ReceiveSupplement { text: None });
    assert_eq!(passage(&desk, Gate::Supplement, "2026-03-12"), "open");
}
