//! 月度催办单、季度通报: the figures of a period, of each agency and each of its sections, kept as they were.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use super::office::{Office, Offices};
use super::tell::Telling;
use super::{Counts, Duties, count};
use crate::app::{App, AppError};
use crate::domain::calendar::Calendar;
use crate::domain::duty::{Counted, NoticeKind, Period};
use crate::domain::ids::{AgencyCode, AgencyId, OfficerId, SectionId};
use crate::domain::mail::{Figures, MailContent};
use crate::domain::role::Role;
use crate::domain::status::Status;
use crate::store::bulletins::{self, BulletinRow, CountedCase};
use crate::store::{DbConn, StoreResult, agencies, sections};

/// The agency as a whole, beside its sections.
const WHOLE: SectionId = SectionId(0);

/// 通报 of an agency and everything under it.
#[derive(Debug, Clone, PartialEq)]
pub struct Bulletin {
    /// The month or the quarter.
    pub period: Period,
    /// Agency after agency, each followed by its sections; none while it was not made.
    pub lines: Vec<BulletinLine>,
}

/// The figures of an agency or a section.
#[derive(Debug, Clone, PartialEq)]
pub struct BulletinLine {
    /// 机关代码
    pub code: String,
    /// 机关名称
    pub agency: String,
    /// 科室名称; none for the agency as a whole.
    pub section: Option<String>,
    /// The figures.
    pub figures: BulletinRow,
}

impl BulletinLine {
    /// 平均办理工作日 to one decimal; none where nothing was answered.
    #[must_use]
    pub fn average_working_days(&self) -> Option<String> {
        let BulletinRow { answered, working_days, .. } = self.figures;
        (answered > 0).then(|| {
            let tenths = (working_days * 20 / answered + 1) / 2;
            format!("{}.{}", tenths / 10, tenths % 10)
        })
    }
}

pub(super) fn monthly(duties: &Duties<'_>, run_on: NaiveDate) -> Result<Counts, AppError> {
    let content = |(from, to), rows| MailContent::UrgingList { from, to, rows };
    publish(duties, Period::month_before(run_on), NoticeKind::Urging, content)
}

pub(super) fn quarterly(duties: &Duties<'_>, run_on: NaiveDate) -> Result<Counts, AppError> {
    let content = |(from, to), rows| MailContent::Bulletin { from, to, rows };
    publish(duties, Period::quarter_before(run_on), NoticeKind::Bulletin, content)
}

/// Counts a period in every agency, keeps the figures, and sends them to the supervisors and the heads.
fn publish(
    duties: &Duties<'_>,
    period: Period,
    kind: NoticeKind,
    content: impl Fn((NaiveDate, NaiveDate), Vec<Figures>) -> MailContent,
) -> Result<Counts, AppError> {
    let offices = duties.offices()?;
    let mut counts = Counts::new();
    for office in &offices.all {
        let rows = figures(duties, office, period)?;
        duties.app.store.write_blocking(move |conn| Ok::<_, AppError>(bulletins::insert(conn, &rows)?))?;
        count(&mut counts, Counted::Agencies, 1);
    }
    let lines = duties.app.store.read(|conn| lines(conn, &offices.all, period))?;
    let today = duties.app.clock.today();
    let mut tellings = Vec::new();
    for (officer, paths) in readers(&offices) {
        let mine = |office: &&Office| paths.iter().any(|path| office.path.starts_with(path));
        let agencies: Vec<&Office> = offices.all.iter().filter(mine).collect();
        let codes: BTreeSet<&str> = agencies.iter().map(|office| office.agency.code.as_str()).collect();
        let rows = lines.iter().filter(|line| codes.contains(line.code.as_str())).map(as_told).collect();
        let content = content(period.days(), rows);
        let Some(first) = agencies.first() else { continue };
        let telling = Telling::new(kind, officer.0, period, today);
        tellings.push(telling.for_officers(first.agency.id, None, &[officer], &content));
    }
    count(&mut counts, Counted::Told, duties.tell(&tellings)?);
    Ok(counts)
}

/// Who reads figures of what: supervisors of everything below, heads of their own office, by the beginnings of paths.
fn readers(offices: &Offices) -> BTreeMap<OfficerId, BTreeSet<String>> {
    let mut readers: BTreeMap<OfficerId, BTreeSet<String>> = BTreeMap::new();
    for office in &offices.all {
        for (officer, role) in offices.people.of(&office.path) {
            if matches!(role, Role::Supervisor | Role::OfficeHead) {
                readers.entry(officer).or_default().insert(office.path.clone());
            }
        }
    }
    readers
}

fn as_told(line: &BulletinLine) -> Figures {
    let BulletinRow { received, answered, on_time, late, carried, .. } = line.figures;
    Figures {
        agency: line.agency.clone(),
        section: line.section.clone(),
        received,
        answered,
        on_time,
        average_working_days: line.average_working_days(),
        late,
        carried,
    }
}

/// The figures of an agency and of each of its sections, also of one in which nothing happened.
fn figures(duties: &Duties<'_>, office: &Office, period: Period) -> Result<Vec<BulletinRow>, AppError> {
    let (agency, made_at) = (office.agency.id, duties.app.clock.now());
    let (from, to) = period.days();
    let (cases, sections) = duties.app.store.snapshot(|conn| {
        Ok::<_, AppError>((bulletins::cases_of(conn, agency, from, to)?, sections::sections(conn, agency)?))
    })?;
    let empty = |section_id| BulletinRow {
        agency_id: agency,
        period: period.to_string(),
        section_id,
        received: 0,
        answered: 0,
        on_time: 0,
        working_days: 0,
        late: 0,
        carried: 0,
        made_at,
    };
    let places = std::iter::once(WHOLE).chain(sections.iter().map(|section| section.id));
    let mut rows: BTreeMap<SectionId, BulletinRow> = places.map(|id| (id, empty(id))).collect();
    for case in &cases {
        for place in std::iter::once(WHOLE).chain(case.section_id) {
            if let Some(row) = rows.get_mut(&place) {
                add(row, case, &office.agency.calendar, (from, to))?;
            }
        }
    }
    Ok(rows.into_values().collect())
}

fn add(
    row: &mut BulletinRow,
    case: &CountedCase,
    calendar: &Calendar,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<(), AppError> {
    let Some(received_on) = case.received_on else { return Ok(()) };
    row.received += i64::from(from <= received_on && received_on <= to);
    match case.closed_on.filter(|closed_on| *closed_on <= to) {
        // A lapse or a withdrawal answers nothing.
        Some(_) if case.status == Status::Closed => {}
        Some(closed_on) if from <= closed_on => {
            row.answered += 1;
            row.on_time += i64::from(case.due_on.is_none_or(|due_on| closed_on <= due_on));
            row.working_days += i64::from(calendar.working_days_between(received_on, closed_on)?.working_days);
        }
        Some(_) => {}
        None => {
            row.carried += 1;
            let running = case.stopped_until.is_none_or(|until| until < to);
            row.late += i64::from(running && case.due_on.is_some_and(|due_on| due_on < to));
        }
    }
    Ok(())
}

fn lines(conn: &mut DbConn, offices: &[Office], period: Period) -> StoreResult<Vec<BulletinLine>> {
    let named = offices.iter().map(|office| (office.agency.id, &office.agency.code, &office.agency.name));
    lines_of(conn, &named.map(|(id, code, name)| (id, code.clone(), name.clone())).collect::<Vec<_>>(), period)
}

fn lines_of(
    conn: &mut DbConn,
    agencies: &[(AgencyId, String, String)],
    period: Period,
) -> StoreResult<Vec<BulletinLine>> {
    let ids: Vec<AgencyId> = agencies.iter().map(|(id, ..)| *id).collect();
    let mut found: HashMap<AgencyId, Vec<BulletinRow>> = HashMap::new();
    for row in bulletins::of_period(conn, &ids, &period.to_string())? {
        found.entry(row.agency_id).or_default().push(row);
    }
    let mut lines = Vec::new();
    for (id, code, agency) in agencies {
        let names: HashMap<SectionId, String> =
            sections::sections(conn, *id)?.into_iter().map(|section| (section.id, section.name)).collect();
        for figures in found.remove(id).unwrap_or_default() {
            let section = names.get(&figures.section_id).cloned();
            if section.is_some() || figures.section_id == WHOLE {
                lines.push(BulletinLine { code: code.clone(), agency: agency.clone(), section, figures });
            }
        }
    }
    Ok(lines)
}

/// 通报 of an agency and everything under it, as it was made.
///
/// # Errors
/// [`AppError::Store`] if there is no such agency or the store cannot be read.
pub fn bulletin(app: &App, code: &AgencyCode, period: Period) -> Result<Bulletin, AppError> {
    app.store.snapshot(|conn| {
        let agency = agencies::find_by_code(conn, code)?;
        let below = agencies::subtree(conn, &agency)?;
        let named: Vec<_> = below.into_iter().map(|row| (row.id, row.code, row.name)).collect();
        Ok(Bulletin { period, lines: lines_of(conn, &named, period)? })
    })
}

/// The periods of an agency for which there is a bulletin, the newest first, at most so many.
///
/// # Errors
/// As [`bulletin`].
pub fn bulletin_periods(app: &App, code: &AgencyCode, size: i64) -> Result<Vec<Period>, AppError> {
    app.store.read(|conn| {
        let agency = agencies::find_by_code(conn, code)?;
        let periods = bulletins::periods(conn, agency.id, size)?;
        Ok(periods.iter().filter_map(|period| period.parse().ok()).collect())
    })
}
