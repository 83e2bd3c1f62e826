//! 送审关口: what must be settled before a reply goes to review, one thing after the other, so that whoever drafts
//! it sees what is still missing. Submission asks the same gates.

use chrono::NaiveDate;

use super::{Context, drafting, permitted};
use crate::domain::case::{Case, CommandKind, ConsultationKind, Refused};
use crate::domain::code::coded_enum;
use crate::domain::review::Draft;
use crate::domain::status::Status;

coded_enum! {
    /// 送审关口
    Gate {
        /// 答复稿: there is one, with a result of the regime and a text
        Draft = "draft",
        /// 逐项依据 (arts 36(三), 37; R17): what is kept back, each item with its article and its reason
        Grounds = "grounds",
        /// 随附文件 (R18): each is in the case and may leave it
        Files = "files",
        /// 征求第三方意见 (art 32): answered, or run out
        ThirdParty = "third_party",
        /// 征求其他机关意见 (art 34): answered, or run out
        Agency = "agency",
        /// 补正 (art 30): none is awaited
        Supplement = "supplement",
        /// 收费 (FEE art 6): none is owed
        Fee = "fee",
    }
}

/// Whether a gate is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passage {
    /// Settled.
    Open,
    /// There is nothing of the kind in this case.
    NotNeeded,
    /// Not settled, and why.
    Shut(Refused),
}

impl Passage {
    /// Whether something is still to be settled.
    #[must_use]
    pub fn is_shut(&self) -> bool {
        matches!(self, Self::Shut(_))
    }
}

impl Case {
    /// 送审关口 on a day, in their order.
    #[must_use]
    pub fn gates(&self, on: NaiveDate, context: &Context<'_>) -> Vec<(Gate, Passage)> {
        Gate::ALL.iter().map(|gate| (*gate, passage(self, *gate, on, context))).collect()
    }
}

fn passage(case: &Case, gate: Gate, on: NaiveDate, context: &Context<'_>) -> Passage {
    match gate {
        Gate::Draft => {
            settled(case.draft.as_ref().ok_or(Refused::NoDraft).and_then(|it| drafting::check_text(case, it)))
        }
        Gate::Grounds => of_draft(case, |draft| draft.outcome.withholds(), drafting::check_grounds),
        Gate::Files => {
            of_draft(case, |draft| !draft.attachments.is_empty(), |draft| drafting::check_files(case, draft))
        }
        Gate::ThirdParty => consultation(case, ConsultationKind::ThirdParty, on, context),
        Gate::Agency => consultation(case, ConsultationKind::Agency, on, context),
        Gate::Supplement => awaited(case, case.supplement.is_some(), Status::AwaitingSupplement),
        Gate::Fee => awaited(case, !case.fees.is_empty(), Status::AwaitingPayment),
    }
}

fn settled(checked: Result<(), Refused>) -> Passage {
    match checked {
        Ok(()) => Passage::Open,
        Err(refused) => Passage::Shut(refused),
    }
}

/// What is asked of a draft only if it has something of the kind; without a draft [`Gate::Draft`] is shut already.
fn of_draft(
    case: &Case,
    has_any: impl FnOnce(&Draft) -> bool,
    check: impl FnOnce(&Draft) -> Result<(), Refused>,
) -> Passage {
    let Some(draft) = &case.draft else { return Passage::NotNeeded };
    match check(draft) {
        Ok(()) if !has_any(draft) => Passage::NotNeeded,
        checked => settled(checked),
    }
}

/// Nobody is asked for an opinion that is then not waited for.
fn consultation(case: &Case, kind: ConsultationKind, on: NaiveDate, context: &Context<'_>) -> Passage {
    if !case.consultations.iter().any(|letter| letter.kind == kind) {
        return Passage::NotNeeded;
    }
    let Some(regime) = case.regime.as_deref() else { return Passage::Shut(Refused::NotReceived) };
    let period = match kind {
        ConsultationKind::ThirdParty => &regime.third_party,
        ConsultationKind::Agency => &regime.agency,
    };
    let ends = |sent_on| context.calendar.add_working_days(sent_on, period.working_days).ok().map(|last| last.on);
    let awaited = case.open_consultations(kind).filter_map(|letter| ends(letter.sent_on.on)).find(|until| on <= *until);
    awaited.map_or(Passage::Open, |until| Passage::Shut(Refused::ConsultationOpen { kind, until }))
}

/// A case that waits for the applicant is not submitted; `permitted` says so.
fn awaited(case: &Case, has_been: bool, status: Status) -> Passage {
    match permitted::check_status(case, CommandKind::SubmitForReview) {
        Err(refused) if case.status == status => Passage::Shut(refused),
        Ok(()) | Err(_) if has_been => Passage::Open,
        Ok(()) | Err(_) => Passage::NotNeeded,
    }
}
