use std::sync::LazyLock;

use gongkai::domain::fee::{
    CostFee, CostFeeError, Fee, FeeBasis, FeeError, FeeLine, FeeMode, MAX_UNITS, Schedule, ScheduleError, Step, Tariff,
    Tier, WaiverReason,
};
use gongkai::domain::regime::Regime;
use proptest::prelude::*;

/// The rates as they are shipped.
static TARIFF: LazyLock<Tariff> = LazyLock::new(|| {
    let regime: Regime = toml::from_str(include_str!("../../config/regimes/cn-2019.toml")).unwrap();
    regime.fee.tariff.unwrap()
});

fn by_item(already: u64, items: u64) -> Fee {
    TARIFF.charge(FeeBasis::Items { already, items }).unwrap()
}

fn by_page(pages: u64) -> Fee {
    TARIFF.charge(FeeBasis::Pages { pages }).unwrap()
}

#[test]
fn items_cost_what_article_4_says() {
    for (items, yuan) in [
        (0, 0),
        (1, 0),
        (10, 0),
        (11, 100),
        (30, 2000),
        (31, 2200),
        (40, 4000),
        (41, 4300),
        (50, 7000),
        (51, 7400),
        (60, 11_000),
        (61, 11_500),
    ] {
        assert_eq!(by_item(0, items).amount_yuan, yuan, "{items} items");
    }
}

#[test]
fn pages_cost_what_article_5_says_and_what_cities_charged() {
    for (pages, yuan) in [
        (0, 0),
        (30, 0),
        (31, 10),
        (68, 380),
        (100, 700),
        (101, 720),
        (200, 2700),
        (201, 2740),
        (1500, 54_700),
        (2219, 83_460),
    ] {
        assert_eq!(by_page(pages).amount_yuan, yuan, "{pages} pages");
    }
}

#[test]
fn items_after_those_already_counted_are_charged_at_their_own_tier() {
    assert_eq!(by_item(10, 1).amount_yuan, 100);
    assert_eq!(by_item(30, 1).amount_yuan, 200);
    assert_eq!(by_item(28, 4).amount_yuan, 600);
    assert_eq!(by_item(60, 0).amount_yuan, 0);
}

#[test]
fn the_lines_say_how_the_amount_comes_about() {
    let line =
        |from, to, unit_yuan, subtotal_yuan| FeeLine { from, to, count: to - from + 1, unit_yuan, subtotal_yuan };
    let fee = by_item(8, 35);
    assert_eq!(
        fee.lines,
        [line(9, 10, 0, 0), line(11, 30, 100, 2000), line(31, 40, 200, 2000), line(41, 43, 300, 900)]
    );
    assert_eq!((fee.mode, fee.amount_yuan, &*fee.article), (FeeMode::Item, 4900, "国办函〔2020〕109号第四条"));
    assert_eq!(by_page(31).lines, [line(1, 30, 0, 0), line(31, 31, 10, 10)]);
    assert!(by_item(5, 0).lines.is_empty());
}

#[test]
fn absurd_numbers_are_refused_and_the_largest_allowed_are_not() {
    let too_many = Err(FeeError::TooMany { max: MAX_UNITS });
    for (already, items) in [(0, MAX_UNITS + 1), (MAX_UNITS, 1), (u64::MAX, 1), (1, u64::MAX), (u64::MAX, 0)] {
        assert_eq!(TARIFF.charge(FeeBasis::Items { already, items }), too_many);
    }
    assert_eq!(TARIFF.charge(FeeBasis::Pages { pages: u64::MAX }), too_many);
    // 10,000 steps: 200 + 300 + … for ten items each.
    assert_eq!(by_item(MAX_UNITS - 1, 1).amount_yuan, 999_800);
    assert_eq!(by_page(MAX_UNITS).amount_yuan, 700 + 2000 + (MAX_UNITS - 200) * 40);
}

#[test]
fn rates_too_high_for_any_sum_are_an_error() {
    let step = Some(Step { every: 1, add_yuan: u32::MAX });
    let tier = Tier { from: 1, unit_yuan: u32::MAX, step };
    let flat = Schedule::new("x", vec![Tier { step: None, ..tier }]).unwrap();
    let steep = Schedule::new("x", vec![tier]).unwrap();
    let tariff = Tariff { by_item: steep, by_page: flat };
    assert_eq!(tariff.charge(FeeBasis::Items { already: 0, items: MAX_UNITS }), Err(FeeError::Overflow));
    assert!(tariff.charge(FeeBasis::Pages { pages: MAX_UNITS }).is_ok());
}

#[test]
fn tiers_that_leave_a_gap_or_overlap_are_not_a_schedule() {
    let tier = |from, step| Tier { from, unit_yuan: 1, step };
    let step = |every| Some(Step { every, add_yuan: 1 });
    for (tiers, error) in [
        (vec![], ScheduleError::FirstTier),
        (vec![tier(2, None)], ScheduleError::FirstTier),
        (vec![tier(1, None), tier(1, None)], ScheduleError::Order(2)),
        (vec![tier(1, None), tier(9, None), tier(8, None)], ScheduleError::Order(3)),
        (vec![tier(1, step(10)), tier(9, None)], ScheduleError::Step(1)),
        (vec![tier(1, None), tier(9, step(0))], ScheduleError::Step(2)),
    ] {
        assert_eq!(Schedule::new("x", tiers), Err(error));
    }
}

#[test]
fn a_schedule_in_a_file_is_checked_when_it_is_read() {
    let error = toml::from_str::<Schedule>("article = \"x\"\ntiers = [{ from = 5, unit_yuan = 0 }]").unwrap_err();
    assert!(error.to_string().contains("must start at 1"));
}

#[test]
fn the_2008_regime_has_no_tariff() {
    let regime: Regime = toml::from_str(include_str!("../../config/regimes/cn-2008.toml")).unwrap();
    assert_eq!(regime.fee.tariff, None);
}

#[test]
fn a_cost_fee_keeps_what_was_charged_what_was_waived_and_why() {
    let fee = CostFee::new(3, 12, Some(WaiverReason::RuralFiveGuarantees)).unwrap();
    let json = r#"{"charged_yuan":3,"waived_yuan":12,"reason":"rural_five_guarantees"}"#;
    assert_eq!(serde_json::to_string(&fee).unwrap(), json);
    assert_eq!(serde_json::from_str::<CostFee>(json).unwrap(), fee);
    assert!(CostFee::new(0, 12, None).is_ok());
    assert_eq!(CostFee::new(3, 0, Some(WaiverReason::SpecialCare)), Err(CostFeeError::NothingWaived));
}

proptest! {
    #[test]
    fn one_more_item_or_page_never_costs_less(already in 0_u64..500, units in 0_u64..500) {
        prop_assert!(by_item(already, units + 1).amount_yuan >= by_item(already, units).amount_yuan);
        prop_assert!(by_item(already + 1, units).amount_yuan >= by_item(already, units).amount_yuan);
        prop_assert!(by_page(units + 1).amount_yuan >= by_page(units).amount_yuan);
    }

    #[test]
    fn a_month_costs_the_same_however_its_items_are_spread(requests in prop::collection::vec(0_u64..40, 0..20)) {
        let mut already = 0;
        let mut sum = 0;
        for items in &requests {
            sum += by_item(already, *items).amount_yuan;
            already += items;
        }
        prop_assert_eq!(sum, by_item(0, already).amount_yuan);
    }

    #[test]
    fn the_lines_cover_every_unit_once_and_add_up(already in 0_u64..300, items in 1_u64..300) {
        let fee = by_item(already, items);
        let mut next = already + 1;
        for line in &fee.lines {
            prop_assert_eq!(line.from, next);
            prop_assert_eq!(line.count, line.to - line.from + 1);
            prop_assert_eq!(line.subtotal_yuan, line.count * line.unit_yuan);
            next = line.to + 1;
        }
        prop_assert_eq!(next, already + items + 1);
        prop_assert_eq!(fee.lines.iter().map(|line| line.subtotal_yuan).sum::<u64>(), fee.amount_yuan);
    }

    #[test]
    fn a_fee_has_the_mode_of_its_basis_alone(already in 0_u64..100, units in 0_u64..100) {
        prop_assert_eq!(by_item(already, units).mode, FeeMode::Item);
        prop_assert_eq!(by_page(units).mode, FeeMode::Page);
        prop_assert_ne!(by_item(0, 1).article, by_page(1).article);
    }
}
