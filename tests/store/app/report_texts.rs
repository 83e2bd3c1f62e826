//! 报告的文字 and 系统外机关 on both databases: written, bound, fixed by the freeze, summed in.

use gongkai::app::annual_report::{
    self as report, Incoming, OutsiderFault, ReportOrder, live_issue, outsiders, published_issue, remove_outsider,
    take_outsider, texts, write_text,
};
use gongkai::app::{Agency, App, AppError};
use gongkai::domain::annual_report::life::ReportStatus;
use gongkai::domain::annual_report::narrative::{Part, TextFault, TextRefused};
use gongkai::domain::annual_report::{
    Amount, Column, Entered, Figures, Header, OutsiderSource, Row, Scope, Tables, TallySums, entered_cells,
};
use gongkai::domain::code::{Category, Channel};
use gongkai::domain::outcome::Outcome;
use gongkai::domain::regime::Form;
use gongkai::domain::role::{Actor, Role};
use gongkai::domain::tally::{Measure, TallyKey};
use gongkai::letters::report::xlsx;
use gongkai::messages::Lang;
use gongkai::store::StoreError;
use gongkai::wording::app_error;

use super::{ID_NUMBER, agency, agency_under, app_on, assert_sound, form, officer, over_the_counter};
use crate::support::{TestDb, on_both_databases};

fn order(agency: &Agency, scope: Scope, expected: i32, actor: &Actor) -> ReportOrder {
    ReportOrder { code: agency.code.parse().unwrap(), year: 2025, scope, expected, actor: actor.clone() }
}

fn reads(app: &App, agency: &Agency, part: Part) -> String {
    let found = texts(app, &agency.code.parse().unwrap(), 2025, Scope::Own).unwrap();
    found.texts.into_iter().find(|text| text.part == part).unwrap().reads
}

fn total(figures: &Figures, row: Row) -> i64 {
    let Tables::Current { table3, .. } = &figures.tables else { panic!() };
    table3.get(row, Column::Total)
}

/// A district that is not on the system: five requests, four of them answered.
fn district(year: i32) -> Figures {
    let key = |measure| TallyKey { year, measure, category: Category::NaturalPerson };
    let lines = [(key(Measure::Received(Channel::Post)), 5), (key(Measure::Closed(Outcome::PartlyDisclosed)), 4)];
    let header = Header { agency: "某区人民政府".to_owned(), year, form: Form::Form2021, scope: Scope::Own };
    let entered = Entered::from([("行政许可/本年处理决定数量".to_owned(), Amount::from(7))]);
    Figures::build(&header, &TallySums::of_year(year, lines), &entered)
}

/// As the contract writes them: what was not entered is 0.
fn written(figures: &Figures) -> serde_json::Value {
    serde_json::to_value(figures).unwrap()
}

fn json(figures: &Figures) -> Incoming {
    Incoming { source: OutsiderSource::Json, name: None, bytes: serde_json::to_vec(figures).unwrap() }
}

fn fault(result: Result<gongkai::app::annual_report::Outsider, AppError>) -> OutsiderFault {
    match result {
        Err(AppError::Outsider(fault)) => {
            for lang in Lang::ALL {
                let sentence = app_error(lang, &AppError::Outsider(fault.clone()));
                assert!(!sentence.starts_with("report-outsider") && !sentence.contains("{ $"), "{sentence}");
            }
            fault
        }
        other => panic!("{other:?}"),
    }
}

on_both_databases! {
    fn a_text_follows_the_figures_until_the_report_is_frozen(db: &TestDb) {
        let december = app_on(db, "2025-12-01");
        let office = agency(&december, "office");
        over_the_counter(&december, &office, form("张三", ID_NUMBER));
        let app = app_on(db, "2026-01-10");
        let head = officer(&app, &office, Role::OfficeHead);
        let own = |expected| order(&office, Scope::Own, expected, &head);
        assert!(reads(&app, &office, Part::Overview).contains("本年度新收政府信息公开申请1件"));
        let typed = "本年度新收政府信息公开申请1件。\r\n第二段。".to_owned();
        write_text(&app, &own(0), Part::Overview, Some(typed)).unwrap();
        let text = texts(&app, &own(0).code, 2025, Scope::Own).unwrap().texts.swap_remove(0);
        assert_eq!(text.written.as_deref(), Some("本年度新收政府信息公开申请{新收}件。\n第二段。"));
        assert_eq!((text.version, text.versions.len(), text.versions[0].actor.clone()), (1, 1, head.to_string()));
        let stale = write_text(&app, &own(0), Part::Overview, Some("别的话。".to_owned()));
        assert!(matches!(stale, Err(AppError::Store(StoreError::StaleReport { year: 2025, expected: 0 }))), "{stale:?}");
        let wrong = write_text(&app, &own(1), Part::Overview, Some("新收申请2件。".to_owned()));
        let Err(AppError::ReportText(TextRefused::Fault(TextFault::Disagrees { .. }))) = &wrong else { panic!("{wrong:?}") };
        assert!(app_error(Lang::Zh, &wrong.unwrap_err()).contains("新收是 1"));

        let earlier = app_on(db, "2025-12-02");
        over_the_counter(&earlier, &office, form("李四", ID_NUMBER));
        assert_eq!(reads(&app, &office, Part::Overview), "本年度新收政府信息公开申请2件。\n第二段。");
        write_text(&app, &own(0), Part::Measures, Some("增加一名工作人员".to_owned())).unwrap();
        assert!(reads(&app, &office, Part::Problems).contains("增加一名工作人员。"));

        report::freeze(&app, &own(0), None, None).unwrap();
        let closed = write_text(&app, &own(1), Part::Overview, None);
        let Err(AppError::ReportText(TextRefused::NotEditable { status: ReportStatus::Frozen })) = closed else {
            panic!("{closed:?}")
        };
        report::reopen(&app, &own(1), "补填".to_owned()).unwrap();
        let zeros = entered_cells(Form::Form2021).into_iter().map(|cell| (cell, Some(Amount::ZERO)));
        report::enter(&app, &own(0).code, 2025, zeros.collect()).unwrap();
        report::freeze(&app, &own(2), None, None).unwrap();
        report::sign_off(&app, &own(3)).unwrap();
        report::publish(&app, &own(4), None).unwrap();
        // What the public has does not change any more; a correction may be of a text alone.
        write_text(&app, &own(1), Part::Overview, None).unwrap();
        let public = published_issue(&app, &own(0).code, 2025, Scope::Own, None).unwrap();
        assert_eq!(public.narrative[&Part::Overview], "本年度新收政府信息公开申请2件。\n第二段。");
        assert_eq!(public.state.status, ReportStatus::Published);
        report::freeze(&app, &own(5), None, Some("更正文字".to_owned())).unwrap();
        assert_sound(&app);
    }

    fn an_agency_outside_is_checked_and_summed_in(db: &TestDb) {
        let december = app_on(db, "2025-12-01");
        let city = agency(&december, "city");
        let below = agency_under(&december, "below", Some("city"));
        over_the_counter(&december, &below, form("张三", ID_NUMBER));
        let app = app_on(db, "2026-01-10");
        let head = officer(&app, &city, Role::OfficeHead);
        let all = order(&city, Scope::All, 0, &head);
        let code = &all.code;
        let kept = take_outsider(&app, &all, &json(&district(2025))).unwrap();
        assert_eq!((kept.name.as_str(), kept.source), ("某区人民政府", OutsiderSource::Json));
        assert_eq!(written(&kept.figures), written(&district(2025)));
        assert_eq!(outsiders(&app, code, 2025).unwrap(), [kept]);
        let sum = report::figures(&app, code, 2025, Scope::All, None).unwrap();
        assert_eq!((sum.received, total(&sum, Row::PartlyDisclosed), total(&sum, Row::CarriedForward)), (6, 4, 2));
        assert_eq!(report::check(&app, code, &sum).unwrap().findings, []);
        assert_eq!(report::figures(&app, code, 2025, Scope::Own, None).unwrap().received, 0);
        let annexes = live_issue(&app, code, 2025, Scope::All, None).unwrap().annexes;
        let received: Vec<i64> = annexes.iter().map(|annex| annex.received).collect();
        assert_eq!(received, [0, 1, 5], "the city, below, the district outside");

        // The spreadsheet that we write says the same, under the name that is given.
        let book = Incoming {
            source: OutsiderSource::Xlsx,
            name: Some("某区人民政府".to_owned()),
            bytes: xlsx(&district(2025), Lang::Zh).unwrap(),
        };
        assert_eq!(written(&take_outsider(&app, &all, &book).unwrap().figures), written(&district(2025)));
        assert_eq!(outsiders(&app, code, 2025).unwrap().len(), 1, "it replaces the one before");
        remove_outsider(&app, &all, "某区人民政府").unwrap();
        assert_eq!(report::figures(&app, code, 2025, Scope::All, None).unwrap().received, 1);
        let gone = remove_outsider(&app, &all, "某区人民政府");
        assert!(matches!(gone, Err(AppError::Store(StoreError::NotFound { what: "outsider", .. }))), "{gone:?}");
        assert_sound(&app);
    }

    fn figures_that_contradict_themselves_are_not_taken_in(db: &TestDb) {
        let app = app_on(db, "2026-01-10");
        let city = agency(&app, "city");
        let head = officer(&app, &city, Role::OfficeHead);
        let all = order(&city, Scope::All, 0, &head);
        let changed = |place: &str, value: serde_json::Value| {
            let mut report = serde_json::to_value(district(2025)).unwrap();
            *report.pointer_mut(place).unwrap() = value;
            Incoming { bytes: report.to_string().into_bytes(), ..json(&district(2025)) }
        };
        let found = fault(take_outsider(&app, &all, &changed("/table3/一/total", 6.into())));
        let OutsiderFault::Contradictions(found) = found else { panic!("{found:?}") };
        assert_eq!(found[0].place.to_string(), "table3/一");
        let blank = fault(take_outsider(&app, &all, &changed("/table4/reconsideration/upheld", serde_json::Value::Null)));
        assert!(matches!(blank, OutsiderFault::Contradictions(found) if found.len() == 1));
        let silent = fault(take_outsider(&app, &all, &changed("/statistics/channels", serde_json::json!({}))));
        assert_eq!(silent, OutsiderFault::NoChannels);
        let word = fault(take_outsider(&app, &all, &changed("/table3/一/total", "五".into())));
        assert!(matches!(word, OutsiderFault::Unreadable(_)), "{word:?}");
        let year = fault(take_outsider(&app, &all, &json(&district(2024))));
        assert_eq!(year, OutsiderFault::OtherYear { found: Some(2024), expected: 2025 });
        let here = Incoming { name: Some(city.name.clone()), ..json(&district(2025)) };
        assert!(matches!(fault(take_outsider(&app, &all, &here)), OutsiderFault::OnThisSystem { .. }));
        let no_json = Incoming { bytes: b"{".to_vec(), ..json(&district(2025)) };
        assert!(matches!(fault(take_outsider(&app, &all, &no_json)), OutsiderFault::NoJson { .. }));
        let nameless = Incoming { name: None, source: OutsiderSource::Xlsx, bytes: xlsx(&district(2025), Lang::Zh).unwrap() };
        assert!(matches!(fault(take_outsider(&app, &all, &nameless)), OutsiderFault::Name { .. }));
        let no_sheet = Incoming { source: OutsiderSource::Xlsx, name: Some("某区".to_owned()), bytes: b"PK".to_vec() };
        assert!(matches!(fault(take_outsider(&app, &all, &no_sheet)), OutsiderFault::Sheet(_)));
        assert_eq!(outsiders(&app, &all.code, 2025).unwrap(), []);
    }
}
