//! Arts 29, 31 and R9, R10, R14: when a request is received, and under which regulation.

use gongkai::domain::case::{Case, Command, Mode, Policy, ReceiptPolicy, Refused};
use gongkai::domain::code::Channel;
use gongkai::domain::outcome::Outcome;
use gongkai::domain::regime::RegimeId;
use gongkai::domain::status::Status;

use crate::calendar::{national, on};
use crate::reference_clock::nth_working_day_after;
use crate::support::desk::{Desk, clerk, opening, text, with_context};

#[test]
fn a_visit_and_a_signed_letter_are_received_on_their_day() {
    for channel in [Channel::InPerson, Channel::Post, Channel::Oral] {
        let desk = Desk::open(&opening(channel, "2026-03-02", Some("2026-03-02")), Policy::default());
        assert!(!channel.needs_confirmation());
        assert_eq!((desk.case.status, desk.due_on("2026-03-02")), (Status::Processing, Some(on("2026-03-30"))));
    }
}

#[test]
fn a_fax_and_the_internet_are_received_when_both_sides_have_confirmed() {
    for channel in [Channel::Fax, Channel::Email, Channel::Online] {
        let mut desk = Desk::open(&opening(channel, "2026-02-27", None), Policy::default());
        assert!(channel.needs_confirmation());
        assert_eq!((desk.case.status, desk.case.received_on), (Status::AwaitingConfirmation, None));
        desk.does(&clerk(), "2026-03-02", Command::ConfirmReceipt);
        let received_on = desk.case.received_on.map(|received| received.on);
        assert_eq!((desk.case.submitted_on, received_on), (on("2026-02-27"), Some(on("2026-03-02"))));
        assert_eq!(desk.due_on("2026-03-02"), Some(on("2026-03-30")));
    }
}

#[test]
fn an_agency_may_let_its_acknowledgement_confirm_an_online_request() {
    let automatic = Policy { receipt: ReceiptPolicy::Automatic, ..Policy::default() };
    let online = Desk::open(&opening(Channel::Online, "2026-03-02", None), automatic.clone());
    assert_eq!(online.case.received_on.map(|received| received.on), Some(on("2026-03-02")));
    let fax = Desk::open(&opening(Channel::Fax, "2026-03-02", None), automatic);
    assert_eq!(fax.case.received_on, None);
}

#[test]
fn an_unsigned_letter_waits_for_the_applicant_to_confirm() {
    let desk = Desk::open(&opening(Channel::Post, "2026-03-02", None), Policy::default());
    assert_eq!(desk.case.status, Status::AwaitingConfirmation);
    assert!(gongkai::domain::deadline::reply(&desk.case, &national(), on("2026-05-01")).unwrap().is_none());
}

#[test]
fn nothing_is_worked_before_receipt_is_confirmed() {
    let desk = Desk::submitted_online("2026-03-02");
    let notice = Command::RequestSupplement { respond_by: on("2026-03-20"), items: text("文号") };
    assert_eq!(desk.refusal(&clerk(), "2026-03-03", notice), "not_received");
    assert_eq!(desk.refusal(&clerk(), "2026-03-03", Command::FileComplaint), "not_received");
}

#[test]
fn receipt_is_confirmed_once_and_not_before_the_request_was_made() {
    let mut desk = Desk::submitted_online("2026-03-02");
    assert_eq!(desk.refusal(&clerk(), "2026-03-01", Command::ConfirmReceipt), "dates_run_backwards");
    desk.does(&clerk(), "2026-03-03", Command::ConfirmReceipt);
    assert_eq!(desk.refusal(&clerk(), "2026-03-03", Command::ConfirmReceipt), "wrong_status");
}

#[test]
fn nothing_can_have_happened_tomorrow() {
    let desk = Desk::received("2026-03-02");
    let note = Command::Note { text: text("备注") };
    let asked = with_context(Mode::Live, &clerk(), &desk.policy, on("2026-03-03"), |context| {
        desk.case.decide(&note, on("2026-03-04"), context)
    });
    assert_eq!(asked, Err(Refused::InFuture { on: on("2026-03-04"), today: on("2026-03-03") }));
}

#[test]
fn the_fourteenth_of_may_2019_is_the_last_day_of_the_old_regulation() {
    let old = Desk::received("2019-05-14");
    let new = Desk::received("2019-05-15");
    let regime = |desk: &Desk| desk.case.regime.as_ref().unwrap().id;
    assert_eq!((regime(&old), regime(&new)), (RegimeId::Cn2008, RegimeId::Cn2019));
    assert_eq!(old.due_on("2019-05-20"), Some(nth_working_day_after(on("2019-05-14"), 15)));
    assert_eq!(new.due_on("2019-05-20"), Some(nth_working_day_after(on("2019-05-15"), 20)));
}

#[test]
fn an_answer_is_one_that_the_regulation_of_the_day_of_receipt_knows() {
    let old = Desk::received("2019-05-14");
    let new = Desk::received("2019-05-15");
    let answer = |outcome| crate::support::desk::draft(outcome, "答复");
    let (of_2008, of_2019) = (Outcome::OtherRoute, Outcome::UnavailableNotHeld);
    assert!(old.asks(&clerk(), "2019-06-03", &answer(of_2008)).is_ok());
    assert!(new.asks(&clerk(), "2019-06-03", &answer(of_2019)).is_ok());
    assert_eq!(old.refusal(&clerk(), "2019-06-03", answer(of_2019)), "outcome_not_in_regime");
    assert_eq!(new.refusal(&clerk(), "2019-06-03", answer(of_2008)), "outcome_not_in_regime");
}

#[test]
fn there_is_no_regulation_before_may_2008() {
    let policy = Policy::default();
    let opened = |day| {
        with_context(Mode::Recorded, &clerk(), &policy, on("2026-01-01"), |context| {
            Case::open(&opening(Channel::Post, day, Some(day)), context).map(|entries| entries.len())
        })
    };
    assert_eq!(opened("2008-04-30"), Err(Refused::NoRegime { received_on: on("2008-04-30") }));
    assert_eq!(opened("2008-05-01"), Ok(2));
}

#[test]
fn a_request_that_ends_before_receipt_was_never_received_and_is_not_counted() {
    let ends = [Command::RejectBeforeReceipt { reason: text("已移送") }, Command::Withdraw { reason: None }];
    for end in ends {
        let mut desk = Desk::submitted_online("2026-03-02");
        desk.does(&clerk(), "2026-03-03", end);
        assert_eq!(desk.case.status, Status::NotReceived);
        assert!(!desk.case.is_counted() && !desk.case.is_open());
        assert_eq!(desk.case.contribution(&national()).unwrap(), []);
        assert_eq!(desk.refusal(&clerk(), "2026-03-04", Command::ConfirmReceipt), "wrong_status");
    }
}
