//! # 文书
//!
//! Documents that leave the house: data in, bytes out. The only folder that knows DOCX, XLSX, PDF and iCalendar.

pub mod chart;
pub mod dossier;
pub mod form;
pub mod ical;
pub mod letter;
pub mod press;
pub mod register;
pub mod report;
