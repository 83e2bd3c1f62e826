//! 本机关数字: what is open, due within three working days (黄牌), late (红牌) and long late (黑牌).

use std::collections::BTreeMap;
use std::ops::AddAssign;

use chrono::{Datelike, NaiveDate};

use super::seat::Seat;
use crate::app::queue::SOON_WORKING_DAYS;
use crate::app::standing::LONG_LATE;
use crate::app::{App, AppError};
use crate::domain::calendar::{Calendar, OutsideCalendar};
use crate::domain::ids::{AgencyId, OfficerId};
use crate::store::agencies::{self, AgencyRow};
use crate::store::{DbConn, offers, officers, overview};

/// Agencies below that are shown, those with most that is late first.
const BELOW: usize = 10;

/// How much there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    /// 待办
    pub open: i64,
    /// 即将到期: due today or within three working days
    pub soon: i64,
    /// 超期
    pub late: i64,
    /// 长期超期, among the late ones
    pub long_late: i64,
}

/// Somebody's share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonFigures {
    /// The person; nobody for what has not been assigned.
    pub officer: Option<OfficerId>,
    /// 姓名
    pub name: Option<String>,
    /// How much.
    pub figures: Figures,
}

/// An agency below.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BelowFigures {
    /// 机关代码
    pub code: String,
    /// 机关名称
    pub name: String,
    /// How much.
    pub figures: Figures,
}

/// How an agency stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeFigures {
    /// 机关代码
    pub code: String,
    /// 机关名称
    pub name: String,
    /// Its own.
    pub own: Figures,
    /// With every agency below, for those who may read their cases.
    pub subtree: Option<Figures>,
    /// Its own by person, for those who may know; the one with most that is late first.
    pub people: Vec<PersonFigures>,
    /// Agencies below where something is late.
    pub below: Vec<BelowFigures>,
    /// 申请前的提示, for those who may know.
    pub offers: Option<OfferFigures>,
}

/// What became of the offers that were made this year to people who were about to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfferFigures {
    /// How often what is published answered the question.
    pub answered: i64,
    /// How often a request was made all the same.
    pub asked: i64,
}

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Self) {
        self.open += other.open;
        self.soon += other.soon;
        self.late += other.late;
        self.long_late += other.long_late;
    }
}

impl Figures {
    /// The latest first, then the most.
    fn weight(self) -> impl Ord {
        std::cmp::Reverse((self.long_late, self.late, self.soon, self.open))
    }
}

/// How the agency of a seat stands today. Days are counted by its calendar, also for the agencies below.
pub(super) fn of(app: &App, conn: &mut DbConn, seat: &Seat) -> Result<OfficeFigures, AppError> {
    let rows = if seat.reads_below { agencies::subtree(conn, &seat.row)? } else { vec![seat.row.clone()] };
    let counted = Counted::read(conn, &rows, &Days::around(&seat.agency.calendar, app.clock.today())?)?;
    let below = rows.iter().filter(|row| row.id != seat.row.id);
    let has_below = below.clone().next().is_some();
    let mut late_below: Vec<BelowFigures> = below
        .map(|row| BelowFigures { code: row.code.clone(), name: row.name.clone(), figures: counted.of(row.id) })
        .filter(|below| below.figures.late > 0)
        .collect();
    late_below.sort_by_key(|below| below.figures.weight());
    late_below.truncate(BELOW);
    Ok(OfficeFigures {
        code: seat.row.code.clone(),
        name: seat.row.name.clone(),
        own: counted.of(seat.row.id),
        subtree: has_below.then(|| counted.all()),
        people: if seat.watches_everybody() { counted.people(conn, seat.row.id)? } else { Vec::new() },
        below: late_below,
        offers: if seat.watches_everybody() { offered(app, conn, seat.row.id)? } else { None },
    })
}

/// This year's offers; none where nobody was offered anything.
fn offered(app: &App, conn: &mut DbConn, agency: AgencyId) -> Result<Option<OfferFigures>, AppError> {
    let today = app.clock.today();
    let first = today.with_ordinal(1).unwrap_or(today);
    let days = offers::since(conn, agency, first)?;
    let answered: i64 = days.iter().map(|day| i64::from(day.answered)).sum();
    let asked: i64 = days.iter().map(|day| i64::from(day.asked)).sum();
    Ok((answered + asked > 0).then_some(OfferFigures { answered, asked }))
}

/// The days by which cases are told apart.
struct Days {
    today: NaiveDate,
    /// The last day of what is due soon.
    soon: NaiveDate,
    /// What was due before this day is long late.
    long: NaiveDate,
}

impl Days {
    fn around(calendar: &Calendar, today: NaiveDate) -> Result<Self, OutsideCalendar> {
        let soon = calendar.add_working_days(today, SOON_WORKING_DAYS)?.on;
        Ok(Self { today, soon, long: working_day_back(calendar, today, LONG_LATE)? })
    }
}

/// The working day from which on, today included, there have been so many.
fn working_day_back(calendar: &Calendar, today: NaiveDate, mut count: u32) -> Result<NaiveDate, OutsideCalendar> {
    let mut day = today;
    loop {
        if calendar.is_working_day(day)? {
            count = count.saturating_sub(1);
        }
        match day.pred_opt().filter(|_| count > 0) {
            Some(before) => day = before,
            None => return Ok(day),
        }
    }
}

/// Every agency's and everybody's figures.
struct Counted(BTreeMap<(AgencyId, Option<OfficerId>), Figures>);

impl Counted {
    fn read(conn: &mut DbConn, rows: &[AgencyRow], days: &Days) -> Result<Self, AppError> {
        let agencies: Vec<AgencyId> = rows.iter().map(|row| row.id).collect();
        let mut counted: BTreeMap<_, Figures> = BTreeMap::new();
        for (agency, officer, open) in overview::open_by_assignee(conn, &agencies)? {
            counted.entry((agency, officer)).or_default().open = open;
        }
        for (agency, officer, due) in overview::due_until(conn, &agencies, days.today, days.soon)? {
            let figures = counted.entry((agency, officer)).or_default();
            let is_late = due < days.today;
            figures.soon += i64::from(!is_late);
            figures.late += i64::from(is_late);
            figures.long_late += i64::from(due < days.long);
        }
        Ok(Self(counted))
    }

    fn of(&self, agency: AgencyId) -> Figures {
        self.sum(|it| it == agency)
    }

    fn all(&self) -> Figures {
        self.sum(|_| true)
    }

    fn sum(&self, is_counted: impl Fn(AgencyId) -> bool) -> Figures {
        let mut sum = Figures::default();
        for ((agency, _), figures) in &self.0 {
            if is_counted(*agency) {
                sum += *figures;
            }
        }
        sum
    }

    fn people(&self, conn: &mut DbConn, agency: AgencyId) -> Result<Vec<PersonFigures>, AppError> {
        let here = self.0.iter().filter(|((it, _), _)| *it == agency);
        let officers: Vec<OfficerId> = here.clone().filter_map(|((_, officer), _)| *officer).collect();
        let names = officers::names(conn, &officers)?;
        let person = |(key, figures): (&(AgencyId, Option<OfficerId>), &Figures)| PersonFigures {
            officer: key.1,
            name: key.1.and_then(|officer| names.get(&officer).cloned()),
            figures: *figures,
        };
        let mut people: Vec<PersonFigures> = here.map(person).collect();
        people.sort_by_key(|person| person.figures.weight());
        Ok(people)
    }
}
