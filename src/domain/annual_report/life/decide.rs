//! 决定: the only place that says no.

use chrono::NaiveDate;

use super::act::ReportAct;
use super::event::ReportEvent;
use super::fault::Fault;
use super::refused::ReportRefused;
use super::report::{Edition, Report, ReportStatus};
use crate::domain::annual_report::Figures;
use crate::domain::annual_report::narrative::Narrative;
use crate::domain::role::{Actor, Role};

/// What a decision needs to know beside the report.
#[derive(Debug, Clone)]
pub struct ReportContext<'a> {
    /// Who acts.
    pub actor: &'a Actor,
    /// Today, where the agency is.
    pub today: NaiveDate,
    /// 上年报告: last year's figures as published, if they are known.
    pub previous: Option<&'a Figures>,
}

type Decided = Result<ReportEvent, ReportRefused>;

impl Report {
    /// What follows from an act: the event to record, or why not.
    ///
    /// # Errors
    /// [`ReportRefused`].
    pub fn decide(&self, act: &ReportAct, context: &ReportContext<'_>) -> Decided {
        if !context.actor.holds(Role::OfficeHead) {
            return Err(ReportRefused::NotAuthorised { role: Role::OfficeHead });
        }
        let wrong_status = || ReportRefused::WrongStatus { status: self.status(), act: act.kind() };
        match (act, self.status(), &self.draft) {
            (ReportAct::Freeze { .. }, ReportStatus::Open | ReportStatus::Published, _) => self.freeze(act, context),
            (ReportAct::SignOff, ReportStatus::Frozen, Some(draft)) => sign_off(draft, context),
            (ReportAct::Publish { on }, ReportStatus::Signed, Some(draft)) => publish(draft, *on, context),
            (ReportAct::Reopen { reason }, ReportStatus::Frozen | ReportStatus::Signed, _) => {
                Ok(ReportEvent::Reopened { reason: given(Some(reason.as_str()))? })
            }
            (
                ReportAct::Freeze { .. } | ReportAct::SignOff | ReportAct::Publish { .. } | ReportAct::Reopen { .. },
                ..,
            ) => Err(wrong_status()),
        }
    }

    /// 定稿: the first time, or to correct what was published.
    fn freeze(&self, act: &ReportAct, context: &ReportContext<'_>) -> Decided {
        let ReportAct::Freeze { figures, blanks, narrative, annexes, reason } = act else {
            return Err(ReportRefused::WrongStatus { status: self.status(), act: act.kind() });
        };
        let year = figures.header.year;
        let ends_on = NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(NaiveDate::MAX);
        if context.today <= ends_on {
            return Err(ReportRefused::YearNotOver { ends_on });
        }
        let before = self.published.last();
        let reason = match before {
            None => None,
            Some(edition) => Some(correction(edition, figures, narrative, reason.as_deref())?),
        };
        Ok(ReportEvent::Frozen {
            revision: before.map_or(1, |edition| edition.revision + 1),
            replaces: before.map(|edition| edition.revision),
            reason,
            figures: figures.clone(),
            blanks: blanks.clone(),
            narrative: narrative.clone(),
            annexes: annexes.clone(),
        })
    }
}

/// 更正 needs something to correct, and a reason that the public reads.
fn correction(
    edition: &Edition,
    figures: &Figures,
    narrative: &Narrative,
    reason: Option<&str>,
) -> Result<String, ReportRefused> {
    let same_form = edition.figures.header.form == figures.header.form;
    // An edition without texts is from before there were any.
    let same_texts = edition.narrative.is_empty() || edition.narrative == *narrative;
    if same_form && same_texts && edition.figures.differences(figures).is_empty() {
        return Err(ReportRefused::NothingToCorrect { revision: edition.revision });
    }
    given(reason)
}

fn sign_off(draft: &Edition, context: &ReportContext<'_>) -> Decided {
    let faults = Fault::all(&draft.figures, &draft.blanks, context.previous);
    if faults.is_empty() { Ok(ReportEvent::SignedOff) } else { Err(ReportRefused::Faulty { faults }) }
}

fn publish(draft: &Edition, on: NaiveDate, context: &ReportContext<'_>) -> Decided {
    let today = context.today;
    if on > today {
        return Err(ReportRefused::InFuture { on, today });
    }
    match &draft.signed {
        Some(signed) if on < signed.on => Err(ReportRefused::BeforeSigning { on, signed_on: signed.on }),
        Some(_) | None => Ok(ReportEvent::Published { published_on: on }),
    }
}

fn given(reason: Option<&str>) -> Result<String, ReportRefused> {
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
    reason.map(str::to_owned).ok_or(ReportRefused::ReasonMissing)
}
