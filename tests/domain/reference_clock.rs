//! 答复期限 kept the slow way: one day after the other, from the rulings R1–R8 and nothing else.
//!
//! Every day has a morning, in which it counts or not, the acts of the day, and an evening, in which
//! consultations run out. Nothing here is taken from `src/domain/deadline`: not the formula, not the types,
//! not the calendar's table.

use std::collections::HashSet;
use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate};

use crate::calendar::on;
use crate::calendar_props::NATION;

/// Whom a letter went to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    ThirdParty,
    Agency,
}

/// What happened on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    SupplementRequested,
    Supplemented,
    SupplementLapsed,
    Consulted(To),
    Answered(To),
    Extended(u32),
    FeeNotified,
    FeePaid,
    FeeWithdrawn,
    FeeLapsed,
    LaterDate(NaiveDate),
    Suspended,
    Resumed,
    Replied,
    Withdrawn,
}

/// A request and what happened to it, in order.
#[derive(Debug, Clone)]
pub struct History {
    pub received_on: NaiveDate,
    pub acts: Vec<(NaiveDate, Act)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Running,
    Stopped,
    Closed,
}

/// What the clock shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    pub state: State,
    pub due_on: Option<NaiveDate>,
    pub due_if_restarted_today: Option<NaiveDate>,
    pub provisional: bool,
}

/// R10: the regulation of 2008 until 2019-05-14, the one of 2019 after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Regulation {
    Of2008,
    Of2019,
}

impl Regulation {
    pub fn on(received_on: NaiveDate) -> Self {
        if received_on <= on("2019-05-14") { Self::Of2008 } else { Self::Of2019 }
    }

    fn period(self) -> usize {
        match self {
            Self::Of2008 => 15,
            Self::Of2019 => 20,
        }
    }
}

const CONSULTATION: u32 = 15;
const LAST_PUBLISHED_YEAR: i32 = 2026;

static WORKING_DAYS: LazyLock<HashSet<NaiveDate>> = LazyLock::new(|| {
    let days = on("2008-01-01").iter_days().take_while(|day| day.year() < 2035);
    days.filter(|day| NATION.works(*day)).collect()
});

/// R2.
pub fn works(day: NaiveDate) -> bool {
    WORKING_DAYS.contains(&day)
}

/// R1, for whoever makes up histories that end exactly on a last day.
pub fn nth_working_day_after(day: NaiveDate, n: u32) -> NaiveDate {
    day.iter_days().skip(1).filter(|day| works(*day)).nth(n as usize - 1).unwrap()
}

/// Reads the clock on a day, with everything that happened up to and on it.
pub fn read(history: &History, as_of: NaiveDate) -> Reading {
    let mut clock = Clock::started(history.received_on);
    let mut today = history.received_on;
    loop {
        for (_, act) in history.acts.iter().filter(|(day, _)| *day == today) {
            clock.happens(act, today);
        }
        if today == as_of || clock.closed {
            return clock.reading(today);
        }
        clock.evening();
        today = today + Days::new(1);
        clock.morning(today);
    }
}

#[derive(Clone)]
struct Letter {
    to: To,
    answered: bool,
    run_out: bool,
    working_days: u32,
}

#[derive(Clone)]
struct Clock {
    regulation: Regulation,
    /// The days that counted since the period began.
    counted: Vec<NaiveDate>,
    extension: u32,
    letters: Vec<Letter>,
    awaits_supplement: bool,
    awaits_payment: bool,
    later_date: Option<NaiveDate>,
    closed: bool,
}

impl Clock {
    fn started(received_on: NaiveDate) -> Self {
        Self {
            regulation: Regulation::on(received_on),
            counted: Vec::new(),
            extension: 0,
            letters: Vec::new(),
            awaits_supplement: false,
            awaits_payment: false,
            later_date: None,
            closed: false,
        }
    }

    fn morning(&mut self, today: NaiveDate) {
        if !works(today) {
            return;
        }
        if !self.is_held() {
            self.counted.push(today);
        }
        self.letters.iter_mut().for_each(|letter| letter.working_days += 1);
    }

    fn evening(&mut self) {
        for letter in &mut self.letters {
            letter.run_out = letter.working_days >= CONSULTATION;
        }
    }

    fn is_held(&self) -> bool {
        let consulting = self.letters.iter().any(|letter| !letter.answered && !letter.run_out);
        self.awaits_supplement || self.awaits_payment || consulting
    }

    fn happens(&mut self, act: &Act, today: NaiveDate) {
        match act {
            Act::SupplementRequested => self.awaits_supplement = true,
            Act::Supplemented => self.supplement_arrives(),
            Act::Consulted(to) => {
                self.letters.push(Letter { to: *to, answered: false, run_out: false, working_days: 0 });
            }
            Act::Answered(to) => {
                self.letters.iter_mut().find(|letter| letter.to == *to && !letter.answered).unwrap().answered = true;
            }
            Act::Extended(days) => {
                if !self.is_too_late(today) {
                    self.extension = *days;
                }
            }
            Act::FeeNotified => self.awaits_payment = true,
            Act::FeePaid => self.payment_arrives(),
            Act::FeeWithdrawn => self.awaits_payment = false,
            Act::LaterDate(day) => self.later_date = Some(*day),
            // R8: no effect.
            Act::Suspended | Act::Resumed => {}
            Act::SupplementLapsed | Act::FeeLapsed | Act::Replied | Act::Withdrawn => self.closed = true,
        }
    }

    /// R3: afresh under the regulation of 2019, on from there under the one of 2008.
    fn supplement_arrives(&mut self) {
        self.awaits_supplement = false;
        if self.regulation == Regulation::Of2019 {
            self.begin_afresh();
        }
    }

    /// R6.
    fn payment_arrives(&mut self) {
        self.awaits_payment = false;
        self.begin_afresh();
    }

    /// R5: an extension lapses with its period.
    fn begin_afresh(&mut self) {
        self.counted.clear();
        self.extension = 0;
    }

    /// R5: notified on or before the due date then in force.
    fn is_too_late(&self, today: NaiveDate) -> bool {
        self.last_day().is_some_and(|last| last < today) && self.later_date.is_none_or(|later| later < today)
    }

    /// The last day of the period, if it has come.
    fn last_day(&self) -> Option<NaiveDate> {
        self.counted.get(self.regulation.period() + self.extension as usize - 1).copied()
    }

    fn reading(&self, today: NaiveDate) -> Reading {
        let state = match (self.closed, self.is_held()) {
            (true, _) => State::Closed,
            (false, true) => State::Stopped,
            (false, false) => State::Running,
        };
        let mut future = self.clone();
        future.everything_awaited_arrives_or_is_dropped();
        let (due_on, provisional) = future.run_out_from(today);
        match state {
            State::Stopped => Reading { state, due_on: None, due_if_restarted_today: Some(due_on), provisional },
            State::Running | State::Closed => {
                Reading { state, due_on: Some(due_on), due_if_restarted_today: None, provisional }
            }
        }
    }

    /// What is awaited comes in today; once the case has ended, nothing is awaited any more.
    fn everything_awaited_arrives_or_is_dropped(&mut self) {
        self.letters.clear();
        if self.awaits_supplement && !self.closed {
            self.supplement_arrives();
        }
        if self.awaits_payment && !self.closed {
            self.payment_arrives();
        }
        (self.awaits_supplement, self.awaits_payment) = (false, false);
    }

    /// R7: the later date, if it is later. R2: an agreed date is certain, a counted one only in years with
    /// a calendar.
    fn run_out_from(mut self, mut today: NaiveDate) -> (NaiveDate, bool) {
        let last_day = loop {
            if let Some(last_day) = self.last_day() {
                break last_day;
            }
            today = today + Days::new(1);
            self.morning(today);
        };
        match self.later_date.filter(|later| *later > last_day) {
            Some(later) => (later, false),
            None => (last_day, last_day.year() > LAST_PUBLISHED_YEAR),
        }
    }
}

/// The reference itself is held against the worked examples of an independent program.
#[test]
fn the_slow_reference_agrees_with_the_worked_examples() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/deadlines/oracle.jsonl");
    let examples = std::fs::read_to_string(path).unwrap();
    let mut states = [0; 3];
    for line in examples.lines() {
        let example: serde_json::Value = serde_json::from_str(line).unwrap();
        let reading = read(&worked(&example["case"]), on(example["as_of"].as_str().unwrap()));
        let state = ["running", "stopped", "closed"][reading.state as usize];
        assert_eq!(example["state"], state, "{line}");
        assert_eq!(example["due_on"].as_str().map(on), reading.due_on, "{line}");
        states[reading.state as usize] += 1;
    }
    assert_eq!(states, [371, 29, 0]);
}

fn worked(case: &serde_json::Value) -> History {
    let acts = case["steps"].as_array().unwrap().iter().map(|step| (on(step["on"].as_str().unwrap()), act(step)));
    History { received_on: on(case["received_on"].as_str().unwrap()), acts: acts.collect() }
}

fn act(step: &serde_json::Value) -> Act {
    match step["do"].as_str().unwrap() {
        "supplement_requested" => Act::SupplementRequested,
        "supplemented" => Act::Supplemented,
        "third_party_consulted" => Act::Consulted(To::ThirdParty),
        "third_party_answered" => Act::Answered(To::ThirdParty),
        "agency_consulted" => Act::Consulted(To::Agency),
        "agency_answered" => Act::Answered(To::Agency),
        "extended" => Act::Extended(u32::try_from(step["working_days"].as_u64().unwrap()).unwrap()),
        "fee_notified" => Act::FeeNotified,
        "fee_paid" => Act::FeePaid,
        other => panic!("the examples have no {other}"),
    }
}
