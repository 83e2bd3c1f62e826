//! 登记编号 without gaps (R20): a case that was taken away leaves its number behind.

use std::collections::{BTreeMap, BTreeSet};

use super::Finding;
use crate::app::Agency;
use crate::domain::ids::AgencyId;
use crate::store::counters::CounterRow;

/// The numbers that the cases have, by agency and year.
#[derive(Debug, Default)]
pub(super) struct Numbers(BTreeMap<(AgencyId, i32), BTreeSet<i64>>);

impl Numbers {
    /// Notes a case's number. One that is not `…YEAR…NUMBER…` is not followed.
    pub(super) fn see(&mut self, agency: AgencyId, case_no: &str) {
        if let Some((year, number)) = read(case_no) {
            self.0.entry((agency, year)).or_default().insert(number);
        }
    }

    /// What is missing below the last number given out, and what is above it.
    pub(super) fn compare(&self, agency: &Agency, counters: &[CounterRow]) -> Vec<Finding> {
        let given: BTreeMap<i32, i64> =
            counters.iter().filter(|row| row.agency_id == agency.id).map(|row| (row.year, row.value)).collect();
        let none = BTreeSet::new();
        let mut findings = Vec::new();
        for (&year, &last) in &given {
            let found = self.0.get(&(agency.id, year)).unwrap_or(&none);
            let missing = (1..=last).filter(|number| !found.contains(number));
            findings.extend(missing.map(|number| Finding::NumberMissing { agency: agency.code.clone(), year, number }));
        }
        let of_agency = self.0.iter().filter(|((id, _), _)| *id == agency.id);
        for ((_, year), found) in of_agency {
            let last = given.get(year).copied().unwrap_or(0);
            let beyond = found.range(last + 1..);
            findings.extend(beyond.map(|&number| Finding::NumberUnknown {
                agency: agency.code.clone(),
                year: *year,
                number,
            }));
        }
        findings
    }
}

/// Year and number: the last two runs of digits.
fn read(case_no: &str) -> Option<(i32, i64)> {
    let mut runs = case_no.rsplit(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    let number = runs.next()?.parse().ok()?;
    Some((runs.next()?.parse().ok()?, number))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn year_and_number_are_the_last_two_runs_of_digits() {
        assert_eq!(read("2025-00012"), Some((2025, 12)));
        assert_eq!(read("依申请〔2025〕12号"), Some((2025, 12)));
        assert_eq!(read("12"), None);
    }
}
