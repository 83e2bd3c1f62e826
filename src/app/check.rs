//! 核对 (`gongkai check`): every case folded again from its history, every hash followed, every sum
//! counted anew, and all of it compared with what lists and reports read.
//!
//! It changes nothing. It reads one consistent snapshot, in pages, so it may run beside a server.

mod files;
mod numbers;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use super::annual_report::{figures_of, verify_histories};
use super::history::{CASE_NUMBERS, decode};
use super::{Agency, App, AppError, calendars, project};
use crate::domain::annual_report::{Header, Scope};
use crate::domain::calendar::OutsideCalendar;
use crate::domain::case::{Case, Entry};
use crate::domain::code::Category;
use crate::domain::ids::{AgencyId, AttachmentId, CaseId};
use crate::domain::reconcile::{self, Published};
use crate::domain::regime::Form;
use crate::domain::tally::TallyKey;
use crate::store::attachments::AttachmentRow;
use crate::store::cases::{CaseRow, CaseState};
use crate::store::events::{ChainCheck, EventRow};
use crate::store::{DbConn, admin_log, agencies, attachments, audit, counters, seals};
use numbers::Numbers;

pub use files::FileFault;

/// Cases in memory at once.
const PAGE: i64 = 500;

/// Something that disagrees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// A line of a history was altered, taken away or slipped in.
    History {
        /// The case.
        case_no: String,
        /// The first version that does not follow from what is before it.
        version: i32,
    },
    /// A day's events are not those that were sealed.
    Seal {
        /// The UTC day.
        day: NaiveDate,
    },
    /// An entry of an administrative log was altered, taken away or slipped in.
    AdminLog {
        /// The agency's code.
        agency: String,
        /// The first version that does not follow from what is before it.
        version: i32,
    },
    /// A history that cannot be read.
    Unreadable {
        /// The case.
        case_no: String,
        /// What is wrong.
        detail: String,
    },
    /// Events without a case.
    Orphans {
        /// How many.
        events: i64,
    },
    /// A row is not what its history makes.
    Row {
        /// The case.
        case_no: String,
        /// The column.
        column: String,
        /// What is stored.
        stored: String,
        /// What the history gives.
        computed: String,
    },
    /// The row of a file is not what the history says.
    Attachment {
        /// The case.
        case_no: String,
        /// The entry of the history.
        version: i32,
    },
    /// A file is not as it was kept.
    File {
        /// The case.
        case_no: String,
        /// The file.
        attachment: AttachmentId,
        /// What is wrong with it.
        fault: FileFault,
    },
    /// A number that was given out and that no case has.
    NumberMissing {
        /// The agency's code.
        agency: String,
        /// The year.
        year: i32,
        /// 登记编号 in the year.
        number: i64,
    },
    /// A case's number that was never given out.
    NumberUnknown {
        /// The agency's code.
        agency: String,
        /// The year.
        year: i32,
        /// 登记编号 in the year.
        number: i64,
    },
    /// An annual report that contradicts itself.
    Report {
        /// The agency's code.
        agency: String,
        /// The year.
        year: i32,
        /// What is wrong with it.
        finding: reconcile::Finding,
    },
    /// A report's history was altered, or its row is not what the history makes.
    ReportHistory {
        /// The agency's code.
        agency: String,
        /// The year.
        year: i32,
    },
    /// A sum is not what the cases make.
    Tally {
        /// The agency's code.
        agency: String,
        /// The year.
        year: i32,
        /// What is counted, and for which category.
        measure: String,
        /// What is stored.
        stored: i64,
        /// What the cases give.
        computed: i64,
    },
}

/// What was looked at and what was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// Cases folded.
    pub cases: usize,
    /// Events followed.
    pub events: i64,
    /// Seals computed again.
    pub seals: usize,
    /// What disagrees.
    pub findings: Vec<Finding>,
}

/// Counts everything again.
///
/// # Errors
/// [`AppError`] if the store cannot be read; what disagrees is not an error.
pub fn check(app: &App) -> Result<Outcome, AppError> {
    let mut outcome = app.store.snapshot(|conn| {
        let mut all = Checking::new(app, conn)?;
        all.check_cases(conn)?;
        all.check_numbers(conn)?;
        all.check_tallies(conn)?;
        all.check_reports(conn)?;
        all.check_report_histories(conn)?;
        all.check_seals(conn)?;
        all.check_admin_logs(conn)?;
        Ok::<_, AppError>(all.outcome)
    })?;
    // Not in the snapshot: reading every file takes long, and bytes do not change.
    outcome.findings.extend(files::check_kept(app)?);
    Ok(outcome)
}

type Ledger = BTreeMap<(AgencyId, String, i32, Category), i64>;

struct Checking<'a> {
    app: &'a App,
    agencies: HashMap<AgencyId, Agency>,
    ledger: Ledger,
    numbers: Numbers,
    outcome: Outcome,
}

impl<'a> Checking<'a> {
    fn new(app: &'a App, conn: &mut DbConn) -> Result<Self, AppError> {
        calendars::refresh(app, conn)?;
        let rows = agencies::list(conn)?.into_iter();
        let agencies = rows.map(|row| Ok((row.id, Agency::from_row(app, row)?))).collect::<Result<_, AppError>>()?;
        Ok(Self { app, agencies, ledger: Ledger::new(), numbers: Numbers::default(), outcome: Outcome::default() })
    }

    fn check_cases(&mut self, conn: &mut DbConn) -> Result<(), AppError> {
        let mut after = CaseId(0);
        loop {
            let rows = audit::cases_after(conn, after, PAGE)?;
            let (Some(first), Some(last)) = (rows.first(), rows.last()) else { break };
            let events = audit::events_of(conn, first.id, last.id)?;
            let files = attachments::of_cases(conn, first.id, last.id)?;
            after = last.id;
            for row in &rows {
                let events = of(row.id, &events, |event| event.case_id);
                self.check_case(row, events);
                self.check_files(row, events, of(row.id, &files, |file| file.file.case_id));
            }
        }
        let orphans = audit::event_count(conn)? - self.outcome.events;
        if orphans > 0 {
            self.outcome.findings.push(Finding::Orphans { events: orphans });
        }
        Ok(())
    }

    fn check_case(&mut self, row: &CaseRow, events: &[EventRow]) {
        self.outcome.cases += 1;
        self.outcome.events += i64::try_from(events.len()).unwrap_or(i64::MAX);
        let case_no = &row.origin.case_no;
        self.numbers.see(row.origin.agency_id, case_no);
        let mut chain = ChainCheck::default();
        let broken = events.iter().find_map(|event| chain.see(event)).map(|broken| broken.version);
        let ended_early = (events.last().map_or(0, |event| event.version) < row.state.version)
            .then(|| events.last().map_or(1, |event| event.version + 1));
        if let Some(version) = broken.or(ended_early) {
            self.outcome.findings.push(Finding::History { case_no: case_no.clone(), version });
        }
        let compared = fold(events, self.app).and_then(|case| {
            // Only an altered history has dates that no calendar covers.
            self.compare(row, &case).map_err(|outside| format!("{}: {outside}", row.state.version))
        });
        if let Err(detail) = compared {
            self.outcome.findings.push(Finding::Unreadable { case_no: case_no.clone(), detail });
        }
    }

    fn check_files(&mut self, row: &CaseRow, events: &[EventRow], files: &[AttachmentRow]) {
        if files.is_empty() && !events.iter().any(|event| event.payload.contains("attachment")) {
            return;
        }
        // A history that cannot be read is a finding of its own.
        let Ok(history) = decode(events, row.id) else { return };
        if let Some(version) = files::differing(&history, files) {
            self.outcome.findings.push(Finding::Attachment { case_no: row.origin.case_no.clone(), version });
        }
    }

    /// Compares the row with what the history makes, and adds the case to the ledger.
    fn compare(&mut self, row: &CaseRow, case: &Case) -> Result<(), OutsideCalendar> {
        let Some(agency) = self.agencies.get(&row.origin.agency_id) else { return Ok(()) };
        for (TallyKey { year, measure, category }, amount) in case.contribution(&agency.calendar)? {
            *self.ledger.entry((agency.id, measure.to_string(), year, category)).or_default() += amount;
        }
        let stored = &row.state;
        let applicant = case.applicant.unwrap_or(stored.applicant_id);
        let digest = stored.source_digest.as_deref();
        let computed = project(case, &agency.calendar, applicant, digest, stored.updated_at)?;
        let source_ref = (row.origin.source_ref != case.source_ref).then(|| {
            let text = |value: &Option<String>| value.clone().unwrap_or_default();
            ("source_ref".to_owned(), text(&row.origin.source_ref), text(&case.source_ref))
        });
        for (column, stored, computed) in differences(stored, &computed).into_iter().chain(source_ref) {
            let case_no = row.origin.case_no.clone();
            self.outcome.findings.push(Finding::Row { case_no, column, stored, computed });
        }
        Ok(())
    }

    fn check_numbers(&mut self, conn: &mut DbConn) -> Result<(), AppError> {
        let counters = counters::of_kind(conn, CASE_NUMBERS)?;
        let mut agencies: Vec<&Agency> = self.agencies.values().collect();
        agencies.sort_by_key(|agency| agency.id);
        for agency in agencies {
            self.outcome.findings.extend(self.numbers.compare(agency, &counters));
        }
        Ok(())
    }

    fn check_tallies(&mut self, conn: &mut DbConn) -> Result<(), AppError> {
        let mut stored = Ledger::new();
        for row in audit::tallies(conn)? {
            stored.insert((row.agency_id, row.measure, row.year, row.category), row.value);
        }
        self.ledger.retain(|_, value| *value != 0);
        let keys: BTreeSet<_> = stored.keys().chain(self.ledger.keys()).cloned().collect();
        for key in keys {
            let (stored, computed) = (amount(&stored, &key), amount(&self.ledger, &key));
            if stored != computed {
                let (agency, measure, year, category) = key;
                let agency = self.agencies.get(&agency).map_or_else(|| agency.to_string(), |found| found.code.clone());
                let measure = format!("{measure}/{category}");
                self.outcome.findings.push(Finding::Tally { agency, year, measure, stored, computed });
            }
        }
        Ok(())
    }

    /// The identities of every report there can be, by the rules for everybody's.
    fn check_reports(&mut self, conn: &mut DbConn) -> Result<(), AppError> {
        let years: BTreeSet<(AgencyId, i32)> =
            self.ledger.keys().map(|(agency, _, year, _)| (*agency, *year)).collect();
        for (id, year) in years {
            let Some(agency) = self.agencies.get(&id) else { continue };
            let form = self.app.rulebook.regimes().form_for(year).unwrap_or(Form::Form2021);
            let header = Header { agency: agency.name.clone(), year, form, scope: Scope::Own };
            let published = Published::from(&figures_of(conn, &header, &[id])?);
            let found = reconcile::reconcile(&published, None, &[]);
            let code = &agency.code;
            self.outcome.findings.extend(found.into_iter().map(|finding| Finding::Report {
                agency: code.clone(),
                year,
                finding,
            }));
        }
        Ok(())
    }

    /// What was done with reports: hashes, and rows against histories.
    fn check_report_histories(&mut self, conn: &mut DbConn) -> Result<(), AppError> {
        for key in verify_histories(conn)? {
            let agency = self.agencies.get(&key.agency_id);
            let agency = agency.map_or_else(|| key.agency_id.to_string(), |found| found.code.clone());
            self.outcome.findings.push(Finding::ReportHistory { agency, year: key.year });
        }
        Ok(())
    }

    /// What administrators did: hashes.
    fn check_admin_logs(&mut self, conn: &mut DbConn) -> Result<(), AppError> {
        let mut agencies: Vec<&Agency> = self.agencies.values().collect();
        agencies.sort_by_key(|agency| agency.id);
        for agency in agencies {
            if let Some(version) = admin_log::verify(conn, agency.id)?.broken {
                self.outcome.findings.push(Finding::AdminLog { agency: agency.code.clone(), version });
            }
        }
        Ok(())
    }

    fn check_seals(&mut self, conn: &mut DbConn) -> Result<(), AppError> {
        self.outcome.seals = seals::list(conn)?.len();
        let broken = seals::verify(conn)?;
        self.outcome.findings.extend(broken.into_iter().map(|day| Finding::Seal { day }));
        Ok(())
    }
}

/// One case's part of rows in the order of their case.
fn of<T>(case: CaseId, rows: &[T], case_of: impl Fn(&T) -> CaseId) -> &[T] {
    let from = rows.partition_point(|row| case_of(row) < case);
    let to = rows.partition_point(|row| case_of(row) <= case);
    rows.get(from..to).unwrap_or_default()
}

fn amount(ledger: &Ledger, key: &(AgencyId, String, i32, Category)) -> i64 {
    ledger.get(key).copied().unwrap_or(0)
}

fn fold(events: &[EventRow], app: &App) -> Result<Case, String> {
    let read = |row: &EventRow| {
        let event = serde_json::from_str(&row.payload).map_err(|error| format!("{}: {error}", row.version))?;
        Ok(Entry { on: row.on_date, event })
    };
    let history: Vec<Entry> = events.iter().map(read).collect::<Result<_, String>>()?;
    Case::fold(&history, app.rulebook.regimes()).ok_or_else(|| "1".to_owned())
}

/// The columns in which two rows differ, with both values as JSON.
fn differences(stored: &CaseState, computed: &CaseState) -> Vec<(String, String, String)> {
    if stored == computed {
        return Vec::new();
    }
    let fields = |state| match serde_json::to_value(state) {
        Ok(serde_json::Value::Object(fields)) => fields,
        Ok(_) | Err(_) => serde_json::Map::new(),
    };
    let computed = fields(computed);
    fields(stored)
        .into_iter()
        .filter_map(|(column, value)| {
            let other = computed.get(&column).cloned().unwrap_or_default();
            (value != other).then(|| (column, value.to_string(), other.to_string()))
        })
        .collect()
}
