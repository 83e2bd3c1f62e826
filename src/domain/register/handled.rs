//! 办理过程各栏读成步骤: supplement, opinions, reasons, extension, suspension and fees.

use super::field::Field;
use super::row::Reading;
use crate::domain::case_log::{LogStep, StepKind};
use crate::domain::regime::RegimeId;

/// Adds the steps between receipt and reply.
pub(super) fn read(reading: &mut Reading<'_>) {
    supplement(reading);
    opinions(
        reading,
        [Field::ThirdPartyConsultedOn, Field::ThirdPartyAnsweredOn, Field::ThirdPartyConsents],
        [StepKind::ThirdPartyConsulted, StepKind::ThirdPartyAnswered],
    );
    opinions(
        reading,
        [Field::AgencyConsultedOn, Field::AgencyAnsweredOn, Field::AgencyConsents],
        [StepKind::AgencyConsulted, StepKind::AgencyAnswered],
    );
    reading.steps(Field::ReasonsRequestedOn, 14, StepKind::ReasonsRequested);
    reading.steps(Field::ReasonsGivenOn, 15, StepKind::ReasonsGiven);
    extension(reading);
    suspensions(reading);
    fees(reading);
}

/// 补正. Without the day by which it was due, it was due when it came, or when the request ended.
fn supplement(reading: &mut Reading<'_>) {
    if let Some(on) = reading.date(Field::SupplementRequestedOn) {
        let others = [Field::RespondBy, Field::SupplementedOn, Field::ClosedOn, Field::AnsweredOn];
        let mut respond_by = None;
        for field in others {
            respond_by = respond_by.or(reading.date(field));
        }
        if respond_by.is_none() {
            reading.require(Field::RespondBy);
        }
        let step = LogStep { respond_by, ..LogStep::new(on, StepKind::SupplementRequested) };
        reading.step(Field::SupplementRequestedOn, 10, step);
    }
    reading.steps(Field::SupplementedOn, 11, StepKind::Supplemented);
}

/// 征求意见
fn opinions(reading: &mut Reading<'_>, [sent, answered, consents]: [Field; 3], [asks, answers]: [StepKind; 2]) {
    reading.steps(sent, 12, asks);
    let vocabulary = reading.vocabulary;
    let said = reading.all_said(consents, |word| vocabulary.consents.of(word));
    for (place, on) in (0..).zip(reading.dates(answered)) {
        let consents = said.get(place).copied().and_then(Option::<bool>::from);
        reading.step(answered, 13, LogStep { consents, ..LogStep::new(on, answers) });
    }
}

/// 延期. Without a number of working days it is taken for the whole of what the regulation allows.
fn extension(reading: &mut Reading<'_>) {
    let whole = reading.regime.map(|regime| regime.extension.working_days);
    let days = reading.numbers(Field::ExtendedWorkingDays);
    for (place, on) in (0..).zip(reading.dates(Field::ExtendedOn)) {
        let given = days.get(place).and_then(|days| u32::try_from(*days).ok());
        let step = LogStep { working_days: given.or(whole), ..LogStep::new(on, StepKind::Extended) };
        reading.step(Field::ExtendedOn, 16, step);
    }
}

fn suspensions(reading: &mut Reading<'_>) {
    let reasons = reading.texts(Field::SuspensionReason);
    for (place, on) in (0..).zip(reading.dates(Field::SuspendedOn)) {
        let reason = reasons.get(place).cloned().unwrap_or_else(|| reading.vocabulary.unstated().to_owned());
        reading.step(Field::SuspendedOn, 17, LogStep { reason: Some(reason), ..LogStep::new(on, StepKind::Suspended) });
    }
    reading.steps(Field::ResumedOn, 18, StepKind::Resumed);
}

/// 收费: notices and payments; what was charged or waived without a notice is a cost fee (2008) or a waiver.
fn fees(reading: &mut Reading<'_>) {
    let vocabulary = reading.vocabulary;
    let by = reading.all_said(Field::FeeBy, |word| vocabulary.by_item.of(word));
    let (quantities, amounts) = (reading.numbers(Field::FeeQuantity), reading.numbers(Field::FeeAmount));
    let (notified, paid) = (reading.dates(Field::FeeNotifiedOn), reading.dates(Field::FeePaidOn));
    let charged: i64 = reading.numbers(Field::ChargedYuan).iter().sum();
    let waived: i64 = reading.numbers(Field::WaivedYuan).iter().sum();
    if !notified.is_empty() {
        for field in [Field::FeeBy, Field::FeeQuantity, Field::FeeAmount] {
            if !reading.has(field) {
                reading.require(field);
            }
        }
    }
    for (place, on) in notified.iter().enumerate() {
        let quantity = quantities.get(place).and_then(|quantity| u32::try_from(*quantity).ok());
        let is_item = by.get(place).copied().unwrap_or(true);
        let step = LogStep {
            by: Some(if is_item { "item" } else { "page" }.to_owned()),
            items: quantity.filter(|_| is_item),
            pages: quantity.filter(|_| !is_item),
            amount_yuan: amounts.get(place).copied(),
            ..LogStep::new(*on, StepKind::FeeNotified)
        };
        reading.step(Field::FeeNotifiedOn, 19, step);
    }
    let mut left = charged;
    for (place, on) in paid.iter().enumerate().filter(|_| !notified.is_empty()) {
        let is_last = place + 1 == paid.len();
        let amount = amounts.get(place).copied().filter(|_| !is_last || left == 0).unwrap_or(left);
        left -= amount;
        let step = LogStep { amount_yuan: Some(amount), ..LogStep::new(*on, StepKind::FeePaid) };
        reading.step(Field::FeePaidOn, 20, step);
    }
    let is_cost_fee = reading.regime.is_some_and(|regime| regime.id == RegimeId::Cn2008);
    if notified.is_empty() && charged > 0 && !is_cost_fee {
        reading.require(Field::FeeNotifiedOn);
    }
    let charged = if notified.is_empty() { charged } else { 0 };
    cost_fee(reading, charged.max(0), waived.max(0));
}

fn cost_fee(reading: &mut Reading<'_>, charged: i64, waived: i64) {
    if charged == 0 && waived == 0 {
        return;
    }
    let mut on = None;
    for field in [Field::FeePaidOn, Field::AnsweredOn, Field::ClosedOn, Field::ReceivedOn] {
        on = on.or(reading.date(field));
    }
    let Some(on) = on else { return };
    let amounts = LogStep::new(on, StepKind::CostFee);
    reading.step(Field::ChargedYuan, 21, LogStep { charged_yuan: Some(charged), waived_yuan: Some(waived), ..amounts });
}
