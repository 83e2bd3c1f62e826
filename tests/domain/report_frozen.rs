//! 定稿的数据: they come back as they were kept, and what differs from them later is explained by cases.

use std::collections::BTreeMap;

use gongkai::domain::annual_report::{Amount, CaseFacts, Entered, FigurePlace, Figures, entered_cells};
use gongkai::domain::regime::Form;
use proptest::prelude::*;
use proptest::sample::select;

use crate::support::history::{cases, header, report, sums};

const FORMS: [Form; 3] = [Form::Form2021, Form::Form2019, Form::Form2014];

proptest! {
    #[test]
    fn figures_that_were_kept_are_read_back_as_they_were(
        cases in cases(), form in select(&FORMS[..]), year in 2019..2024, parts in 0..90_000i64,
    ) {
        let amounts = entered_cells(form).into_iter().zip(0..);
        let entered: Entered = amounts.map(|(cell, n)| (cell, Amount::wan_yuan(parts * n))).collect();
        let figures = Figures::build(&header(form, year), &sums(&cases, year), &entered);
        let json = serde_json::to_string(&figures).unwrap();
        let back: Figures = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(&back, &figures);
        prop_assert_eq!(serde_json::to_string(&back).unwrap(), json);
    }

    #[test]
    fn what_changed_since_the_freeze_is_the_sum_of_what_the_cases_add(
        before in cases(), added in cases(), year in 2019..2024,
    ) {
        let frozen = report(&before, Form::Form2021, year);
        let all: Vec<CaseFacts> = before.iter().chain(&added).cloned().collect();
        let differences = frozen.differences(&report(&all, Form::Form2021, year));
        for difference in &differences {
            if let FigurePlace::Counted(cell) = difference.place {
                let sum: i64 = added.iter().map(|case| cell.weight_of_case(year, case)).sum();
                prop_assert_eq!(difference.from + Amount::from(sum), difference.to, "{}", cell);
            }
        }
        let changes = added.iter().filter(|case| case.received_on.is_some()).count();
        prop_assert!(changes > 0 || differences.is_empty());
    }
}

#[test]
fn a_figure_entered_after_the_freeze_is_an_adjustment_without_cases() {
    let cell = "行政许可/本年处理决定数量".to_owned();
    let with = |entered: Entered| Figures::build(&header(Form::Form2021, 2025), &sums(&[], 2025), &entered);
    let frozen = with(Entered::from([(cell.clone(), Amount::from(7))]));
    let differences = frozen.differences(&with(Entered::from([(cell, Amount::from(9))])));
    let found: BTreeMap<String, (Amount, Amount)> =
        differences.iter().map(|found| (found.place.to_string(), (found.from, found.to))).collect();
    let expected = ("table2/行政许可/本年处理决定数量".to_owned(), (Amount::from(7), Amount::from(9)));
    assert_eq!(found, BTreeMap::from([expected]));
}

#[test]
fn what_is_not_a_report_is_not_read_back() {
    for text in ["{}", "[]", r#"{"agency":"甲","year":2016,"form":"2014","scope":"own"}"#] {
        assert!(serde_json::from_str::<Figures>(text).is_err(), "{text}");
    }
}
