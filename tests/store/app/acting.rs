//! A case is moved on, one act at a time.

use gongkai::app::{Agency, App, AppError, CaseView, act, reply_digest};
use gongkai::domain::case::{Command, Refused};
use gongkai::domain::ids::{CaseId, OfficerId};
use gongkai::domain::outcome::Outcome;
use gongkai::domain::review::{Draft, ReplyDigest};
use gongkai::domain::role::{Actor, Role};
use gongkai::domain::status::Status;
use gongkai::store::{StoreError, tallies};

use super::{ID_NUMBER, agency, app, app_on, assert_sound, form, officer, over_the_counter};
use crate::support::{TestDb, on_both_databases};

/// One person at work on one case, today.
struct Desk<'a> {
    app: &'a App,
    agency: &'a Agency,
    case: CaseId,
}

impl Desk<'_> {
    fn act(&self, actor: &Actor, command: Command) -> Result<CaseView, AppError> {
        act(self.app, self.agency, self.case, None, actor, command, self.app.clock.today())
    }
}

fn new_case(app: &App, agency: &Agency) -> CaseId {
    over_the_counter(app, agency, form("张三", ID_NUMBER)).view.row.id
}

fn draft(text: &str) -> Draft {
    Draft {
        outcome: Outcome::Disclosed,
        sub_reason: None,
        text: text.to_owned(),
        grounds: Vec::new(),
        attachments: Vec::new(),
        secret: None,
    }
}

fn note(text: &str) -> Command {
    Command::Note { text: text.to_owned() }
}

fn is_stale<T>(result: &Result<T, AppError>) -> bool {
    matches!(result, Err(AppError::Store(StoreError::StaleVersion { .. })))
}

fn refused(result: Result<CaseView, AppError>) -> Refused {
    match result {
        Err(AppError::Refused(refused)) => refused,
        other => panic!("{other:?}"),
    }
}

/// From the counter through three steps of review to the applicant.
fn answer(desk: &Desk<'_>, text: &str) -> CaseView {
    let people = [Role::PreliminaryReviewer, Role::Examiner, Role::ReleaseAuthority];
    let clerk = officer(desk.app, desk.agency, Role::CaseOfficer);
    let draft = draft(text);
    let digest = reply_digest(&draft).unwrap();
    desk.act(&clerk, Command::DraftReply { draft: Box::new(draft) }).unwrap();
    desk.act(&clerk, Command::SubmitForReview { digest: digest.clone() }).unwrap();
    for (step, role) in (1..).zip(people) {
        let reviewer = officer(desk.app, desk.agency, role);
        desk.act(&reviewer, Command::PassReview { step, digest: digest.clone(), opinion: None }).unwrap();
    }
    desk.act(&clerk, Command::Dispatch { digest, document_no: None, method: None }).unwrap()
}

on_both_databases! {
    fn a_reply_leaves_after_three_steps_and_is_counted(db: &TestDb) {
        let received = app(db);
        let agency = agency(&received, "hz");
        let case = new_case(&received, &agency);
        let app = app_on(db, "2025-03-10");
        let desk = Desk { app: &app, agency: &agency, case };
        let clerk = officer(&app, &agency, Role::CaseOfficer);
        let assigned = desk.act(&clerk, Command::Assign { officer: clerk.officer().unwrap(), section: None }).unwrap();
        assert_eq!(assigned.row.state.assignee_id, clerk.officer());
        let replied = answer(&desk, "予以公开。");
        assert_eq!((replied.case.status, replied.row.state.outcome), (Status::Replied, Some(Outcome::Disclosed)));
        assert_eq!(replied.row.state.closed_on, Some(app.clock.today()));
        assert!(replied.case.review_is_evidenced());
        desk.act(&clerk, Command::Deliver).unwrap();
        let sums: i64 = app.store.read(|conn| tallies::of_agency(conn, agency.id)).unwrap().iter()
            .filter(|sum| sum.measure == "closed:disclosed").map(|sum| sum.value).sum();
        assert_eq!(sums, 1);
        assert_sound(&app);
    }

    fn what_is_reviewed_and_sent_is_the_draft_byte_for_byte(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let desk = Desk { app: &app, agency: &agency, case: new_case(&app, &agency) };
        let clerk = officer(&app, &agency, Role::CaseOfficer);
        desk.act(&clerk, Command::DraftReply { draft: Box::new(draft("予以公开。")) }).unwrap();
        let other = reply_digest(&draft("不予公开。")).unwrap();
        let submitted = desk.act(&clerk, Command::SubmitForReview { digest: other });
        assert_eq!(refused(submitted), Refused::DraftChanged);
        let made_up = desk.act(&clerk, Command::SubmitForReview { digest: ReplyDigest("0".repeat(64)) });
        assert_eq!(refused(made_up), Refused::DraftChanged);
        let digest = reply_digest(&draft("予以公开。")).unwrap();
        desk.act(&clerk, Command::SubmitForReview { digest: digest.clone() }).unwrap();
        let too_early = desk.act(&clerk, Command::Dispatch { digest, document_no: None, method: None });
        assert_eq!(refused(too_early), Refused::NotReviewed);
    }

    fn a_refused_act_leaves_nothing_behind(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let desk = Desk { app: &app, agency: &agency, case: new_case(&app, &agency) };
        let clerk = officer(&app, &agency, Role::CaseOfficer);
        assert_eq!(refused(desk.act(&clerk, Command::Deliver)), Refused::NotReplied);
        assert_eq!(desk.act(&clerk, note("第一条")).unwrap().row.state.version, 3);
        assert_sound(&app);
    }

    fn an_act_on_a_version_that_has_passed_is_stale(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let case = new_case(&app, &agency);
        let clerk = officer(&app, &agency, Role::CaseOfficer);
        let on = app.clock.today();
        act(&app, &agency, case, Some(2), &clerk, note("第一条"), on).unwrap();
        let again = act(&app, &agency, case, Some(2), &clerk, note("第二条"), on);
        assert!(is_stale(&again), "{again:?}");
        let view = act(&app, &agency, case, Some(3), &clerk, note("第三条"), on).unwrap();
        assert_eq!(view.row.state.version, 4);
    }

    fn of_people_who_act_on_one_version_exactly_one_succeeds(db: &TestDb) {
        const PEOPLE: usize = 6;
        let app = app(db);
        let agency = agency(&app, "hz");
        let case = new_case(&app, &agency);
        let clerk = officer(&app, &agency, Role::CaseOfficer);
        let on = app.clock.today();
        for version in 2..6 {
            let acts: Vec<_> = std::thread::scope(|scope| {
                let people: Vec<_> = (0..PEOPLE)
                    .map(|_| scope.spawn(|| act(&app, &agency, case, Some(version), &clerk, note("备注"), on)))
                    .collect();
                people.into_iter().map(|person| person.join().unwrap()).collect()
            });
            assert_eq!(acts.iter().filter(|act| act.is_ok()).count(), 1, "{acts:?}");
            assert_eq!(acts.iter().filter(|act| is_stale(act)).count(), PEOPLE - 1, "{acts:?}");
        }
        assert_sound(&app);
    }

    fn acts_that_do_not_insist_on_a_version_follow_one_another(db: &TestDb) {
        const PEOPLE: usize = 3;
        let app = app(db);
        let agency = agency(&app, "hz");
        let case = new_case(&app, &agency);
        let clerk = officer(&app, &agency, Role::CaseOfficer);
        let on = app.clock.today();
        std::thread::scope(|scope| {
            for _ in 0..PEOPLE {
                scope.spawn(|| act(&app, &agency, case, None, &clerk, note("备注"), on).unwrap());
            }
        });
        let view = act(&app, &agency, case, None, &clerk, note("备注"), on).unwrap();
        assert_eq!(view.row.state.version, 2 + PEOPLE as i32 + 1);
        assert_sound(&app);
    }

    fn another_agencys_case_is_not_found(db: &TestDb) {
        let app = app(db);
        let mine = agency(&app, "hz");
        let case = new_case(&app, &mine);
        let other = agency(&app, "nb");
        let desk = Desk { app: &app, agency: &other, case };
        let result = desk.act(&officer(&app, &other, Role::CaseOfficer), note("备注"));
        assert!(matches!(result, Err(AppError::Store(StoreError::NotFound { what: "case", .. }))), "{result:?}");
    }

    fn a_case_is_assigned_only_to_somebody_of_the_agency(db: &TestDb) {
        let app = app(db);
        let mine = agency(&app, "hz");
        let desk = Desk { app: &app, agency: &mine, case: new_case(&app, &mine) };
        let clerk = officer(&app, &mine, Role::CaseOfficer);
        let stranger = officer(&app, &agency(&app, "nb"), Role::CaseOfficer).officer().unwrap();
        for officer in [stranger, OfficerId(404)] {
            let result = desk.act(&clerk, Command::Assign { officer, section: None });
            assert!(matches!(result, Err(AppError::Store(StoreError::NotFound { what: "officer", .. }))), "{result:?}");
        }
    }
}
