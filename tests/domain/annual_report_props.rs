//! 年度报告, for any history.

use gongkai::domain::annual_report::{
    AppealColumn, CaseFacts, Cell, Column, Entered, Figures, OLD_ROWS, Row, Statistic,
};
use gongkai::domain::code::AppealGroup;
use gongkai::domain::reconcile::{Published, reconcile};
use gongkai::domain::regime::Form;
use proptest::prelude::*;

use crate::support::history::{YEARS, cases, header, report, sums};
use crate::support::report::parse;

/// Every cell that any form derives from cases.
fn all_cells() -> Vec<Cell> {
    let table3 = Row::ALL.iter().flat_map(|row| Column::ALL.map(|column| Cell::Table3(*row, column)));
    let table4 =
        AppealGroup::ALL.iter().flat_map(|group| AppealColumn::ALL.iter().map(|column| Cell::Table4(*group, *column)));
    let old = OLD_ROWS.iter().filter(|row| row.is_counted()).map(Cell::Old);
    let statistics = Statistic::all().map(Cell::Statistic);
    table3.chain(table4).chain(old).chain(statistics).chain([Cell::ProseReceived]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_ledger_and_the_cases_give_the_same_report_for_any_history(cases in cases()) {
        for form in Form::ALL {
            for year in YEARS {
                let by_case = Figures::fold(&header(*form, year), &cases, &Entered::new());
                prop_assert_eq!(report(&cases, *form, year), by_case);
            }
        }
    }

    #[test]
    fn every_cell_is_the_sum_of_the_cases_it_selects(cases in cases(), year in YEARS) {
        let sums = sums(&cases, year);
        for cell in all_cells() {
            let of_ledger: i64 = sums.lines().map(|(line, count)| cell.weight_of_line(line) * count).sum();
            let selected = cases.iter().filter(|case| cell.selects(year, case));
            let of_cases: i64 = selected.map(|case| cell.weight_of_case(year, case)).sum();
            prop_assert_eq!(of_ledger, of_cases, "{} of {}", cell, year);
        }
    }

    #[test]
    fn our_own_report_never_contradicts_itself_or_the_year_before(cases in cases()) {
        for form in Form::ALL {
            for year in YEARS {
                let this = Published::from(&report(&cases, *form, year));
                let previous = Published::from(&report(&cases, *form, year - 1));
                prop_assert_eq!(reconcile(&this, Some(&previous), &[]), []);
            }
        }
    }

    #[test]
    fn a_summary_is_the_sum_of_the_agencies_below(first in cases(), second in cases(), year in YEARS) {
        let both: Vec<CaseFacts> = first.iter().chain(&second).cloned().collect();
        for form in Form::ALL {
            let below = [&first, &second].map(|cases| Published::from(&report(cases, *form, year)));
            let summary = Published::from(&report(&both, *form, year));
            prop_assert_eq!(reconcile(&summary, None, &below), []);
        }
    }

    #[test]
    fn what_is_written_is_read_back(cases in cases(), year in YEARS) {
        for form in Form::ALL {
            let figures = report(&cases, *form, year);
            let read = parse(&serde_json::to_string(&figures).unwrap());
            prop_assert_eq!(read, Published::from(&figures));
        }
    }

    #[test]
    fn an_address_leads_back_to_its_cell(cell in prop::sample::select(all_cells())) {
        prop_assert_eq!(cell.to_string().parse(), Ok(cell));
    }
}
