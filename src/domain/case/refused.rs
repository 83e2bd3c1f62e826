//! 不予办理的理由: every reason why the law or the procedure says no. Each variant carries what a
//! message to the reader needs; the sentence itself is in the message files under `refused-CODE`.

use chrono::NaiveDate;

use super::command::{CommandKind, ConsultationKind};
use crate::domain::code::AppealGroup;
use crate::domain::outcome::Outcome;
use crate::domain::regime::RegimeId;
use crate::domain::role::Role;
use crate::domain::status::Status;

macro_rules! refusals {
    ($($(#[$doc:meta])* $variant:ident $({ $($(#[$fdoc:meta])* $field:ident: $type:ty),+ $(,)? })? = $code:literal,)+) => {
        /// Why [`super::Case::decide`] says no.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Refused { $($(#[$doc])* $variant $({ $($(#[$fdoc])* $field: $type),+ })?,)+ }

        impl Refused {
            /// Every code there is; each has a sentence in every language.
            pub const CODES: &'static [&'static str] = &[$($code,)+];

            /// The stable code, as other programs see it.
            #[must_use]
            pub fn code(&self) -> &'static str {
                match self { $(Self::$variant $({ $($field: _),+ })? => $code,)+ }
            }

            /// The particulars for the sentence, by name.
            #[must_use]
            pub fn particulars(&self) -> Vec<(&'static str, String)> {
                match self {
                    $(Self::$variant $({ $($field),+ })? => vec![$($((stringify!($field), $field.to_string()),)+)?],)+
                }
            }
        }
    };
}

refusals! {
    /// Dates that run backwards.
    DatesRunBackwards {
        /// The date given.
        on: NaiveDate,
        /// The date of the step before.
        last_on: NaiveDate
    } = "dates_run_backwards",
    /// An act before the request was received.
    BeforeReceipt {
        /// The date given.
        on: NaiveDate,
        /// 收到申请之日.
        received_on: NaiveDate
    } = "before_receipt",
    /// A date that has not come yet.
    InFuture {
        /// The date given.
        on: NaiveDate,
        /// Today.
        today: NaiveDate
    } = "in_future",
    /// Received before 2008-05-01, when there was no regulation.
    NoRegime {
        /// 收到申请之日.
        received_on: NaiveDate
    } = "no_regime",
    /// The act does not fit where the case stands.
    WrongStatus {
        /// Where it stands.
        status: Status,
        /// What was asked.
        command: CommandKind
    } = "wrong_status",
    /// Receipt has not been confirmed (art 31).
    NotReceived = "not_received",
    /// A reply has been given.
    AlreadyReplied {
        /// When.
        on: NaiveDate
    } = "already_replied",
    /// The case has ended without a reply.
    AlreadyClosed {
        /// When.
        on: NaiveDate
    } = "already_closed",
    /// 一次性 (art 30): there is only one supplement notice.
    SecondSupplementNotice = "second_supplement_notice",
    /// A supplement to a notice that was never given.
    SupplementNotRequested = "supplement_not_requested",
    /// 补正期限 before the notice.
    RespondByTooEarly {
        /// The last day given.
        respond_by: NaiveDate,
        /// The notice.
        on: NaiveDate
    } = "respond_by_too_early",
    /// The supplement period has not run out.
    SupplementPeriodRunning {
        /// Its last day.
        respond_by: NaiveDate
    } = "supplement_period_running",
    /// An answer to a consultation that was never made, or has been answered.
    ConsultationNotOpen {
        /// With whom.
        kind: ConsultationKind
    } = "consultation_not_open",
    /// A consultation is open and has not run out.
    ConsultationOpen {
        /// With whom.
        kind: ConsultationKind,
        /// The last day of its 15 working days.
        until: NaiveDate
    } = "consultation_open",
    /// Reasons that were never asked for.
    ReasonsNotRequested = "reasons_not_requested",
    /// A later date than the one in force must be later.
    LaterDateNotLater {
        /// The date given.
        due_on: NaiveDate
    } = "later_date_not_later",
    /// 延期只能一次 (R5).
    SecondExtension = "second_extension",
    /// More than the statute allows, or nothing.
    ExtensionTooLong {
        /// Working days asked for.
        working_days: u32,
        /// Working days allowed.
        at_most: u32
    } = "extension_too_long",
    /// The due date in force has passed (R5).
    ExtensionTooLate {
        /// The date.
        due_on: NaiveDate
    } = "extension_too_late",
    /// There is no due date to move while the clock stands.
    ClockStopped = "clock_stopped",
    /// Nothing is suspended.
    NotSuspended = "not_suspended",
    /// It is suspended already.
    AlreadySuspended = "already_suspended",
    /// 信息处理费 did not exist then.
    FeeNotInForce {
        /// The regime of the case.
        regime: RegimeId
    } = "fee_not_in_force",
    /// There has been a fee notice.
    SecondFeeNotice = "second_fee_notice",
    /// The notice must go out within the reply period (FEE art 6).
    FeeNoticeTooLate {
        /// The due date.
        due_on: NaiveDate
    } = "fee_notice_too_late",
    /// The amount is not what the tariff gives.
    FeeAmountWrong {
        /// Yuan given.
        amount_yuan: i64,
        /// Yuan by the tariff.
        expected_yuan: i64
    } = "fee_amount_wrong",
    /// No fee is owed.
    FeeNotNotified = "fee_not_notified",
    /// Less was paid than is owed.
    FeeUnderpaid {
        /// Yuan given.
        amount_yuan: i64,
        /// Yuan owed.
        expected_yuan: i64
    } = "fee_underpaid",
    /// The payment period has not run out.
    FeePeriodRunning {
        /// Its last day.
        payable_by: NaiveDate
    } = "fee_period_running",
    /// More than what was charged.
    AmountTooLarge {
        /// Yuan given.
        amount_yuan: i64,
        /// Yuan at most.
        at_most_yuan: i64
    } = "amount_too_large",
    /// An amount below zero, or nothing.
    AmountNotPositive = "amount_not_positive",
    /// A result of the other regime (R10).
    OutcomeNotInRegime {
        /// The result.
        outcome: Outcome,
        /// The regime of the case.
        regime: RegimeId
    } = "outcome_not_in_regime",
    /// A result that the procedure itself sets.
    OutcomeSetBySystem {
        /// The result.
        outcome: Outcome
    } = "outcome_set_by_system",
    /// The text of the reply is empty.
    TextMissing = "text_missing",
    /// Nothing says what is kept back and why (R17).
    GroundsMissing = "grounds_missing",
    /// A ground without an article or a reason (arts 36, 37).
    GroundIncomplete {
        /// What is kept back.
        item: String
    } = "ground_incomplete",
    /// A full disclosure keeps nothing back.
    GroundsUnexpected = "grounds_unexpected",
    /// 密级、保密期限、依据 are missing (R18).
    SecretBasisMissing = "secret_basis_missing",
    /// A state secret's case takes no files (R18).
    AttachmentsLocked = "attachments_locked",
    /// No such file in the case.
    AttachmentUnknown {
        /// Its digest.
        sha256: String
    } = "attachment_unknown",
    /// There is no draft.
    NoDraft = "no_draft",
    /// The draft is under review; send it back first.
    UnderReview = "under_review",
    /// The text, outcome or files are not those that were submitted.
    DraftChanged = "draft_changed",
    /// 同一人不得审查两步 (R17).
    SameReviewer = "same_reviewer",
    /// The person who submitted the draft may not pass it.
    OwnDraft = "own_draft",
    /// Another step comes next.
    WrongStep {
        /// The step given.
        step: u8,
        /// The step that comes next.
        expected: u8
    } = "wrong_step",
    /// The act belongs to another role.
    NotAuthorised {
        /// The role.
        role: Role
    } = "not_authorised",
    /// A reason must be given.
    ReasonMissing = "reason_missing",
    /// 先审查、后公开 (art 17): the review is not finished.
    NotReviewed = "not_reviewed",
    /// Two replies without a re-decision ordered between them (R15).
    SecondReply = "second_reply",
    /// Nothing has been sent.
    NotReplied = "not_replied",
    /// It has been delivered.
    AlreadyDelivered = "already_delivered",
    /// An appeal of this kind is pending.
    AppealPending {
        /// Its group.
        group: AppealGroup
    } = "appeal_pending",
    /// No appeal of this kind is pending.
    AppealNotPending {
        /// Its group.
        group: AppealGroup
    } = "appeal_not_pending",
    /// 复议后起诉 without a reconsideration.
    NoReconsideration = "no_reconsideration",
    /// No complaint is open.
    ComplaintNotOpen = "complaint_not_open",
    /// A request is split into at least two.
    SplitTooFew = "split_too_few",
    /// A case is not merged into itself, nor linked to itself.
    SameCase = "same_case",
    /// Requests of different people are not merged.
    OtherApplicant {
        /// 登记编号 of the other case.
        to: String
    } = "other_applicant",
    /// A request is merged only into one that will still be answered.
    MergedIntoEnded {
        /// 登记编号 of the other case.
        to: String
    } = "merged_into_ended",
    /// The correction changes nothing, or there is nothing to correct.
    NothingToCorrect = "nothing_to_correct",
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())?;
        for (name, value) in self.particulars() {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Refused {}
