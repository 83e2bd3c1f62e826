//! 发件箱: what was told, what waits, what failed and why.

use super::enqueue::{Mail, enqueue};
use super::fault::MailFault;
use super::prepare::{self, NotPrepared};
use crate::app::{Agency, App, AppError};
use crate::domain::ids::{CaseId, MailId, OfficerId};
use crate::domain::mail::{MailContent, MailState, Recipient};
use crate::mail::Rendered;
use crate::store::mails::{self, MailRow};
use crate::store::{StoreError, cases};

/// A mail as officers see it in lists: never with an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The mail.
    pub row: MailRow,
    /// 登记编号 of the case that it is about.
    pub case_no: Option<String>,
}

/// The mails of an agency before `before`, newest first, at most `size`; only those in a state, if one is given.
///
/// # Errors
/// [`AppError::Store`].
pub fn list(
    app: &App,
    agency: &Agency,
    state: Option<MailState>,
    before: Option<MailId>,
    size: u32,
) -> Result<Vec<Listed>, AppError> {
    let id = agency.id;
    Ok(app.store.snapshot(|conn| {
        let rows = mails::page(conn, id, state, before, size)?;
        let ids: Vec<CaseId> = rows.iter().filter_map(|row| row.case_id).collect();
        let known = cases::find_many(conn, &ids)?;
        let number = |id: CaseId| known.iter().find(|row| row.id == id).map(|row| row.origin.case_no.clone());
        let listed = |row: MailRow| Listed { case_no: row.case_id.and_then(number), row };
        Ok::<_, StoreError>(rows.into_iter().map(listed).collect())
    })?)
}

/// A mail of an agency.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`] if the agency has no such mail.
pub fn find(app: &App, agency: &Agency, id: MailId) -> Result<Listed, AppError> {
    Ok(app.store.snapshot(|conn| {
        let row = mails::find(conn, agency.id, id)?;
        let case = row.case_id.map(|case| cases::find(conn, case)).transpose()?;
        Ok::<_, StoreError>(Listed { row, case_no: case.map(|case| case.origin.case_no) })
    })?)
}

/// The mails about a case, oldest first.
///
/// # Errors
/// [`AppError::Store`].
pub fn about_case(app: &App, case: CaseId) -> Result<Vec<MailRow>, AppError> {
    Ok(app.store.read(|conn| mails::about(conn, case))?)
}

/// A mail in words, as it was or will be sent. The query code of a receipt is not shown: it is the applicant's.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`] if the agency has no such mail.
pub fn show(app: &App, agency: &Agency, id: MailId) -> Result<Rendered, AppError> {
    let mut row = app.store.read(|conn| mails::find(conn, agency.id, id))?;
    if let MailContent::Receipt { submitted_on, received_on, due_on, .. } = prepare::content(&row)? {
        let content = MailContent::Receipt { submitted_on, received_on, due_on, seed: String::new() };
        row.content = serde_json::to_string(&content)
            .map_err(|error| StoreError::Corrupt { what: format!("content of {id}: {error}") })?;
    }
    match prepare::rendered(app, &row) {
        Ok((_, rendered, _)) => Ok(rendered),
        Err(NotPrepared::Store(error)) => Err(error),
        Err(NotPrepared::Final(_, detail)) => {
            Err(StoreError::Corrupt { what: format!("{id}: {}", detail.unwrap_or_default()) }.into())
        }
    }
}

/// 重新发送: sends a mail that failed once more.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`] if the agency has no such mail; [`MailFault::NotFailed`].
pub fn retry(app: &App, agency: &Agency, id: MailId) -> Result<(), AppError> {
    let (agency, now) = (agency.id, app.clock.now());
    app.store.write_blocking(move |conn| {
        mails::find(conn, agency, id)?;
        if mails::retry(conn, id, now)? { Ok(()) } else { Err(MailFault::NotFailed.into()) }
    })
}

/// 测试邮件 to oneself.
///
/// # Errors
/// [`MailFault::NoAddress`]; [`AppError::Store`].
pub fn send_test(app: &App, agency: &Agency, officer: OfficerId) -> Result<MailId, AppError> {
    let now = app.clock.now();
    let mail = Mail {
        agency: agency.id,
        case: None,
        to: Recipient::Officer(officer),
        content: MailContent::Test {},
        not_before: None,
    };
    let written = app.store.write_blocking(move |conn| enqueue(conn, &mail, now))?;
    Ok(written.ok_or(MailFault::NoAddress)?)
}
