//! When a mail is tried again, and how long a server that does not answer is left alone.

use chrono::{NaiveDateTime, TimeDelta};

/// The pauses after each attempt that the server refused for now, in seconds: 1 min, 5 min, 15 min, 30 min, 1 h,
/// 2 h, 4 h, 8 h, 12 h, 24 h. After one attempt more the mail is given up, more than two days after the first.
const PAUSES: [i64; 10] = [60, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200, 86_400];

/// Attempts in all.
pub const ATTEMPTS: usize = PAUSES.len() + 1;

/// The first rest of a server that does not answer, and the longest, in seconds.
const FIRST_REST: i64 = 5;
const LONGEST_REST: i64 = 300;

/// The pause after so many attempts; `None` after the last. `chance` moves it by up to a fifth either way, so
/// that what failed together does not come back together.
#[must_use]
pub(super) fn pause_after(attempts: i32, chance: u8) -> Option<TimeDelta> {
    let place = usize::try_from(attempts).ok()?.checked_sub(1)?;
    PAUSES.get(place).map(|seconds| shaken(*seconds, chance))
}

fn shaken(seconds: i64, chance: u8) -> TimeDelta {
    let fifth = seconds * 1000 / 5;
    TimeDelta::milliseconds(seconds * 1000 - fifth + 2 * fifth * i64::from(chance) / i64::from(u8::MAX))
}

/// 歇: a server that does not answer is asked again by one sender at a time, after pauses that grow from 5
/// seconds to 5 minutes. No mail is to blame for it, so none is given up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Rest {
    failures: u32,
    failed_at: Option<NaiveDateTime>,
    until: Option<NaiveDateTime>,
}

impl Rest {
    /// Whether somebody may ask the server now. While it rests the first who comes after the pause may, and
    /// everybody else waits for what comes of it, at most for the time of a claim.
    pub(super) fn may_ask(&mut self, now: NaiveDateTime, claim: TimeDelta) -> bool {
        match self.until {
            Some(until) if now < until => false,
            Some(_) => {
                self.until = Some(now + claim);
                true
            }
            None => true,
        }
    }

    /// The server answered.
    pub(super) fn end(&mut self) {
        *self = Self::default();
    }

    /// The server did not answer. Of several who asked before the first was turned away only that one counts.
    pub(super) fn go_on(&mut self, asked_at: NaiveDateTime, now: NaiveDateTime, chance: u8) {
        if self.failed_at.is_some_and(|at| at >= asked_at) {
            return;
        }
        let doubled = FIRST_REST << self.failures.min(10);
        self.failures = self.failures.saturating_add(1);
        self.failed_at = Some(now);
        self.until = Some(now + shaken(doubled.min(LONGEST_REST), chance));
    }
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDateTime, TimeDelta};

    use super::{ATTEMPTS, Rest, pause_after};

    #[test]
    fn pauses_grow_and_end() {
        let pauses: Vec<_> = (1..).map_while(|attempts| pause_after(attempts, 128)).collect();
        assert_eq!(pauses.len() + 1, ATTEMPTS);
        assert!(pauses.is_sorted());
        assert_eq!(pause_after(0, 0), None);
    }

    #[test]
    fn a_silent_server_is_asked_by_one_sender_after_pauses_that_grow_to_five_minutes() {
        let (mut rest, claim) = (Rest::default(), TimeDelta::minutes(3));
        let mut now = NaiveDateTime::default();
        let mut pauses = Vec::new();
        for _ in 0..9 {
            assert!(rest.may_ask(now, claim));
            rest.go_on(now, now, 128);
            // Those who were on their way at the same time change nothing.
            let known = rest;
            rest.go_on(now, now, 0);
            assert_eq!(rest, known);
            let asked_at = now;
            while !rest.may_ask(now, claim) {
                now += TimeDelta::milliseconds(500);
            }
            pauses.push((now - asked_at).num_seconds());
            assert!(!rest.may_ask(now, claim), "one is enough");
            rest.until = Some(now);
        }
        assert_eq!(pauses, [5, 10, 20, 40, 80, 160, 300, 300, 300]);
        rest.end();
        assert!(rest.may_ask(now, claim) && rest.may_ask(now, claim));
    }
}
