//! 工作日历 (R1, R2): which days are working days, why, and how certain that is.
//!
//! A calendar is built from year files (`config/calendars`), in layers; a later layer wins:
//!
//! 1. the weekend of the year's file,
//! 2. the year's annual notice (国务院办公厅关于…年部分节假日安排的通知): 放假 and 调休上班,
//!    with notices of the middle of the year folded in and recorded as [`Change`]s,
//! 3. a region's own file (全国年节及纪念日放假办法第四条): its holidays are always off, its make-up
//!    days always working, whatever the national notice says.
//!
//! A year whose annual notice is not published has only the festival days that the 放假办法 itself
//! names: its days are 暂定 (provisional), and so is every answer that counts through one of them.
//!
//! [`CalendarFile`] is what is read, [`Calendars`] the checked set of files, [`Calendar`] the
//! table that answers.

mod calendars;
mod checks;
mod day;
mod error;
mod file;
mod layer;
mod table;
mod year;

pub use calendars::Calendars;
pub use day::Day;
pub use error::{CalendarError, CalendarFault, LayerName, OutsideCalendar};
pub use file::{CalendarFile, Change, Check, Coverage, HolidayEntry, MakeupEntry, Notice, NoticeKind, iso_date};
pub use table::{Calendar, Count, WorkingDay};
