//! Figures and their bounds, one line each.

use std::process::ExitCode;

/// What was promised, and whether it was kept.
#[derive(Debug, Default)]
pub struct Bounds {
    broken: usize,
}

impl Bounds {
    /// Prints a figure that nothing was promised about.
    pub fn figure(what: &str, value: f64, unit: &str) {
        println!("{what}: {}{unit}", readable(value));
    }

    pub fn at_least(&mut self, what: &str, value: f64, unit: &str, bound: f64) {
        self.line(what, value, unit, "at least", bound, value >= bound);
    }

    pub fn at_most(&mut self, what: &str, value: f64, unit: &str, bound: f64) {
        self.line(what, value, unit, "at most", bound, value <= bound);
    }

    /// Something that is so or is not.
    pub fn holds(&mut self, what: &str, is_so: bool) {
        println!("{what}: {}", if is_so { "yes, kept" } else { "no, BROKEN" });
        self.broken += usize::from(!is_so);
    }

    /// Fails if a bound was broken.
    pub fn exit(self) -> ExitCode {
        ExitCode::from(u8::from(self.broken > 0))
    }

    fn line(&mut self, what: &str, value: f64, unit: &str, relation: &str, bound: f64, is_kept: bool) {
        let verdict = if is_kept { "kept" } else { "BROKEN" };
        println!("{what}: {}{unit} ({relation} {}{unit}: {verdict})", readable(value), readable(bound));
        self.broken += usize::from(!is_kept);
    }
}

fn readable(value: f64) -> String {
    if value >= 100.0 { format!("{value:.0}") } else { format!("{value:.2}") }
}
