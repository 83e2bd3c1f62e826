//! 邮件: what the applicant and the officers were told about the case, failures first to be seen.

use super::View;
use super::records::{Link, Record, Records, count};
use super::section::{Fold, Section};
use crate::domain::ids::CaseId;
use crate::domain::mail::MailState;
use crate::messages::Lang;
use crate::store::mails::MailRow;
use crate::web::WebError;
use crate::web::pages::layout::agency_address;

/// The mails about the case; none for those who do not read mails.
pub(super) fn section(view: &View<'_>) -> Result<Option<Section>, WebError> {
    let Some(mails) = &view.loaded.mails else { return Ok(None) };
    let lang = view.lang();
    let failed = mails.iter().filter(|mail| mail.state == MailState::Failed).count();
    let note = match failed {
        0 => count(lang, mails.len()),
        failed => lang.with("case-mails-failed", &[("count", failed.into())]),
    };
    let records = mails.iter().map(|mail| record(view, mail)).collect();
    let body = Records::new(lang, records);
    Section::new(lang, ("mails", "case-mails"), (note, Fold::of(mails.len(), failed > 0)), &body).map(Some)
}

fn record(view: &View<'_>, mail: &MailRow) -> Record {
    let lang = view.lang();
    let outbox = format!("{}/outbox/{}", agency_address(&view.seat.agency.code), mail.id);
    let at = mail.sent_at.unwrap_or(mail.created_at);
    let error = mail.last_error.as_ref().filter(|_| mail.state != MailState::Sent);
    let error = error.map(|code| lang.text(&format!("mail-error-{}", code.replace('_', "-"))));
    Record {
        on: Some(view.app.clock.local(at).date()),
        what: lang.text(&format!("mail-kind-{}", mail.kind.as_str().replace('_', "-"))),
        badge: Some((look(mail.state), lang.text(&format!("mail-state-{}", mail.state)))),
        notes: [Some(recipient(view, lang, &mail.recipient)), error].into_iter().flatten().collect(),
        link: Some(Link { address: view.page.href(&outbox), name: lang.text("case-mail-read") }),
        ..Record::default()
    }
}

fn look(state: MailState) -> &'static str {
    match state {
        MailState::Waiting => "soon",
        MailState::Sent => "good",
        MailState::Failed => "bad",
    }
}

/// Whom it is for, as the mail keeps it.
fn recipient(view: &View<'_>, lang: Lang, recipient: &str) -> String {
    match recipient.parse::<CaseId>() {
        Ok(_) => lang.text("event-actor-applicant"),
        Err(_) => view.loaded.actor(lang, recipient),
    }
}
