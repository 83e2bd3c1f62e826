//! Writing a mail, in the transaction of the caller.

use chrono::NaiveDateTime;

use crate::domain::ids::{AgencyId, CaseId, MailId};
use crate::domain::mail::{Language, MailContent, MailKind, MailState, Recipient};
use crate::store::mails::{self, NewMail};
use crate::store::{DbConn, StoreError, StoreResult, correspondents, officers};

/// A mail to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// 机关 in whose name it is sent.
    pub agency: AgencyId,
    /// The case that it is about.
    pub case: Option<CaseId>,
    /// Whom it is for.
    pub to: Recipient,
    /// What it says; its kind goes with it.
    pub content: MailContent,
    /// Not to be sent before (UTC); otherwise as soon as the hours allow.
    pub not_before: Option<NaiveDateTime>,
}

impl Mail {
    /// A mail to the applicant of a case.
    #[must_use]
    pub fn to_applicant(agency: AgencyId, case: CaseId, content: MailContent) -> Self {
        Self { agency, case: Some(case), to: Recipient::ApplicantOf(case), content, not_before: None }
    }
}

/// Writes a mail, to be sent when the transaction is over; `None` if the person is not written to by mail, or
/// does not want this kind of it. It does not ask whether the same was written before.
///
/// # Errors
/// [`StoreError`]; with [`StoreError::NotFound`] if there is no such officer.
pub fn enqueue(conn: &mut DbConn, mail: &Mail, now: NaiveDateTime) -> StoreResult<Option<MailId>> {
    let Some(language) = written_to(conn, mail.to, mail.content.kind())? else { return Ok(None) };
    mails::insert(conn, &written(mail, language.0, now)?).map(Some)
}

/// The mail as it is kept.
pub(super) fn written(mail: &Mail, language: Option<Language>, now: NaiveDateTime) -> StoreResult<NewMail> {
    let Mail { agency, case, to, content, not_before } = mail;
    let kind = content.kind();
    let content = serde_json::to_string(content)
        .map_err(|error| StoreError::Corrupt { what: format!("content of a {kind} mail: {error}") })?;
    Ok(NewMail {
        agency_id: *agency,
        kind,
        case_id: *case,
        recipient: to.to_string(),
        language,
        content,
        created_at: now,
        state: MailState::Waiting,
        attempts: 0,
        next_at: not_before.unwrap_or(now).max(now),
    })
}

/// In which language somebody is written to; none stands for that of the installation.
struct Written(Option<Language>);

fn written_to(conn: &mut DbConn, to: Recipient, kind: MailKind) -> StoreResult<Option<Written>> {
    match to {
        Recipient::ApplicantOf(case) => {
            let Some(row) = correspondents::find(conn, case)? else { return Ok(None) };
            let wanted = kind != MailKind::AppealReminder || row.appeal_reminder;
            Ok(wanted.then_some(Written(Some(row.language))))
        }
        Recipient::Officer(id) => {
            let row = officers::find(conn, id)?;
            let wanted = row.active && row.email.is_some() && (kind != MailKind::Digest || row.wants_digest);
            Ok(wanted.then_some(Written(row.language)))
        }
    }
}
