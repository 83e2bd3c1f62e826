//! What happens to each case of the city, act by act, by the person whose act it is.

use chrono::{Days, NaiveDate};

use super::city::{CasePlan, Story, Texts};
use super::{Staff, working_days_before};
use crate::app::intake::{Intake, register};
use crate::app::splitting::split;
use crate::app::{Agency, App, AppError, Order, act, reply_digest};
use crate::domain::case::{Command, ConsultationKind, FeeQuantity, Request};
use crate::domain::code::{AppealGroup, AppealResult};
use crate::domain::ids::CaseId;
use crate::domain::outcome::Outcome;
use crate::domain::review::{Draft, Ground, ReplyDigest};
use crate::domain::role::Role;

/// Working days of the reply period, from which "due today" is counted back.
const PERIOD: u32 = 20;

pub(super) fn play(
    app: &App,
    agency: &Agency,
    staff: &Staff,
    texts: &Texts,
    plan: &CasePlan,
    today: NaiveDate,
) -> Result<(), AppError> {
    let received = working_days_before(agency, today, age(plan.story));
    let confirmed = !matches!(plan.story, Story::AwaitingConfirmation | Story::NeverReceived);
    let intake = Intake {
        channel: plan.channel,
        applicant: plan.applicant.clone(),
        request: Request { subject: plan.subject.clone(), ..Request::default() },
        submitted_on: received,
        received_on: confirmed.then_some(received),
    };
    let case = register(app, agency, staff.with(Role::Registrar), &intake)?.view.row.id;
    Play { app, agency, staff, texts, case, received, today }.tell(plan.story)
}

/// How many working days ago the request was received.
fn age(story: Story) -> u32 {
    match story {
        Story::AwaitingConfirmation | Story::NeverReceived | Story::Fresh => 1,
        Story::DueToday => PERIOD,
        Story::DueSoon => PERIOD - 2,
        Story::Late => PERIOD + 4,
        Story::Extended => PERIOD - 1,
        Story::AwaitingSupplement | Story::Consulting | Story::AwaitingPayment => 9,
        Story::Drafted | Story::InReview | Story::SentBack | Story::Cleared | Story::Replied => 14,
        Story::Withdrawn | Story::Split => 5,
        Story::SupplementLapsed => 30,
        Story::Redeciding => 60,
    }
}

struct Play<'a> {
    app: &'a App,
    agency: &'a Agency,
    staff: &'a Staff,
    texts: &'a Texts,
    case: CaseId,
    received: NaiveDate,
    today: NaiveDate,
}

impl Play<'_> {
    fn tell(&self, story: Story) -> Result<(), AppError> {
        match story {
            Story::AwaitingConfirmation | Story::Fresh | Story::DueToday | Story::DueSoon | Story::Late => Ok(()),
            Story::NeverReceived => {
                self.does(Role::Registrar, 1, Command::RejectBeforeReceipt { reason: self.texts.rejected.clone() })
            }
            Story::AwaitingSupplement => self.ask_for_supplement(15),
            Story::SupplementLapsed => {
                self.ask_for_supplement(10)?;
                self.does(Role::CaseOfficer, 20, Command::LapseSupplement)
            }
            Story::Consulting => {
                let with = Some(self.texts.third_party.clone());
                self.does(Role::CaseOfficer, 4, Command::Consult { kind: ConsultationKind::ThirdParty, with })
            }
            Story::Extended => {
                let reason = Some(self.texts.extension.clone());
                self.does(Role::OfficeHead, 18, Command::Extend { working_days: 20, reason })
            }
            Story::AwaitingPayment => {
                let quantity = FeeQuantity::Page { pages: 68 };
                self.does(Role::OfficeHead, 5, Command::NotifyFee { quantity, amount_yuan: 380, expected_yuan: None })
            }
            Story::Drafted => self.draft(self.disclosing()).map(drop),
            Story::InReview => self.review(&self.draft(self.disclosing())?, 1),
            Story::SentBack => {
                self.review(&self.draft(self.withholding())?, 1)?;
                let reason = self.texts.sent_back.clone();
                self.does(Role::Examiner, 12, Command::SendBack { step: 2, reason })
            }
            Story::Cleared => self.review(&self.draft(self.disclosing())?, 3),
            Story::Replied => self.reply(self.disclosing()),
            Story::Withdrawn => self.does(Role::CaseOfficer, 3, Command::Withdraw { reason: None }),
            Story::Split => self.split(),
            Story::Redeciding => self.be_corrected(),
        }
    }

    /// An act, so many working days after receipt and at the latest today.
    fn does(&self, role: Role, working_days: u32, command: Command) -> Result<(), AppError> {
        let on = self.agency.calendar.add_working_days(self.received, working_days)?.on.min(self.today);
        act(self.app, self.agency, self.case, None, self.staff.with(role), command, on)?;
        Ok(())
    }

    fn split(&self) -> Result<(), AppError> {
        let part = |subject: &String| Request { subject: subject.clone(), ..Request::default() };
        let parts: Vec<Request> = self.texts.split_into.iter().map(part).collect();
        let order = Order {
            agency: self.agency,
            case: self.case,
            expected: None,
            actor: self.staff.with(Role::CaseOfficer),
            command: Command::Split { into: Vec::new() },
            on: self.agency.calendar.add_working_days(self.received, 2)?.on.min(self.today),
            once: None,
        };
        split(self.app, order, &parts)?;
        Ok(())
    }

    fn ask_for_supplement(&self, days: u64) -> Result<(), AppError> {
        let asked = self.agency.calendar.add_working_days(self.received, 3)?.on;
        let respond_by = asked.checked_add_days(Days::new(days)).unwrap_or(asked);
        let items = self.texts.supplement.clone();
        self.does(Role::CaseOfficer, 3, Command::RequestSupplement { respond_by, items })
    }

    fn disclosing(&self) -> Draft {
        Draft {
            outcome: Outcome::Disclosed,
            sub_reason: None,
            text: self.texts.disclosed.clone(),
            grounds: Vec::new(),
            attachments: Vec::new(),
            secret: None,
        }
    }

    fn withholding(&self) -> Draft {
        let outcome = Outcome::WithheldEnforcementFile;
        let ground = Ground {
            item: self.texts.item.clone(),
            outcome,
            article: self.texts.article.clone(),
            reason: self.texts.reason.clone(),
        };
        Draft { outcome, text: self.texts.withheld.clone(), grounds: vec![ground], ..self.disclosing() }
    }

    /// 拟稿
    fn draft(&self, draft: Draft) -> Result<ReplyDigest, AppError> {
        let digest = reply_digest(&draft)?;
        self.does(Role::CaseOfficer, 8, Command::DraftReply { draft: Box::new(draft) })?;
        Ok(digest)
    }

    /// 送审, and as many steps passed, each by the person whose step it is.
    fn review(&self, digest: &ReplyDigest, steps: u8) -> Result<(), AppError> {
        self.does(Role::CaseOfficer, 9, Command::SubmitForReview { digest: digest.clone() })?;
        let roles = [Role::PreliminaryReviewer, Role::Examiner, Role::ReleaseAuthority];
        for (step, role) in (1..=steps).zip(roles) {
            let pass = Command::PassReview { step, digest: digest.clone(), opinion: None };
            self.does(role, 9 + u32::from(step), pass)?;
        }
        Ok(())
    }

    fn reply(&self, draft: Draft) -> Result<(), AppError> {
        let digest = self.draft(draft)?;
        self.review(&digest, 3)?;
        self.does(Role::CaseOfficer, 13, Command::Dispatch { digest, document_no: None, method: None })?;
        self.does(Role::CaseOfficer, 14, Command::Deliver)
    }

    fn be_corrected(&self) -> Result<(), AppError> {
        self.reply(self.withholding())?;
        let group = AppealGroup::Reconsideration;
        self.does(Role::OfficeHead, 25, Command::FileAppeal { group, simple_procedure: false })?;
        self.does(Role::OfficeHead, 32, Command::AnswerAppeal { group })?;
        let conclude = Command::ConcludeAppeal { group, result: AppealResult::Corrected, redecide_within: Some(20) };
        self.does(Role::OfficeHead, 55, conclude)
    }
}
