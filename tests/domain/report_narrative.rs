//! 报告的文字: numbers in sentences are those of the tables, and sentences say what they count.

use std::collections::BTreeMap;

use gongkai::domain::annual_report::narrative::{Bound, Part, TextFault, TextRefused, Vocabulary};
use gongkai::domain::annual_report::{Entered, Figures, TallySums};
use gongkai::domain::code::{Category, Channel};
use gongkai::domain::office::OfficeContact;
use gongkai::domain::outcome::Outcome;
use gongkai::domain::regime::Form;
use gongkai::domain::tally::{Measure, TallyKey, Timeliness};
use gongkai::letters::report::{Material, vocabulary};
use gongkai::messages::Lang;
use gongkai::wording::text_refused;

use crate::support::caselog::facts_of;
use crate::support::history::{header, sums};

/// 上海 2025: 新收 1295, 上年结转 189, 办结 1191.
fn shanghai() -> Figures {
    Figures::build(&header(Form::Form2021, 2025), &sums(&facts_of("02-2021-2025"), 2025), &Entered::new())
}

fn of(form: Form, year: i32, lines: &[(Measure, i64)]) -> Figures {
    let line = |(measure, count): &(Measure, i64)| {
        (TallyKey { year, measure: *measure, category: Category::NaturalPerson }, *count)
    };
    Figures::build(&header(form, year), &TallySums::of_year(year, lines.iter().map(line)), &Entered::new())
}

fn words() -> Vocabulary {
    vocabulary().unwrap()
}

fn bind(figures: &Figures, part: Part, text: &str) -> Result<String, TextFault> {
    Bound::new(&words(), figures).bind(part, text)
}

fn overview(text: &str) -> Result<String, TextFault> {
    bind(&shanghai(), Part::Overview, text)
}

fn read(figures: &Figures, written: &[(Part, &str)]) -> BTreeMap<Part, String> {
    let written = written.iter().map(|(part, text)| (*part, (*text).to_owned())).collect();
    Material { figures, agencies: 1, contact: &OfficeContact::default(), written: &written }
        .narrative(&words())
        .unwrap()
}

#[test]
fn a_right_number_is_bound_to_its_figure() {
    for (typed, bound) in [
        ("本年新收政府信息公开申请1295件。", "本年新收政府信息公开申请{新收}件。"),
        ("新收申请 1,295 件（不含上年结转189件）", "新收申请 {新收} 件（不含上年结转{上年结转}件）"),
        ("2025年新收１２９５件，共办结了1191件", "2025年新收{新收}件，共办结了{办结}件"),
        ("新收与上年结转合计1484件。", "新收与上年结转合计{受理合计}件。"),
        ("结转下年度继续办理{结转下年度}件。", "结转下年度继续办理{结转下年度}件。"),
        ("印发30号文件，第36条适用12次。", "印发30号文件，第36条适用12次。"),
        ("通过网上渠道新收500件，自然人新收9件。", "通过网上渠道新收500件，自然人新收9件。"),
        ("2024年新收900件，比本年新收1295件少。", "2024年新收900件，比本年新收{新收}件少。"),
    ] {
        assert_eq!(overview(typed).as_deref(), Ok(bound), "{typed}");
    }
}

#[test]
fn a_wrong_number_is_refused_with_the_right_one() {
    for (typed, written, figure, amount) in [
        ("本年新收政府信息公开申请1296件。", "1296", "新收", "1295"),
        ("上年结转政府信息公开申请 18 件", "18", "上年结转", "189"),
        ("全年共办结 1,190 件。", "1,190", "办结", "1191"),
        ("2024年新收900件。新收900件。", "900", "新收", "1295"),
        ("新收与上年结转合计1295件。", "1295", "受理合计", "1484"),
        ("新收申请{办结}件。", "{办结}", "新收", "1295"),
    ] {
        let Err(fault) = overview(typed) else { panic!("{typed}") };
        let TextFault::Disagrees { written: found, figure: name, amount: right } = &fault else { panic!("{fault:?}") };
        assert_eq!((found.as_str(), name.as_str(), right.to_string().as_str()), (written, figure, amount), "{typed}");
        for lang in Lang::ALL {
            let sentence = text_refused(lang, &TextRefused::Fault(fault.clone()));
            assert!(sentence.contains(written) && sentence.contains(amount), "{sentence}");
        }
    }
}

#[test]
fn a_sentence_on_requests_received_says_what_it_counts() {
    for typed in ["本年度收到政府信息公开申请1295件。", "全年共受理公开申请，合计 1484 件", "收到申请{新收}件。"]
    {
        assert!(matches!(overview(typed), Err(TextFault::Ambiguous { .. })), "{typed}");
    }
    for typed in [
        "收到政府信息公开申请1484件（新收1295件，上年结转189件）。",
        "本年度未收到政府信息公开申请。",
        "收到行政复议申请55件。",
        "收到举报2件。收到建议1件。",
    ] {
        assert!(overview(typed).is_ok(), "{typed}: {:?}", overview(typed));
    }
}

#[test]
fn a_text_that_cannot_be_filled_or_says_nothing_is_refused() {
    let unknown = TextFault::UnknownFigure { name: "新受".to_owned() };
    assert_eq!(overview("申请{新受}件"), Err(unknown));
    assert_eq!(overview("新收{新收件"), Err(TextFault::Brace));
    assert_eq!(overview("新收新收}件"), Err(TextFault::Brace));
    for nothing in ["", " \n", "无", "无。"] {
        assert_eq!(bind(&shanghai(), Part::Problems, nothing), Err(TextFault::Nothing), "{nothing:?}");
        assert!(bind(&shanghai(), Part::Others, nothing).is_ok(), "no fee was charged");
    }
    let charged = of(Form::Form2021, 2025, &[(Measure::FeeChargedYuan, 380), (Measure::FeeCases, 1)]);
    assert_eq!(bind(&charged, Part::Others, "无"), Err(TextFault::Nothing));
    let long = "字".repeat(20_001);
    assert_eq!(overview(&long), Err(TextFault::TooLong { max: 20_000 }));
}

#[test]
fn every_draft_stands_its_own_test() {
    let received = Measure::Received(Channel::Online);
    let years = [
        shanghai(),
        of(Form::Form2021, 2025, &[]),
        of(Form::Form2021, 2025, &[(received, 3), (Measure::FeeChargedYuan, 380), (Measure::FeeCases, 1)]),
        Figures::build(&header(Form::Form2019, 2019), &sums(&facts_of("13-2019-2019"), 2019), &Entered::new()),
        Figures::build(&header(Form::Form2014, 2010), &sums(&facts_of("2010-local"), 2010), &Entered::new()),
    ];
    let (words, contact) = (words(), contact());
    for figures in &years {
        let written = BTreeMap::from([(Part::Shortcomings, "本年超期较多\n公开不够主动".to_owned())]);
        for written in [BTreeMap::new(), written] {
            let material = Material { figures, agencies: 3, contact: &contact, written: &written };
            let bound = Bound::new(&words, figures);
            for part in Part::SECTIONS {
                let draft = material.draft(&words, part).unwrap();
                assert_eq!(bound.bind(part, &draft).as_ref(), Ok(&draft), "{part} of {}", figures.header.year);
                // Written out with its numbers it is bound to the same figures again.
                let filled = bound.fill(&draft).unwrap();
                assert!(!filled.contains('{') && !filled.contains("{{"), "{filled}");
                assert_eq!(bound.fill(&bound.bind(part, &filled).unwrap()).unwrap(), filled, "{part}");
            }
        }
    }
}

#[test]
fn the_drafts_of_a_large_year_say_what_the_tables_say() {
    let read = read(&shanghai(), &[(Part::Shortcomings, "部分答复说理不充分"), (Part::Measures, "开展培训")]);
    let overview = &read[&Part::Overview];
    for words in [
        "本年度新收政府信息公开申请1295件，上年结转189件，新收与上年结转合计1484件。",
        "本年度办结1191件，结转下年度继续办理293件。",
        "（一）主动公开情况。",
        "（五）监督保障情况。",
    ] {
        assert!(overview.contains(words), "{words} is missing: {overview}");
    }
    assert!(read[&Part::Problems].contains("（一）存在的主要问题。部分答复说理不充分。"), "{read:?}");
    assert!(read[&Part::Problems].contains("（二）改进情况。开展培训。"), "{read:?}");
    assert!(read[&Part::Others].contains("本年度未收取信息处理费。"), "{read:?}");
    assert!(read[&Part::Contact].contains("测试机关"), "{read:?}");
}

#[test]
fn a_year_without_a_request_says_so() {
    let nothing = read(&of(Form::Form2021, 2025, &[]), &[]);
    let overview = &nothing[&Part::Overview];
    assert!(overview.contains("本年度未收到政府信息公开申请。"), "{overview}");
    assert!(!overview.contains("办结") && !overview.contains("新收"), "{overview}");
    let earlier = TallyKey { year: 2024, measure: Measure::Received(Channel::Post), category: Category::Enterprise };
    let sums = TallySums::of_year(2025, [(earlier, 2)]);
    let carried = Figures::build(&header(Form::Form2021, 2025), &sums, &Entered::new());
    let overview = &read(&carried, &[])[&Part::Overview];
    let said = "本年度未收到政府信息公开申请，办理上年结转的政府信息公开申请2件，办结0件，结转下年度继续办理2件。";
    assert!(overview.contains(said), "{overview}");
}

#[test]
fn fees_appeals_and_late_replies_are_in_the_drafts() {
    let figures = of(
        Form::Form2021,
        2025,
        &[
            (Measure::Received(Channel::Online), 5),
            (Measure::Closed(Outcome::Disclosed), 4),
            (Measure::Timeliness(Timeliness::Late), 1),
            (Measure::FeeChargedYuan, 380),
            (Measure::FeeCases, 1),
        ],
    );
    let read = read(&figures, &[(Part::Matters, "本年度修订了公开指南。")]);
    assert!(read[&Part::Others].contains("本年度涉及收费1件，收取信息处理费380元。"), "{read:?}");
    assert!(read[&Part::Others].contains("本年度修订了公开指南。"), "{read:?}");
    assert!(read[&Part::Problems].contains("超过法定期限答复1件"), "{read:?}");
}

#[test]
fn the_2014_form_has_words_of_its_own() {
    let figures = Figures::build(&header(Form::Form2014, 2010), &sums(&facts_of("2010-local"), 2010), &Entered::new());
    let read = read(&figures, &[]);
    let overview = &read[&Part::Overview];
    assert!(overview.contains("本年度新收政府信息公开申请7165件，上年结转0件"), "{overview}");
    assert!(overview.contains("申请信息不存在") && !overview.contains("不予处理"), "{overview}");
    assert!(read[&Part::Others].contains("收取费用2420元"), "{read:?}");
}

/// Everything that is known of an office.
fn contact() -> OfficeContact {
    OfficeContact {
        name: "某市政府信息公开办公室".to_owned(),
        address: "某市人民路1号3楼".to_owned(),
        postcode: "310000".to_owned(),
        hours: "工作日8:30—12:00，14:00—17:30".to_owned(),
        phone: "0571-12345678".to_owned(),
        fax: "0571-12345679".to_owned(),
        email: "office@example.cn".to_owned(),
    }
}

#[test]
fn the_report_says_how_the_office_is_reached_as_far_as_that_is_known() {
    let (figures, written) = (of(Form::Form2021, 2025, &[]), BTreeMap::new());
    let read = |contact: &OfficeContact| {
        let material = Material { figures: &figures, agencies: 1, contact, written: &written };
        material.narrative(&words()).unwrap()[&Part::Contact].clone()
    };
    let agency = &figures.header.agency;
    let nothing = format!("本报告由{agency}编制。对本报告有疑问的，可以与{agency}政府信息公开工作机构联系。");
    assert_eq!(read(&OfficeContact::default()), nothing);
    let everything = format!(
        "本报告由{agency}编制。对本报告有疑问的，可以与某市政府信息公开办公室联系（办公地址：某市人民路1号3楼；\
         邮政编码：310000；办公时间：工作日8:30—12:00，14:00—17:30；联系电话：0571-12345678；\
         传真号码：0571-12345679；电子邮箱：office@example.cn）。"
    );
    assert_eq!(read(&contact()), everything);
    let phone = OfficeContact { phone: "12345".to_owned(), ..OfficeContact::default() };
    assert!(read(&phone).ends_with("政府信息公开工作机构联系（联系电话：12345）。"), "{}", read(&phone));
}
