//! A case log as facts: only what the report counts, without checking the history.

use chrono::NaiveDate;
use gongkai::domain::annual_report::{Appeal, CaseFacts, Closing, Fee, ReplyTiming};
use gongkai::domain::code::AppealGroup;
use gongkai::domain::outcome::Outcome;
use gongkai::domain::tally::Timeliness;
use serde_json::Value;

use super::report::case_file;

/// The facts of every case of a log under `tests/cases/logs`.
pub fn facts_of(log: &str) -> Vec<CaseFacts> {
    case_file(&format!("logs/{log}.caselog.jsonl"))
        .lines()
        .map(|line| facts(&serde_json::from_str(line).unwrap()))
        .collect()
}

fn facts(case: &Value) -> CaseFacts {
    let mut facts = CaseFacts {
        category: code(&case["applicant"]["category"]),
        channel: code(&case["channel"]),
        received_on: Some(day(&case["received_on"])),
        closed: None,
        appeals: Vec::new(),
        complaints: Vec::new(),
        fees: Vec::new(),
    };
    let mut timeliness = Timeliness::OnTime;
    for step in case["steps"].as_array().unwrap() {
        let on = day(&step["on"]);
        match step["do"].as_str().unwrap() {
            "extended" => timeliness = Timeliness::ExtendedOnTime,
            "replied" => close(&mut facts, on, code(&step["outcome"]), Some(timeliness)),
            "supplement_lapsed" => close(&mut facts, on, Outcome::OtherSupplementLapsed, None),
            "fee_lapsed" => close(&mut facts, on, Outcome::OtherFeeLapsed, None),
            "withdrawn" => close(&mut facts, on, Outcome::OtherOther, None),
            "reconsideration_filed" => file(&mut facts, on, AppealGroup::Reconsideration),
            "litigation_filed" => file(&mut facts, on, litigation(step)),
            "reconsideration_concluded" => conclude(&mut facts, step, |group| group == AppealGroup::Reconsideration),
            "litigation_concluded" => conclude(&mut facts, step, |group| group != AppealGroup::Reconsideration),
            "complaint_filed" => facts.complaints.push(on),
            "cost_fee" => {
                let yuan = |key: &str| step[key].as_i64().unwrap();
                facts.fees.push(Fee { on, charged_yuan: yuan("charged_yuan"), waived_yuan: yuan("waived_yuan") });
            }
            _ => {}
        }
    }
    facts
}

/// A further reply is a re-decision and not counted again (R15).
fn close(facts: &mut CaseFacts, on: NaiveDate, outcome: Outcome, timeliness: Option<Timeliness>) {
    let reply = timeliness.map(|timeliness| ReplyTiming { timeliness, working_days: 0 });
    facts.closed.get_or_insert(Closing { on, outcome, reply });
}

fn litigation(step: &Value) -> AppealGroup {
    match step["after_reconsideration"].as_bool().unwrap() {
        true => AppealGroup::LitigationAfterReconsideration,
        false => AppealGroup::LitigationDirect,
    }
}

fn file(facts: &mut CaseFacts, filed_on: NaiveDate, group: AppealGroup) {
    facts.appeals.push(Appeal { group, filed_on, concluded: None });
}

fn conclude(facts: &mut CaseFacts, step: &Value, is_meant: impl Fn(AppealGroup) -> bool) {
    let pending = |appeal: &&mut Appeal| appeal.concluded.is_none() && is_meant(appeal.group);
    facts.appeals.iter_mut().find(pending).unwrap().concluded = Some((day(&step["on"]), code(&step["result"])));
}

fn code<T: std::str::FromStr<Err: std::fmt::Debug>>(value: &Value) -> T {
    value.as_str().unwrap().parse().unwrap()
}

fn day(value: &Value) -> NaiveDate {
    value.as_str().unwrap().parse().unwrap()
}
