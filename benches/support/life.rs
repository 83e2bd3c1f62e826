//! The life of one request, step by step, as registers have it.

use chrono::{Days, NaiveDate};
use gongkai::domain::case_log::{LogStep, StepKind};
use gongkai::domain::code::AppealResult;
use gongkai::domain::outcome::Outcome;
use gongkai::domain::review::Verdict;

use super::random::Random;
use super::register::{day, working_day};
use super::words;

/// Under which regulation a request came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    Of2008,
    Of2019,
}

/// Whether there is more to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    GoesOn,
    Ends,
}

pub struct Life<'a> {
    random: &'a mut Random,
    age: Age,
    on: NaiveDate,
    steps: Vec<LogStep>,
}

impl<'a> Life<'a> {
    /// The whole life of a request received on a day.
    pub fn new(random: &'a mut Random, received_on: NaiveDate, age: Age, stays_open: bool) -> Self {
        let mut life = Self { random, age, on: received_on, steps: Vec::new() };
        if life.prepare() == Then::GoesOn && !stays_open && life.decide() == Then::GoesOn {
            life.appeal();
        }
        life
    }

    /// What had happened by the evening of a day.
    pub fn until(self, last: NaiveDate) -> Vec<LogStep> {
        self.steps.into_iter().take_while(|step| step.on <= last).collect()
    }

    /// A number of days later, on a working day.
    fn later(&mut self, low: u64, high: u64) -> &mut Self {
        self.on = working_day(self.on + Days::new(self.random.between(low, high)));
        self
    }

    fn step(&mut self, kind: StepKind) -> &mut LogStep {
        self.steps.push(LogStep::new(self.on, kind));
        let index = self.steps.len() - 1;
        &mut self.steps[index]
    }

    fn prepare(&mut self) -> Then {
        if self.random.chance(80) && self.supplement() == Then::Ends {
            return Then::Ends;
        }
        if self.random.chance(120) {
            self.consult_third_party();
        }
        if self.random.chance(30) {
            self.later(1, 4).step(StepKind::AgencyConsulted);
            self.later(3, 14).step(StepKind::AgencyAnswered);
        }
        if self.random.chance(8) {
            self.later(1, 3).step(StepKind::ReasonsRequested);
            self.later(2, 10).step(StepKind::ReasonsGiven);
        }
        if self.random.chance(4) {
            self.later(1, 3).step(StepKind::Suspended).reason = Some("等待上级机关批复".to_owned());
            self.later(5, 30).step(StepKind::Resumed);
        }
        let has_fees = self.age == Age::Of2019 && self.on >= day(2021, 1, 1);
        if has_fees && self.random.chance(15) { self.charge() } else { Then::GoesOn }
    }

    fn supplement(&mut self) -> Then {
        self.later(2, 8);
        let respond_by = self.on + Days::new(14);
        self.step(StepKind::SupplementRequested).respond_by = Some(respond_by);
        match self.random.between(1, 100) {
            1..=12 if self.age == Age::Of2019 => {
                self.later(16, 24).step(StepKind::SupplementLapsed);
                Then::Ends
            }
            13..=18 => {
                self.later(2, 12).step(StepKind::Withdrawn);
                Then::Ends
            }
            _ => {
                self.later(3, 14).step(StepKind::Supplemented);
                Then::GoesOn
            }
        }
    }

    fn consult_third_party(&mut self) {
        self.later(1, 4).step(StepKind::ThirdPartyConsulted);
        if self.random.chance(850) {
            let consents = self.random.weighted(&[(Some(true), 45), (Some(false), 45), (None, 10)]);
            self.later(3, 20).step(StepKind::ThirdPartyAnswered).consents = consents;
        } else {
            self.later(22, 30);
        }
    }

    fn charge(&mut self) -> Then {
        self.later(1, 5);
        let (by, items, pages, amount) = if self.random.chance(400) {
            let items = self.random.between(11, 30);
            ("item", Some(items), None, (items - 10) * 100)
        } else {
            let pages = self.random.between(31, 100);
            ("page", None, Some(pages), (pages - 30) * 10)
        };
        let amount_yuan = i64::try_from(amount).ok();
        let notice = self.step(StepKind::FeeNotified);
        notice.by = Some(by.to_owned());
        notice.items = items.and_then(|items| u32::try_from(items).ok());
        notice.pages = pages.and_then(|pages| u32::try_from(pages).ok());
        notice.amount_yuan = amount_yuan;
        if self.random.chance(250) {
            self.later(42, 50).step(StepKind::FeeLapsed);
            return Then::Ends;
        }
        self.later(2, 25).step(StepKind::FeePaid).amount_yuan = amount_yuan;
        Then::GoesOn
    }

    fn decide(&mut self) -> Then {
        if self.random.chance(30) {
            self.later(1, 10).step(StepKind::Withdrawn);
            return Then::Ends;
        }
        if self.random.chance(70) {
            let longest = if self.age == Age::Of2008 { 15 } else { 20 };
            let working_days = self.random.weighted(&[(longest, 8), (10, 2)]);
            self.later(8, 16).step(StepKind::Extended).working_days = Some(working_days);
            self.later(8, 12);
        }
        if self.random.chance(200) {
            self.review();
        }
        if self.random.chance(30) {
            self.later(40, 90)
        } else {
            self.later(2, 14)
        };
        self.reply();
        Then::GoesOn
    }

    fn review(&mut self) {
        let is_sent_back = self.random.chance(100);
        let verdicts = [(1, Verdict::Passed), (2, Verdict::SentBack), (1, Verdict::Passed)];
        let again = [(2, Verdict::Passed), (3, Verdict::Passed)];
        for (step, verdict) in verdicts.iter().skip(if is_sent_back { 0 } else { 2 }).chain(&again) {
            let reviewer = self.random.between(1, 9);
            let reviewed = self.later(0, 2).step(StepKind::Reviewed);
            reviewed.step = Some(*step);
            reviewed.by = Some(format!("{step}审{reviewer}"));
            reviewed.verdict = Some(*verdict);
        }
    }

    fn reply(&mut self) {
        let outcome = match self.age {
            Age::Of2008 => self.random.weighted(&words::OLD_OUTCOMES),
            Age::Of2019 => self.random.weighted(&words::NEW_OUTCOMES),
        };
        if self.age == Age::Of2008 && self.random.chance(30) {
            let (charged, waived) =
                (self.random.weighted(&[(5, 3), (12, 2), (40, 1)]), self.random.weighted(&[(0, 4), (5, 1)]));
            let fee = self.step(StepKind::CostFee);
            fee.charged_yuan = Some(charged);
            fee.waived_yuan = Some(waived);
        }
        let sub_reason = self.sub_reason(outcome);
        let replied = self.step(StepKind::Replied);
        replied.outcome = Some(outcome);
        replied.sub_reason = sub_reason.map(str::to_owned);
        if self.random.chance(600) {
            self.later(0, 5).step(StepKind::Delivered);
        }
    }

    fn sub_reason(&mut self, outcome: Outcome) -> Option<&'static str> {
        if outcome == Outcome::UnavailableNotHeld {
            return Some(self.random.weighted(&[("nonexistent", 3), ("other_agency", 2)]));
        }
        (outcome == Outcome::OtherOther).then_some("已告知通过不动产登记机构查询")
    }

    fn appeal(&mut self) {
        if self.random.chance(5) {
            self.later(3, 30).step(StepKind::ComplaintFiled);
            self.later(5, 40).step(StepKind::ComplaintConcluded);
        }
        if self.random.chance(40) {
            self.reconsider();
        } else if self.random.chance(12) {
            self.later(10, 150).step(StepKind::LitigationFiled).after_reconsideration = Some(false);
            self.conclude(StepKind::LitigationConcluded, 60, 240);
        }
    }

    fn reconsider(&mut self) {
        self.later(5, 55).step(StepKind::ReconsiderationFiled);
        let result = self.conclude(StepKind::ReconsiderationConcluded, 30, 75);
        if result == AppealResult::Corrected && self.random.chance(800) {
            self.later(5, 25).reply();
        } else if self.random.chance(250) {
            self.later(3, 15).step(StepKind::LitigationFiled).after_reconsideration = Some(true);
            self.conclude(StepKind::LitigationConcluded, 60, 240);
        }
    }

    fn conclude(&mut self, kind: StepKind, low: u64, high: u64) -> AppealResult {
        let result = self.random.weighted(&words::APPEAL_RESULTS);
        self.later(low, high).step(kind).result = Some(result);
        result
    }
}
