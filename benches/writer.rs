//! 写队列: acts of one event from 64 threads, against one row in each transaction on the same disk.
//!
//! An act adds an event, moves the case's row and counts in the ledger, and is answered when it is
//! durable. The yardstick is what the same SQLite does, as durably, with one insert a transaction.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use chrono::{Datelike, NaiveDateTime, Utc};
use gongkai::app::check::check;
use gongkai::domain::case::Event;
use gongkai::domain::ids::{AgencyId, CaseId};
use gongkai::domain::tally::{Measure, TallyKey};
use gongkai::store::cases::{self, CaseState};
use gongkai::store::events::{self, Head, NewEvent};
use gongkai::store::tallies::{self, Deltas};
use gongkai::store::{Store, StoreError, audit};

use support::bounds::Bounds;
use support::office::{Office, temporary_folder};
use support::register::Register;
use support::timing::{Timings, median, milliseconds};
use support::yardstick::Yardstick;

const THREADS: usize = 64;
const ROUNDS: usize = 3;
const ROUND: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    let folder = temporary_folder();
    let office = Office::in_file(&folder.path().join("acts.db"), "bench");
    office.import(Register::of(THREADS * 4).reader());
    let mut desks = desks(&office);
    let mut yardstick = Yardstick::in_file(&folder.path().join("rows.db"));
    let (mut acts, mut rows, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let mut waits = Timings::default();
    for _ in 0..ROUNDS {
        let rows_per_second = yardstick.run(ROUND);
        let acts_per_second = run(&office.app.store, &mut desks, &mut waits);
        ratios.push(acts_per_second / rows_per_second);
        rows.push(rows_per_second);
        acts.push(acts_per_second);
    }
    let mut bounds = Bounds::default();
    Bounds::figure("one row a transaction, one connection", median(rows), " rows/s");
    Bounds::figure("acts from 64 threads", median(acts), " acts/s");
    Bounds::figure("wait for an act, median", milliseconds(waits.median()), " ms");
    Bounds::figure("wait for an act, p99", milliseconds(waits.percentile(99)), " ms");
    bounds.at_least("acts : rows", median(ratios), "×", 3.0);
    bounds.holds("every act is there and `check` finds nothing", check(&office.app).unwrap().findings.is_empty());
    bounds.exit()
}

/// A case that one thread works on.
struct Desk {
    agency: AgencyId,
    id: CaseId,
    head: Head,
    state: CaseState,
}

fn desks(office: &Office) -> Vec<Desk> {
    let desk = |conn: &mut _, row: cases::CaseRow| {
        let head = Head::of(&events::load(conn, row.id)?);
        Ok::<_, StoreError>(Desk { agency: office.agency.id, id: row.id, head, state: row.state })
    };
    let open = |conn: &mut _| {
        let rows = audit::cases_after(conn, CaseId(0), THREADS as i64)?;
        rows.into_iter().map(|row| desk(conn, row)).collect()
    };
    office.app.store.read(open).unwrap()
}

/// Acts a second while every thread works for a while.
fn run(store: &Store, desks: &mut [Desk], waits: &mut Timings) -> f64 {
    let begun = Instant::now();
    let timings = std::thread::scope(|scope| {
        let threads: Vec<_> = desks.iter_mut().map(|desk| scope.spawn(|| desk.work(store, begun + ROUND))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    let seconds = begun.elapsed().as_secs_f64();
    let acts: usize = timings.iter().map(Timings::len).sum();
    timings.into_iter().for_each(|timing| waits.add(timing));
    acts as f64 / seconds
}

impl Desk {
    fn work(&mut self, store: &Store, until: Instant) -> Timings {
        let mut timings = Timings::default();
        while Instant::now() < until {
            timings.time(|| self.act(store));
        }
        timings
    }

    /// 收到举报投诉, recorded now, as every act is.
    fn act(&mut self, store: &Store) {
        let (id, head) = (self.id, self.head.clone());
        let before = self.state.clone();
        let mut after = before.clone();
        after.version += 1;
        after.updated_at = Utc::now().naive_utc();
        let event = complaint(after.updated_at);
        let key = TallyKey { year: event.on_date.year(), measure: Measure::ComplaintFiled, category: after.category };
        let deltas = Deltas::from([((self.agency, key), 1)]);
        self.state = after.clone();
        let written = store.write_blocking(move |conn| {
            let head = events::append(conn, id, &head, std::slice::from_ref(&event))?;
            cases::advance(conn, id, &before, &after)?;
            tallies::apply(conn, &deltas)?;
            Ok::<_, StoreError>(head)
        });
        self.head = written.unwrap();
    }
}

fn complaint(recorded_at: NaiveDateTime) -> NewEvent {
    NewEvent {
        on_date: Register::last_day(),
        recorded_at,
        actor: "import".to_owned(),
        payload: serde_json::to_string(&Event::ComplaintFiled).unwrap(),
    }
}
