//! Medians and percentiles of many runs.

use std::time::{Duration, Instant};

/// Durations of many runs of the same thing.
#[derive(Debug, Default)]
pub struct Timings(Vec<Duration>);

impl Timings {
    /// Runs it once and keeps how long it took.
    pub fn time<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let result = work();
        self.push(begun.elapsed());
        result
    }

    /// Keeps how long something took.
    pub fn push(&mut self, took: Duration) {
        self.0.push(took);
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Counts the runs of another as well.
    pub fn add(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    pub fn median(&mut self) -> Duration {
        self.percentile(50)
    }

    /// The duration that so many in a hundred runs did not exceed.
    pub fn percentile(&mut self, percent: usize) -> Duration {
        self.0.sort_unstable();
        let last = self.0.len().saturating_sub(1);
        self.0.get(last * percent / 100).copied().unwrap_or_default()
    }
}

pub fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

pub fn microseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

/// The one in the middle.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
