//! 办理过程各栏: what happened between receipt and reply.

use crate::domain::case::{Case, Consultation, ConsultationKind, FeeEnd, FeeQuantity};
use crate::domain::register::{Field, SEPARATOR, Value, YesNo};

/// What stands in the columns of the handling; `suspensions` are the reasons given for them.
pub(super) fn handled(case: &Case, suspensions: &[String]) -> Vec<(Field, Value)> {
    let supplement = case.supplement.as_ref();
    let reasons = case.reasons;
    let extension = case.extension;
    let mut values = vec![
        (Field::SupplementRequestedOn, Value::dates(supplement.map(|it| it.requested_on.on))),
        (Field::RespondBy, Value::dates(supplement.map(|it| it.respond_by))),
        (Field::SupplementedOn, Value::dates(supplement.and_then(|it| it.received_on).map(|it| it.on))),
    ];
    let third_party = [Field::ThirdPartyConsultedOn, Field::ThirdPartyAnsweredOn, Field::ThirdPartyConsents];
    values.extend(third_party.into_iter().zip(opinions(case, ConsultationKind::ThirdParty)));
    let agency = [Field::AgencyConsultedOn, Field::AgencyAnsweredOn, Field::AgencyConsents];
    values.extend(agency.into_iter().zip(opinions(case, ConsultationKind::Agency)));
    values.extend([
        (Field::ReasonsRequestedOn, Value::dates(reasons.map(|(asked, _)| asked.on))),
        (Field::ReasonsGivenOn, Value::dates(reasons.and_then(|(_, given)| given).map(|it| it.on))),
        (Field::ExtendedOn, Value::dates(extension.map(|it| it.on.on))),
        (Field::ExtendedWorkingDays, Value::numbers(extension.map(|it| i64::from(it.working_days)))),
        (Field::SuspendedOn, Value::dates(case.suspensions.iter().map(|(at, _)| at.on))),
        (Field::SuspensionReason, Value::Text(suspensions.join(SEPARATOR))),
        (Field::ResumedOn, Value::dates(case.suspensions.iter().filter_map(|(_, at)| at.map(|it| it.on)))),
    ]);
    values.extend(fees(case));
    values
}

/// 征求意见: sent, answered, and what the answers were.
fn opinions(case: &Case, kind: ConsultationKind) -> [Value; 3] {
    let letters = || case.consultations.iter().filter(move |letter| letter.kind == kind);
    let answered = || letters().filter(|letter| letter.answered_on.is_some());
    let said = |letter: &Consultation| YesNo::from(letter.consents).as_str();
    [
        Value::dates(letters().map(|letter| letter.sent_on.on)),
        Value::dates(answered().filter_map(|letter| letter.answered_on.map(|it| it.on))),
        Value::words("consent", answered().map(said)),
    ]
}

/// 收费. The amounts are what was charged and waived in all, refunds taken off.
fn fees(case: &Case) -> Vec<(Field, Value)> {
    let (by, quantities): (Vec<&'static str>, Vec<i64>) = case
        .fees
        .iter()
        .map(|notice| match notice.quantity {
            FeeQuantity::Item { items } => ("item", i64::from(items)),
            FeeQuantity::Page { pages } => ("page", i64::from(pages)),
        })
        .unzip();
    let paid = case.fees.iter().filter_map(|notice| match &notice.end {
        Some(FeeEnd::Paid { on, .. }) => Some(on.on),
        Some(FeeEnd::Dropped { .. } | FeeEnd::Lapsed) | None => None,
    });
    let (charged, waived) = case.charges.iter().fold((0, 0), |(charged, waived), it| (charged + it.1, waived + it.2));
    let amount = |yuan: i64| Value::numbers((yuan != 0).then_some(yuan));
    vec![
        (Field::FeeNotifiedOn, Value::dates(case.fees.iter().map(|notice| notice.notified_on.on))),
        (Field::FeeBy, Value::words("fee-by", by)),
        (Field::FeeQuantity, Value::numbers(quantities)),
        (Field::FeeAmount, Value::numbers(case.fees.iter().map(|notice| notice.amount_yuan))),
        (Field::FeePaidOn, Value::dates(paid)),
        (Field::ChargedYuan, amount(charged)),
        (Field::WaivedYuan, amount(waived)),
    ]
}
