//! 可办事项: what whoever looks may do with the case now, and why not the rest.

use super::load::Loaded;
use super::records::Link;
use crate::domain::case::{CommandKind, Refused};
use crate::domain::code::coded_enum;
use crate::domain::ids::CaseId;
use crate::domain::status::Status;
use crate::web::pages::layout::Page;
use crate::web::pages::queue::word;
use crate::wording;

use CommandKind as K;

coded_enum! {
    /// What acts belong together on the page.
    Group {
        /// 收件
        Receipt = "receipt",
        /// 补正与说明理由
        Supplement = "supplement",
        /// 征求意见
        Opinions = "opinions",
        /// 期限
        Clock = "clock",
        /// 收费
        Fees = "fees",
        /// 答复
        Reply = "reply",
        /// 复议诉讼与投诉
        Remedies = "remedies",
        /// 登记
        Register = "register",
    }
}

/// What may be done and what may not.
pub(super) struct Acts {
    /// The act that the case waits for.
    pub next: Option<Link>,
    pub groups: Vec<(String, Vec<Link>)>,
    /// What the law or the procedure forbids now, and why.
    pub forbidden: Vec<(String, String)>,
}

impl Acts {
    pub(super) fn of(page: &Page, loaded: &Loaded) -> Self {
        let case = loaded.desk.file.row.id;
        let status = loaded.desk.file.row.state.status;
        let allowed: Vec<K> =
            loaded.acts.iter().filter(|(_, refused)| refused.is_none()).map(|(kind, _)| *kind).collect();
        let next = expected(status).iter().copied().find(|kind| allowed.contains(kind));
        Self {
            next: next.and_then(|kind| link(page, case, kind)),
            groups: groups(page, case, &allowed, next),
            forbidden: loaded.acts.iter().filter_map(|(kind, refused)| forbidden(page, *kind, refused)).collect(),
        }
    }

    /// Whether there is nothing to say of acts to whoever looks.
    pub(super) fn is_empty(&self) -> bool {
        self.next.is_none() && self.groups.is_empty() && self.forbidden.is_empty()
    }
}

/// What a case of a status waits for, the likeliest first.
fn expected(status: Status) -> &'static [K] {
    match status {
        Status::AwaitingConfirmation => &[K::ConfirmReceipt],
        Status::Processing | Status::Redeciding => &[K::SubmitForReview, K::DraftReply],
        Status::AwaitingSupplement => &[K::LapseSupplement, K::ReceiveSupplement],
        Status::AwaitingPayment => &[K::LapseFee, K::RecordPayment],
        Status::InReview => &[K::PassReview],
        Status::Cleared => &[K::Dispatch],
        Status::Replied => &[K::Deliver],
        Status::Closed | Status::Split | Status::NotReceived => &[],
    }
}

fn groups(page: &Page, case: CaseId, allowed: &[K], next: Option<K>) -> Vec<(String, Vec<Link>)> {
    let of = |group: &Group| {
        let mut links: Vec<Link> = Vec::new();
        for kind in allowed.iter().filter(|kind| self::group(**kind) == Some(*group) && Some(**kind) != next) {
            // Several acts may have one page.
            let new = link(page, case, *kind);
            links.extend(new.filter(|new| links.iter().all(|link| link.address != new.address)));
        }
        let next = next.and_then(|kind| link(page, case, kind));
        links.retain(|link| next.as_ref().is_none_or(|next| next.address != link.address));
        (page.t(&format!("case-group-{group}")), links)
    };
    Group::ALL.iter().map(of).filter(|(_, links)| !links.is_empty()).collect()
}

fn link(page: &Page, case: CaseId, kind: K) -> Option<Link> {
    let address = page.href(&address(case, kind)?);
    Some(Link { address, name: word(page.reader.lang, "command", kind.as_str()) })
}

/// Where an act is done; `None` for what is done beside the files, and what only registers tell of.
pub(in crate::web::pages) fn address(case: CaseId, kind: K) -> Option<String> {
    let place = group(kind)?;
    let page = if kind == K::Dispatch {
        "dispatch".to_owned()
    } else if matches!(kind, K::PassReview | K::SendBack | K::Refer) {
        "review".to_owned()
    } else if place == Group::Reply && kind != K::Deliver {
        "draft".to_owned()
    } else {
        format!("acts/{}", kind.as_str().replace('_', "-"))
    };
    Some(format!("/cases/{case}/{page}"))
}

/// Where an act stands on the page; what is done beside the files does not.
fn group(kind: K) -> Option<Group> {
    Some(match kind {
        K::ConfirmReceipt | K::RejectBeforeReceipt => Group::Receipt,
        K::RequestSupplement | K::ReceiveSupplement | K::LapseSupplement | K::RequestReasons | K::RecordReasons => {
            Group::Supplement
        }
        K::Consult | K::RecordAnswer => Group::Opinions,
        K::AgreeLaterDate | K::Extend | K::Suspend | K::Resume => Group::Clock,
        K::NotifyFee
        | K::WithdrawFeeNotice
        | K::RecordPayment
        | K::LapseFee
        | K::WaiveFee
        | K::RefundFee
        | K::RecordCostFee => Group::Fees,
        K::DraftReply | K::SubmitForReview | K::PassReview | K::SendBack | K::Refer | K::Dispatch | K::Deliver => {
            Group::Reply
        }
        K::FileAppeal | K::AnswerAppeal | K::ConcludeAppeal | K::FileComplaint | K::ConcludeComplaint => {
            Group::Remedies
        }
        K::Assign | K::Note | K::Withdraw | K::Split | K::Merge | K::Link | K::Correct => Group::Register,
        K::AddAttachment | K::MarkSecret | K::RecordReview | K::RecordReply => return None,
    })
}

/// An act that is forbidden now. Those of other roles are not told: they are not this person's to miss.
fn forbidden(page: &Page, kind: K, refused: &Option<Refused>) -> Option<(String, String)> {
    let refused = refused.as_ref().filter(|refused| is_theirs(kind, refused))?;
    group(kind)?;
    let lang = page.reader.lang;
    Some((word(lang, "command", kind.as_str()), wording::refused(lang, refused)))
}

/// Whether an act that is refused could be this person's at another time. Whose a step of a review is is known only
/// once there is one.
fn is_theirs(kind: K, refused: &Refused) -> bool {
    if matches!(kind, K::PassReview | K::SendBack | K::Refer) {
        return matches!(refused, Refused::SameReviewer | Refused::OwnDraft);
    }
    !matches!(refused, Refused::NotAuthorised { .. })
}
