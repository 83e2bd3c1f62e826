//! 待办与登记簿: the cases of an agency, a page at a time.

use super::standing::Standing;
use super::{Agency, App, AppError, calendars};
use crate::domain::ids::AgencyCode;
use crate::store::agencies;
use crate::store::cases::CaseRow;
use crate::store::overview;
use crate::store::queue::{self, Position};

/// Which cases, and after which one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// 待办, first due first.
    Open {
        /// Where the page before ended.
        after: Option<Position>,
    },
    /// 登记簿: all of them, the last number first.
    All {
        /// The last number of the page before.
        before: Option<String>,
    },
}

impl Selection {
    /// 待办 from a cursor that [`cursor`](Self::cursor) gave out; `None` if it is not one.
    #[must_use]
    pub fn open(cursor: Option<&str>) -> Option<Self> {
        let Some(text) = cursor else { return Some(Self::Open { after: None }) };
        let (due_key, id) = text.split_once('.')?;
        let position = Position { due_key: due_key.parse().ok()?, id: id.parse().ok()? };
        Some(Self::Open { after: Some(position) })
    }

    /// 登记簿 from a cursor that [`cursor`](Self::cursor) gave out.
    #[must_use]
    pub fn all(cursor: Option<&str>) -> Self {
        Self::All { before: cursor.map(str::to_owned) }
    }

    /// Where this selection begins, as text for an address; `None` at the beginning.
    ///
    /// ```
    /// use gongkai::app::queue::Selection;
    /// let selection = Selection::open(Some("2025-04-01.case_12"));
    /// assert_eq!(selection.and_then(|it| it.cursor()).as_deref(), Some("2025-04-01.case_12"));
    /// assert_eq!(Selection::open(Some("tomorrow")), None);
    /// ```
    #[must_use]
    pub fn cursor(&self) -> Option<String> {
        match self {
            Self::Open { after } => after.map(|Position { due_key, id }| format!("{due_key}.{id}")),
            Self::All { before } => before.clone(),
        }
    }

    /// The same selection after a case.
    fn after(&self, case: &CaseRow) -> Self {
        match self {
            Self::Open { .. } => Self::Open { after: Some(Position::of(case)) },
            Self::All { .. } => Self::All { before: Some(case.origin.case_no.clone()) },
        }
    }
}

/// A case in a list.
#[derive(Debug, Clone)]
pub struct ListedCase {
    /// Its row.
    pub row: CaseRow,
    /// Its clock today.
    pub standing: Standing,
}

/// A page of cases.
#[derive(Debug, Clone)]
pub struct CasePage {
    /// Whose.
    pub agency: Agency,
    /// The cases.
    pub cases: Vec<ListedCase>,
    /// The selection that continues after them, if there are more.
    pub next: Option<Selection>,
}

/// A page of at most `size` cases of an agency.
///
/// # Errors
/// [`AppError::Store`] if there is no such agency or the database does not answer.
pub fn list_cases(app: &App, code: &AgencyCode, selection: &Selection, size: u32) -> Result<CasePage, AppError> {
    let today = app.clock.today();
    // One more than asked for tells whether there is a next page.
    let wanted = size.saturating_add(1);
    let (row, mut rows) = app.store.snapshot(|conn| {
        calendars::refresh(app, conn)?;
        let agency = agencies::find_by_code(conn, code)?;
        let rows = match selection {
            Selection::Open { after } => queue::page(conn, agency.id, *after, wanted)?,
            Selection::All { before } => overview::register_page(conn, agency.id, before.as_deref(), wanted)?,
        };
        Ok::<_, AppError>((agency, rows))
    })?;
    let agency = Agency::from_row(app, row)?;
    let is_more = rows.len() > size as usize;
    rows.truncate(size as usize);
    let next = rows.last().filter(|_| is_more).map(|last| selection.after(last));
    let listed = rows.into_iter().map(|row| {
        let standing = Standing::of(&row.state, &agency.calendar, today)?;
        Ok(ListedCase { row, standing })
    });
    Ok(CasePage { cases: listed.collect::<Result<_, AppError>>()?, next, agency })
}
