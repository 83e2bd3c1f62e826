//! The fold: what an event makes of a case. It never says no, and it asks nothing but the regime.

use chrono::NaiveDate;

use super::event::{Entry, Event};
use super::parts::{Closure, Consultation, Dated, Extension, FeeEnd, FeeNotice, File, Reply, Supplement};
use super::{Case, Request};
use crate::domain::appeal::{Appeal, Complaint, Redecision};
use crate::domain::code::{AppealGroup, AppealResult, Category, Channel};
use crate::domain::outcome::Outcome;
use crate::domain::regime::Regimes;
use crate::domain::review::{Pass, Review};
use crate::domain::status::Status;

impl Case {
    /// The case that a history tells; `None` for an empty one or one that does not begin with 提交申请.
    #[must_use]
    pub fn fold<'a>(history: impl IntoIterator<Item = &'a Entry>, regimes: &Regimes) -> Option<Self> {
        let mut entries = history.into_iter();
        let mut case = Self::begin(entries.next()?)?;
        for entry in entries {
            case.evolve(entry, regimes);
        }
        Some(case)
    }

    /// The case that its first event makes.
    #[must_use]
    pub fn begin(first: &Entry) -> Option<Self> {
        let Event::Submitted { channel, category, applicant, request, source_ref } = &first.event else {
            return None;
        };
        Some(Self {
            applicant: *applicant,
            source_ref: source_ref.clone(),
            ..Self::submitted(first.on, *channel, *category, request.clone())
        })
    }

    fn submitted(on: NaiveDate, channel: Channel, category: Category, request: Request) -> Self {
        Self {
            version: 1,
            status: Status::AwaitingConfirmation,
            source_ref: None,
            channel,
            category,
            applicant: None,
            request,
            submitted_on: on,
            received_on: None,
            regime: None,
            last_on: on,
            last_step: 1,
            assignee: None,
            section: None,
            supplement: None,
            consultations: Vec::new(),
            reasons: None,
            later_date: None,
            extension: None,
            suspensions: Vec::new(),
            fees: Vec::new(),
            charges: Vec::new(),
            files: Vec::new(),
            draft: None,
            review: None,
            recorded_reviews: Vec::new(),
            replies: Vec::new(),
            closed: None,
            redecision: Redecision::None,
            appeals: Vec::new(),
            complaints: Vec::new(),
            links: Vec::new(),
        }
    }

    /// Applies what happened.
    pub fn evolve(&mut self, entry: &Entry, regimes: &Regimes) {
        self.version += 1;
        let at = Dated { on: entry.on, version: self.version };
        if entry.event.is_step() {
            self.last_on = entry.on;
            self.last_step = self.version;
        }
        match &entry.event {
            // The first event is `begin`'s; a second one changes nothing.
            Event::Submitted { .. } | Event::Noted { .. } | Event::DueDateMoved { .. } => {}
            Event::ReceiptConfirmed => self.receive(at, regimes),
            Event::RejectedBeforeReceipt { .. } => self.status = Status::NotReceived,
            Event::Assigned { officer, section } => {
                self.assignee = Some(*officer);
                self.section = *section;
            }
            Event::SupplementRequested { respond_by, .. } => {
                self.supplement =
                    Some(Supplement { requested_on: at, respond_by: *respond_by, received_on: None, lapsed: false });
                self.status = Status::AwaitingSupplement;
            }
            Event::Supplemented { .. } => self.supplemented(at),
            Event::SupplementLapsed => {
                if let Some(supplement) = &mut self.supplement {
                    supplement.lapsed = true;
                }
                self.close(at, Outcome::OtherSupplementLapsed, None);
            }
            Event::Consulted { kind, with } => self.consultations.push(Consultation {
                kind: *kind,
                with: with.clone(),
                sent_on: at,
                answered_on: None,
                consents: None,
            }),
            Event::ConsultationAnswered { consultation, consents, .. } => {
                if let Some(letter) = self.consultations.iter_mut().find(|it| it.sent_on.version == *consultation) {
                    letter.answered_on = Some(at);
                    letter.consents = *consents;
                }
            }
            Event::ReasonsRequested => self.reasons = Some((at, None)),
            Event::ReasonsGiven => self.reasons = self.reasons.map(|(asked, _)| (asked, Some(at))),
            Event::LaterDateAgreed { due_on, .. } => self.later_date = Some(*due_on),
            Event::Extended { working_days, .. } => {
                let later_date = self.later_date;
                self.extension = Some(Extension { on: at, working_days: *working_days, later_date });
            }
            Event::Suspended { .. } => self.suspensions.push((at, None)),
            Event::Resumed => {
                if let Some((_, resumed)) = self.suspensions.last_mut() {
                    *resumed = Some(at);
                }
            }
            Event::FeeNotified { quantity, amount_yuan } => {
                let notice = FeeNotice { notified_on: at, quantity: *quantity, amount_yuan: *amount_yuan, end: None };
                self.fees.push(notice);
                self.status = Status::AwaitingPayment;
            }
            Event::FeeNoticeWithdrawn { .. } => self.end_fee(FeeEnd::Dropped { on: at }),
            Event::FeePaid { amount_yuan, receipt_no } => {
                self.charges.push((at, *amount_yuan, 0));
                self.end_fee(FeeEnd::Paid { on: at, amount_yuan: *amount_yuan, receipt_no: receipt_no.clone() });
            }
            Event::FeeLapsed => {
                self.end_fee(FeeEnd::Lapsed);
                self.close(at, Outcome::OtherFeeLapsed, None);
            }
            Event::FeeWaived { amount_yuan, .. } => self.waive(at, *amount_yuan),
            Event::FeeRefunded { amount_yuan, .. } => self.charges.push((at, -amount_yuan, 0)),
            Event::CostFeeCharged { charged_yuan, waived_yuan } => {
                self.charges.push((at, *charged_yuan, *waived_yuan));
            }
            Event::AttachmentAdded { file, .. } => {
                self.files.push(File { file: file.clone(), secret: false, purged: false });
            }
            Event::AttachmentMarkedSecret { sha256 } => {
                self.files.iter_mut().filter(|it| it.file.sha256 == *sha256).for_each(|it| it.secret = true);
            }
            Event::AttachmentsPurged { sha256 } => {
                self.files.iter_mut().filter(|it| sha256.contains(&it.file.sha256)).for_each(|it| it.purged = true);
            }
            Event::ReplyDrafted { draft } => {
                self.draft = Some((**draft).clone());
                self.end_review();
            }
            Event::SubmittedForReview { digest, by, steps } => {
                self.review = Some(Review {
                    digest: digest.clone(),
                    submitted_by: *by,
                    submitted_on: at.on,
                    steps: steps.clone(),
                    passes: Vec::new(),
                    referred_on: None,
                });
                self.status = Status::InReview;
            }
            Event::ReviewPassed { step, by, .. } => self.passed(Pass { step: *step, by: *by, on: at.on }),
            Event::ReviewSentBack { .. } => self.end_review(),
            Event::ReviewReferred { .. } => {
                if let Some(review) = &mut self.review {
                    review.referred_on = Some(at.on);
                }
            }
            Event::ReviewRecorded { step, by, verdict } => self.recorded_reviews.push((*step, by.clone(), *verdict)),
            Event::Replied { outcome, sub_reason, document_no, reviewed, digest, .. } => {
                let draft = self.draft.take().filter(|_| digest.is_some());
                self.replies.push(Reply {
                    dispatched_on: at,
                    outcome: *outcome,
                    sub_reason: sub_reason.clone(),
                    document_no: document_no.clone(),
                    delivered_on: None,
                    reviewed: *reviewed,
                    attachments: draft.map(|draft| draft.attachments).unwrap_or_default(),
                });
                self.review = None;
                self.redecision = Redecision::None;
                self.status = Status::Replied;
                self.closed.get_or_insert(Closure {
                    on: at,
                    outcome: *outcome,
                    sub_reason: sub_reason.clone(),
                    by_reply: true,
                });
            }
            Event::Delivered => {
                if let Some(reply) = self.replies.last_mut() {
                    reply.delivered_on = Some(at);
                }
            }
            Event::Withdrawn { .. } => self.withdraw(at, "withdrawn"),
            Event::MergedInto { into } => {
                self.links.push(into.clone());
                self.withdraw(at, "merged");
            }
            Event::SplitInto { into } => {
                self.links.extend(into.iter().cloned());
                self.status = Status::Split;
            }
            Event::Linked { to } => self.links.push(to.clone()),
            Event::AppealFiled { group, simple_procedure } => self.appeals.push(Appeal {
                group: *group,
                filed_on: at,
                simple_procedure: *simple_procedure,
                answered_on: None,
                concluded: None,
            }),
            Event::AppealAnswered { group } => {
                if let Some(appeal) = self.find_pending(*group) {
                    appeal.answered_on = Some(at.on);
                }
            }
            Event::AppealConcluded { group, result, redecide_within } => {
                if let Some(appeal) = self.find_pending(*group) {
                    appeal.concluded = Some((at, *result));
                }
                self.order_redecision(at.on, *group, *result, *redecide_within);
            }
            Event::ComplaintFiled => self.complaints.push(Complaint { filed_on: at, concluded_on: None }),
            Event::ComplaintConcluded => {
                if let Some(complaint) = self.complaints.iter_mut().find(|it| it.concluded_on.is_none()) {
                    complaint.concluded_on = Some(at);
                }
            }
            Event::Corrected { amendment, .. } => self.correct(amendment, regimes),
        }
    }

    fn receive(&mut self, at: Dated, regimes: &Regimes) {
        self.received_on = Some(at);
        self.regime = regimes.on(at.on).cloned();
        self.status = Status::Processing;
    }

    /// Where work goes on after a stop or a review that ended without a reply. A register may tell of two stops
    /// at a time: the other one is still waited for.
    fn resume_work(&mut self) {
        self.status = match self.redecision {
            Redecision::Ordered { .. } => Status::Redeciding,
            Redecision::None | Redecision::Possible if self.open_supplement().is_some() => Status::AwaitingSupplement,
            Redecision::None | Redecision::Possible if self.open_fee().is_some() => Status::AwaitingPayment,
            Redecision::None | Redecision::Possible => Status::Processing,
        };
    }

    fn supplemented(&mut self, at: Dated) {
        if let Some(supplement) = &mut self.supplement {
            supplement.received_on = Some(at);
        }
        self.resume_work();
    }

    fn end_fee(&mut self, end: FeeEnd) {
        if let Some(notice) = self.fees.last_mut() {
            notice.end = Some(end);
        }
        self.resume_work();
    }

    fn waive(&mut self, at: Dated, amount_yuan: i64) {
        self.charges.push((at, 0, amount_yuan));
        let Some(notice) = self.fees.last_mut().filter(|notice| notice.end.is_none()) else { return };
        notice.amount_yuan -= amount_yuan;
        if notice.amount_yuan <= 0 {
            self.end_fee(FeeEnd::Dropped { on: at });
        }
    }

    fn end_review(&mut self) {
        self.review = None;
        if matches!(self.status, Status::InReview | Status::Cleared) {
            self.resume_work();
        }
    }

    fn passed(&mut self, pass: Pass) {
        let Some(review) = &mut self.review else { return };
        review.passes.push(pass);
        review.referred_on = None;
        if review.is_finished() {
            self.status = Status::Cleared;
        }
    }

    fn close(&mut self, at: Dated, outcome: Outcome, sub_reason: Option<String>) {
        self.status = Status::Closed;
        self.review = None;
        self.closed.get_or_insert(Closure { on: at, outcome, sub_reason, by_reply: false });
    }

    /// R14: withdrawn or merged is （六）3 of a request that was received, and nothing of one that never was.
    fn withdraw(&mut self, at: Dated, sub_reason: &str) {
        if self.received_on.is_some() {
            self.close(at, Outcome::OtherOther, Some(sub_reason.to_owned()));
        } else {
            self.status = Status::NotReceived;
        }
    }

    fn find_pending(&mut self, group: AppealGroup) -> Option<&mut Appeal> {
        self.appeals.iter_mut().find(|appeal| appeal.group == group && appeal.concluded.is_none())
    }

    fn order_redecision(&mut self, on: NaiveDate, group: AppealGroup, result: AppealResult, within: Option<u32>) {
        if let Some(within_working_days) = within {
            let by_court = group != AppealGroup::Reconsideration;
            self.redecision = Redecision::Ordered { on, within_working_days, by_court };
            // A review under way goes on: its reply is the one that is ordered.
            if !matches!(self.status, Status::InReview | Status::Cleared) {
                self.status = Status::Redeciding;
            }
        } else if result == AppealResult::Corrected && self.redecision == Redecision::None {
            self.redecision = Redecision::Possible;
        }
    }
}
