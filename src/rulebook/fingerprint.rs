//! 日历指纹: whether two calendars give the same answers.

use sha2::{Digest, Sha256};

use crate::domain::calendar::{Calendar, Day};

/// SHA-256, in hexadecimal, over every day: what it is, which occasion and document say so, and
/// whether it is 暂定. A server that finds another fingerprint than the one it stored recomputes its
/// open deadlines (R2).
#[must_use]
pub fn fingerprint(calendar: &Calendar) -> String {
    let mut hash = Sha256::new();
    for (date, day, provisional) in calendar.days() {
        let (kind, occasion) = match day {
            Day::Working => ("working", ""),
            Day::Weekend => ("weekend", ""),
            Day::Holiday { name, .. } => ("holiday", &**name),
            Day::Makeup { festival, .. } => ("makeup", &**festival),
        };
        let by = day.notice().map_or("", |notice| notice.citation());
        hash.update(format!("{date}\t{kind}\t{occasion}\t{by}\t{provisional}\n"));
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
