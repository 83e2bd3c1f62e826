//! What an office has as a spreadsheet becomes cases: the same figures, recognised when it comes again, and told cell by
//! cell where it cannot be read.

use calamine::{Data, DataType};
use gongkai::app::annual_report::figures;
use gongkai::app::register_import::{
    Brought, Fate, Mapping, RowProblem, Shown, Totals, inspect, list, map, open, refused_rows, run, sweep, upload,
};
use gongkai::app::{Agency, App, AppError, administration};
use gongkai::domain::annual_report::{Scope, Tables};
use gongkai::domain::case::{Case, Event};
use gongkai::domain::code::{Category, Channel};
use gongkai::domain::ids::RegisterImportId;
use gongkai::domain::outcome::Outcome;
use gongkai::domain::register::{CellProblem, Field, ImportState};
use gongkai::domain::role::{Actor, Role};
use gongkai::domain::status::Status;
use gongkai::files::sheet::{self, SheetError};
use gongkai::messages::Lang;
use gongkai::store::{cases, events};
use gongkai::wording;

use super::formulas::Workbook;
use super::{RICH_LOG, SMALL_LOG, spreadsheet, take_over};
use crate::app::{ID_NUMBER, agency, app_on, form, officer, over_the_counter};
use crate::support::{TestDb, on_both_databases};

/// A register as an office kept it: a title, headings in two lines, dates in every way of writing them.
const OFFICE: &str = "\
2025年度依申请公开登记台账,,,,,,,,,,,
序号,受理编号,收件日期,申请人,,申请方式,申请公开内容,补正,,答复,,
,,,姓名或名称,类型,,,通知日期,收到日期,日期,文号,结果
1,2025-01,20250303,张某,公民,邮寄,采购合同,2025年3月5日,2025/3/10,2025-3-20,某政公复〔2025〕1号,部分公开
2,2025-02,2025.3.4,某公司,企业,网上,会议纪要,,,2025-03-28 10:00,〔2025〕2号、3号,内部事务信息
3,2025-03,３月５日,李某,个人,信函,规划图,,,2025-4-1,,公开
4,2025-04,2025-3-6,王某,神仙,来人,批文,,,2025-4-2,,也许公开
,,,,,,,,,,,
5,,2025-3-7,赵某,自然人,当面,名单,,,,,
6,2025-06,2025-3-10,钱某,自然人,当面,名单,,,2025-3-9,,予以公开
7,2025-07,2025-3-11,孙某,自然人,,预算,,,,,撤回
8,2025-08,2025-3-12,周某,自然人,当面,决算,,,2025-4-9,,信息不存在
合计,,8件,,,,,,,,,
";

fn bring(app: &App, agency: &Agency, actor: &Actor, name: &str, content: Vec<u8>) -> RegisterImportId {
    upload(app, agency, actor, Brought { name: name.to_owned(), content, once: None }).unwrap()
}

fn mapping(app: &App, agency: &Agency, id: RegisterImportId) -> Mapping {
    open(app, agency, id).unwrap().mapping
}

fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

fn case(app: &App, agency: &Agency, source_ref: &str) -> (Case, Vec<Event>) {
    let known = app.store.read(|conn| cases::imported(conn, agency.id, &[source_ref])).unwrap();
    let id = known[source_ref].id;
    let rows = app.store.read(|conn| events::load(conn, id)).unwrap();
    let history = gongkai::app::history::decode(&rows, id).unwrap();
    let case = Case::fold(&history, app.rulebook.regimes()).unwrap();
    (case, history.into_iter().map(|entry| entry.event).collect())
}

/// What is told of each line, by its number.
fn told(app: &App, agency: &Agency, id: RegisterImportId) -> Vec<(usize, Fate, Vec<String>)> {
    let opened = open(app, agency, id).unwrap();
    let rows = inspect(app, agency, &opened, Shown::All, (0, 1000)).unwrap();
    let said = |problems: &[RowProblem]| problems.iter().map(|it| wording::row_problem(Lang::Zh, it)).collect();
    rows.into_iter().map(|row| (row.number, row.fate, said(&row.problems))).collect()
}

on_both_databases! {
    fn a_register_that_left_comes_back_as_the_same_figures(db: &TestDb) {
        let app = app_on(db, "2026-03-02");
        let (hz, nb) = (agency(&app, "hz"), agency(&app, "nb"));
        take_over(&app, &hz, SMALL_LOG);
        take_over(&app, &hz, RICH_LOG);
        let [there, here] = [&hz, &nb].map(|agency| officer(&app, agency, Role::Registrar));
        let content = spreadsheet(&app, &hz, &there, 2024, false, Lang::Zh);
        let id = bring(&app, &nb, &here, "登记簿.xlsx", content.clone());
        let guessed = mapping(&app, &nb, id);
        let read = Field::ALL.iter().filter(|field| field.is_read()).count();
        assert_eq!(guessed.columns.iter().flatten().count(), read, "every column is known by its own name");
        let tried = map(&app, &nb, id, guessed.clone()).unwrap();
        let refused: Vec<_> = told(&app, &nb, id).into_iter().filter(|(_, fate, _)| fate.is_refused()).collect();
        assert_eq!(refused, []);
        assert_eq!(tried.refused, 0);
        assert_eq!(run(&app, &nb, &here, id).unwrap(), tried, "what was tried is what is done");
        let report = |code: &str| figures(&app, &code.parse().unwrap(), 2024, Scope::Own, None).unwrap();
        let (before, after) = (report("hz"), report("nb"));
        let (Tables::Current { table3, table4, .. }, Tables::Current { table3: other3, table4: other4, .. }) =
            (&before.tables, &after.tables)
        else {
            panic!("the form of 2024")
        };
        assert_eq!((table3, table4), (other3, other4));
        assert_eq!(before.statistics, after.statistics);
        // The same file once more, and the same register in the other language.
        for (name, content) in [("again.xlsx", content), ("english.xlsx", spreadsheet(&app, &hz, &there, 2024, false, Lang::En))] {
            let again = bring(&app, &nb, &here, name, content);
            let totals = map(&app, &nb, again, mapping(&app, &nb, again)).unwrap();
            assert_eq!((totals.new, totals.grown, totals.refused), (0, 0, 0), "{name}");
            assert_eq!(totals.unchanged, tried.new, "{name}");
        }
        let own = bring(&app, &hz, &there, "own.xlsx", spreadsheet(&app, &hz, &there, 2024, false, Lang::Zh));
        let totals = map(&app, &hz, own, mapping(&app, &hz, own)).unwrap();
        assert_eq!(totals.new, 0, "where it came from nothing is entered twice");
    }

    fn an_office_s_own_table_is_read_and_what_cannot_be_is_told_cell_by_cell(db: &TestDb) {
        let app = app_on(db, "2026-03-02");
        let hz = agency(&app, "hz");
        let clerk = officer(&app, &hz, Role::Registrar);
        let id = bring(&app, &hz, &clerk, "台账.csv", gb18030(OFFICE));
        let guessed = mapping(&app, &hz, id);
        assert_eq!((guessed.line, guessed.is_double), (1, true));
        let expected = [
            None,
            Some(Field::Number),
            Some(Field::ReceivedOn),
            Some(Field::Applicant),
            Some(Field::Category),
            Some(Field::Channel),
            Some(Field::Subject),
            Some(Field::SupplementRequestedOn),
            Some(Field::SupplementedOn),
            Some(Field::AnsweredOn),
            Some(Field::ReplyNo),
            Some(Field::Outcome),
        ];
        assert_eq!(guessed.columns, expected);
        let mapping = Mapping { channel: Some(Channel::Online), ..guessed };
        let totals = map(&app, &hz, id, mapping).unwrap();
        assert_eq!(totals, Totals { new: 3, grown: 0, unchanged: 0, refused: 5 });
        let told: Vec<_> = told(&app, &hz, id).into_iter().map(|(row, _, problems)| (row, problems.join("/"))).collect();
        let expected = [
            (4, ""),
            (5, ""),
            (6, "收到日期“３月５日”读不出是哪一天，请写成 2025-03-01"),
            (7, "申请人类别“神仙”认不出是哪一种/办理结果“也许公开”认不出是哪一种"),
            (9, "没有填写登记编号"),
        ];
        for (place, (row, problem)) in expected.into_iter().enumerate() {
            assert_eq!((told[place].0, told[place].1.as_str()), (row, problem));
        }
        assert!(told[5].1.starts_with("答复日期："), "{}", told[5].1);
        assert!(told[6].1.contains("没有填写办结日期"), "{}", told[6].1);
        assert_eq!(told.len(), 8, "no title, no blank line, no sum");
        assert_eq!(run(&app, &hz, &clerk, id).unwrap(), totals);

        let (first, history) = case(&app, &hz, "2025-01");
        assert_eq!((first.status, first.channel, first.category), (Status::Replied, Channel::Post, Category::NaturalPerson));
        assert_eq!(first.received_on.unwrap().on.to_string(), "2025-03-03");
        assert_eq!(first.replies[0].document_no.as_deref(), Some("某政公复〔2025〕1号"));
        assert!(history.iter().any(|event| matches!(event, Event::Supplemented { .. })));
        let (second, _) = case(&app, &hz, "2025-02");
        assert_eq!(second.closed.unwrap().outcome, Outcome::WithheldInternalAffairs);
        assert_eq!(second.replies[0].document_no.as_deref(), Some("〔2025〕2号、3号"));
        let (last, _) = case(&app, &hz, "2025-08");
        let closed = last.closed.unwrap();
        assert_eq!((closed.outcome, closed.sub_reason.as_deref()), (Outcome::UnavailableNotHeld, Some("nonexistent")));

        let log = administration::log::page(&app, &hz, None, 1).unwrap();
        assert_eq!(log.entries[0].what, "register_imported");
        assert!(matches!(run(&app, &hz, &clerk, id), Err(AppError::Import(_))), "once");
        assert_eq!(list(&app, &hz).unwrap()[0].state, ImportState::Imported);
    }

    fn refused_lines_leave_with_the_reason_and_come_back_put_right(db: &TestDb) {
        let app = app_on(db, "2026-03-02");
        let hz = agency(&app, "hz");
        let clerk = officer(&app, &hz, Role::Registrar);
        let id = bring(&app, &hz, &clerk, "台账.csv", OFFICE.as_bytes().to_vec());
        let mapped = Mapping { channel: Some(Channel::Online), ..mapping(&app, &hz, id) };
        map(&app, &hz, id, mapped).unwrap();
        run(&app, &hz, &clerk, id).unwrap();
        let opened = open(&app, &hz, id).unwrap();
        for (lang, sheet, words) in [(Lang::Zh, "未导入的行", "读不出是哪一天"), (Lang::En, "Refused lines", "no date that can be read")] {
            let mut bytes = Vec::new();
            refused_rows(&app, &hz, &opened, lang, &mut bytes).unwrap();
            let rows = Workbook::open(bytes).rows(sheet);
            assert_eq!(rows.len(), 6);
            let reason = rows[1].last().and_then(DataType::as_string).unwrap();
            assert!(reason.contains(words), "{reason}");
            assert_eq!(rows[1][1], Data::String("2025-03".into()));
        }
        // The columns were learnt: the next table of the same form needs none of it, and a line with further steps grows.
        let next = OFFICE.replace("３月５日", "2025-3-5").replace("也许公开", "予以公开").replace("神仙", "自然人");
        let later = bring(&app, &hz, &clerk, "台账.csv", next.into_bytes());
        let totals = map(&app, &hz, later, Mapping { channel: Some(Channel::Online), ..mapping(&app, &hz, later) }).unwrap();
        assert_eq!(totals, Totals { new: 2, grown: 0, unchanged: 3, refused: 3 });
        assert_eq!(sweep(&app).unwrap(), 0);
        assert_eq!(sweep(&app_on(db, "2026-03-10")).unwrap(), 2);
    }

    fn columns_are_remembered_and_what_is_worked_here_is_not_entered_again(db: &TestDb) {
        let app = app_on(db, "2026-03-02");
        let hz = agency(&app, "hz");
        let clerk = officer(&app, &hz, Role::Registrar);
        let own = over_the_counter(&app, &hz, form("张三", ID_NUMBER)).view.row.origin.case_no;
        let table = format!("甲,乙,丙,丁\n{own},2026-02-02,当面,自然人\nR2,2026-02-03,当面,自然人\n=R3,2026-02-04,当面,自然人\n");
        let id = bring(&app, &hz, &clerk, "表.csv", table.clone().into_bytes());
        let unknown = mapping(&app, &hz, id);
        assert_eq!(unknown.columns, [None; 4]);
        let Err(AppError::Import(fault)) = map(&app, &hz, id, unknown.clone()) else { panic!("nothing is mapped") };
        assert!(wording::app_error(Lang::Zh, &AppError::Import(fault)).contains("没有指定哪一列是“登记编号”"));
        let columns = [Field::Number, Field::ReceivedOn, Field::Channel, Field::Category].map(Some).to_vec();
        let totals = map(&app, &hz, id, Mapping { columns: columns.clone(), ..unknown }).unwrap();
        assert_eq!(totals, Totals { new: 2, grown: 0, unchanged: 0, refused: 1 });
        assert_eq!(told(&app, &hz, id)[0].1, Fate::AlreadyHere);
        let again = bring(&app, &hz, &clerk, "表.csv", table.into_bytes());
        assert_eq!(mapping(&app, &hz, again).columns, columns);
        let twice = Mapping { columns: vec![Some(Field::Number); 4], ..mapping(&app, &hz, again) };
        assert!(matches!(map(&app, &hz, again, twice), Err(AppError::Import(_))));
    }

    fn a_register_of_cases_that_were_not_counted_says_so(db: &TestDb) {
        let app = app_on(db, "2026-03-02");
        let hz = agency(&app, "hz");
        let clerk = officer(&app, &hz, Role::Registrar);
        take_over(&app, &hz, SMALL_LOG);
        let table = "编号,收到日期,渠道,类别,状态\n1,45717,当面,自然人,已拆分\n2,45718,当面,自然人,办理中\n";
        let id = bring(&app, &hz, &clerk, "表.csv", table.as_bytes().to_vec());
        map(&app, &hz, id, mapping(&app, &hz, id)).unwrap();
        let opened = open(&app, &hz, id).unwrap();
        let rows = inspect(&app, &hz, &opened, Shown::Refused, (0, 10)).unwrap();
        assert_eq!(rows.len(), 1);
        let RowProblem::Cell(fault) = &rows[0].problems[0] else { panic!("{rows:?}") };
        assert_eq!((fault.field, fault.problem), (Field::Status, CellProblem::NotCounted));
    }
}

#[test]
fn files_that_are_no_tables_are_told_apart_and_none_stops_the_program() {
    let book = {
        let column = gongkai::letters::register::Column { title: "编号".into(), width: 9 };
        let mut bytes = Vec::new();
        gongkai::letters::register::Xlsx::begin("表", "表", 1, &[column]).unwrap().finish(&mut bytes).unwrap();
        bytes
    };
    assert!(sheet::read(&book).is_ok());
    for end in [4, 40, book.len() / 2, book.len() - 10] {
        assert!(matches!(sheet::read(&book[..end]), Err(SheetError::Damaged { .. })), "{end}");
    }
    for place in (0..book.len()).step_by(97) {
        let mut changed = book.clone();
        changed[place] ^= 0xff;
        // Whatever comes of it is an answer.
        let _ = sheet::read(&changed);
    }
    let cases: [(&[u8], SheetError); 5] = [
        (b"", SheetError::Empty),
        (b"\n\n,,\n", SheetError::Empty),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 rest", SheetError::OldFormat),
        (b"a,\"b", SheetError::Damaged { detail: "a quotation mark is not closed".into() }),
        (b"\xff\xff\xff\xff", SheetError::NotATable),
    ];
    for (bytes, error) in cases {
        assert_eq!(sheet::read(bytes).unwrap_err(), error, "{bytes:?}");
    }
    let long = "1\n".repeat(sheet::MAX_ROWS + 1);
    assert_eq!(sheet::read(long.as_bytes()), Err(SheetError::TooManyRows { at_most: sheet::MAX_ROWS }));
    let wide = ",".repeat(sheet::MAX_COLUMNS) + "1";
    assert_eq!(sheet::read(wide.as_bytes()), Err(SheetError::TooManyColumns { at_most: sheet::MAX_COLUMNS }));
    let utf16: Vec<u8> = "\u{feff}编号\t内容\n1\t甲".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(sheet::read(&utf16).unwrap()[0].rows[1][1].shown(), "甲");
}
