//! # 文书
//!
//! Documents that leave the house: data in, bytes out. The only folder that knows DOCX and XLSX.

pub mod report;
