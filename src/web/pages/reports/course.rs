//! 办理: how far a report has come, what may be done with it now, and everything that was done.

use chrono::NaiveDate;

use super::Which;
use crate::app::annual_report::{HistoryLine, Offer};
use crate::domain::annual_report::life::{
    Edition, Mark, Report, ReportActKind, ReportEvent, ReportRefused, ReportStatus,
};
use crate::messages::Lang;
use crate::narrate;
use crate::web::pages::layout::Page;
use crate::wording::{report_refused, report_status};

/// A stage on the way to the public.
pub(super) struct Stage {
    pub name: String,
    /// The day and who, once it is reached.
    pub reached: Option<(NaiveDate, String)>,
    pub is_ahead: bool,
}

/// An act with what it does, and where it is done or why it cannot be.
pub(super) struct Act {
    pub name: String,
    pub does: String,
    pub address: Option<String>,
    pub refused: Option<String>,
    pub is_main: bool,
}

/// A line of the report's history.
pub(super) struct Event {
    pub on: NaiveDate,
    pub what: String,
    pub who: String,
    /// 更正说明, or why it was reopened.
    pub reason: Option<String>,
}

/// 编制、定稿、签发、发布 of the edition in hand.
pub(super) fn stages(lang: Lang, report: &Report) -> Vec<Stage> {
    let edition = report.edition();
    let stage = |status: ReportStatus, mark: Option<&Mark>| Stage {
        name: report_status(lang, status),
        reached: mark.map(|mark| (mark.on, narrate::actor(lang, &mark.actor))),
        is_ahead: status != ReportStatus::Open && mark.is_none(),
    };
    vec![
        stage(ReportStatus::Open, None),
        stage(ReportStatus::Frozen, edition.map(|edition| &edition.frozen)),
        stage(ReportStatus::Signed, edition.and_then(|edition| edition.signed.as_ref())),
        stage(ReportStatus::Published, edition.and_then(|edition| edition.published.as_ref())),
    ]
}

/// What may be done now, and why not the rest.
pub(super) fn acts(page: &Page, which: &Which, report: &Report, offers: &[Offer]) -> Vec<Act> {
    let lang = page.reader.lang;
    let act = |offer: &Offer| {
        let words = words(offer.act, report.status());
        Act {
            name: lang.text(&format!("reports-act-{words}")),
            does: lang.text(&format!("reports-does-{words}")),
            address: offer.refused.is_none().then(|| page.href(&which.to(&part(offer.act)))),
            refused: offer.refused.as_ref().map(|refused| why_not(lang, refused)),
            is_main: offer.act != ReportActKind::Reopen,
        }
    };
    offers.iter().map(act).collect()
}

/// What an act is called: a further freeze of a published report corrects it.
pub(super) fn words(act: ReportActKind, status: ReportStatus) -> &'static str {
    match (act, status) {
        (ReportActKind::Freeze, ReportStatus::Published) => "correct",
        (ReportActKind::Freeze, ReportStatus::Open | ReportStatus::Frozen | ReportStatus::Signed) => "freeze",
        (ReportActKind::SignOff, _) => "sign-off",
        (ReportActKind::Publish, _) => "publish",
        (ReportActKind::Reopen, _) => "reopen",
    }
}

/// The part of the report's address where an act is done.
pub(super) fn part(act: ReportActKind) -> String {
    format!("/acts/{}", act.as_str().replace('_', "-"))
}

/// Why an act cannot be done now, in one sentence.
pub(super) fn why_not(lang: Lang, refused: &ReportRefused) -> String {
    match refused {
        ReportRefused::Faulty { faults } => lang.with("reports-faulty", &[("count", faults.len().into())]),
        ReportRefused::NotAuthorised { .. }
        | ReportRefused::WrongStatus { .. }
        | ReportRefused::YearNotOver { .. }
        | ReportRefused::ReasonMissing
        | ReportRefused::NothingToCorrect { .. }
        | ReportRefused::InFuture { .. }
        | ReportRefused::BeforeSigning { .. } => report_refused(lang, refused),
    }
}

/// 经过, the last line first.
pub(super) fn events(lang: Lang, lines: Vec<HistoryLine>) -> Vec<Event> {
    let event = |HistoryLine { entry, .. }: HistoryLine| {
        let (what, reason) = match entry.event {
            ReportEvent::Frozen { revision, reason, .. } => {
                (lang.with("reports-event-frozen", &[("revision", revision.to_string().into())]), reason)
            }
            ReportEvent::SignedOff => (lang.text("reports-event-signed"), None),
            ReportEvent::Published { published_on } => {
                (lang.with("reports-event-published", &[("on", published_on.to_string().into())]), None)
            }
            ReportEvent::Reopened { reason } => (lang.text("reports-event-reopened"), Some(reason)),
        };
        Event { on: entry.on, what, who: narrate::actor(lang, &entry.actor), reason }
    };
    lines.into_iter().rev().map(event).collect()
}

/// 第几版, where there is more than one.
pub(super) fn edition(lang: Lang, edition: Option<&Edition>) -> Option<String> {
    let edition = edition.filter(|edition| edition.revision > 1)?;
    Some(lang.with("reports-edition", &[("revision", edition.revision.to_string().into())]))
}
