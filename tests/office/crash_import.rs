//! An import that is killed, again and again.

use std::io::Write;
use std::time::Duration;

use diesel::RunQueryDsl;
use diesel::sql_types::BigInt;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::office::{assert_clean, command, import, log_text, report};
use crate::support::{Raw, TestDb, on_both_databases};

#[derive(diesel::QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    value: i64,
}

fn number(db: &TestDb, query: &str) -> i64 {
    let query = diesel::sql_query(format!("SELECT {query} AS value FROM cases"));
    match db.raw() {
        Raw::Sqlite(mut conn) => query.get_result::<Number>(&mut conn).unwrap().value,
        Raw::Postgres(mut conn) => query.get_result::<Number>(&mut conn).unwrap().value,
    }
}

/// Starts an import, gives it some of the lines, and kills it a moment later. It has not seen the end of
/// its input, so it is always in the middle of something.
fn kill_an_import(db: &TestDb, lines: &[&str], pause: Duration) {
    let args = ["import", "-", "--agency", "a", "--create-agency", "某机关", "--database", &db.settings.url];
    let mut child = command(&args).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    for line in lines {
        writeln!(stdin, "{line}").unwrap();
    }
    std::thread::sleep(pause);
    child.kill().unwrap();
    assert_eq!(child.wait().unwrap().code(), None, "it was to be killed");
}

on_both_databases! {
    fn an_import_killed_at_any_moment_is_whole_and_is_simply_run_again(db: &TestDb) {
        let register = log_text("2010-local.caselog.jsonl");
        let register = register.lines().take(4_000).collect::<Vec<_>>();
        let whole = register.join("\n");
        let undisturbed = db.another_empty();
        import(&undisturbed, "a", &whole).good();

        let mut random = StdRng::seed_from_u64(20_100_503);
        let mut known = 0;
        for _ in 0..7 {
            let given = random.random_range(1..=register.len());
            kill_an_import(db, &register[..given], Duration::from_millis(random.random_range(0..60)));
            assert_clean(db);
            // What was taken over once is never lost, and no number is given twice.
            assert_eq!(number(db, "count(*) - count(DISTINCT case_no)"), 0);
            let now = number(db, "count(*)");
            assert!(now >= known && now <= given.max(usize::try_from(known).unwrap()) as i64, "{known} → {now} of {given}");
            known = now;
        }
        assert!(known > 0, "no import got anywhere");

        import(db, "a", &whole).good();
        // What was undone has taken no number with it.
        assert_eq!(number(db, "max(CAST(substr(case_no, 6) AS BIGINT))"), 4_000);
        assert_eq!(report(db, "a", 2010, &[]), report(&undisturbed, "a", 2010, &[]));
        assert_clean(db);
        let again = import(db, "a", &whole).good();
        assert_eq!(again, "{\"accepted\":0,\"unchanged\":4000,\"refused\":0}\n");
    }
}
