//! 办理行为的样例: an act of each kind as it would be asked of a case as it stands, with particulars that fit.
//!
//! Whether an act may be done can only be found by asking. What the person would still have to fill in is
//! filled in here so that it is not in the way: a reason, a later date, the notice's own amount.

use chrono::{Days, NaiveDate};

use super::decide::Context;
use super::{Amendment, Case, Command, CommandKind, ConsultationKind, FeeEnd, FeeQuantity, Refused};
use crate::domain::code::{AppealGroup, AppealResult, Category};
use crate::domain::ids::OfficerId;
use crate::domain::outcome::Outcome;
use crate::domain::review::{AttachmentRef, Draft, ReplyDigest, Verdict};

use CommandKind as K;

/// By the tariff, of [`PAGES`].
const YUAN: i64 = 380;
const PAGES: u32 = 68;
/// Art 33: the longest extension.
const EXTENSION_WORKING_DAYS: u32 = 20;
/// Whatever is written where something has to be.
const TEXT: &str = "…";

impl Case {
    /// 可办事项: the kinds of acts that the law and the procedure allow this person now, in the order of the
    /// contract. A reply by review, a correction or a fee may still be refused for what it says.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use gongkai_core::domain::case::{Case, CommandKind, Context, Entry, Event, Mode, Policy, Request};
    /// use gongkai_core::domain::code::{Category, Channel};
    /// use gongkai_core::domain::ids::OfficerId;
    /// use gongkai_core::domain::role::{Actor, Role};
    /// use gongkai_core::rulebook::Rulebook;
    /// let rules = Rulebook::load("".as_ref())?;
    /// let on = "2025-03-03".parse()?;
    /// let submitted = Event::Submitted {
    ///     channel: Channel::Online, category: Category::NaturalPerson, applicant: None,
    ///     request: Request::default(), source_ref: None,
    /// };
    /// let case = Case::fold(&[Entry { on, event: submitted }], rules.regimes()).ok_or("no history")?;
    /// let registrar = Actor::Officer { id: OfficerId(1), roles: vec![Role::Registrar] };
    /// let context = Context {
    ///     mode: Mode::Live, actor: &registrar, policy: &Policy::default(), regimes: rules.regimes(),
    ///     calendar: &rules.calendar(None)?, today: on,
    /// };
    /// let allowed = case.allowed_acts(on, &context);
    /// assert!(allowed.contains(&CommandKind::ConfirmReceipt) && !allowed.contains(&CommandKind::Dispatch));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn allowed_acts(&self, on: NaiveDate, context: &Context<'_>) -> Vec<CommandKind> {
        self.ask_every_act(on, context).filter_map(|(kind, answer)| answer.is_ok().then_some(kind)).collect()
    }

    /// 可办与不可办事项: every kind of act, in the order of the contract, with why it is refused to this person now
    /// if it is.
    pub fn ask_every_act(
        &self,
        on: NaiveDate,
        context: &Context<'_>,
    ) -> impl Iterator<Item = (CommandKind, Result<(), Refused>)> {
        let ask = move |kind| self.decide(&self.typical_act(kind, on), on, context).map(|_| ());
        CommandKind::ALL.iter().map(move |kind| (*kind, ask(*kind)))
    }

    /// 办理行为的样例: an act of a kind as it would be asked of this case on a day, with particulars that fit: what a
    /// form proposes.
    #[must_use]
    pub fn typical_act(&self, kind: CommandKind, on: NaiveDate) -> Command {
        command(kind, self, on)
    }
}

/// An act of a kind, as it would be asked of a case on a day.
pub(super) fn command(kind: CommandKind, case: &Case, on: NaiveDate) -> Command {
    let step = case.review.as_ref().and_then(|review| review.next_step()).unwrap_or(1);
    let (reason, digest) = (|| TEXT.to_owned(), || digest(case));
    match kind {
        K::ConfirmReceipt => Command::ConfirmReceipt,
        K::RejectBeforeReceipt => Command::RejectBeforeReceipt { reason: reason() },
        K::Assign => Command::Assign { officer: OfficerId(1), section: None },
        K::Note => Command::Note { text: reason() },
        K::RequestSupplement => Command::RequestSupplement { respond_by: on + Days::new(14), items: reason() },
        K::ReceiveSupplement => Command::ReceiveSupplement { text: None },
        K::LapseSupplement => Command::LapseSupplement,
        K::Consult => Command::Consult { kind: ConsultationKind::ThirdParty, with: None },
        K::RecordAnswer => {
            Command::RecordAnswer { kind: awaited_opinion(case), consultation: None, consents: Some(true) }
        }
        K::RequestReasons => Command::RequestReasons,
        K::RecordReasons => Command::RecordReasons,
        K::AgreeLaterDate => Command::AgreeLaterDate { due_on: on + Days::new(180), reason: reason() },
        K::Extend => Command::Extend { working_days: longest_extension(case), reason: Some(reason()) },
        K::Suspend => Command::Suspend { reason: reason() },
        K::Resume => Command::Resume,
        K::NotifyFee => {
            let quantity = FeeQuantity::Page { pages: PAGES };
            Command::NotifyFee { quantity, amount_yuan: YUAN, expected_yuan: Some(YUAN) }
        }
        K::WithdrawFeeNotice => Command::WithdrawFeeNotice { reason: reason() },
        K::RecordPayment => Command::RecordPayment { amount_yuan: owed(case), receipt_no: None },
        K::LapseFee => Command::LapseFee,
        K::WaiveFee => Command::WaiveFee { amount_yuan: owed(case), reason: reason() },
        K::RefundFee => Command::RefundFee { amount_yuan: paid(case), reason: reason() },
        K::RecordCostFee => Command::RecordCostFee { charged_yuan: 1, waived_yuan: 0 },
        K::AddAttachment => Command::AddAttachment { file: file(case), bytes: 1024 },
        K::MarkSecret => Command::MarkSecret { sha256: file(case).sha256 },
        K::DraftReply => Command::DraftReply { draft: Box::new(draft()) },
        K::SubmitForReview => Command::SubmitForReview { digest: digest() },
        K::PassReview => Command::PassReview { step, digest: digest(), opinion: None },
        K::SendBack => Command::SendBack { step, reason: reason() },
        K::Refer => Command::Refer { step, to: reason(), reason: reason() },
        K::RecordReview => Command::RecordReview { step, by: reason(), verdict: Verdict::Passed },
        K::Dispatch => Command::Dispatch { digest: digest(), document_no: None, method: None },
        K::RecordReply => Command::RecordReply { outcome: Outcome::Disclosed, sub_reason: None },
        K::Deliver => Command::Deliver,
        K::Withdraw => Command::Withdraw { reason: None },
        K::Split => Command::Split { into: vec![reason(), reason()] },
        K::Merge => Command::Merge { into: reason() },
        K::Link => Command::Link { to: reason() },
        K::FileAppeal => Command::FileAppeal { group: possible_appeal(case), simple_procedure: false },
        K::AnswerAppeal => Command::AnswerAppeal { group: pending_appeal(case) },
        K::ConcludeAppeal => Command::ConcludeAppeal {
            group: pending_appeal(case),
            result: AppealResult::Corrected,
            redecide_within: Some(20),
        },
        K::FileComplaint => Command::FileComplaint,
        K::ConcludeComplaint => Command::ConcludeComplaint,
        K::Correct => Command::Correct { amendment: correction(case), reason: reason() },
    }
}

/// What is under review is passed and sent.
fn digest(case: &Case) -> ReplyDigest {
    case.review.as_ref().map_or_else(|| ReplyDigest(TEXT.to_owned()), |review| review.digest.clone())
}

fn awaited_opinion(case: &Case) -> ConsultationKind {
    let awaited = |kind: &&ConsultationKind| case.open_consultations(**kind).next().is_some();
    ConsultationKind::ALL.iter().find(awaited).copied().unwrap_or(ConsultationKind::ThirdParty)
}

fn longest_extension(case: &Case) -> u32 {
    case.regime.as_ref().map_or(EXTENSION_WORKING_DAYS, |regime| regime.extension.working_days)
}

fn owed(case: &Case) -> i64 {
    case.open_fee().map_or(YUAN, |notice| notice.amount_yuan)
}

fn paid(case: &Case) -> i64 {
    let paid = |end: &FeeEnd| match end {
        FeeEnd::Paid { amount_yuan, .. } => Some(*amount_yuan),
        FeeEnd::Dropped { .. } | FeeEnd::Lapsed => None,
    };
    let charged: i64 = case.charges.iter().map(|(_, charged, _)| charged).sum();
    case.fees
        .iter()
        .rev()
        .filter_map(|notice| notice.end.as_ref())
        .find_map(paid)
        .map_or(YUAN, |paid| paid.min(charged))
}

/// A file of the case that may leave it, or one that is not in it.
fn file(case: &Case) -> AttachmentRef {
    let found = case.files.iter().find(|it| !it.secret && !it.purged).map(|it| it.file.clone());
    found.unwrap_or_else(|| AttachmentRef { name: TEXT.to_owned(), sha256: TEXT.to_owned() })
}

fn possible_appeal(case: &Case) -> AppealGroup {
    let free = |group: &&AppealGroup| case.pending_appeal(**group).is_none();
    AppealGroup::ALL.iter().find(free).copied().unwrap_or(AppealGroup::Reconsideration)
}

fn pending_appeal(case: &Case) -> AppealGroup {
    let pending = case.appeals.iter().find(|appeal| appeal.concluded.is_none());
    pending.map_or(AppealGroup::Reconsideration, |appeal| appeal.group)
}

/// A correction of what can be corrected in any case.
fn correction(case: &Case) -> Amendment {
    let to = if case.category == Category::Enterprise { Category::OtherOrg } else { Category::Enterprise };
    Amendment::Category { to }
}

/// What any agency may answer under either regulation.
fn draft() -> Draft {
    Draft {
        outcome: Outcome::Disclosed,
        sub_reason: None,
        text: TEXT.to_owned(),
        grounds: Vec::new(),
        attachments: Vec::new(),
        secret: None,
    }
}
