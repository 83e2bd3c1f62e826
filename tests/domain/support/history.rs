//! Random cases: whatever may have happened to a request between 2017 and 2026.

use chrono::{Days, NaiveDate};
use gongkai::domain::annual_report::{
    Appeal, CaseFacts, Closing, Entered, Fee, Figures, Header, ReplyTiming, Scope, TallySums,
};
use gongkai::domain::code::{AppealGroup, AppealResult, Category, Channel};
use gongkai::domain::outcome::Outcome;
use gongkai::domain::regime::Form;
use gongkai::domain::tally::Timeliness;
use proptest::prelude::*;
use proptest::sample::select;

/// The years that random cases touch.
pub const YEARS: std::ops::RangeInclusive<i32> = 2017..=2028;

/// A header for a form and year.
pub fn header(form: Form, year: i32) -> Header {
    Header { agency: "测试机关".to_owned(), year, form, scope: Scope::Own }
}

/// The ledger of some cases, summed for a year's report.
pub fn sums(cases: &[CaseFacts], year: i32) -> TallySums {
    TallySums::of_year(year, cases.iter().flat_map(CaseFacts::ledger_lines))
}

/// The report that the ledger of some cases makes.
pub fn report(cases: &[CaseFacts], form: Form, year: i32) -> Figures {
    Figures::build(&header(form, year), &sums(cases, year), &Entered::new())
}

/// Up to forty cases.
pub fn cases() -> impl Strategy<Value = Vec<CaseFacts>> {
    prop::collection::vec(case(), 0..40)
}

fn case() -> impl Strategy<Value = CaseFacts> {
    let who = (select(Category::ALL), select(Channel::ALL), prop::option::weighted(0.95, received_on()));
    who.prop_flat_map(|(category, channel, received_on)| {
        let from = received_on.unwrap_or(first_day());
        let later = (prop::option::of(closing(from)), prop::collection::vec(appeal(from), 0..3));
        let more = (prop::collection::vec(after(from), 0..2), prop::collection::vec(fee(from), 0..3));
        (later, more).prop_map(move |((closed, appeals), (complaints, fees))| CaseFacts {
            category,
            channel,
            received_on,
            closed,
            appeals,
            complaints,
            fees,
        })
    })
}

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2017, 1, 1).unwrap()
}

fn received_on() -> impl Strategy<Value = NaiveDate> {
    (0u64..3000).prop_map(|days| first_day() + Days::new(days))
}

/// A day from `from` on, often the same one, sometimes years later.
fn after(from: NaiveDate) -> impl Strategy<Value = NaiveDate> {
    (0u64..600).prop_map(move |days| from + Days::new(days))
}

fn closing(from: NaiveDate) -> impl Strategy<Value = Closing> {
    let timing = (select(Timeliness::ALL), 0u16..120);
    let reply = prop::option::weighted(
        0.8,
        timing.prop_map(|(timeliness, working_days)| ReplyTiming { timeliness, working_days }),
    );
    (after(from), select(Outcome::ALL), reply).prop_map(|(on, outcome, reply)| Closing { on, outcome, reply })
}

fn appeal(from: NaiveDate) -> impl Strategy<Value = Appeal> {
    (after(from), select(AppealGroup::ALL)).prop_flat_map(|(filed_on, group)| {
        prop::option::of((after(filed_on), select(AppealResult::ALL))).prop_map(move |concluded| Appeal {
            group,
            filed_on,
            concluded,
        })
    })
}

fn fee(from: NaiveDate) -> impl Strategy<Value = Fee> {
    (after(from), -50i64..500, 0i64..100).prop_map(|(on, charged_yuan, waived_yuan)| Fee {
        on,
        charged_yuan,
        waived_yuan,
    })
}
