//! A step of an older register as the command that records it.

use super::{LogFault, LogStep, StepKind};
use crate::domain::case::{Case, Command, ConsultationKind, FeeQuantity};
use crate::domain::code::AppealGroup;

impl LogStep {
    /// The command that records this step.
    ///
    /// # Errors
    /// [`LogFault`] if a field is missing, does not belong to the step, or is out of range.
    pub fn command(&self, index: usize, case: &Case) -> Result<Command, LogFault> {
        self.check_fields(index)?;
        let need = |field| LogFault::MissingField { index, kind: self.kind, field };
        Ok(match self.kind {
            StepKind::SupplementRequested => Command::RequestSupplement {
                respond_by: self.respond_by.ok_or_else(|| need("respond_by"))?,
                items: String::new(),
            },
            StepKind::Supplemented => Command::ReceiveSupplement { text: None },
            StepKind::SupplementLapsed => Command::LapseSupplement,
            StepKind::ThirdPartyConsulted => Command::Consult { kind: ConsultationKind::ThirdParty, with: None },
            StepKind::AgencyConsulted => Command::Consult { kind: ConsultationKind::Agency, with: None },
            StepKind::ThirdPartyAnswered => self.answer(ConsultationKind::ThirdParty),
            StepKind::AgencyAnswered => self.answer(ConsultationKind::Agency),
            StepKind::ReasonsRequested => Command::RequestReasons,
            StepKind::ReasonsGiven => Command::RecordReasons,
            StepKind::Extended => {
                Command::Extend { working_days: self.working_days.ok_or_else(|| need("working_days"))?, reason: None }
            }
            StepKind::Suspended => Command::Suspend { reason: self.reason.clone().ok_or_else(|| need("reason"))? },
            StepKind::Resumed => Command::Resume,
            StepKind::FeeNotified => self.fee_notice(index)?,
            StepKind::FeePaid => Command::RecordPayment {
                amount_yuan: self.amount_yuan.ok_or_else(|| need("amount_yuan"))?,
                receipt_no: None,
            },
            StepKind::FeeLapsed => Command::LapseFee,
            StepKind::CostFee => Command::RecordCostFee {
                charged_yuan: self.charged_yuan.ok_or_else(|| need("charged_yuan"))?,
                waived_yuan: self.waived_yuan.unwrap_or(0),
            },
            StepKind::Reviewed => self.review(index)?,
            StepKind::Replied => Command::RecordReply {
                outcome: self.outcome.ok_or_else(|| need("outcome"))?,
                sub_reason: self.sub_reason.clone(),
            },
            StepKind::Delivered => Command::Deliver,
            StepKind::Withdrawn => Command::Withdraw { reason: None },
            StepKind::ReconsiderationFiled => file(AppealGroup::Reconsideration),
            StepKind::LitigationFiled => file(match self.after_reconsideration {
                Some(true) => AppealGroup::LitigationAfterReconsideration,
                Some(false) => AppealGroup::LitigationDirect,
                None => return Err(need("after_reconsideration")),
            }),
            StepKind::ReconsiderationConcluded => {
                self.conclude(AppealGroup::Reconsideration).ok_or_else(|| need("result"))?
            }
            StepKind::LitigationConcluded => self.conclude(pending_litigation(case)).ok_or_else(|| need("result"))?,
            StepKind::ComplaintFiled => Command::FileComplaint,
            StepKind::ComplaintConcluded => Command::ConcludeComplaint,
        })
    }

    fn answer(&self, kind: ConsultationKind) -> Command {
        Command::RecordAnswer { kind, consultation: None, consents: self.consents }
    }

    fn conclude(&self, group: AppealGroup) -> Option<Command> {
        self.result.map(|result| Command::ConcludeAppeal { group, result, redecide_within: None })
    }

    /// One mode, and the number that goes with it (FEE art 3).
    fn fee_notice(&self, index: usize) -> Result<Command, LogFault> {
        let need = |field| LogFault::MissingField { index, kind: self.kind, field };
        let other = |field| LogFault::UnexpectedField { index, kind: self.kind, field };
        let quantity = match (self.by.as_deref().ok_or_else(|| need("by"))?, self.items, self.pages) {
            ("item", Some(items), None) => FeeQuantity::Item { items },
            ("page", None, Some(pages)) => FeeQuantity::Page { pages },
            ("item", None, _) => return Err(need("items")),
            ("page", _, None) => return Err(need("pages")),
            ("item", Some(_), Some(_)) => return Err(other("pages")),
            ("page", Some(_), Some(_)) => return Err(other("items")),
            (by, _, _) => return Err(LogFault::BadValue { index, field: "by", value: by.to_owned() }),
        };
        let amount_yuan = self.amount_yuan.ok_or_else(|| need("amount_yuan"))?;
        Ok(Command::NotifyFee { quantity, amount_yuan, expected_yuan: None })
    }

    fn review(&self, index: usize) -> Result<Command, LogFault> {
        let need = |field| LogFault::MissingField { index, kind: self.kind, field };
        let step = self.step.ok_or_else(|| need("step"))?;
        if !(1..=5).contains(&step) {
            return Err(LogFault::BadValue { index, field: "step", value: step.to_string() });
        }
        let by = self.by.clone().ok_or_else(|| need("by"))?;
        Ok(Command::RecordReview { step, by, verdict: self.verdict.ok_or_else(|| need("verdict"))? })
    }
}

fn file(group: AppealGroup) -> Command {
    Command::FileAppeal { group, simple_procedure: false }
}

/// The lawsuit that a conclusion is about: the one that is pending.
fn pending_litigation(case: &Case) -> AppealGroup {
    let pending = case.appeals.iter().find(|appeal| appeal.is_litigation() && appeal.concluded.is_none());
    pending.map_or(AppealGroup::LitigationDirect, |appeal| appeal.group)
}
