//! Random histories of requests, from a seed: whatever can happen to the clock, on any day, with a liking for
//! the days on which something runs out.

use chrono::{Days, NaiveDate};

use crate::calendar::on;
use crate::reference_clock::{Act, History, Regulation, To, nth_working_day_after};

/// SplitMix64: small, and the same on every machine.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A number from 0 up to and without `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    pub fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[usize::try_from(self.below(from.len() as u64)).unwrap()]
    }

    fn day_between(&mut self, first: &str, last: &str) -> NaiveDate {
        let days = u64::try_from((on(last) - on(first)).num_days()).unwrap();
        on(first) + Days::new(self.below(days + 1))
    }
}

/// A history, and the day from which to look at it.
pub fn history(dice: &mut Dice) -> (History, NaiveDate) {
    let mut story = Story::received(received_on(dice));
    for _ in 0..dice.below(11) {
        let day = story.next_day(dice);
        let possible = story.possible();
        if possible.is_empty() {
            break;
        }
        let act = dice.pick(&possible).clone();
        story.goes_on(day, act, dice);
    }
    let as_of = if dice.one_in(4) { story.today } else { story.next_day(dice) };
    (story.history, as_of)
}

/// All years of both regulations, often the turn of a regulation and the year without a calendar.
fn received_on(dice: &mut Dice) -> NaiveDate {
    match dice.below(8) {
        0..=2 => dice.day_between("2019-05-15", "2027-03-31"),
        3 => dice.day_between("2026-08-01", "2027-03-31"),
        4 => dice.day_between("2019-05-01", "2019-05-31"),
        _ => dice.day_between("2008-05-01", "2019-05-14"),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Never,
    Open,
    Done,
}

/// What may come next, kept so that only what can have happened does.
struct Story {
    history: History,
    today: NaiveDate,
    supplement: Stage,
    fee: Stage,
    extension: Stage,
    suspended: bool,
    open_letters: Vec<(To, NaiveDate)>,
    ended: bool,
}

impl Story {
    fn received(received_on: NaiveDate) -> Self {
        Self {
            history: History { received_on, acts: Vec::new() },
            today: received_on,
            supplement: Stage::Never,
            fee: Stage::Never,
            extension: Stage::Never,
            suspended: false,
            open_letters: Vec::new(),
            ended: false,
        }
    }

    fn regulation(&self) -> Regulation {
        Regulation::on(self.history.received_on)
    }

    /// Today, soon, later, or about the day on which a letter or the period runs out.
    fn next_day(&self, dice: &mut Dice) -> NaiveDate {
        let day = match dice.below(6) {
            0 => self.today,
            1 | 2 => self.today + Days::new(dice.below(6)),
            3 => self.today + Days::new(dice.below(30)),
            4 => match self.open_letters.first() {
                Some((_, sent_on)) => nth_working_day_after(*sent_on, 15) + Days::new(dice.below(3)) - Days::new(1),
                None => self.today,
            },
            _ => {
                let days = if self.regulation() == Regulation::Of2008 { 15 } else { 20 };
                nth_working_day_after(self.history.received_on, days) + Days::new(dice.below(3)) - Days::new(1)
            }
        };
        day.max(self.today)
    }

    fn possible(&self) -> Vec<Act> {
        if self.ended {
            return Vec::new();
        }
        let mut acts = vec![Act::Consulted(To::ThirdParty), Act::Consulted(To::Agency), Act::LaterDate(self.today)];
        acts.extend(self.open_letters.iter().map(|(to, _)| Act::Answered(*to)));
        acts.push(if self.suspended { Act::Resumed } else { Act::Suspended });
        acts.extend((self.extension == Stage::Never).then_some(Act::Extended(1)));
        match self.supplement {
            Stage::Never => acts.push(Act::SupplementRequested),
            Stage::Open => acts.extend([Act::Supplemented, Act::Supplemented, Act::SupplementLapsed]),
            Stage::Done => {}
        }
        match self.fee {
            Stage::Never if self.regulation() == Regulation::Of2019 => acts.push(Act::FeeNotified),
            Stage::Open => acts.extend([Act::FeePaid, Act::FeePaid, Act::FeeWithdrawn, Act::FeeLapsed]),
            Stage::Never | Stage::Done => {}
        }
        if self.history.acts.len() > 2 {
            acts.extend([Act::Replied, Act::Withdrawn]);
        }
        acts
    }

    fn goes_on(&mut self, day: NaiveDate, act: Act, dice: &mut Dice) {
        let act = self.in_detail(act, day, dice);
        self.today = day;
        match &act {
            Act::SupplementRequested => self.supplement = Stage::Open,
            Act::Supplemented => self.supplement = Stage::Done,
            Act::FeeNotified => self.fee = Stage::Open,
            Act::FeePaid => self.fee = Stage::Done,
            Act::FeeWithdrawn => self.fee = Stage::Never,
            Act::Consulted(to) => self.open_letters.push((*to, day)),
            Act::Answered(to) => {
                let answered = self.open_letters.iter().position(|(open, _)| open == to).unwrap();
                self.open_letters.remove(answered);
            }
            Act::Extended(_) => self.extension = Stage::Done,
            Act::Suspended | Act::Resumed => self.suspended = !self.suspended,
            Act::LaterDate(_) => {}
            Act::SupplementLapsed | Act::FeeLapsed | Act::Replied | Act::Withdrawn => self.ended = true,
        }
        self.history.acts.push((day, act));
    }

    fn in_detail(&self, act: Act, day: NaiveDate, dice: &mut Dice) -> Act {
        match act {
            Act::Extended(_) => {
                let at_most = if self.regulation() == Regulation::Of2008 { 15 } else { 20 };
                Act::Extended(1 + u32::try_from(dice.below(at_most)).unwrap())
            }
            Act::LaterDate(_) => Act::LaterDate(day + Days::new(5 + dice.below(120))),
            act => act,
        }
    }
}
