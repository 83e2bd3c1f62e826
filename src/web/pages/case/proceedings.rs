//! 办理事项: what has been asked, consulted, charged, reviewed, answered and contested in the case.

use chrono::NaiveDate;

use super::View;
use super::records::{Link, Record, Records, count};
use super::section::{Fold, Section};
use crate::domain::appeal::{Appeal, Complaint};
use crate::domain::case::{Consultation, Event, FeeEnd, FeeNotice, FeeQuantity, Reply};
use crate::domain::deadline::DeadlineKind;
use crate::messages::Lang;
use crate::narrate;
use crate::web::WebError;
use crate::web::auth::NameReader;
use crate::web::pages::queue::word;

/// 补正与说明理由 (arts 30, 35).
pub(super) fn supplement(view: &View<'_>) -> Result<Section, WebError> {
    let (lang, case) = (view.lang(), &view.loaded.desk.file.case);
    let is_awaited = case.open_supplement().is_some();
    let supplement = case.supplement.iter().map(|it| Record {
        on: Some(it.requested_on.on),
        what: lang.with("case-supplement-by", &[("by", it.respond_by.to_string().into())]),
        badge: Some(match (it.received_on, it.lapsed) {
            (Some(received), _) => ("good", lang.with("case-came", &[("on", received.on.to_string().into())])),
            (None, true) => ("bad", lang.text("case-supplement-lapsed")),
            (None, false) => ("soon", lang.text("case-awaited")),
        }),
        ..Record::default()
    });
    let reasons = case.reasons.iter().map(|(asked, given)| Record {
        on: Some(asked.on),
        what: narrate::event(lang, &Event::ReasonsRequested),
        badge: Some(came(lang, given.map(|it| it.on))),
        ..Record::default()
    });
    let records = supplement.chain(reasons).collect();
    list(lang, ("supplement", "case-group-supplement"), records, is_awaited)
}

/// 征求意见 (arts 32–34).
pub(super) fn consultations(view: &View<'_>) -> Result<Section, WebError> {
    let (lang, case) = (view.lang(), &view.loaded.desk.file.case);
    let is_awaited = case.consultations.iter().any(|letter| letter.answered_on.is_none());
    let records = case.consultations.iter().map(|letter| consultation(view, letter)).collect();
    list(lang, ("consultations", "case-group-opinions"), records, is_awaited && case.is_open())
}

fn consultation(view: &View<'_>, letter: &Consultation) -> Record {
    let lang = view.lang();
    let kind = word(lang, "kind", letter.kind.as_str());
    let with = letter.with.as_ref().filter(|_| view.seat.may::<NameReader>());
    let what = match with {
        Some(with) => lang.with("case-consulted-with", &[("kind", kind.into()), ("with", with.clone().into())]),
        None => lang.with("case-consulted", &[("kind", kind.into())]),
    };
    let consents = letter.answered_on.map(|_| match letter.consents {
        Some(true) => lang.text("act-consents-yes"),
        Some(false) => lang.text("act-consents-no"),
        None => lang.text("act-consents-unsaid"),
    });
    let until = last_day(view, letter).filter(|_| letter.answered_on.is_none());
    let until = until.map(|on| lang.with("case-at-the-latest", &[("on", on.to_string().into())]));
    Record {
        on: Some(letter.sent_on.on),
        what,
        badge: Some(came(lang, letter.answered_on.map(|it| it.on))),
        notes: [consents, until].into_iter().flatten().collect(),
        ..Record::default()
    }
}

/// The last day of a letter's period: deadlines of letters come in the order of the letters.
fn last_day(view: &View<'_>, letter: &Consultation) -> Option<NaiveDate> {
    let file = &view.loaded.desk.file;
    let is_letter = |kind| matches!(kind, DeadlineKind::ThirdParty | DeadlineKind::Agency);
    let days = file.deadlines.iter().filter(|it| is_letter(it.kind)).map(|it| it.due_on);
    file.case.consultations.iter().zip(days).find(|(other, _)| other.sent_on == letter.sent_on)?.1
}

/// 收费 (art 42).
pub(super) fn fees(view: &View<'_>) -> Result<Section, WebError> {
    let (lang, case) = (view.lang(), &view.loaded.desk.file.case);
    let mut records: Vec<Record> = case.fees.iter().map(|notice| fee(lang, notice)).collect();
    let charged: i64 = case.charges.iter().map(|(_, charged, _)| charged).sum();
    let waived: i64 = case.charges.iter().map(|(_, _, waived)| waived).sum();
    if !case.charges.is_empty() {
        let particulars = [("charged", charged.into()), ("waived", waived.into())];
        records.push(Record { what: lang.with("case-charged", &particulars), ..Record::default() });
    }
    list(lang, ("fees", "case-group-fees"), records, case.open_fee().is_some())
}

fn fee(lang: Lang, notice: &FeeNotice) -> Record {
    let (id, units) = match notice.quantity {
        FeeQuantity::Item { items } => ("case-fee-items", items),
        FeeQuantity::Page { pages } => ("case-fee-pages", pages),
    };
    let badge = match &notice.end {
        None => ("soon", lang.text("case-awaited")),
        Some(FeeEnd::Paid { on, .. }) => ("good", lang.with("case-paid", &[("on", on.on.to_string().into())])),
        Some(FeeEnd::Dropped { on }) => ("", lang.with("case-dropped", &[("on", on.on.to_string().into())])),
        Some(FeeEnd::Lapsed) => ("bad", lang.text("case-fee-lapsed")),
    };
    Record {
        on: Some(notice.notified_on.on),
        what: lang.with(id, &[("yuan", notice.amount_yuan.into()), ("count", units.into())]),
        badge: Some(badge),
        ..Record::default()
    }
}

/// 审查 (art 17), in short.
pub(super) fn reviews(view: &View<'_>) -> Result<Section, WebError> {
    let (lang, file) = (view.lang(), &view.loaded.desk.file);
    let is_of_review = |event: &Event| {
        matches!(
            event,
            Event::SubmittedForReview { .. }
                | Event::ReviewPassed { .. }
                | Event::ReviewSentBack { .. }
                | Event::ReviewReferred { .. }
                | Event::ReviewRecorded { .. }
        )
    };
    let acts = file.history.iter().filter(|act| is_of_review(&act.event));
    let records: Vec<Record> = acts
        .map(|act| Record {
            on: Some(act.on),
            what: narrate::event(lang, &act.event),
            notes: vec![view.loaded.actor(lang, &act.actor)],
            ..Record::default()
        })
        .collect();
    let next = file.case.review.as_ref().and_then(|round| round.next_rule());
    let note = match (next, file.case.review.is_some()) {
        (Some(step), _) => lang.with("case-review-next", &[("step", step.name.clone().into())]),
        (None, true) => lang.text("case-review-done"),
        (None, false) => count(lang, records.len()),
    };
    let fold = Fold::of(records.len(), file.case.is_open() && file.case.review.is_some());
    let more = (!records.is_empty()).then(|| Link { address: view.to("/review"), name: lang.text("case-review-all") });
    Section::new(lang, ("reviews", "case-reviews"), (note, fold), &Records { more, ..Records::new(lang, records) })
}

/// 答复与送达.
pub(super) fn replies(view: &View<'_>) -> Result<Section, WebError> {
    let (lang, case) = (view.lang(), &view.loaded.desk.file.case);
    let records: Vec<Record> = case.replies.iter().map(|reply| self::reply(lang, reply)).collect();
    let is_there = !records.is_empty();
    list(lang, ("reply", "case-replies"), records, is_there)
}

fn reply(lang: Lang, reply: &Reply) -> Record {
    let files = (!reply.attachments.is_empty())
        .then(|| lang.with("case-reply-files", &[("count", reply.attachments.len().into())]));
    let unseen = (!reply.reviewed).then(|| lang.text("case-reply-unreviewed"));
    Record {
        on: Some(reply.dispatched_on.on),
        what: word(lang, "outcome", reply.outcome.as_str()),
        badge: Some(match reply.delivered_on {
            Some(on) => ("good", lang.with("case-delivered", &[("on", on.on.to_string().into())])),
            None => ("soon", lang.text("case-not-delivered")),
        }),
        notes: [reply.document_no.clone(), reply.sub_reason.clone(), files, unseen].into_iter().flatten().collect(),
        ..Record::default()
    }
}

/// 复议、诉讼、投诉 (art 51).
pub(super) fn appeals(view: &View<'_>) -> Result<Section, WebError> {
    let (lang, case) = (view.lang(), &view.loaded.desk.file.case);
    let is_pending = case.appeals.iter().any(|it| it.concluded.is_none())
        || case.complaints.iter().any(|it| it.concluded_on.is_none());
    let appeals = case.appeals.iter().map(|it| appeal(lang, it));
    let records = appeals.chain(case.complaints.iter().map(|it| complaint(lang, it))).collect();
    list(lang, ("appeals", "case-group-remedies"), records, is_pending)
}

fn appeal(lang: Lang, appeal: &Appeal) -> Record {
    let answered = appeal.answered_on.map(|on| lang.with("case-appeal-answered", &[("on", on.to_string().into())]));
    Record {
        on: Some(appeal.filed_on.on),
        what: word(lang, "group", appeal.group.as_str()),
        badge: Some(match &appeal.concluded {
            Some((on, result)) => {
                let result = lang.text(&format!("act-result-{result}"));
                ("", lang.with("case-concluded", &[("on", on.on.to_string().into()), ("result", result.into())]))
            }
            None => ("soon", lang.text("case-pending")),
        }),
        notes: answered.into_iter().collect(),
        ..Record::default()
    }
}

fn complaint(lang: Lang, complaint: &Complaint) -> Record {
    Record {
        on: Some(complaint.filed_on.on),
        what: lang.text("case-complaint"),
        badge: Some(came(lang, complaint.concluded_on.map(|it| it.on))),
        ..Record::default()
    }
}

/// Whether and when what was asked for came in.
fn came(lang: Lang, on: Option<NaiveDate>) -> (&'static str, String) {
    match on {
        Some(on) => ("good", lang.with("case-came", &[("on", on.to_string().into())])),
        None => ("soon", lang.text("case-awaited")),
    }
}

/// A list that is unfolded while something of it is still open.
fn list(lang: Lang, named: (&'static str, &str), records: Vec<Record>, is_open: bool) -> Result<Section, WebError> {
    let (note, fold) = (count(lang, records.len()), Fold::of(records.len(), is_open));
    Section::new(lang, named, (note, fold), &Records::new(lang, records))
}
