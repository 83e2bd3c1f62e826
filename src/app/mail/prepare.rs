//! A mail as it leaves: whom it is for, in which words, with which files.

use super::room::PostRoom;
use super::unsubscribe;
use crate::app::intake::query_code;
use crate::app::own_request::{self, OwnRequest};
use crate::app::{Agency, App, AppError, applicants, sealing};
use crate::domain::ids::OfficerId;
use crate::domain::mail::{Language, MailContent, MailKind, Recipient};
use crate::files::{Files, wait};
use crate::mail::{Composed, Enclosure, Letter, MailError, Particulars, Reason, Rendered, TemplateFault, Words};
use crate::messages::Lang;
use crate::store::mails::MailRow;
use crate::store::{StoreError, agencies, cases, mail_templates, officers};

/// Bytes of files that go with a reply at most; larger ones are fetched from the site.
const ENCLOSED_AT_MOST: i64 = 8 << 20;

/// Why a mail does not leave.
pub(super) enum NotPrepared {
    /// It never will, as things stand.
    Final(Reason, Option<String>),
    /// The database or the keys.
    Store(AppError),
}

impl<E: Into<AppError>> From<E> for NotPrepared {
    fn from(error: E) -> Self {
        Self::Store(error.into())
    }
}

/// What a mail says, as it is kept.
pub(super) fn content(mail: &MailRow) -> Result<MailContent, StoreError> {
    serde_json::from_str(&mail.content)
        .map_err(|error| StoreError::Corrupt { what: format!("content of {}: {error}", mail.id) })
}

/// The whole mail.
pub(super) fn prepare(app: &App, mail: &MailRow) -> Result<Composed, NotPrepared> {
    let to = address(app, mail)?.ok_or(NotPrepared::Final(Reason::NoAddress, None))?;
    let (agency, rendered, unsubscribe) = rendered(app, mail)?;
    let enclosures = enclosures(app, mail)?;
    let Rendered { subject, text, html } = rendered;
    let letter = Letter {
        from_name: agency,
        from: app.mail.from.clone(),
        to,
        subject,
        text,
        html,
        // The same at every attempt, and never another mail's, also not that of another installation.
        id: format!("{}.{}", mail.id, mail.created_at.and_utc().timestamp_micros()),
        written_at: mail.created_at,
        unsubscribe,
        enclosures,
    };
    letter.compose().map_err(|MailError { reason, answer }| NotPrepared::Final(reason, answer))
}

/// Where it goes, if the person still has an address.
fn address(app: &App, mail: &MailRow) -> Result<Option<String>, AppError> {
    match recipient(mail)? {
        Recipient::Officer(id) => {
            let officer = app.store.read(|conn| officers::find(conn, id))?;
            Ok(officer.email.filter(|_| officer.active))
        }
        Recipient::ApplicantOf(case) => {
            let row = app.store.read(|conn| cases::find(conn, case))?;
            let applicant = applicants::open_file(app, row.origin.agency_id, row.state.applicant_id)?;
            Ok(applicant.and_then(|applicant| applicant.contact.email).map(|email| email.as_str().to_owned()))
        }
    }
}

pub(super) fn recipient(mail: &MailRow) -> Result<Recipient, StoreError> {
    mail.recipient.parse().map_err(|_| StoreError::Corrupt { what: format!("recipient of {}", mail.id) })
}

/// The words of a mail, the name of the agency, and where to stop mails of this kind.
pub(super) fn rendered(app: &App, mail: &MailRow) -> Result<(String, Rendered, Option<String>), NotPrepared> {
    let room = &app.mail;
    let language = mail.language.unwrap_or(room.language);
    let content = content(mail)?;
    let (agency, case_no, own) = app.store.read(|conn| {
        let agency = agencies::find(conn, mail.agency_id)?;
        let case_no = mail.case_id.map(|id| cases::find(conn, id)).transpose()?.map(|row| row.origin.case_no);
        let own = mail_templates::find(conn, mail.agency_id, mail.kind, language)?;
        Ok::<_, StoreError>((agency.name, case_no, own.map(|row| Words { text: row.text, html: row.html })))
    })?;
    let particulars = Particulars {
        agency: agency.clone(),
        case_no: case_no.unwrap_or_default(),
        query_code: code_of(app, &content)?,
        link: link(room, mail)?,
        site: room.site.clone(),
        unsubscribe: end_of_digest(app, mail)?,
    };
    let rendered = in_words(room, mail.kind, language, own, &content, &particulars)
        .map_err(|fault| NotPrepared::Final(Reason::Unwritable, Some(fault.to_string())))?;
    Ok((agency, rendered, particulars.unsubscribe))
}

/// In the agency's own words, if it has some that can still be filled.
fn in_words(
    room: &PostRoom,
    kind: MailKind,
    language: Language,
    own: Option<Words>,
    content: &MailContent,
    particulars: &Particulars,
) -> Result<Rendered, TemplateFault> {
    let lang: Lang = language.into();
    if let Some(words) = own {
        match room.templates.render(&words, lang, content, particulars) {
            Ok(rendered) => return Ok(rendered),
            // It was filled with an example when it was saved; the mail is not to suffer.
            Err(fault) => tracing::error!(mail.kind = %kind, error = %fault, "an agency's template cannot be filled"),
        }
    }
    room.templates.render(&room.templates.words(kind, language), lang, content, particulars)
}

fn code_of(app: &App, content: &MailContent) -> Result<String, AppError> {
    let MailContent::Receipt { seed, .. } = content else { return Ok(String::new()) };
    let keyring = sealing::keyring(app)?;
    Ok(query_code(&keyring, seed).to_string())
}

/// Where to read on: an applicant at the front door, an officer at the case or the desk.
fn link(room: &PostRoom, mail: &MailRow) -> Result<String, StoreError> {
    let site = &room.site;
    Ok(match (recipient(mail)?, mail.case_id) {
        (Recipient::ApplicantOf(_), _) => format!("{site}/follow"),
        (Recipient::Officer(_), Some(case)) => format!("{site}/cases/{case}"),
        (Recipient::Officer(_), None) => format!("{site}/desk"),
    })
}

fn end_of_digest(app: &App, mail: &MailRow) -> Result<Option<String>, AppError> {
    match (mail.kind, recipient(mail)?) {
        (MailKind::Digest, Recipient::Officer(OfficerId(id))) => {
            let token = unsubscribe::token(app, OfficerId(id))?;
            Ok(Some(format!("{}/mail/unsubscribe?officer=officer_{id}&token={token}", app.mail.site)))
        }
        (_, Recipient::Officer(_) | Recipient::ApplicantOf(_)) => Ok(None),
    }
}

/// The reply with its files, where the applicant asked for it by e-mail.
fn enclosures(app: &App, mail: &MailRow) -> Result<Vec<Enclosure>, NotPrepared> {
    let (MailContent::ReplyReady { enclosed: true, .. }, Some(case)) = (content(mail)?, mail.case_id) else {
        return Ok(Vec::new());
    };
    let row = app.store.read(|conn| agencies::find(conn, mail.agency_id))?;
    let own = OwnRequest { agency: Agency::from_row(app, row)?, case };
    let Some(reply) = own_request::view(app, &own)?.reply else { return Ok(Vec::new()) };
    let lang: Lang = mail.language.unwrap_or(app.mail.language).into();
    let mut enclosures: Vec<Enclosure> = reply.text.into_iter().map(|text| as_file(lang, text)).collect();
    if reply.files.iter().map(|row| row.file.bytes).sum::<i64>() <= ENCLOSED_AT_MOST {
        for row in reply.files {
            let bytes = wait(whole(&app.files, &row.file.sha256, row.file.bytes))?;
            let mime = row.file.kind.media_type().to_owned();
            enclosures.push(Enclosure { name: row.file.name, mime, bytes });
        }
    }
    Ok(enclosures)
}

fn as_file(lang: Lang, text: String) -> Enclosure {
    let mime = "text/plain; charset=utf-8".to_owned();
    Enclosure { name: lang.text("mail-reply-file"), mime, bytes: text.into_bytes() }
}

/// A kept file, compared with its hash.
async fn whole(files: &Files, sha256: &str, size: i64) -> Result<Vec<u8>, AppError> {
    let size = u64::try_from(size).unwrap_or_default();
    files.verify(sha256).await?;
    let mut bytes = Vec::new();
    while (bytes.len() as u64) < size {
        let piece = files.piece(sha256, bytes.len() as u64, size).await?;
        if piece.is_empty() {
            break;
        }
        bytes.extend(piece);
    }
    Ok(bytes)
}
