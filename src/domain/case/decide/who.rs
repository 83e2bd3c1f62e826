//! 何人可为: whose act it is. One table for every kind of act, asked before anything else when something is
//! done now; what is taken over from a register was done by whoever did it.

use crate::domain::case::{CommandKind, Refused};
use crate::domain::role::{Actor, Role};

use Role::{CaseOfficer, Examiner, OfficeHead, PreliminaryReviewer, Registrar, ReleaseAuthority};

/// 收件登记
const DESK: &[Role] = &[Registrar, CaseOfficer];
/// 承办
const CASE: &[Role] = &[CaseOfficer];
/// 负责人决定
const HEAD: &[Role] = &[OfficeHead];
/// 承办或负责人
const CASE_OR_HEAD: &[Role] = &[CaseOfficer, OfficeHead];
/// 分办、改派
const ASSIGNMENT: &[Role] = &[Registrar, CaseOfficer, OfficeHead];
/// 更正
const CORRECTION: &[Role] = &[OfficeHead, Registrar];
/// 本机关工作人员: everybody who works on cases.
const OFFICE: &[Role] = &[CaseOfficer, Registrar, PreliminaryReviewer, Examiner, ReleaseAuthority, OfficeHead];

/// 何人可为: who may do a kind of act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Who {
    /// People of the agency.
    pub officers: Officers,
    /// Whether the applicant may do it himself, through the query code.
    pub applicant: bool,
    /// Whether it happens by itself when a period has run out.
    pub system: bool,
}

/// Which people of the agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Officers {
    /// Whoever holds one of these roles.
    With(&'static [Role]),
    /// Whoever holds the role of the review step that comes next, which the agency chooses (R17).
    OfTheStep,
    /// Nobody: only a register tells of it.
    Nobody,
}

const fn officers(roles: &'static [Role]) -> Who {
    Who { officers: Officers::With(roles), applicant: false, system: false }
}

const fn applicant_or(roles: &'static [Role]) -> Who {
    Who { applicant: true, ..officers(roles) }
}

const fn system_or(roles: &'static [Role]) -> Who {
    Who { system: true, ..officers(roles) }
}

/// The table.
///
/// ```
/// use gongkai_core::domain::case::CommandKind;
/// use gongkai_core::domain::case::decide::who::{self, Officers};
/// use gongkai_core::domain::role::Role;
/// assert_eq!(who::may(CommandKind::Extend).officers, Officers::With(&[Role::OfficeHead])); // art 33
/// assert!(who::may(CommandKind::Withdraw).applicant);
/// ```
#[must_use]
pub const fn may(kind: CommandKind) -> Who {
    use CommandKind as K;
    match kind {
        K::ConfirmReceipt | K::RejectBeforeReceipt | K::RecordAnswer | K::RecordPayment | K::Deliver => officers(DESK),
        K::ReceiveSupplement | K::RecordReasons | K::Withdraw | K::AddAttachment => applicant_or(DESK),
        K::Assign => officers(ASSIGNMENT),
        // A secret is reported by whoever finds it (R18).
        K::Note | K::Link | K::MarkSecret => officers(OFFICE),
        K::RequestSupplement
        | K::Consult
        | K::RequestReasons
        | K::WithdrawFeeNotice
        | K::RecordCostFee
        | K::DraftReply
        | K::SubmitForReview
        | K::Dispatch
        | K::Split
        | K::Merge => officers(CASE),
        K::LapseSupplement | K::LapseFee => system_or(CASE),
        K::Suspend
        | K::Resume
        | K::FileAppeal
        | K::AnswerAppeal
        | K::ConcludeAppeal
        | K::FileComplaint
        | K::ConcludeComplaint => officers(CASE_OR_HEAD),
        K::Extend | K::AgreeLaterDate | K::NotifyFee | K::WaiveFee | K::RefundFee => officers(HEAD),
        K::Correct => officers(CORRECTION),
        K::PassReview | K::SendBack | K::Refer => Who { officers: Officers::OfTheStep, ..officers(&[]) },
        K::RecordReview | K::RecordReply => Who { officers: Officers::Nobody, ..officers(&[]) },
    }
}

/// Refuses an act that is not this actor's.
///
/// # Errors
/// [`Refused::NotAuthorised`] with the first of the roles that may do it.
pub fn check(kind: CommandKind, actor: &Actor) -> Result<(), Refused> {
    let who = may(kind);
    let Officers::With(allowed) = who.officers else {
        // `reviewing` asks whose turn it is, and `permitted` says why a register's acts are not done now.
        return Ok(());
    };
    let is_theirs = match actor {
        Actor::Officer { roles, .. } => roles.iter().any(|held| allowed.contains(held)),
        Actor::Applicant => who.applicant,
        Actor::System => who.system,
        Actor::Import => false,
    };
    match allowed.first() {
        Some(role) if !is_theirs => Err(Refused::NotAuthorised { role: *role }),
        Some(_) | None => Ok(()),
    }
}
