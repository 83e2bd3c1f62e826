//! 办理告知: what each act tells whom, in the transaction of the act.
//!
//! What an older register tells (登记簿导入) is history: nobody is written to about it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::enqueue::{Mail, enqueue, written};
use crate::app::AppError;
use crate::app::history::{Next, Register};
use crate::domain::applicant::Applicant;
use crate::domain::case::{Case, Entry, Event, Request};
use crate::domain::code::AppealGroup;
use crate::domain::deadline::{self, DeadlineKind};
use crate::domain::ids::OfficerId;
use crate::domain::mail::{Language, MailContent, Recipient};
use crate::domain::role::{Actor, Role};
use crate::domain::status::Status;
use crate::messages::Lang;
use crate::store::cases::{CaseRow, CaseState};
use crate::store::correspondents::{self, CorrespondentRow};
use crate::store::{DbConn, StoreError, mails, officers};

/// 通信方式 of an applicant who gave an e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) struct Correspondence {
    language: Language,
    reply_enclosed: bool,
}

impl Correspondence {
    /// How an applicant is written to; none, if not by e-mail. The reply itself goes by e-mail only to whoever
    /// asked to obtain it that way (art 40).
    pub(in crate::app) fn of(applicant: &Applicant, request: &Request, language: Language) -> Option<Self> {
        applicant.contact.email.as_ref()?;
        let way = request.obtain_by.as_deref().unwrap_or_default().to_lowercase().replace('-', "");
        let reply_enclosed = Lang::ALL.iter().any(|lang| way.contains(&lang.text("mail-obtain-by")));
        Some(Self { language, reply_enclosed })
    }
}

/// 回执: writes down how the applicants of new cases are written to, and their receipts. Cases that are kept
/// together are told together.
pub(in crate::app) fn tell_of_receipt<'a>(
    conn: &mut DbConn,
    opened: impl Iterator<Item = ((Option<Correspondence>, &'a str), &'a CaseRow)>,
) -> Result<(), StoreError> {
    let (mut known, mut receipts) = (Vec::new(), Vec::new());
    for ((correspondence, seed), row) in opened {
        let Some(Correspondence { language, reply_enclosed }) = correspondence else { continue };
        known.push(CorrespondentRow { case_id: row.id, language, reply_enclosed, appeal_reminder: false });
        let CaseState { submitted_on, received_on, due_on, updated_at, .. } = row.state;
        let content = MailContent::Receipt {
            submitted_on: submitted_on.unwrap_or(updated_at.date()),
            received_on,
            due_on,
            seed: seed.to_owned(),
        };
        let mail = Mail::to_applicant(row.origin.agency_id, row.id, content);
        receipts.push(written(&mail, Some(language), updated_at)?);
    }
    correspondents::insert_many(conn, &known)?;
    mails::insert_many(conn, &receipts)
}

/// Tells whom it concerns what has just happened to a case.
pub(in crate::app) fn tell(
    conn: &mut DbConn,
    register: &Register<'_>,
    (row, before): (&CaseRow, &Case),
    next: &Next<'_>,
    state: &CaseState,
) -> Result<(), AppError> {
    if *next.actor == Actor::Import {
        return Ok(());
    }
    let telling = Telling { register, row, before, next, state };
    for entry in next.added {
        telling.tell(conn, entry)?;
    }
    telling.tell_of_the_end(conn)
}

/// What an event is to be told.
enum Told {
    /// Nobody.
    Nobody,
    /// 申请人
    Applicant(MailContent),
    /// An officer.
    Officer(OfficerId, MailContent),
    /// Whoever may take the next step of the review, or the drafter if there is none.
    NextReviewer,
    /// Whoever submitted the draft.
    Drafter(MailContent),
    /// 承办人 and 负责人: an answer is owed to an authority or a court.
    Defence(AppealGroup),
}

/// An act, and the case before and after it.
struct Telling<'a> {
    register: &'a Register<'a>,
    row: &'a CaseRow,
    before: &'a Case,
    next: &'a Next<'a>,
    state: &'a CaseState,
}

impl Telling<'_> {
    fn tell(&self, conn: &mut DbConn, entry: &Entry) -> Result<(), AppError> {
        match self.told(entry)? {
            Told::Nobody => Ok(()),
            Told::Applicant(content) => self.to_applicant(conn, content),
            Told::Officer(officer, content) => self.to_officer(conn, officer, content),
            Told::NextReviewer => self.to_next_reviewer(conn),
            Told::Drafter(content) => self.to_drafter(conn, &content),
            Told::Defence(group) => self.to_defence(conn, entry, group),
        }
    }

    fn told(&self, Entry { on, event }: &Entry) -> Result<Told, AppError> {
        let CaseState { due_on, due_provisional: provisional, .. } = *self.state;
        Ok(match event {
            Event::ReceiptConfirmed => Told::Applicant(MailContent::Received { received_on: *on, due_on, provisional }),
            Event::Assigned { officer, .. } => Told::Officer(*officer, MailContent::Assigned { due_on }),
            Event::SupplementRequested { respond_by, .. } => {
                Told::Applicant(MailContent::SupplementNotice { respond_by: *respond_by })
            }
            Event::SupplementLapsed => {
                let respond_by = self.before.supplement.as_ref().map(|supplement| supplement.respond_by);
                Told::Applicant(MailContent::SupplementLapsed { respond_by })
            }
            Event::Consulted { .. } => Told::Applicant(MailContent::Consultation { since: *on }),
            Event::Extended { working_days, .. } => {
                Told::Applicant(MailContent::Extension { working_days: *working_days, due_on })
            }
            Event::FeeNotified { amount_yuan, .. } => {
                let payable_by = self.due(*on, DeadlineKind::FeePayment)?;
                Told::Applicant(MailContent::FeeNotice { amount_yuan: *amount_yuan, payable_by })
            }
            Event::FeePaid { amount_yuan, .. } => {
                Told::Applicant(MailContent::FeePaid { amount_yuan: *amount_yuan, due_on })
            }
            Event::FeeLapsed => Told::Applicant(MailContent::FeeLapsed {}),
            Event::Replied { .. } => {
                // Whether the reply is enclosed is known when the recipient is.
                Told::Applicant(MailContent::ReplyReady { replied_on: *on, enclosed: false })
            }
            Event::SubmittedForReview { .. } | Event::ReviewPassed { .. } => Told::NextReviewer,
            Event::ReviewSentBack { step, .. } => {
                Told::Drafter(MailContent::ReviewSentBack { step: self.step(*step), due_on })
            }
            Event::AppealFiled { group, .. } => Told::Defence(*group),
            Event::Submitted { .. }
            | Event::RejectedBeforeReceipt { .. }
            | Event::Noted { .. }
            | Event::Supplemented { .. }
            | Event::ConsultationAnswered { .. }
            | Event::ReasonsRequested
            | Event::ReasonsGiven
            | Event::LaterDateAgreed { .. }
            | Event::Suspended { .. }
            | Event::Resumed
            | Event::FeeNoticeWithdrawn { .. }
            | Event::FeeWaived { .. }
            | Event::FeeRefunded { .. }
            | Event::CostFeeCharged { .. }
            | Event::AttachmentAdded { .. }
            | Event::AttachmentMarkedSecret { .. }
            | Event::AttachmentsPurged { .. }
            | Event::ReplyDrafted { .. }
            | Event::ReviewReferred { .. }
            | Event::ReviewRecorded { .. }
            | Event::Delivered
            | Event::Withdrawn { .. }
            | Event::SplitInto { .. }
            | Event::MergedInto { .. }
            | Event::Linked { .. }
            | Event::AppealAnswered { .. }
            | Event::AppealConcluded { .. }
            | Event::ComplaintFiled
            | Event::ComplaintConcluded
            | Event::Corrected { .. }
            | Event::DueDateMoved { .. } => Told::Nobody,
        })
    }

    /// 办结, unless the same act says so in words of its own.
    fn tell_of_the_end(&self, conn: &mut DbConn) -> Result<(), AppError> {
        let ends = self.before.status != Status::Closed && self.next.case.status == Status::Closed;
        let says_so =
            |entry: &Entry| matches!(entry.event, Event::SupplementLapsed | Event::FeeLapsed | Event::Replied { .. });
        match self.next.added.last() {
            Some(last) if ends && !self.next.added.iter().any(says_so) => {
                self.to_applicant(conn, MailContent::Closed { closed_on: last.on })
            }
            Some(_) | None => Ok(()),
        }
    }

    /// When something of the case as it is now is due.
    fn due(&self, on: NaiveDate, kind: DeadlineKind) -> Result<Option<NaiveDate>, AppError> {
        let Register { agency, .. } = self.register;
        let all = deadline::all(self.next.case, &agency.policy, &agency.calendar, on)?;
        Ok(all.iter().find(|deadline| deadline.kind == kind).and_then(|deadline| deadline.due_on))
    }

    /// The name of a step of the round that the event belongs to.
    fn step(&self, step: u8) -> String {
        let steps = self.before.review.as_ref().map(|review| review.steps.as_slice()).unwrap_or_default();
        steps.get(usize::from(step).saturating_sub(1)).map_or_else(|| step.to_string(), |rule| rule.name.clone())
    }

    fn to_applicant(&self, conn: &mut DbConn, content: MailContent) -> Result<(), AppError> {
        let mut content = content;
        if let MailContent::ReplyReady { enclosed, .. } = &mut content {
            *enclosed = correspondents::find(conn, self.row.id)?.is_some_and(|how| how.reply_enclosed);
        }
        self.write(conn, Recipient::ApplicantOf(self.row.id), content)
    }

    /// Nobody is told of what they did themselves.
    fn to_officer(&self, conn: &mut DbConn, officer: OfficerId, content: MailContent) -> Result<(), AppError> {
        if matches!(self.next.actor, Actor::Officer { id, .. } if *id == officer) {
            return Ok(());
        }
        self.write(conn, Recipient::Officer(officer), content)
    }

    fn to_next_reviewer(&self, conn: &mut DbConn) -> Result<(), AppError> {
        let due_on = self.state.due_on;
        let Some(review) = &self.next.case.review else { return Ok(()) };
        let Some(rule) = review.next_rule() else {
            return self.to_drafter(conn, &MailContent::ReviewPassed { due_on });
        };
        let drafter = review.submitted_by.filter(|_| !self.register.agency.policy.review.drafter_may_review);
        let mut holders: Vec<OfficerId> = officers::active_holders(conn, self.register.agency.id, rule.role)?
            .into_iter()
            .map(|(officer, _)| officer)
            .filter(|officer| Some(*officer) != drafter && !review.has_been_taken_by(*officer))
            .collect();
        holders.dedup();
        for officer in holders {
            let content = MailContent::ReviewWaiting { step: rule.name.clone(), due_on };
            self.to_officer(conn, officer, content)?;
        }
        Ok(())
    }

    fn to_drafter(&self, conn: &mut DbConn, content: &MailContent) -> Result<(), AppError> {
        let drafter = self.before.review.as_ref().and_then(|review| review.submitted_by);
        match drafter.or(self.next.case.assignee) {
            Some(officer) => self.to_officer(conn, officer, content.clone()),
            None => Ok(()),
        }
    }

    fn to_defence(&self, conn: &mut DbConn, entry: &Entry, group: AppealGroup) -> Result<(), AppError> {
        let kind = match group {
            AppealGroup::Reconsideration => DeadlineKind::ReconsiderationAnswer,
            AppealGroup::LitigationDirect | AppealGroup::LitigationAfterReconsideration => DeadlineKind::CourtAnswer,
        };
        let Some(due_on) = self.due(entry.on, kind)? else { return Ok(()) };
        let heads = officers::active_holders(conn, self.register.agency.id, Role::OfficeHead)?;
        let concerned: BTreeSet<OfficerId> =
            heads.into_iter().map(|(officer, _)| officer).chain(self.next.case.assignee).collect();
        for officer in concerned {
            self.to_officer(conn, officer, MailContent::AppealAnswerDue { group, due_on })?;
        }
        Ok(())
    }

    fn write(&self, conn: &mut DbConn, to: Recipient, content: MailContent) -> Result<(), AppError> {
        let (agency, case) = (self.register.agency.id, Some(self.row.id));
        enqueue(conn, &Mail { agency, case, to, content, not_before: None }, self.register.now)?;
        Ok(())
    }
}
