//! Whether what is already published was the answer.

use gongkai::app::offers::{count, counted};

use super::{agency, app, day};
use crate::support::{TestDb, on_both_databases};

on_both_databases! {
    fn answers_and_requests_are_counted_by_agency_and_day(db: &TestDb) {
        let app = app(db);
        let (hz, nb) = (agency(&app, "hz"), agency(&app, "nb"));
        for is_answered in [true, true, false] {
            count(&app, &hz, is_answered).unwrap();
        }
        count(&app, &nb, false).unwrap();
        let of = |agency| counted(&app, agency).unwrap().into_iter().map(|row| (row.day, row.answered, row.asked)).collect::<Vec<_>>();
        assert_eq!(of(&hz), [(day("2025-03-03"), 2, 1)]);
        assert_eq!(of(&nb), [(day("2025-03-03"), 0, 1)]);
    }
}
