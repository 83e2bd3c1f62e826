//! Art 42, 国办函〔2020〕109号, R6: the information-processing fee, and the cost fees of the regulation of 2008.

use gongkai::domain::case::{Command, FeeQuantity};
use gongkai::domain::deadline::{Cause, DeadlineKind};
use gongkai::domain::outcome::Outcome;
use gongkai::domain::status::{DeadlineState, Status};

use crate::calendar::on;
use crate::reference_clock::nth_working_day_after;
use crate::support::desk::{Desk, clerk, head, text};

fn notice(amount_yuan: i64) -> Command {
    Command::NotifyFee { quantity: FeeQuantity::Page { pages: 68 }, amount_yuan, expected_yuan: Some(380) }
}

fn paid(amount_yuan: i64) -> Command {
    Command::RecordPayment { amount_yuan, receipt_no: Some(text("0042")) }
}

/// Received on 2026-03-02, notified on 2026-03-10.
fn notified() -> Desk {
    let mut desk = Desk::received("2026-03-02");
    desk.does(&head(), "2026-03-10", notice(380));
    desk
}

#[test]
fn a_fee_notice_stops_the_clock() {
    let desk = notified();
    let shown = desk.reply("2026-03-20");
    assert_eq!((desk.case.status, shown.state, shown.due_on), (Status::AwaitingPayment, DeadlineState::Stopped, None));
    let payable_by = desk.deadline(DeadlineKind::FeePayment, "2026-03-20").unwrap().due_on;
    assert_eq!(payable_by, Some(nth_working_day_after(on("2026-03-10"), 20)));
}

#[test]
fn payment_starts_the_period_afresh_in_full() {
    let mut desk = notified();
    desk.does(&clerk(), "2026-03-16", paid(380));
    let due_on = Some(nth_working_day_after(on("2026-03-16"), 20));
    assert_eq!((desk.case.status, desk.due_on("2026-03-16")), (Status::Processing, due_on));
}

#[test]
fn an_unpaid_fee_ends_the_case_after_twenty_working_days() {
    let mut desk = notified();
    let last = nth_working_day_after(on("2026-03-10"), 20);
    assert_eq!(desk.refusal(&clerk(), &last.to_string(), Command::LapseFee), "fee_period_running");
    desk.does(&clerk(), &last.succ_opt().unwrap().to_string(), Command::LapseFee);
    assert_eq!(desk.case.closed.as_ref().map(|closed| closed.outcome), Some(Outcome::OtherFeeLapsed));
}

#[test]
fn a_notice_goes_out_within_the_reply_period_and_the_head_approves_it() {
    let desk = Desk::received("2026-03-02");
    assert!(desk.asks(&head(), "2026-03-30", &notice(380)).is_ok());
    assert_eq!(desk.refusal(&head(), "2026-03-31", notice(380)), "fee_notice_too_late");
    assert_eq!(desk.refusal(&clerk(), "2026-03-10", notice(380)), "not_authorised");
}

#[test]
fn the_amount_is_what_the_tariff_gives_and_is_paid_in_full() {
    let desk = Desk::received("2026-03-02");
    assert_eq!(desk.refusal(&head(), "2026-03-10", notice(381)), "fee_amount_wrong");
    assert_eq!(desk.refusal(&head(), "2026-03-10", notice(0)), "amount_not_positive");
    let desk = notified();
    assert_eq!(desk.refusal(&clerk(), "2026-03-16", paid(379)), "fee_underpaid");
    assert_eq!(desk.refusal(&clerk(), "2026-03-16", paid(0)), "amount_not_positive");
}

#[test]
fn there_is_one_notice_unless_it_was_withdrawn() {
    let mut desk = notified();
    desk.does(&clerk(), "2026-03-16", paid(380));
    assert_eq!(desk.refusal(&head(), "2026-03-17", notice(380)), "second_fee_notice");
    let mut desk = notified();
    desk.does(&clerk(), "2026-03-16", Command::WithdrawFeeNotice { reason: text("改为现场查阅") });
    assert!(desk.asks(&head(), "2026-03-17", &notice(380)).is_ok());
}

#[test]
fn a_withdrawn_notice_leaves_a_pause_and_not_a_fresh_period() {
    let mut desk = notified();
    desk.does(&clerk(), "2026-03-16", Command::WithdrawFeeNotice { reason: text("改为现场查阅") });
    // 03-11 to 03-16 were four working days.
    let due_on = Some(nth_working_day_after(on("2026-03-30"), 4));
    assert_eq!((desk.case.status, desk.due_on("2026-03-16")), (Status::Processing, due_on));
}

#[test]
fn a_fee_that_is_waived_entirely_is_owed_no_more() {
    let mut desk = notified();
    let waive = |amount_yuan| Command::WaiveFee { amount_yuan, reason: text("低保") };
    desk.does(&head(), "2026-03-11", waive(180));
    assert_eq!(desk.case.status, Status::AwaitingPayment);
    assert_eq!(desk.refusal(&head(), "2026-03-12", waive(201)), "amount_too_large");
    desk.does(&head(), "2026-03-12", waive(200));
    assert_eq!((desk.case.status, desk.case.open_fee()), (Status::Processing, None));
}

#[test]
fn waiving_the_unpaid_fee_of_a_withdrawn_request_does_not_reopen_it() {
    let mut desk = notified();
    desk.does(&clerk(), "2026-03-16", Command::Withdraw { reason: None });
    let waive = Command::WaiveFee { amount_yuan: 380, reason: text("已撤回") };
    assert_eq!(desk.refusal(&head(), "2026-03-17", waive), "amount_too_large");
    assert_eq!((desk.case.status, desk.deadline(DeadlineKind::FeePayment, "2026-03-17")), (Status::Closed, None));
}

#[test]
fn no_more_is_refunded_than_was_paid() {
    let mut desk = notified();
    desk.does(&clerk(), "2026-03-16", paid(380));
    let refund = |amount_yuan| Command::RefundFee { amount_yuan, reason: text("多收") };
    assert_eq!(desk.refusal(&head(), "2026-03-17", refund(381)), "amount_too_large");
    desk.does(&head(), "2026-03-17", refund(300));
    assert_eq!(desk.refusal(&head(), "2026-03-18", refund(81)), "amount_too_large");
}

#[test]
fn a_payment_answers_a_notice() {
    let desk = Desk::received("2026-03-02");
    assert_eq!(desk.refusal(&clerk(), "2026-03-16", paid(380)), "fee_not_notified");
    assert_eq!(desk.refusal(&clerk(), "2026-03-16", Command::LapseFee), "fee_not_notified");
    let withdraw = Command::WithdrawFeeNotice { reason: text("改为现场查阅") };
    assert_eq!(desk.refusal(&clerk(), "2026-03-16", withdraw), "fee_not_notified");
}

#[test]
fn the_fee_is_charged_from_2021_on() {
    let early = Desk::received("2020-12-10");
    assert_eq!(early.refusal(&head(), "2020-12-31", notice(380)), "fee_not_in_force");
    assert!(early.asks(&head(), "2021-01-04", &notice(380)).is_ok());
}

#[test]
fn each_regulation_knows_its_own_fee() {
    let cost = || Command::RecordCostFee { charged_yuan: 12, waived_yuan: 3 };
    let mut old = Desk::received("2010-06-01");
    assert_eq!(old.refusal(&head(), "2010-06-03", notice(380)), "fee_not_in_force");
    old.does(&clerk(), "2010-06-03", cost());
    assert_eq!(old.due_on("2010-06-03"), Some(nth_working_day_after(on("2010-06-01"), 15)), "no effect on the clock");
    let new = Desk::received("2026-03-02");
    assert_eq!(new.refusal(&clerk(), "2026-03-10", cost()), "fee_not_in_force");
}

#[test]
fn an_extension_before_the_payment_is_gone_after_it() {
    let mut desk = Desk::received("2026-03-02");
    let extend = Command::Extend { working_days: 20, reason: Some(text("档案调取")) };
    desk.does(&head(), "2026-03-05", extend).does(&head(), "2026-03-10", notice(380));
    desk.does(&clerk(), "2026-03-16", paid(380));
    assert_eq!(desk.due_on("2026-03-16"), Some(nth_working_day_after(on("2026-03-16"), 20)));
    let causes: Vec<_> = desk.reply("2026-03-16").trace.into_iter().map(|entry| entry.cause).collect();
    let expected = [Cause::ExtensionLapsed { working_days: 20 }, Cause::FeeNotified, Cause::PaymentRestarts];
    assert_eq!(causes[1..4], expected);
}

#[test]
fn of_two_stops_in_a_register_the_open_one_keeps_the_case_waiting() {
    let mut desk = Desk::received("2026-03-02");
    let supplement = Command::RequestSupplement { respond_by: on("2026-03-20"), items: String::new() };
    desk.records("2026-03-04", supplement).records("2026-03-05", notice(380)).records("2026-03-10", paid(380));
    assert_eq!((desk.case.status, desk.due_on("2026-03-10")), (Status::AwaitingSupplement, None));
    desk.records("2026-03-12", Command::ReceiveSupplement { text: None });
    assert_eq!(desk.case.status, Status::Processing);
}
