//! Whether a template can be kept.

use super::{Particulars, Rendered, TemplateFault, Templates, Words, lang};
use crate::domain::mail::{Language, MailContent, MailKind};

impl Templates {
    /// What a template makes of an example, if it can be kept: it is filled with the example both with everything
    /// in it and with what may be missing left out.
    ///
    /// # Errors
    /// [`TemplateFault`].
    pub fn check(
        &self,
        words: &Words,
        language: Language,
        kind: MailKind,
        particulars: &Particulars,
    ) -> Result<Rendered, TemplateFault> {
        let sample = MailContent::sample(kind);
        let made = self.render(words, lang(language), &sample, particulars)?;
        self.render(words, lang(language), &bare(&sample), particulars)?;
        for name in needed(kind) {
            let value = match *name {
                "query_code" => &particulars.query_code,
                "case_no" => &particulars.case_no,
                _ => &particulars.link,
            };
            if !made.text.contains(value.as_str()) {
                return Err(TemplateFault::Missing { name });
            }
        }
        Ok(made)
    }
}

/// What a mail of this kind is useless without.
fn needed(kind: MailKind) -> &'static [&'static str] {
    match kind {
        MailKind::Receipt => &["case_no", "query_code", "link"],
        MailKind::Received
        | MailKind::SupplementNotice
        | MailKind::SupplementReminder
        | MailKind::SupplementLapsed
        | MailKind::Consultation
        | MailKind::Extension
        | MailKind::FeeNotice
        | MailKind::FeeReminder
        | MailKind::FeePaid
        | MailKind::FeeLapsed
        | MailKind::ReplyReady
        | MailKind::AppealReminder
        | MailKind::Closed
        | MailKind::Assigned
        | MailKind::Digest
        | MailKind::ReviewWaiting
        | MailKind::ReviewSentBack
        | MailKind::ReviewPassed
        | MailKind::ThirdPartyEnding
        | MailKind::Unconfirmed
        | MailKind::Late
        | MailKind::Urged
        | MailKind::UrgingAnswered
        | MailKind::AppealAnswerDue
        | MailKind::DueDatesFixed
        | MailKind::CalendarMissing
        | MailKind::ReportReady
        | MailKind::ReportUnsigned
        | MailKind::ReportLate
        | MailKind::UrgingList
        | MailKind::Bulletin
        | MailKind::Test => &["link"],
    }
}

/// The same with everything left out that may be.
fn bare(sample: &MailContent) -> MailContent {
    let Ok(mut value) = serde_json::to_value(sample) else { return sample.clone() };
    let Some(fields) = value.as_object_mut() else { return sample.clone() };
    for name in fields.keys().cloned().collect::<Vec<_>>() {
        let Some(was) = fields.insert(name.clone(), serde_json::Value::Null) else { continue };
        // What must be there is put back.
        if serde_json::from_value::<MailContent>(serde_json::Value::Object(fields.clone())).is_err() {
            fields.insert(name, was);
        }
    }
    serde_json::from_value(value).unwrap_or_else(|_| sample.clone())
}
