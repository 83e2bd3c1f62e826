//! 登记簿 of any length: requests of sixteen years in order of receipt, as the contract's case log.
//!
//! Each line is made from its number alone, so a register needs no memory and is the same every time.

use std::io::{BufRead, BufReader, Read};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use gongkai::domain::case_log::{LogApplicant, LogLine};

use super::life::{Age, Life};
use super::random::Random;
use super::words;

const SEED: u64 = 20_080_501;

/// A register to be written.
#[derive(Debug, Clone, Copy)]
pub struct Register {
    lines: u64,
    /// How many of a thousand requests are still open at the end, beside those that have just come in.
    open_per_mille: u64,
}

impl Register {
    /// An office's register: some 3 % are open.
    pub fn of(lines: usize) -> Self {
        Self { lines: lines as u64, open_per_mille: 26 }
    }

    /// A register with more left to do.
    pub fn with_open(self, per_mille: u64) -> Self {
        Self { open_per_mille: per_mille, ..self }
    }

    /// The first day on which a request came in.
    pub fn first_day() -> NaiveDate {
        day(2009, 1, 5)
    }

    /// The day on which the register was handed over; nothing happened after it.
    pub fn last_day() -> NaiveDate {
        day(2025, 6, 30)
    }

    /// The line with this number, from 0.
    pub fn line(self, index: u64) -> LogLine {
        let mut random = Random::of_line(SEED, index);
        let received_on = self.received_on(index);
        let is_old = received_on < day(2019, 5, 15);
        let channels = if is_old { words::OLD_CHANNELS } else { words::NEW_CHANNELS };
        let category = random.weighted(&words::CATEGORIES);
        let age = if is_old { Age::Of2008 } else { Age::Of2019 };
        let stays_open = self.is_recent(index) && random.chance(self.open_chance());
        LogLine {
            source_ref: format!("{}-{:07}", received_on.year(), index + 1),
            channel: random.weighted(&channels),
            applicant: LogApplicant { category, name: Some(words::name(&mut random, category)) },
            subject: Some(words::subject(&mut random, received_on.year() - 1)),
            submitted_on: random.chance(150).then(|| received_on - Days::new(random.between(1, 4))),
            received_on,
            steps: Life::new(&mut random, received_on, age, stays_open).until(Self::last_day()),
        }
    }

    /// All lines, in order.
    pub fn lines(self) -> impl Iterator<Item = LogLine> {
        (0..self.lines).map(move |index| self.line(index))
    }

    /// The register as a file that is not on any disk.
    pub fn reader(self) -> impl BufRead {
        BufReader::new(Stream { register: self, next: 0, text: Vec::new(), read: 0 })
    }

    fn received_on(self, index: u64) -> NaiveDate {
        let span = (Self::last_day() - Self::first_day()).num_days().unsigned_abs();
        working_day(Self::first_day() + Days::new(index * span / self.lines.max(1))).min(Self::last_day())
    }

    /// What is left open is left open lately.
    fn is_recent(self, index: u64) -> bool {
        index >= self.lines - self.recent().min(self.lines)
    }

    fn recent(self) -> u64 {
        (self.lines / 8).max(self.lines * self.open_per_mille * 2 / 1000).max(1)
    }

    fn open_chance(self) -> u64 {
        self.lines * self.open_per_mille / self.recent()
    }
}

struct Stream {
    register: Register,
    next: u64,
    text: Vec<u8>,
    read: usize,
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.read == self.text.len() && self.next < self.register.lines {
            self.text = serde_json::to_vec(&self.register.line(self.next))?;
            self.text.push(b'\n');
            self.next += 1;
            self.read = 0;
        }
        let count = (&self.text[self.read..]).read(buffer)?;
        self.read += count;
        Ok(count)
    }
}

/// The day itself, or the Monday after a weekend.
pub fn working_day(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => day + Days::new(2),
        Weekday::Sun => day + Days::new(1),
        Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri => day,
    }
}

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the date exists")
}
