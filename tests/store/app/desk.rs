//! The officer's desk: tabs, whose turn it is, what is shown to whom, what may be repeated.

use gongkai::app::audit_export::audit_export;
use gongkai::app::desk::{view_case, view_history};
use gongkai::app::duplicates::{Reason, find_duplicates};
use gongkai::app::queue::{Assignee, Cursor, Question, Sort, Span, Tab, count_cases, list_cases};
use gongkai::app::{Agency, App, AppError, act, reply_digest};
use gongkai::domain::applicant::Party;
use gongkai::domain::case::{Command, CommandKind, Request};
use gongkai::domain::code::Channel;
use gongkai::domain::ids::CaseId;
use gongkai::domain::outcome::Outcome;
use gongkai::domain::review::Draft;
use gongkai::domain::role::{Actor, Role};
use gongkai::store::{StoreError, cases, unsealings};

use super::{ID_NUMBER, agency, agency_under, app, app_on, assert_sound, day, form, officer, over_the_counter};
use crate::support::{TestDb, on_both_databases};

fn case(app: &App, agency: &Agency) -> CaseId {
    over_the_counter(app, agency, form("张小三", ID_NUMBER)).view.row.id
}

fn do_to(app: &App, agency: &Agency, case: CaseId, actor: &Actor, command: Command) {
    act(app, agency, case, None, actor, command, app.clock.today()).unwrap();
}

fn draft() -> Draft {
    Draft {
        outcome: Outcome::Disclosed,
        sub_reason: None,
        text: "予以公开。".to_owned(),
        grounds: Vec::new(),
        attachments: Vec::new(),
        secret: None,
    }
}

fn submit(app: &App, agency: &Agency, case: CaseId, by: &Actor) {
    do_to(app, agency, case, by, Command::DraftReply { draft: Box::new(draft()) });
    do_to(app, agency, case, by, Command::SubmitForReview { digest: reply_digest(&draft()).unwrap() });
}

fn pass(app: &App, agency: &Agency, case: CaseId, step: u8, by: &Actor) {
    do_to(app, agency, case, by, Command::PassReview { step, digest: reply_digest(&draft()).unwrap(), opinion: None });
}

fn found(app: &App, me: &Actor, agency: &Agency, question: &Question) -> Vec<CaseId> {
    let code = agency.code.parse().unwrap();
    let page = list_cases(app, me.officer(), &code, question, None, 200).unwrap();
    page.cases.iter().map(|case| case.row.id).collect()
}

fn tab(app: &App, me: &Actor, agency: &Agency, tab: Tab) -> Vec<CaseId> {
    found(app, me, agency, &Question::new(tab, Sort::Due))
}

/// As the migration finds it: rows of an older program know nothing of a review.
fn forget_reviews(db: &TestDb) {
    db.execute("UPDATE cases SET review_role = NULL, review_hands = NULL");
}

fn statement_of_the_migration(db: &TestDb) -> String {
    let database = if db.is_sqlite() { "sqlite" } else { "postgres" };
    let path = format!("{}/migrations/{database}/0008_desk/up.sql", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let (_, rest) = text.split_once("UPDATE cases").unwrap();
    format!("UPDATE cases {}", rest.split_once(';').unwrap().0)
}

on_both_databases! {
    fn every_tab_lists_what_it_says_and_its_count_is_as_long(db: &TestDb) {
        let received = app(db);
        let hz = agency(&received, "hz");
        let [late, soon, supplement, replied] = [(); 4].map(|()| case(&received, &hz));
        let clerk = officer(&received, &hz, Role::CaseOfficer);
        let items = Command::RequestSupplement { respond_by: day("2025-03-20"), items: "文号".to_owned() };
        do_to(&received, &hz, supplement, &clerk, items);
        submit(&received, &hz, replied, &clerk);
        for (step, role) in (1..).zip([Role::PreliminaryReviewer, Role::Examiner, Role::ReleaseAuthority]) {
            pass(&received, &hz, replied, step, &officer(&received, &hz, role));
        }
        assert_eq!(tab(&received, &clerk, &hz, Tab::ToDispatch), [replied]);
        let dispatch = Command::Dispatch { digest: reply_digest(&draft()).unwrap(), document_no: None, method: None };
        do_to(&received, &hz, replied, &clerk, dispatch);
        let head = officer(&received, &hz, Role::OfficeHead);
        do_to(&received, &hz, soon, &head, Command::Extend { working_days: 2, reason: Some("情况复杂".to_owned()) });
        // Due on 2025-03-31 and 2025-04-02; 2025-04-04 is 清明节.
        let app = app_on(db, "2025-04-01");
        let expected = [
            (Tab::Unconfirmed, vec![]),
            (Tab::Open, vec![late, soon, supplement]),
            (Tab::InReview, vec![]),
            (Tab::MyReview, vec![]),
            (Tab::ToDispatch, vec![]),
            (Tab::Supplement, vec![supplement]),
            (Tab::Payment, vec![]),
            (Tab::DueSoon, vec![soon]),
            (Tab::Late, vec![late]),
            (Tab::Closed, vec![replied]),
        ];
        for (this, expected) in expected {
            assert_eq!(tab(&app, &clerk, &hz, this), expected, "{this}");
        }
        let counts = count_cases(&app, clerk.officer(), &"hz".parse().unwrap(), &Question::new(Tab::Open, Sort::Due)).unwrap();
        assert_eq!(counts.len(), Tab::ALL.len());
        for counted in counts {
            assert_eq!(counted.count as usize, tab(&app, &clerk, &hz, counted.tab).len(), "{}", counted.tab);
            assert!(!counted.more);
        }
        assert_sound(&app);
    }

    fn a_review_waits_for_those_whose_turn_it_is(db: &TestDb) {
        let app = app(db);
        let hz = agency(&app, "hz");
        let case = case(&app, &hz);
        let [first, second, auditor] =
            [Role::PreliminaryReviewer, Role::Examiner, Role::Auditor].map(|role| officer(&app, &hz, role));
        let waiting = |me: &Actor| tab(&app, me, &hz, Tab::MyReview);
        // Who drafts may also hold the role of a step.
        let drafter = Actor::Officer {
            id: first.officer().unwrap(),
            roles: vec![Role::CaseOfficer, Role::PreliminaryReviewer],
        };
        submit(&app, &hz, case, &drafter);
        // Nobody reviews a draft of their own.
        assert_eq!([&first, &second, &auditor].map(waiting), [vec![], vec![], vec![]]);
        let colleague = officer(&app, &hz, Role::PreliminaryReviewer);
        assert_eq!(waiting(&colleague), [case]);
        pass(&app, &hz, case, 1, &colleague);
        assert_eq!([&colleague, &second].map(waiting), [vec![], vec![case]]);
        assert_sound(&app);
        let before = app.store.read(|conn| cases::find(conn, case)).unwrap();
        assert_eq!(before.state.review_role, Some(Role::Examiner));
        forget_reviews(db);
        assert_eq!(waiting(&second), []);
        db.execute(&statement_of_the_migration(db));
        assert_eq!(app.store.read(|conn| cases::find(conn, case)).unwrap(), before);
        assert_eq!(waiting(&second), [case]);
    }

    fn filters_narrow_a_tab_and_the_subtree_is_what_one_may_see(db: &TestDb) {
        let app = app(db);
        let city = agency(&app, "city");
        let below = agency_under(&app, "below", Some("city"));
        let (mine, other, theirs) = (case(&app, &city), case(&app, &city), case(&app, &below));
        let clerk = officer(&app, &city, Role::CaseOfficer);
        let me = clerk.officer().unwrap();
        do_to(&app, &city, mine, &clerk, Command::Assign { officer: me, section: None });
        let open = Question::new(Tab::Open, Sort::Number);
        for sort in Sort::ALL {
            let ask = |assignee| {
                let mut seen = found(&app, &clerk, &city, &Question { assignee: Some(assignee), sort: *sort, ..open.clone() });
                seen.sort_unstable();
                seen
            };
            for assignee in [Assignee::Me, Assignee::Officer(me), Assignee::Somebody] {
                assert_eq!(ask(assignee), [mine], "{sort} {assignee:?}");
            }
            assert_eq!(ask(Assignee::Nobody), [other], "{sort}");
        }
        let ask = |question: Question| found(&app, &clerk, &city, &question);
        assert_eq!(ask(open.clone()), [other, mine]);
        assert_eq!(ask(Question { channel: Some(Channel::Post), ..open.clone() }), []);
        assert_eq!(ask(Question { received: Span { from: None, to: Some(day("2025-03-02")) }, ..open.clone() }), []);
        let who = app.store.read(|conn| cases::find(conn, mine)).unwrap().state.applicant_id;
        assert_eq!(ask(Question { applicant: Some(who), ..open.clone() }), [other, mine]);
        assert_eq!(ask(Question { applicant: Some(who), ..Question::new(Tab::Closed, Sort::Due) }), []);
        let whole = Question { subtree: true, ..open.clone() };
        assert_eq!(found(&app, &clerk, &city, &whole), [other, mine]);
        let account = gongkai::app::accounts::NewAccount {
            login: format!("tree-{}", me.0).parse().unwrap(),
            name: "李某".parse().unwrap(),
            roles: vec![Role::Supervisor],
            subtree: true,
        };
        let id = gongkai::app::accounts::create_account(&app, &city, &account, "十个汉字的密码就够了吧").unwrap();
        let supervisor = Actor::Officer { id, roles: vec![Role::Supervisor] };
        assert_eq!(found(&app, &supervisor, &city, &whole), [other, mine, theirs]);
        let strange = app.store.read(|conn| cases::find(conn, theirs)).unwrap().state.applicant_id;
        let asked = list_cases(&app, Some(me), &"city".parse().unwrap(), &Question { applicant: Some(strange), ..open }, None, 9);
        assert!(matches!(asked, Err(AppError::Store(StoreError::NotFound { what: "applicant", .. }))), "{asked:?}");
    }

    fn a_cursor_of_another_agency_is_none(db: &TestDb) {
        let app = app(db);
        let (hz, nb) = (agency(&app, "hz"), agency(&app, "nb"));
        let (mine, theirs) = (case(&app, &hz), case(&app, &nb));
        let question = Question::new(Tab::All, Sort::Number);
        let after = |case: CaseId| Cursor::read(Sort::Number, &format!("number.{}", case.0));
        let ask = |case| list_cases(&app, None, &"hz".parse().unwrap(), &question, after(case), 9);
        assert_eq!(ask(mine).unwrap().cases.len(), 0);
        for bad in [theirs, CaseId(404)] {
            assert!(matches!(ask(bad), Err(AppError::BadCursor)));
        }
    }

    fn only_those_who_work_on_cases_see_who_asks(db: &TestDb) {
        let app = app(db);
        let hz = agency(&app, "hz");
        let case = case(&app, &hz);
        for role in Role::ALL {
            let seen = view_case(&app, &hz, &officer(&app, &hz, *role), case).unwrap();
            if role.works_on_cases() {
                assert_eq!(seen.applicant.name, "张小三", "{role}");
                let Party::Person(person) = seen.applicant.particulars.unwrap().party else { panic!("{role}") };
                assert_eq!(person.document.unwrap().number.as_str(), ID_NUMBER);
                assert!(seen.allowed.contains(&CommandKind::Note), "{role}");
                let asks = seen.allowed.contains(&CommandKind::RequestSupplement);
                assert_eq!(asks, *role == Role::CaseOfficer, "{role}");
                assert_eq!(seen.allowed.contains(&CommandKind::Extend), *role == Role::OfficeHead, "{role}");
                assert!(!seen.allowed.contains(&CommandKind::Dispatch), "{role}");
            } else {
                assert_eq!((seen.applicant.name.as_str(), seen.applicant.particulars), ("张*三", None), "{role}");
                assert_eq!(seen.allowed, [], "{role}");
            }
        }
        let other = agency(&app, "nb");
        let strange = view_case(&app, &other, &officer(&app, &other, Role::CaseOfficer), case);
        assert!(matches!(strange, Err(AppError::Store(StoreError::NotFound { what: "case", .. }))));
    }

    fn who_saw_an_applicants_particulars_is_remembered_once_a_day_and_exported(db: &TestDb) {
        let monday = app_on(db, "2025-03-03");
        let hz = agency(&monday, "hz");
        let case = case(&monday, &hz);
        let (clerk, auditor) = (officer(&monday, &hz, Role::CaseOfficer), officer(&monday, &hz, Role::Auditor));
        let known = |app: &App| app.store.read(|conn| unsealings::of_cases(conn, &[case])).unwrap();
        view_case(&monday, &hz, &auditor, case).unwrap();
        view_history(&monday, &hz, case).unwrap();
        assert_eq!(known(&monday), [], "nothing was unsealed");
        for app in [&monday, &monday, &app_on(db, "2025-03-04")] {
            view_case(app, &hz, &clerk, case).unwrap();
        }
        let seen: Vec<_> = known(&monday).into_iter().map(|row| (Some(row.officer_id), row.on_date)).collect();
        assert_eq!(seen, [(clerk.officer(), day("2025-03-03")), (clerk.officer(), day("2025-03-04"))]);

        let mut file = Vec::new();
        let exported = audit_export(&monday, &auditor, &hz, &mut file).unwrap();
        let file = String::from_utf8(file).unwrap();
        let lines: Vec<&str> = file.lines().filter(|line| line.contains("\"record\":\"unsealing\"")).collect();
        assert_eq!((exported.unsealings, lines.len()), (2, 2), "{file}");
        let first = format!("\"officer\":\"{}\",\"on_date\":\"2025-03-03\"", clerk.officer().unwrap());
        assert!(lines[0].contains(&first), "{}", lines[0]);
    }

    fn what_is_asked_again_is_found_with_the_reason(db: &TestDb) {
        let app = app(db);
        let hz = agency(&app, "hz");
        let ask = |name: &str, id: &str, subject: &str| {
            let intake = gongkai::app::intake::Intake {
                channel: Channel::InPerson,
                applicant: form(name, id),
                request: Request { subject: subject.to_owned(), ..Request::default() },
                submitted_on: app.clock.today(),
                received_on: None,
            };
            gongkai::app::intake::register(&app, &hz, &officer(&app, &hz, Role::Registrar), &intake).unwrap().view.row.id
        };
        let earlier = ask("张三", ID_NUMBER, "2024年度西湖区部门预算执行情况");
        let unlike = ask("张三", ID_NUMBER, "公共停车场收费依据");
        let neighbour = ask("李四", "110101199003077475", "西湖区2024年度部门预算执行情况表");
        ask("李四", "110101199003077475", "食品安全抽检结果");
        let again = ask("张三", ID_NUMBER, "申请公开二〇二四年度西湖区部门预算执行情况");
        let found = find_duplicates(&app, &hz, again).unwrap();
        let shown: Vec<(CaseId, Reason)> = found.iter().map(|it| (it.row.id, it.reason)).collect();
        assert_eq!(shown[0], (earlier, Reason::LikelyRepeat));
        assert!(shown.contains(&(unlike, Reason::SameApplicant)));
        assert!(shown.contains(&(neighbour, Reason::SimilarSubject)));
        assert_eq!(shown.len(), 3);
        let other = agency(&app, "nb");
        assert!(matches!(find_duplicates(&app, &other, again), Err(AppError::Store(StoreError::NotFound { .. }))));
    }
}

#[test]
fn a_cursor_is_exactly_what_was_handed_out() {
    for (sort, good) in [
        (Sort::Due, "due.9999-12-31.7"),
        (Sort::Received, "received.2025-03-03.7"),
        (Sort::Received, "received.-.7"),
        (Sort::Number, "number.7"),
        (Sort::Updated, "updated.1741000000000001.7"),
    ] {
        assert_eq!(Cursor::read(sort, good).map(|it| it.to_string()).as_deref(), Some(good));
        for bad in
            [&good[1..], &format!("{good}.1"), &format!("{good} "), &good.replace('7', "x"), &good.replace('.', "..")]
        {
            assert_eq!(Cursor::read(sort, bad), None, "{bad}");
        }
    }
    for bad in ["due.2025-3-3.7", "due.+12025-03-03.7", "due.2025-03-03.07", "due.2025-03-03.99999999999999999999"] {
        assert_eq!(Cursor::read(Sort::Due, bad), None, "{bad}");
    }
    assert_eq!(Cursor::read(Sort::Updated, &format!("updated.{}.7", i64::MAX)), None);
}
