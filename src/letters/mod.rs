//! # 文书
//!
//! Documents that leave the house: data in, bytes out. The only folder that knows DOCX, XLSX and iCalendar.

pub mod ical;
pub mod register;
pub mod report;
