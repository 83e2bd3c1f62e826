//! The calendar against a slow reference that walks day by day over the files' text, and knows
//! nothing of layers, tables or types.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use proptest::prelude::*;

use crate::calendar::{national, on, rules};

/// What the files say of a day: works or not.
pub struct Reference {
    listed: BTreeMap<NaiveDate, bool>,
}

pub static NATION: LazyLock<Reference> = LazyLock::new(|| Reference::of(&[]));
static GUANGXI: LazyLock<Reference> = LazyLock::new(|| Reference::of(&["regional/cn-guangxi-2017.toml"]));

const PUBLISHED: std::ops::RangeInclusive<i32> = 2007..=2026;

impl Reference {
    fn of(regional: &[&str]) -> Self {
        let mut reference = Self { listed: BTreeMap::new() };
        for year in PUBLISHED {
            reference.read(&format!("cn-{year}.toml"));
        }
        for year in 2027..=2040 {
            reference.read(&format!("provisional/cn-{year}.statutory.toml"));
        }
        regional.iter().for_each(|name| reference.read(name));
        reference
    }

    fn read(&mut self, name: &str) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("config/calendars").join(name);
        let file: toml::Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
        let entries = |key| file.get(key).and_then(toml::Value::as_array).cloned().unwrap_or_default();
        for holiday in entries("holiday") {
            for date in holiday["dates"].as_array().unwrap() {
                self.listed.insert(on(date.as_str().unwrap()), false);
            }
        }
        for makeup in entries("makeup") {
            self.listed.insert(on(makeup["date"].as_str().unwrap()), true);
        }
    }

    pub fn works(&self, day: NaiveDate) -> bool {
        let weekday = !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        self.listed.get(&day).copied().unwrap_or(weekday)
    }

    fn add(&self, start: NaiveDate, n: u32) -> (NaiveDate, bool) {
        let (mut day, mut left, mut provisional) = (start, n, false);
        while left > 0 {
            day = day.succ_opt().unwrap();
            provisional |= !PUBLISHED.contains(&day.year());
            left -= u32::from(self.works(day));
        }
        (day, provisional)
    }

    fn between(&self, from: NaiveDate, to: NaiveDate) -> (u32, bool) {
        let (mut day, mut count, mut provisional) = (from, 0, false);
        while day < to {
            day = day.succ_opt().unwrap();
            provisional |= !PUBLISHED.contains(&day.year());
            count += u32::from(self.works(day));
        }
        (count, provisional)
    }
}

fn day_up_to(last: &str) -> impl Strategy<Value = NaiveDate> {
    let first = on("2007-01-01");
    let days = u64::try_from((on(last) - first).num_days()).unwrap();
    (0..=days).prop_map(move |days| first + Days::new(days))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5000))]

    #[test]
    fn adding_agrees_with_walking(start in day_up_to("2038-12-31"), n in 0u32..300) {
        let found = national().add_working_days(start, n).unwrap();
        prop_assert_eq!((found.on, found.provisional), NATION.add(start, n));
    }

    #[test]
    fn counting_agrees_with_walking(from in day_up_to("2039-12-31"), span in 0u64..400) {
        let to = (from + Days::new(span)).min(on("2040-12-31"));
        let count = national().working_days_between(from, to).unwrap();
        prop_assert_eq!((count.working_days, count.provisional), NATION.between(from, to));
    }

    #[test]
    fn a_region_agrees_with_walking(start in day_up_to("2018-12-31"), n in 0u32..60) {
        let found = rules().calendar(Some("CN-GX")).unwrap().add_working_days(start, n).unwrap();
        prop_assert_eq!((found.on, found.provisional), GUANGXI.add(start, n));
    }

    #[test]
    fn the_answer_is_a_working_day_and_counts_back_to_the_question(start in day_up_to("2038-12-31"), n in 1u32..300) {
        let calendar = national();
        let due = calendar.add_working_days(start, n).unwrap();
        prop_assert_eq!(calendar.is_working_day(due.on), Ok(true));
        prop_assert_eq!(calendar.working_days_between(start, due.on).unwrap().working_days, n);
    }
}

#[test]
fn every_day_of_every_year_is_what_the_files_say() {
    for (date, day, provisional) in national().days() {
        assert_eq!(day.is_working(), NATION.works(date), "{date}");
        assert_eq!(provisional, !PUBLISHED.contains(&date.year()), "{date}");
    }
}
