//! 列表中的一件: a case as every list of the desk shows it.

use super::due::Due;
use super::layout::Page;
use super::queue::word;
use crate::app::queue::ListedCase;

/// A case in a list.
pub(super) struct Row {
    /// The case and the version that is shown, as a form names them.
    pub mark: String,
    pub address: String,
    /// 机关代码
    pub agency: String,
    pub case_no: String,
    pub source_ref: Option<String>,
    pub applicant: String,
    pub subject: String,
    pub status: String,
    pub channel: String,
    pub assignee: Option<String>,
    pub due: Due,
    /// Whether it can still be given to somebody.
    pub is_open: bool,
}

/// Cases as lists show them.
pub(super) fn rows(page: &Page, cases: &[ListedCase]) -> Vec<Row> {
    cases.iter().map(|case| row(page, case)).collect()
}

/// A case as lists show it, leading to one of its pages: `/review`.
pub(super) fn row_to(page: &Page, case: &ListedCase, part: &str) -> Row {
    Row { address: page.href(&format!("/cases/{}{part}", case.row.id)), ..row(page, case) }
}

/// A case as lists show it.
pub(super) fn row(page: &Page, case: &ListedCase) -> Row {
    let ListedCase { row, agency, standing, applicant, assignee } = case;
    let lang = page.reader.lang;
    Row {
        mark: format!("{}.{}", row.id, row.state.version),
        address: page.href(&format!("/cases/{}", row.id)),
        agency: agency.clone(),
        case_no: row.origin.case_no.clone(),
        source_ref: row.origin.source_ref.clone().filter(|number| *number != row.origin.case_no),
        applicant: applicant.clone(),
        subject: row.state.subject.clone(),
        status: word(lang, "status", row.state.status.as_str()),
        channel: word(lang, "channel", row.state.channel.as_str()),
        assignee: assignee.clone(),
        due: Due::of(lang, &row.state, *standing),
        is_open: row.state.is_open,
    }
}
