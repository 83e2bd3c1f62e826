//! When a message is tried again.

use chrono::TimeDelta;

/// The pauses after each attempt, in seconds: 10 s, 1 min, 5 min, 30 min, 2 h, 6 h, 12 h, 24 h. After one
/// attempt more the message is given up, almost two days after the first.
const PAUSES: [i64; 8] = [10, 60, 300, 1_800, 7_200, 21_600, 43_200, 86_400];

/// Attempts in all.
pub const ATTEMPTS: usize = PAUSES.len() + 1;

/// How long a place that does not answer is left alone by its other messages.
pub(super) const REST: TimeDelta = TimeDelta::seconds(10);

/// The pause after so many attempts; `None` after the last. `chance` moves it by up to a fifth either way, so
/// that what failed together does not come back together.
#[must_use]
pub(super) fn pause_after(attempts: i32, chance: u8) -> Option<TimeDelta> {
    let place = usize::try_from(attempts).ok()?.checked_sub(1)?;
    let pause = *PAUSES.get(place)?;
    let fifth = pause * 1000 / 5;
    Some(TimeDelta::milliseconds(pause * 1000 - fifth + 2 * fifth * i64::from(chance) / i64::from(u8::MAX)))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::{ATTEMPTS, PAUSES, pause_after};

    #[test]
    fn pauses_grow_and_end() {
        let pauses: Vec<_> = (1..).map_while(|attempts| pause_after(attempts, 128)).collect();
        assert_eq!(pauses.len() + 1, ATTEMPTS);
        assert!(pauses.is_sorted());
        assert_eq!(pause_after(0, 0), None);
    }

    #[test]
    fn chance_moves_a_pause_by_a_fifth_either_way() {
        for (attempts, pause) in (1..).zip(PAUSES) {
            assert_eq!(pause_after(attempts, 0), Some(TimeDelta::milliseconds(pause * 800)));
            assert_eq!(pause_after(attempts, 255), Some(TimeDelta::milliseconds(pause * 1200)));
        }
    }
}
