//! What an officer finds in the morning, and what is done there with many cases at once.

use gongkai::app::administration::roles::RoleChange;
use gongkai::app::bulk::{Chosen, assign_all};
use gongkai::app::counter::{form_of, recall, similar};
use gongkai::app::duplicates::Reason;
use gongkai::app::queue::{Export, Question, Sort, Tab, count_cases, export_cases, list_cases};
use gongkai::app::today::{Figures, Wait, next_for, reads_below, today};
use gongkai::app::{Agency, App, accounts, administration, search};
use gongkai::domain::applicant::{ApplicantForm, Sameness};
use gongkai::domain::code::Category;
use gongkai::domain::ids::CaseId;
use gongkai::domain::role::{Actor, Role};
use gongkai::domain::search::Query;
use gongkai::store::cases;

use super::{ID_NUMBER, agency, agency_under, app, app_on, day, form, officer, over_the_counter};
use crate::support::{TestDb, on_both_databases};

fn case(app: &App, agency: &Agency, name: &str) -> CaseId {
    over_the_counter(app, agency, form(name, ID_NUMBER)).view.row.id
}

fn version(app: &App, case: CaseId) -> i32 {
    app.store.read(|conn| cases::find(conn, case)).unwrap().state.version
}

fn give(app: &App, agency: &Agency, by: &Actor, cases: &[(CaseId, i32)], to: &Actor) -> Vec<bool> {
    let chosen = cases.iter().map(|(case, version)| Chosen { case: *case, version: *version, once: None });
    let given = assign_all(app, agency, by, chosen.collect(), (to.officer().unwrap(), None)).unwrap();
    given.iter().map(|given| given.done.is_ok()).collect()
}

fn found(app: &App, me: &Actor, agency: &Agency, question: &Question) -> Vec<CaseId> {
    let page = list_cases(app, me.officer(), &agency.code.parse().unwrap(), question, None, 50).unwrap();
    page.cases.iter().map(|case| case.row.id).collect()
}

on_both_databases! {
    fn a_desk_shows_what_is_due_what_waits_and_whose_it_is(db: &TestDb) {
        let received = app(db);
        let hz = agency(&received, "hz");
        let [mine, other] = [case(&received, &hz, "张三"), case(&received, &hz, "李四")];
        let (clerk, head) = (officer(&received, &hz, Role::CaseOfficer), officer(&received, &hz, Role::OfficeHead));
        assert_eq!(give(&received, &hz, &head, &[(mine, version(&received, mine))], &clerk), [true]);
        // Due on 2025-03-31.
        let on_the_day = app_on(db, "2025-03-31");
        let of = |app: &App, who: &Actor| today(app, who.officer().unwrap()).unwrap();
        let at_clerk = of(&on_the_day, &clerk);
        assert_eq!(at_clerk.urgent.cases.iter().map(|case| case.row.id).collect::<Vec<_>>(), [mine]);
        assert_eq!(at_clerk.waiting.iter().map(|work| (work.kind, work.count.count)).collect::<Vec<_>>(), [(Wait::Draft, 1)]);
        assert!(at_clerk.offices[0].people.is_empty() && !at_clerk.urgent.is_everybodys);
        assert_eq!(at_clerk.offices[0].own, Figures { open: 2, soon: 2, late: 0, long_late: 0 });
        let at_head = of(&on_the_day, &head);
        assert_eq!((at_head.urgent.cases.len(), at_head.waiting[0].kind), (2, Wait::Assign));
        assert_eq!(at_head.offices[0].people.len(), 2);
        // Nine working days later, and ten.
        for (on, long_late) in [("2025-04-14", 0), ("2025-04-15", 2)] {
            let own = of(&app_on(db, on), &head).offices[0].own;
            assert_eq!(own, Figures { open: 2, soon: 0, late: 2, long_late }, "{on}");
        }
        let next = |who: &Actor| next_for(&on_the_day, who.officer().unwrap(), &"hz".parse().unwrap()).unwrap();
        assert_eq!((next(&clerk), next(&head)), (Some(mine), Some(other)));
        assert_eq!(next(&officer(&on_the_day, &hz, Role::Examiner)), None);
    }

    fn figures_of_a_tree_are_for_those_who_read_it(db: &TestDb) {
        let received = app(db);
        let city = agency(&received, "city");
        let bureau = agency_under(&received, "bureau", Some("city"));
        case(&received, &bureau, "张三");
        let head = officer(&received, &city, Role::OfficeHead).officer().unwrap();
        assert!(!reads_below(&received, head, &"city".parse().unwrap()).unwrap());
        assert_eq!(today(&received, head).unwrap().offices[0].subtree, None);
        let supervisor = RoleChange { officer: head, role: Role::Supervisor, subtree: true };
        administration::roles::grant(&received, &Actor::System, &city, supervisor).unwrap();
        let later = app_on(db, "2025-04-01");
        assert!(reads_below(&later, head, &"city".parse().unwrap()).unwrap());
        let office = today(&later, head).unwrap().offices.remove(0);
        assert_eq!((office.own.open, office.subtree.unwrap().late), (0, 1));
        assert_eq!(office.below.iter().map(|below| below.code.as_str()).collect::<Vec<_>>(), ["bureau"]);
        let above = officer(&later, &city, Role::CaseOfficer).officer().unwrap();
        assert_eq!(accounts::holders(&later, &city, Role::CaseOfficer).unwrap(), [(above, "王某".to_owned())]);
        assert_eq!(accounts::holders(&later, &bureau, Role::CaseOfficer).unwrap(), []);
        assert_eq!(accounts::holders(&later, &bureau, Role::Supervisor).unwrap().len(), 1);
    }

    fn a_list_is_narrowed_by_words_and_by_names_as_far_as_one_may_know_them(db: &TestDb) {
        let app = app(db);
        let hz = agency(&app, "hz");
        let [one, two] = [case(&app, &hz, "张小三"), case(&app, &hz, "李四")];
        search::index_new(&app).unwrap();
        let (clerk, auditor) = (officer(&app, &hz, Role::CaseOfficer), officer(&app, &hz, Role::Auditor));
        for sort in Sort::ALL {
            let all = Question::new(Tab::All, *sort);
            let words = Question { words: Some(Query::parse("采购 合同").unwrap()), ..all.clone() };
            let mut both = found(&app, &clerk, &hz, &words);
            both.sort_unstable();
            assert_eq!(both, [one, two], "{sort}");
            let named = Question { named: Some("张 小三".to_owned()), ..words.clone() };
            assert_eq!((found(&app, &clerk, &hz, &named), found(&app, &auditor, &hz, &named)), (vec![one], vec![]));
            let nothing = Question { words: Some(Query::parse("土地").unwrap()), ..all };
            assert_eq!(found(&app, &clerk, &hz, &nothing), []);
            let counts = count_cases(&app, clerk.officer(), &"hz".parse().unwrap(), &named).unwrap();
            assert_eq!(counts.iter().find(|count| count.tab == Tab::Open).unwrap().count, 1);
        }
    }

    fn many_cases_are_given_at_once_but_for_those_that_moved_on(db: &TestDb) {
        let app = app(db);
        let (hz, nb) = (agency(&app, "hz"), agency(&app, "nb"));
        let [first, second, elsewhere] =
            [case(&app, &hz, "张三"), case(&app, &hz, "李四"), case(&app, &nb, "王五")];
        let (clerk, head) = (officer(&app, &hz, Role::CaseOfficer), officer(&app, &hz, Role::OfficeHead));
        assert_eq!(give(&app, &hz, &head, &[(first, version(&app, first)), (second, 77), (elsewhere, 1)], &clerk), [true, false, false]);
        assert_eq!(give(&app, &hz, &clerk, &[(second, version(&app, second))], &officer(&app, &nb, Role::CaseOfficer)), [false]);
        assert_eq!(give(&app, &hz, &officer(&app, &hz, Role::Examiner), &[(second, version(&app, second))], &clerk), [false]);
    }

    fn an_export_has_every_case_and_leaves_a_line_in_the_log(db: &TestDb) {
        let app = app(db);
        let hz = agency(&app, "hz");
        for name in ["张小三", "李小四"] {
            case(&app, &hz, name);
        }
        let export = |actor: &Actor| {
            let question = Question::new(Tab::All, Sort::Number);
            let export = Export { agency: &hz, actor, question: &question, filters: Vec::new(), format: "csv" };
            let mut names = Vec::new();
            let count = export_cases(&app, &export, |case| { names.push(case.listed.applicant.clone()); Ok(()) }).unwrap();
            assert_eq!(count, 2);
            names
        };
        let (clerk, supervisor) = (officer(&app, &hz, Role::CaseOfficer), officer(&app, &hz, Role::Supervisor));
        assert_eq!((export(&clerk), export(&supervisor)), (vec!["李小四".into(), "张小三".into()], vec!["李*四".to_owned(), "张*三".to_owned()]));
        let log = administration::log::page(&app, &hz, None, 2).unwrap();
        assert!(log.entries.iter().all(|entry| entry.what == "cases_exported"), "{log:?}");
    }

    fn the_counter_remembers_applicants_and_likely_repeats(db: &TestDb) {
        let app = app(db);
        let hz = agency(&app, "hz");
        let repeated = case(&app, &hz, "张三");
        let mut typed = ApplicantForm::new(Category::NaturalPerson);
        assert_eq!(recall(&app, &hz, &typed).unwrap(), []);
        typed.name = "张三".to_owned();
        typed.id_number = "half a number".to_owned();
        let known = recall(&app, &hz, &typed).unwrap();
        assert_eq!(known.iter().map(|known| known.sameness).collect::<Vec<_>>(), [Sameness::Possible]);
        typed.id_number = ID_NUMBER.to_owned();
        assert_eq!(recall(&app, &hz, &typed).unwrap()[0].sameness, Sameness::Same);
        let filled = form_of(&app, &hz, known[0].id).unwrap().unwrap();
        assert_eq!((filled.name.as_str(), filled.id_number.as_str()), ("张三", ID_NUMBER));
        assert!(filled.check(day("2025-03-03")).is_ok());
        let alike = similar(&app, &hz, &typed, "2024年度的采购合同").unwrap();
        assert_eq!((alike[0].row.id, alike[0].reason), (repeated, Reason::LikelyRepeat));
        let other = agency(&app, "nb");
        assert!(form_of(&app, &other, known[0].id).is_err());
        assert_eq!(similar(&app, &other, &typed, "2024年度的采购合同").unwrap(), []);
    }
}
