//! The contract's JSON, letter by letter: others read it.

use gongkai::domain::annual_report::{Amount, Entered, Figures};
use gongkai::domain::regime::Form;

use crate::support::caselog::facts_of;
use crate::support::history::{header, sums};

fn json(log: &str, form: Form, year: i32, entered: &Entered) -> String {
    let figures = Figures::build(&header(form, year), &sums(&facts_of(log), year), entered);
    serde_json::to_string_pretty(&figures).unwrap()
}

#[test]
fn the_2021_form_is_written_as_the_contract_has_it() {
    let entered = Entered::from([("行政事业性收费/本年收费金额".to_owned(), Amount::wan_yuan(123_400))]);
    insta::assert_snapshot!(json("09-2021-2022", Form::Form2021, 2022, &entered));
}

#[test]
fn the_2019_form_is_written_as_the_contract_has_it() {
    insta::assert_snapshot!(json("13-2019-2019", Form::Form2019, 2019, &Entered::new()));
}

#[test]
fn the_2014_form_is_written_with_its_row_numbers() {
    insta::assert_snapshot!(json("2010-provincial", Form::Form2014, 2010, &Entered::new()));
}

#[test]
fn a_year_without_a_request_is_written_with_zeros_everywhere() {
    insta::assert_snapshot!(json("24-2021-2023", Form::Form2021, 2023, &Entered::new()));
}
