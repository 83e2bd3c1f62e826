//! The tables take the codes of the domain and no others, in whatever way a database looks them up.

use diesel::connection::SimpleConnection;
use gongkai::domain::code::{Category, Channel};
use gongkai::domain::outcome::Outcome;
use gongkai::domain::regime::RegimeId;
use gongkai::domain::status::{ClockState, Status};
use gongkai::store::cases;

use crate::example::{agency, applicant, new_case};
use crate::support::{Raw, TestDb, on_both_databases};

fn codes<T: ToString>(all: &[T]) -> Vec<String> {
    all.iter().map(T::to_string).collect()
}

/// Whether the table takes a code.
fn takes(db: &TestDb, column: &str, code: &str) -> bool {
    let statement = format!("UPDATE cases SET {column} = '{code}'");
    match db.raw() {
        Raw::Sqlite(mut conn) => conn.batch_execute(&statement).is_ok(),
        Raw::Postgres(mut conn) => conn.batch_execute(&statement).is_ok(),
    }
}

on_both_databases! {
    fn a_case_takes_every_code_of_the_domain_and_no_other(db: &TestDb) {
        let store = db.store();
        let one = store.write_blocking(|conn| {
            let agency = agency(conn, "hz", None)?;
            let applicant = applicant(conn, agency, "张三")?;
            cases::insert(conn, &new_case(agency, applicant, "2025-00001"))
        });
        one.unwrap();
        let columns = [
            ("status", codes(Status::ALL)),
            ("channel", codes(Channel::ALL)),
            ("category", codes(Category::ALL)),
            ("regime", codes(RegimeId::ALL)),
            ("clock", codes(ClockState::ALL)),
            ("outcome", codes(Outcome::ALL)),
        ];
        for (column, codes) in columns {
            let together = codes[..2].join(" ");
            for wrong in ["", "nonsense", "%", &together, &codes[0][1..], &codes[0][..3]] {
                assert!(!takes(db, column, wrong), "{column}: {wrong}");
            }
            for code in &codes {
                assert!(takes(db, column, code), "{column}: {code}");
            }
        }
    }
}
