//! What each act tells whom.

use gongkai::app::intake::ready_to_submit;
use gongkai::app::{Agency, AgencyForm, App, act, create_agency, reply_digest};
use gongkai::clock::Clock;
use gongkai::domain::case::{Command, ConsultationKind, FeeQuantity, Request};
use gongkai::domain::code::AppealGroup;
use gongkai::domain::ids::{CaseId, OfficerId};
use gongkai::domain::mail::MailContent;
use gongkai::domain::outcome::Outcome;
use gongkai::domain::review::Draft;
use gongkai::domain::role::{Actor, Role};
use gongkai::store::officers;

use super::super::{ID_NUMBER, assert_sound, form, officer, request};
use super::{app_at, rows, send_all};
use crate::mime::Part;
use crate::smtp::Sink;
use crate::support::{TestDb, on_both_databases};

/// An office at work on a request that came online.
struct Office {
    app: App,
    agency: Agency,
    case: CaseId,
    seen: usize,
}

impl Office {
    fn open(db: &TestDb, asked: Request) -> Self {
        let app = app_at(db, "2025-03-03T02:00:00Z");
        let agency = create_agency(&app, AgencyForm::new("hz".parse().unwrap(), "某市人民政府办公室")).unwrap();
        let ready = ready_to_submit(&app, &agency, &form("张三", ID_NUMBER), &asked).unwrap();
        let case = ready.save_blocking(&app).unwrap().view.row.id;
        Self { app, agency, case, seen: 1 }
    }

    /// Somebody with an address.
    fn person(&self, role: Role) -> Actor {
        let actor = officer(&self.app, &self.agency, role);
        let (id, email) = (actor.officer().unwrap(), format!("{role}@hz.example.cn"));
        self.app.store.write_blocking(move |conn| officers::set_email(conn, id, Some(&email))).unwrap();
        actor
    }

    /// Does something on a day, and gives what was told: to whom, and what.
    fn does(&mut self, actor: &Actor, day: &str, command: Command) -> Vec<(String, MailContent)> {
        let start = format!("{day}T02:00:00Z").parse().unwrap();
        self.app.clock = Clock::starting_at(chrono_tz::Asia::Shanghai, start);
        act(&self.app, &self.agency, self.case, None, actor, command, self.app.clock.today()).unwrap();
        let all = rows(&self.app, &self.agency);
        let new =
            all[self.seen..].iter().map(|row| (row.recipient.clone(), serde_json::from_str(&row.content).unwrap()));
        self.seen = all.len();
        new.collect()
    }

    /// What the applicant alone was told.
    fn tells_applicant(&mut self, actor: &Actor, day: &str, command: Command) -> MailContent {
        let mut told = self.does(actor, day, command);
        assert_eq!((told.len(), told[0].0.as_str()), (1, self.case.to_string().as_str()), "{told:?}");
        told.remove(0).1
    }
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

fn id(actor: &Actor) -> OfficerId {
    actor.officer().unwrap()
}

fn draft() -> Box<Draft> {
    Box::new(Draft {
        outcome: Outcome::Disclosed,
        sub_reason: None,
        text: "予以公开。".to_owned(),
        grounds: Vec::new(),
        attachments: Vec::new(),
        secret: None,
    })
}

on_both_databases! {
    fn an_applicant_hears_of_every_turn_of_the_clock(db: &TestDb) {
        let mut office = Office::open(db, request());
        let (registrar, clerk) = (office.person(Role::Registrar), office.person(Role::CaseOfficer));
        let head = office.person(Role::OfficeHead);
        let received = office.tells_applicant(&registrar, "2025-03-04", Command::ConfirmReceipt);
        let due_on = Some(day("2025-04-01"));
        assert_eq!(received, MailContent::Received { received_on: day("2025-03-04"), due_on, provisional: false });
        let respond_by = day("2025-03-20");
        let asks = Command::RequestSupplement { respond_by, items: "哪一年的合同".to_owned() };
        let asked = office.tells_applicant(&clerk, "2025-03-05", asks);
        assert_eq!(asked, MailContent::SupplementNotice { respond_by });
        assert_eq!(office.does(&Actor::Applicant, "2025-03-06", Command::ReceiveSupplement { text: None }), []);
        let consults = Command::Consult { kind: ConsultationKind::Agency, with: Some("某局".to_owned()) };
        let told = office.tells_applicant(&clerk, "2025-03-10", consults);
        assert_eq!(told, MailContent::Consultation { since: day("2025-03-10") });
        let answers = Command::RecordAnswer { kind: ConsultationKind::Agency, consents: Some(true), consultation: None };
        assert_eq!(office.does(&clerk, "2025-03-11", answers), []);
        let told = office.tells_applicant(&head, "2025-03-12", Command::Extend { working_days: 10, reason: Some("资料较多".to_owned()) });
        assert!(matches!(told, MailContent::Extension { working_days: 10, due_on: Some(_) }), "{told:?}");
        let charges = Command::NotifyFee { quantity: FeeQuantity::Page { pages: 40 }, expected_yuan: None, amount_yuan: 100 };
        let told = office.tells_applicant(&head, "2025-03-13", charges);
        let payable_by = Some(day("2025-04-11"));
        assert_eq!(told, MailContent::FeeNotice { amount_yuan: 100, payable_by });
        let pays = Command::RecordPayment { amount_yuan: 100, receipt_no: None };
        let told = office.tells_applicant(&clerk, "2025-03-14", pays);
        assert!(matches!(told, MailContent::FeePaid { amount_yuan: 100, due_on: Some(_) }), "{told:?}");
        let told = office.tells_applicant(&Actor::Applicant, "2025-03-17", Command::Withdraw { reason: None });
        assert_eq!(told, MailContent::Closed { closed_on: day("2025-03-17") });
        assert_sound(&office.app);
    }

    fn officers_hear_of_what_waits_for_them_and_not_of_what_they_did(db: &TestDb) {
        let mut office = Office::open(db, Request { obtain_by: Some("E-mail".to_owned()), ..request() });
        let (registrar, clerk) = (office.person(Role::Registrar), office.person(Role::CaseOfficer));
        let reviewers = [Role::PreliminaryReviewer, Role::Examiner, Role::ReleaseAuthority].map(|role| office.person(role));
        let head = office.person(Role::OfficeHead);
        office.does(&registrar, "2025-03-04", Command::ConfirmReceipt);
        let due_on = Some(day("2025-04-01"));
        let assign = Command::Assign { officer: id(&clerk), section: None };
        assert_eq!(office.does(&registrar, "2025-03-04", assign.clone()), [(id(&clerk).to_string(), MailContent::Assigned { due_on })]);
        assert_eq!(office.does(&clerk, "2025-03-04", assign), [], "by oneself");
        assert_eq!(office.does(&clerk, "2025-03-05", Command::DraftReply { draft: draft() }), []);
        let digest = reply_digest(&draft()).unwrap();
        let waiting = |step: &str, actor: &Actor| {
            (id(actor).to_string(), MailContent::ReviewWaiting { step: step.to_owned(), due_on })
        };
        let submit = Command::SubmitForReview { digest: digest.clone() };
        assert_eq!(office.does(&clerk, "2025-03-05", submit.clone()), [waiting("初审", &reviewers[0])]);
        let back = Command::SendBack { step: 1, reason: "请补充依据".to_owned() };
        let sent_back = MailContent::ReviewSentBack { step: "初审".to_owned(), due_on };
        assert_eq!(office.does(&reviewers[0], "2025-03-05", back), [(id(&clerk).to_string(), sent_back)]);
        assert_eq!(office.does(&clerk, "2025-03-06", submit), [waiting("初审", &reviewers[0])]);
        let pass = |step| Command::PassReview { step, digest: digest.clone(), opinion: None };
        assert_eq!(office.does(&reviewers[0], "2025-03-06", pass(1)), [waiting("审核", &reviewers[1])]);
        assert_eq!(office.does(&reviewers[1], "2025-03-06", pass(2)), [waiting("审发", &reviewers[2])]);
        let passed = (id(&clerk).to_string(), MailContent::ReviewPassed { due_on });
        assert_eq!(office.does(&reviewers[2], "2025-03-06", pass(3)), [passed]);
        let dispatch = Command::Dispatch { digest: digest.clone(), document_no: None, method: None };
        let ready = office.tells_applicant(&clerk, "2025-03-07", dispatch);
        assert_eq!(ready, MailContent::ReplyReady { replied_on: day("2025-03-07"), enclosed: true });
        let sink = Sink::start();
        send_all(&office.app, &sink);
        let mails = sink.arrived().into_iter().map(|mail| Part::read(&mail.text));
        let reply = mails.into_iter().find(|mail| mail.header("subject").contains("已答复")).unwrap();
        assert!(reply.header("content-type").starts_with("multipart/mixed"));
        assert_eq!(reply.parts[1].text(), "予以公开。", "the applicant asked for it by e-mail");
        office.does(&clerk, "2025-03-08", Command::Deliver);
        let appeal = Command::FileAppeal { group: AppealGroup::Reconsideration, simple_procedure: true };
        let told = office.does(&clerk, "2025-03-17", appeal);
        let owed = MailContent::AppealAnswerDue { group: AppealGroup::Reconsideration, due_on: day("2025-03-24") };
        assert_eq!(told, [(id(&head).to_string(), owed)]);
    }

    fn the_reply_itself_stays_where_it_is_unless_it_was_asked_for_by_mail(db: &TestDb) {
        let mut office = Office::open(db, request());
        let (registrar, clerk) = (office.person(Role::Registrar), office.person(Role::CaseOfficer));
        office.does(&registrar, "2025-03-04", Command::ConfirmReceipt);
        office.does(&clerk, "2025-03-05", Command::DraftReply { draft: draft() });
        let digest = reply_digest(&draft()).unwrap();
        office.does(&clerk, "2025-03-05", Command::SubmitForReview { digest: digest.clone() });
        for (step, role) in (1..).zip([Role::PreliminaryReviewer, Role::Examiner, Role::ReleaseAuthority]) {
            let reviewer = office.person(role);
            office.does(&reviewer, "2025-03-06", Command::PassReview { step, digest: digest.clone(), opinion: None });
        }
        let dispatch = Command::Dispatch { digest, document_no: None, method: None };
        let told = office.tells_applicant(&clerk, "2025-03-07", dispatch);
        assert_eq!(told, MailContent::ReplyReady { replied_on: day("2025-03-07"), enclosed: false });
        let sink = Sink::start();
        send_all(&office.app, &sink);
        assert!(sink.count() > 2);
        for mail in sink.arrived() {
            let mail = Part::read(&mail.text);
            assert_eq!(mail.parts.len(), 2, "no file goes with it");
            assert!(mail.parts.iter().all(|part| !part.text().contains("予以公开")));
        }
    }
}
