//! 制度: the numbers of the statute, as they are read from `config/regimes`.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use gongkai::domain::outcome::Outcome;
use gongkai::domain::regime::{Effect, Form, Regime, RegimeId};

use crate::calendar::{on, rules};

fn regime(received_on: &str) -> &'static Regime {
    rules().regimes().on(on(received_on)).unwrap()
}

#[test]
fn the_day_of_receipt_decides_which_regulation_governs() {
    assert!(rules().regimes().on(on("2008-04-30")).is_none());
    assert_eq!(regime("2008-05-01").id, RegimeId::Cn2008);
    assert_eq!(regime("2019-05-14").id, RegimeId::Cn2008);
    assert_eq!(regime("2019-05-15").id, RegimeId::Cn2019);
    assert_eq!(regime("2040-12-31").id, RegimeId::Cn2019);
}

#[test]
fn the_regulation_of_2019_gives_twenty_days_and_at_most_twenty_more() {
    let regime = regime("2025-03-03");
    assert_eq!((regime.reply.working_days, &*regime.reply.article), (20, "第三十三条"));
    assert_eq!((regime.extension.working_days, &*regime.extension.article), (20, "第三十三条"));
    let notice = regime.supplement.notice_within.as_ref().unwrap();
    assert_eq!((notice.working_days, regime.supplement.effect), (7, Effect::Restarts));
    assert_eq!((regime.third_party.working_days, regime.agency.working_days), (15, 15));
    let payable = regime.fee.payable_within.as_ref().unwrap();
    assert_eq!((payable.working_days, regime.fee.effect), (20, Effect::Restarts));
    assert_eq!(regime.fee.in_force_from, Some(on("2021-01-01")));
    assert_eq!(regime.suspension.effect, Effect::None);
    assert_eq!(&*regime.report.agency_due, "01-31");
}

#[test]
fn the_regulation_of_2008_gives_fifteen_days_and_pauses_for_a_supplement() {
    let regime = regime("2010-06-01");
    assert_eq!((regime.reply.working_days, regime.extension.working_days), (15, 15));
    assert_eq!((&regime.supplement.notice_within, regime.supplement.effect), (&None, Effect::Pauses));
    assert_eq!((&regime.fee.payable_within, regime.fee.effect), (&None, Effect::None));
    assert_eq!(&*regime.report.agency_due, "03-31");
}

#[test]
fn each_year_has_its_form_of_the_annual_report() {
    let forms = [2007, 2008, 2018, 2019, 2020, 2021, 2040].map(|year| rules().regimes().form_for(year));
    let (old, trial, new) = (Some(Form::Form2014), Some(Form::Form2019), Some(Form::Form2021));
    assert_eq!(forms, [None, old, old, trial, trial, new, new]);
}

#[test]
fn every_outcome_belongs_to_a_regime_and_the_groups_do_not_mix() {
    for outcome in Outcome::ALL {
        let admitted: Vec<_> = rules().regimes().iter().filter(|regime| regime.admits(*outcome)).collect();
        assert!(!admitted.is_empty(), "{outcome} belongs to no regime");
        let is_common = matches!(outcome, Outcome::Disclosed | Outcome::PartlyDisclosed);
        assert_eq!(admitted.len() == 2, is_common, "{outcome}");
    }
}

#[test]
fn every_rule_of_a_regime_cites_its_article() {
    for regime in rules().regimes().iter() {
        let cited = [&regime.reply.article, &regime.extension.article, &regime.supplement.article];
        let more = [&regime.third_party.article, &regime.agency.article, &regime.fee.article, &regime.receipt.article];
        assert!(cited.into_iter().chain(more).all(|article| article.contains("条")), "{}", regime.id);
    }
}
