//! 定稿、签发、发布: what the head of the office may do with a report, and when.

use std::fmt::Write;

use chrono::NaiveDate;
use gongkai::domain::annual_report::life::{
    Fault, Report, ReportAct, ReportActKind, ReportContext, ReportEntry, ReportEvent, ReportRefused, ReportStatus,
    publish_by,
};
use gongkai::domain::annual_report::narrative::Narrative;
use gongkai::domain::annual_report::{Amount, Entered, Figures, Scope, TallySums, blank_cells};
use gongkai::domain::code::{Category, Channel};
use gongkai::domain::outcome::Outcome;
use gongkai::domain::regime::Form;
use gongkai::domain::role::{Actor, Role};
use gongkai::domain::tally::{Measure, TallyKey};

use crate::calendar::{on, rules};
use crate::support::desk::{clerk, head};
use crate::support::history::header;

/// The figures of 2025 with so many requests received and answered in it.
fn figures(received: i64) -> Figures {
    let key = |measure| TallyKey { year: 2025, measure, category: Category::Enterprise };
    let lines =
        [(key(Measure::Received(Channel::Post)), received), (key(Measure::Closed(Outcome::Disclosed)), received)];
    Figures::build(&header(Form::Form2021, 2025), &TallySums::of_year(2025, lines), &Entered::new())
}

fn freeze(received: i64, reason: Option<&str>) -> ReportAct {
    let reason = reason.map(str::to_owned);
    ReportAct::Freeze {
        figures: Box::new(figures(received)),
        blanks: Vec::new(),
        narrative: Narrative::new(),
        annexes: Vec::new(),
        reason,
    }
}

fn publish(day: &str) -> ReportAct {
    ReportAct::Publish { on: on(day) }
}

fn reopen(reason: &str) -> ReportAct {
    ReportAct::Reopen { reason: reason.to_owned() }
}

fn decide(report: &Report, who: &Actor, today: &str, act: &ReportAct) -> Result<ReportEvent, ReportRefused> {
    report.decide(act, &ReportContext { actor: who, today: on(today), previous: None })
}

fn entry(day: NaiveDate, event: ReportEvent) -> ReportEntry {
    ReportEntry { on: day, at: day.and_hms_opt(1, 0, 0).unwrap(), actor: head().to_string(), event }
}

/// The head of the office does these things one after the other, each on its day.
fn after(acts: &[(&str, ReportAct)]) -> Report {
    let mut report = Report::default();
    for (day, act) in acts {
        let event = decide(&report, &head(), day, act).unwrap();
        report.evolve(entry(on(day), event));
    }
    report
}

fn to_publication() -> Vec<(&'static str, ReportAct)> {
    vec![("2026-01-10", freeze(3, None)), ("2026-01-12", ReportAct::SignOff), ("2026-01-20", publish("2026-01-20"))]
}

fn standings() -> Vec<(&'static str, Report)> {
    let correction = ("2026-02-10", freeze(4, Some("漏登一件")));
    let steps = to_publication();
    vec![
        ("open", Report::default()),
        ("frozen", after(&steps[..1])),
        ("signed", after(&steps[..2])),
        ("published", after(&steps)),
        ("published, correction frozen", after(&[steps.clone(), vec![correction.clone()]].concat())),
        (
            "published, correction signed",
            after(&[steps, vec![correction, ("2026-02-11", ReportAct::SignOff)]].concat()),
        ),
    ]
}

#[test]
fn every_act_in_every_status_does_what_was_reviewed() {
    let mut text = String::new();
    for (name, report) in standings() {
        writeln!(text, "{name}").unwrap();
        for kind in ReportActKind::ALL {
            let act = match kind {
                ReportActKind::Freeze => freeze(5, Some("更正")),
                ReportActKind::SignOff => ReportAct::SignOff,
                ReportActKind::Publish => publish("2026-03-01"),
                ReportActKind::Reopen => reopen("数据有误"),
            };
            assert_eq!(act.kind(), *kind);
            let result = match decide(&report, &head(), "2026-03-01", &act) {
                Ok(event) => {
                    let mut next = report.clone();
                    next.evolve(entry(on("2026-03-01"), event));
                    let public = next.published.last().map(|edition| edition.revision);
                    let public = public.map_or("nothing".to_owned(), |revision| format!("edition {revision}"));
                    format!("ok → {}, the public has {public}", next.status())
                }
                Err(refused) => format!("no: {}", refused.code()),
            };
            writeln!(text, "  {:<9} {result}", kind.to_string()).unwrap();
            let refused = decide(&report, &clerk(), "2026-03-01", &act);
            assert_eq!(refused, Err(ReportRefused::NotAuthorised { role: Role::OfficeHead }));
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn until_the_year_is_over_there_is_nothing_to_freeze() {
    let freeze = freeze(1, None);
    let refused = decide(&Report::default(), &head(), "2025-12-31", &freeze);
    assert_eq!(refused, Err(ReportRefused::YearNotOver { ends_on: on("2025-12-31") }));
    assert!(decide(&Report::default(), &head(), "2026-01-01", &freeze).is_ok());
}

#[test]
fn cells_left_blank_and_contradictions_are_named_together_before_signing() {
    let blanks = blank_cells(Form::Form2021, &Entered::from([("规章/本年制发件数".to_owned(), Amount::ZERO)]));
    let act = ReportAct::Freeze {
        figures: Box::new(figures(3)),
        blanks,
        narrative: Narrative::new(),
        annexes: Vec::new(),
        reason: None,
    };
    let report = after(&[("2026-01-10", act)]);
    let open_last_year =
        TallyKey { year: 2024, measure: Measure::Received(Channel::Post), category: Category::Research };
    let lines = TallySums::of_year(2024, [(open_last_year, 1)]);
    let previous = Figures::build(&header(Form::Form2021, 2024), &lines, &Entered::new());
    let head = head();
    let context = ReportContext { actor: &head, today: on("2026-01-11"), previous: Some(&previous) };
    let Err(ReportRefused::Faulty { faults }) = report.decide(&ReportAct::SignOff, &context) else { panic!() };
    let named: Vec<String> = faults
        .iter()
        .map(|fault| match fault {
            Fault::Contradiction(finding) => format!("{} {}", finding.rule, finding.place),
            Fault::Blank { cell } => format!("blank {cell}"),
        })
        .collect();
    assert_eq!(named[..2], ["carry_over table3/research", "carry_over table3/total"]);
    assert_eq!(named[2], "blank 规章/本年废止件数");
    assert_eq!(named.len(), 2 + 9);
}

#[test]
fn a_report_is_published_on_a_day_between_signing_and_today() {
    let signed = after(&to_publication()[..2]);
    let refused = |day| decide(&signed, &head(), "2026-01-20", &publish(day)).unwrap_err();
    assert_eq!(refused("2026-01-21"), ReportRefused::InFuture { on: on("2026-01-21"), today: on("2026-01-20") });
    let early = ReportRefused::BeforeSigning { on: on("2026-01-11"), signed_on: on("2026-01-12") };
    assert_eq!(refused("2026-01-11"), early);
}

#[test]
fn a_correction_of_what_is_published_needs_something_to_correct_and_a_reason() {
    let published = after(&to_publication());
    let freezing = |received, reason| decide(&published, &head(), "2026-02-10", &freeze(received, reason));
    assert_eq!(freezing(3, Some("更正")), Err(ReportRefused::NothingToCorrect { revision: 1 }));
    assert_eq!(freezing(4, None), Err(ReportRefused::ReasonMissing));
    assert_eq!(freezing(4, Some(" \u{3000}")), Err(ReportRefused::ReasonMissing));
    let Ok(ReportEvent::Frozen { revision, replaces, reason, .. }) = freezing(4, Some(" 漏登一件 ")) else {
        panic!()
    };
    assert_eq!((revision, replaces, reason.as_deref()), (2, Some(1), Some("漏登一件")));
}

#[test]
fn a_published_edition_stands_until_its_correction_is_published() {
    let mut steps = to_publication();
    steps.push(("2026-02-10", freeze(4, Some("漏登一件"))));
    steps.push(("2026-02-11", reopen("还要核对")));
    let given_up = after(&steps);
    assert_eq!((given_up.status(), given_up.edition().unwrap().revision), (ReportStatus::Published, 1));
    steps.push(("2026-02-12", freeze(5, Some("漏登两件"))));
    steps.push(("2026-02-13", ReportAct::SignOff));
    let signed = after(&steps);
    assert_eq!(signed.published.last().unwrap().figures, figures(3));
    steps.push(("2026-02-14", publish("2026-02-14")));
    let corrected = after(&steps);
    let newest = corrected.published.last().unwrap();
    assert_eq!((newest.revision, newest.replaces, &newest.figures), (2, Some(1), &figures(5)));
    assert_eq!(corrected.published.len(), 2, "the first edition is kept");
}

#[test]
fn a_report_is_published_by_the_day_that_the_regulation_in_force_names() {
    let by = |year, scope| publish_by(rules().regimes(), year, scope);
    assert_eq!(by(2025, Scope::Own), Some(on("2026-01-31")));
    assert_eq!(by(2025, Scope::All), Some(on("2026-03-31")));
    assert_eq!(by(2018, Scope::Own), Some(on("2019-03-31")));
    assert_eq!(by(2019, Scope::Own), Some(on("2020-01-31")));
    assert_eq!(by(2007, Scope::Own), None);
}

#[test]
fn the_record_of_an_act_is_kept_in_words_that_are_for_ever() {
    let frozen = ReportEvent::Frozen {
        revision: 2,
        replaces: Some(1),
        reason: Some("漏登一件".to_owned()),
        figures: Box::new(figures(4)),
        blanks: vec!["规章/本年制发件数".to_owned()],
        narrative: Narrative::new(),
        annexes: Vec::new(),
    };
    let others = [
        ReportEvent::SignedOff,
        ReportEvent::Published { published_on: on("2026-01-20") },
        ReportEvent::Reopened { reason: "还要核对".to_owned() },
    ];
    let mut text = String::new();
    for event in [&frozen].into_iter().chain(&others) {
        let json = serde_json::to_string(event).unwrap();
        let back: ReportEvent = serde_json::from_str(&json).unwrap();
        assert_eq!(serde_json::to_string(&back).unwrap(), json);
        writeln!(text, "{json}").unwrap();
    }
    insta::assert_snapshot!(text);
}
