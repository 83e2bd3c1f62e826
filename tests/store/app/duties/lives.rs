//! Random requests of two years, with everything that duties look at.

use chrono::{Days, NaiveDate};
use gongkai::domain::case_log::{LogApplicant, LogLine, LogStep, StepKind};
use gongkai::domain::code::{AppealResult, Category, Channel};
use gongkai::domain::outcome::Outcome;

/// SplitMix64: each line has its own numbers.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.next() % (high - low + 1)
    }

    fn percent(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }
}

/// The whole life of one request. Where cases end by themselves, what is never answered is left to the program.
pub fn line(index: u64, received_on: NaiveDate, ends_by_itself: bool) -> LogLine {
    let mut random = Random(index.wrapping_mul(0xA076_1D64_78BD_642F));
    let category = Category::ALL[random.between(0, 5) as usize];
    let channel = Channel::ALL[random.between(0, 5) as usize];
    let mut life = Life { random, on: received_on, steps: Vec::new(), ends_by_itself };
    if life.prepare() && life.answer() {
        life.appeal();
    }
    LogLine {
        source_ref: format!("{index:06}"),
        channel,
        applicant: LogApplicant { category, name: Some("某人".to_owned()) },
        subject: Some("2024年度采购合同".to_owned()),
        submitted_on: None,
        received_on,
        steps: life.steps,
    }
}

struct Life {
    random: Random,
    on: NaiveDate,
    steps: Vec<LogStep>,
    ends_by_itself: bool,
}

impl Life {
    fn later(&mut self, low: u64, high: u64) -> &mut Self {
        self.on = self.on + Days::new(self.random.between(low, high));
        self
    }

    fn step(&mut self, kind: StepKind) -> &mut LogStep {
        let json = serde_json::json!({ "on": self.on, "do": kind });
        self.steps.push(serde_json::from_value(json).unwrap());
        self.steps.last_mut().unwrap()
    }

    /// Whether it goes on.
    fn prepare(&mut self) -> bool {
        match self.random.between(1, 100) {
            1..=15 => self.supplement(),
            16..=25 => self.charge(),
            26..=40 => {
                self.later(1, 4).step(StepKind::ThirdPartyConsulted);
                if self.random.percent(60) {
                    self.later(3, 18).step(StepKind::ThirdPartyAnswered).consents = Some(true);
                }
                true
            }
            _ => true,
        }
    }

    fn supplement(&mut self) -> bool {
        let respond_by = self.later(1, 5).on + Days::new(self.random.between(3, 15));
        self.step(StepKind::SupplementRequested).respond_by = Some(respond_by);
        if self.random.percent(60) {
            let in_time = (respond_by - self.on).num_days().unsigned_abs();
            self.later(1, in_time).step(StepKind::Supplemented);
            return true;
        }
        if !self.ends_by_itself && self.random.percent(70) {
            self.on = respond_by;
            self.later(9, 15).step(StepKind::SupplementLapsed);
        }
        false
    }

    fn charge(&mut self) -> bool {
        let notice = self.later(1, 4).step(StepKind::FeeNotified);
        notice.by = Some("page".to_owned());
        notice.pages = Some(68);
        notice.amount_yuan = Some(380);
        if self.random.percent(60) {
            self.later(2, 25).step(StepKind::FeePaid).amount_yuan = Some(380);
            return true;
        }
        if !self.ends_by_itself && self.random.percent(70) {
            self.later(45, 60).step(StepKind::FeeLapsed);
        }
        false
    }

    fn answer(&mut self) -> bool {
        match self.random.between(1, 100) {
            1..=65 => self.later(2, 20),
            66..=95 => self.later(25, 80),
            _ => return false,
        };
        self.step(StepKind::Replied).outcome = Some(Outcome::Disclosed);
        true
    }

    fn appeal(&mut self) {
        if self.random.percent(12) {
            self.later(3, 40).step(StepKind::ReconsiderationFiled);
            if self.random.percent(80) {
                self.later(2, 60).step(StepKind::ReconsiderationConcluded).result = Some(AppealResult::Upheld);
            }
        } else if self.random.percent(4) {
            self.later(3, 40).step(StepKind::LitigationFiled).after_reconsideration = Some(false);
            self.later(10, 60).step(StepKind::LitigationConcluded).result = Some(AppealResult::Upheld);
        }
    }
}
