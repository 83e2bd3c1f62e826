//! 拒绝理由的文字: what the domain refused, as a sentence in the reader's language.
//!
//! A refusal carries codes and dates. Codes that have a name are replaced by it before the sentence is
//! filled in: `status=awaiting_payment` becomes 待缴费.

mod letters;
mod registers;

use crate::app::AppError;
use crate::app::annual_report::OutsiderFault;
use crate::app::calendar_feeds::FeedFault;
use crate::app::case_log::LineFault;
use crate::app::mail::MailFault;
use crate::app::sign_in::SignInError;
use crate::app::webhooks::WebhookFault;
use crate::domain::annual_report::life::{ReportRefused, ReportStatus};
use crate::domain::annual_report::narrative::{TextFault, TextRefused};
use crate::domain::case::Refused;
use crate::domain::case_log::{LogFault, MAX_REF};
use crate::domain::fee::{FeeError, MAX_UNITS};
use crate::findings;
use crate::letters::report::SheetFault;
use crate::mail::TemplateFault;
use crate::messages::{Lang, administration, attachments, people};
use crate::rulebook::words;
use crate::store::StoreError;

pub use registers::{mapping_fault, row_problem, sheet_error};

/// The sentence for anything that can go wrong in an act.
#[must_use]
pub fn app_error(lang: Lang, error: &AppError) -> String {
    match error {
        AppError::Refused(refused) => self::refused(lang, refused),
        AppError::Report(refused) => report_refused(lang, refused),
        AppError::ReportText(refused) => text_refused(lang, refused),
        AppError::Outsider(fault) => outsider_fault(lang, fault),
        AppError::Document(_) => lang.text("error-document"),
        AppError::Form(errors) => {
            let sentences: Vec<String> = errors.iter().map(|error| people::field_error(lang, *error)).collect();
            sentences.join(&lang.text("sentence-separator"))
        }
        AppError::File { name, refused } => attachments::refused(lang, name, refused),
        AppError::Files(error) => attachments::files_error(lang, error),
        AppError::Fee(FeeError::TooMany { max }) => lang.with("fee-too-many", &[("max", (*max).into())]),
        AppError::Fee(FeeError::Overflow) => lang.with("fee-too-many", &[("max", MAX_UNITS.into())]),
        AppError::Weak(weak) => people::weak_password(lang, *weak),
        AppError::Password(error) => lang.with("error-password", &[("detail", error.to_string().into())]),
        AppError::SignIn(error) => sign_in(lang, *error),
        AppError::KeyReused => lang.text("error-key-reused"),
        AppError::Store(error) => store_error(lang, error),
        AppError::Keys(error) => error.message(lang),
        AppError::KeyReplaced => lang.text("error-key-replaced"),
        AppError::Admin(refused) => administration::admin_refused(lang, refused),
        AppError::Rules(error) => error.message(lang),
        AppError::CalendarReplaced => lang.text("error-calendar-replaced"),
        AppError::BadCursor => lang.with("web-error-bad-parameter", &[("name", "after".into())]),
        AppError::TooManyViews { at_most } => lang.with("desk-too-many-views", &[("most", (*at_most).into())]),
        AppError::Calendar(error) => words::calendar_error(error, lang),
        AppError::OutsideCalendar(error) => words::outside_calendar(*error, lang),
        AppError::Letter(fault) => letters::fault(lang, fault),
        AppError::Mail(fault) => mail_fault(lang, fault),
        AppError::Feed(fault) => feed_fault(lang, *fault),
        AppError::Webhook(fault) => webhook_fault(lang, *fault),
        AppError::Sheet(error) => sheet_error(lang, error),
        AppError::Import(fault) => registers::import_fault(lang, fault),
        AppError::Settings { agency, detail } => {
            lang.with("error-agency-settings", &[("agency", agency.clone().into()), ("detail", detail.clone().into())])
        }
    }
}

/// The sentence for why something about mail was not done.
fn mail_fault(lang: Lang, fault: &MailFault) -> String {
    match fault {
        MailFault::Template(fault) => template_fault(lang, fault),
        MailFault::NotFailed => lang.text("error-mail-not-failed"),
        MailFault::NoAddress => lang.text("error-mail-no-address"),
    }
}

/// The sentence for what is wrong with a mail template.
#[must_use]
pub fn template_fault(lang: Lang, fault: &TemplateFault) -> String {
    match fault {
        TemplateFault::Subject { max } => lang.with("error-template-subject", &[("max", (*max).into())]),
        TemplateFault::NoText => lang.text("error-template-text"),
        TemplateFault::Missing { name } => lang.with("error-template-missing", &[("name", (*name).into())]),
        TemplateFault::Broken { part, line, detail } => lang.with(
            "error-template-broken",
            &[("part", (*part).into()), ("line", line.unwrap_or(1).into()), ("detail", detail.clone().into())],
        ),
        TemplateFault::File { path, reason } => {
            lang.with("error-template-file", &[("path", path.clone().into()), ("reason", reason.clone().into())])
        }
    }
}

/// The sentence for what is wrong with a calendar feed.
fn feed_fault(lang: Lang, fault: FeedFault) -> String {
    let (FeedFault::TooMany { max } | FeedFault::Label { max }) = fault;
    lang.with(&format!("error-feed-{}", fault.code().replace('_', "-")), &[("max", max.into())])
}

/// The sentence for what is wrong with a webhook.
fn webhook_fault(lang: Lang, fault: WebhookFault) -> String {
    let id = format!("error-webhook-{}", fault.code().replace('_', "-"));
    match fault {
        WebhookFault::TooMany { max } => lang.with(&id, &[("max", max.into())]),
        WebhookFault::NoEvents
        | WebhookFault::NotYourSubtree
        | WebhookFault::NotToBeRetried
        | WebhookFault::Changed => lang.text(&id),
    }
}

/// The sentence for why somebody is not signed in.
fn sign_in(lang: Lang, error: SignInError) -> String {
    let id = format!("sign-in-{}", error.code().replace('_', "-"));
    match error {
        SignInError::Locked { seconds } => lang.with(&id, &[("minutes", ((seconds + 59) / 60).into())]),
        SignInError::WrongCredentials
        | SignInError::CodeNeeded
        | SignInError::WrongCode
        | SignInError::NotSignedIn
        | SignInError::SessionEnded
        | SignInError::TokenReused
        | SignInError::WrongPassword
        | SignInError::MustChangePassword
        | SignInError::NoTotp => lang.text(&id),
    }
}

/// The sentence for what the store says.
#[must_use]
pub fn store_error(lang: Lang, error: &StoreError) -> String {
    let id = format!("error-store-{}", error.code().replace('_', "-"));
    let detail = |text: String| lang.with(&id, &[("detail", text.into())]);
    match error {
        StoreError::NotFound { what, key } | StoreError::Duplicate { what, key } => {
            lang.with(&id, &[("what", word(lang, "what", what).into()), ("key", key.clone().into())])
        }
        StoreError::StaleReport { .. } => lang.text("error-stale-report"),
        StoreError::StaleVersion { .. } | StoreError::SealedDay | StoreError::Busy | StoreError::Panicked => {
            lang.text(&id)
        }
        StoreError::Unavailable { reason } | StoreError::NotCommitted { reason } => detail(reason.clone()),
        StoreError::Query(inner) => detail(inner.to_string()),
        StoreError::Corrupt { what } => detail(what.clone()),
        StoreError::UnknownScheme { scheme } => detail(scheme.clone()),
        StoreError::UnusableUrl { reason } => detail((*reason).to_owned()),
        StoreError::NoDatabase { path } | StoreError::FileExists { path } => detail(path.display().to_string()),
        StoreError::SchemaBehind { pending } => detail(pending.to_string()),
        StoreError::SchemaAhead { migration } => detail(migration.clone()),
        StoreError::File { path, source } => detail(format!("{}: {source}", path.display())),
        StoreError::Stream(inner) => detail(inner.to_string()),
        StoreError::SqliteOnly { instead, .. } => detail((*instead).to_owned()),
        StoreError::NotEmpty { table } => detail((*table).to_owned()),
        StoreError::BadExport { line, reason } => {
            lang.with(&id, &[("line", (*line).into()), ("detail", reason.clone().into())])
        }
    }
}

/// The sentence for a refusal.
#[must_use]
pub fn refused(lang: Lang, refused: &Refused) -> String {
    let particulars: Vec<_> =
        refused.particulars().into_iter().map(|(name, value)| (name, word(lang, name, &value).into())).collect();
    lang.with(&format!("refused-{}", refused.code().replace('_', "-")), &particulars)
}

/// The sentence for a report that cannot be frozen, signed, published or taken back now; with the list of
/// what is wrong with its figures.
#[must_use]
pub fn report_refused(lang: Lang, refused: &ReportRefused) -> String {
    let particulars = match refused {
        ReportRefused::NotAuthorised { role } => vec![("role", word(lang, "role", role.as_str()))],
        ReportRefused::WrongStatus { status, act } => vec![
            ("status", report_status(lang, *status)),
            ("act", lang.text(&format!("report-act-{act}").replace('_', "-"))),
        ],
        ReportRefused::YearNotOver { ends_on } => vec![("ends_on", ends_on.to_string())],
        ReportRefused::NothingToCorrect { revision } => vec![("revision", revision.to_string())],
        ReportRefused::Faulty { faults } => {
            let sentences: Vec<String> = faults.iter().map(|fault| findings::fault(lang, fault)).collect();
            vec![("faults", sentences.join(&lang.text("sentence-separator")))]
        }
        ReportRefused::InFuture { on, today } => vec![("on", on.to_string()), ("today", today.to_string())],
        ReportRefused::BeforeSigning { on, signed_on } => {
            vec![("on", on.to_string()), ("signed_on", signed_on.to_string())]
        }
        ReportRefused::ReasonMissing => Vec::new(),
    };
    let particulars: Vec<_> = particulars.into_iter().map(|(name, text)| (name, text.into())).collect();
    lang.with(&format!("report-refused-{}", refused.code().replace('_', "-")), &particulars)
}

/// The sentence for a text of a report that is not kept: which number is wrong, and what it should be.
#[must_use]
pub fn text_refused(lang: Lang, refused: &TextRefused) -> String {
    let particulars = match refused {
        TextRefused::NotEditable { status } => vec![("status", report_status(lang, *status))],
        TextRefused::Fault(TextFault::Disagrees { written, figure, amount }) => {
            vec![("written", written.clone()), ("figure", figure.clone()), ("amount", amount.to_string())]
        }
        TextRefused::Fault(TextFault::Ambiguous { sentence }) => vec![("sentence", sentence.clone())],
        TextRefused::Fault(TextFault::UnknownFigure { name }) => vec![("name", name.clone())],
        TextRefused::Fault(TextFault::TooLong { max }) => vec![("max", max.to_string())],
        TextRefused::Fault(TextFault::Brace | TextFault::Nothing) => Vec::new(),
    };
    let particulars: Vec<_> = particulars.into_iter().map(|(name, text)| (name, text.into())).collect();
    lang.with(&format!("report-text-{}", refused.code().replace('_', "-")), &particulars)
}

/// The sentence for why the figures of an agency that is not on this system are not taken in.
#[must_use]
pub fn outsider_fault(lang: Lang, fault: &OutsiderFault) -> String {
    let id = format!("report-outsider-{}", fault.code().replace('_', "-"));
    match fault {
        OutsiderFault::NoJson { reason } => lang.with(&id, &[("reason", reason.clone().into())]),
        OutsiderFault::Unreadable(error) => lang.with(&id, &[("problem", findings::unreadable(lang, error).into())]),
        OutsiderFault::Sheet(fault) => lang.with(&id, &[("problem", sheet(lang, fault).into())]),
        OutsiderFault::Name { max } => lang.with(&id, &[("max", max.to_string().into())]),
        OutsiderFault::OnThisSystem { name } => lang.with(&id, &[("name", name.clone().into())]),
        OutsiderFault::OtherYear { found, expected } => {
            let found = found.map(|year| year.to_string()).unwrap_or_default();
            lang.with(&id, &[("found", found.into()), ("expected", expected.to_string().into())])
        }
        OutsiderFault::OtherForm { found, expected } => {
            lang.with(&id, &[("found", found.as_str().into()), ("expected", expected.as_str().into())])
        }
        OutsiderFault::Contradictions(found) => {
            let sentences: Vec<String> = found.iter().map(|finding| findings::sentence(lang, finding)).collect();
            lang.with(&id, &[("findings", sentences.join(&lang.text("sentence-separator")).into())])
        }
        OutsiderFault::NoChannels => lang.text(&id),
    }
}

/// What is wrong with a spreadsheet.
fn sheet(lang: Lang, fault: &SheetFault) -> String {
    let with = |id: &str, sheet: &str, cell: &str, found: &str, expected: &str| {
        let pairs = [("sheet", sheet), ("cell", cell), ("found", found), ("expected", expected)];
        lang.with(id, &pairs.map(|(name, value)| (name, value.into())))
    };
    match fault {
        SheetFault::NotASpreadsheet(_) => lang.text("report-sheet-no-spreadsheet"),
        SheetFault::NoSheet(sheet) => lang.with("report-sheet-missing", &[("sheet", sheet.clone().into())]),
        SheetFault::OtherWords { sheet, cell, found, expected } => {
            with("report-sheet-other-words", sheet, cell, found, expected)
        }
        SheetFault::NotANumber { sheet, cell, found } => lang.with(
            "report-sheet-no-number",
            &[("sheet", sheet.clone().into()), ("cell", cell.clone().into()), ("found", found.clone().into())],
        ),
    }
}

/// 报告状态, by its name.
#[must_use]
pub fn report_status(lang: Lang, status: ReportStatus) -> String {
    lang.text(&format!("report-status-{status}"))
}

/// The name of a code, where it has one: message `KIND-CODE`.
#[must_use]
pub fn word(lang: Lang, kind: &str, value: &str) -> String {
    let id = format!("{kind}-{}", value.replace(['_', '.'], "-"));
    lang.find(&id).unwrap_or_else(|| value.to_owned())
}

/// 被拒绝的一行, as the contract has it: `line N: ref R: what is wrong`. The file may hold anything, so what
/// would move a terminal's cursor is shown as `\u{fffd}`, and a ref is cut where none can be longer.
#[must_use]
pub fn refused_line(number: usize, source_ref: Option<&str>, message: &str) -> String {
    let source_ref: String = source_ref.unwrap_or("-").chars().take(MAX_REF).collect();
    format!("line {number}: ref {source_ref}: {message}").replace(char::is_control, "\u{fffd}")
}

/// The sentence for a line of a case log that is not used.
#[must_use]
pub fn line_fault(lang: Lang, fault: &LineFault) -> String {
    let id = format!("line-{}", fault.code().replace('_', "-"));
    match fault {
        LineFault::TooLong | LineFault::NotUtf8 | LineFault::NotJson | LineFault::Truncated => lang.text(&id),
        LineFault::UnknownField { field }
        | LineFault::MissingField { field }
        | LineFault::DuplicateField { field }
        | LineFault::NotADate { field } => lang.with(&id, &[("field", field.clone().into())]),
        LineFault::UnknownWord { field, value, allowed } => lang.with(
            &id,
            &[("field", field.clone().into()), ("value", value.clone().into()), ("allowed", allowed.clone().into())],
        ),
        LineFault::InvalidValue { field, detail } => {
            lang.with(&id, &[("field", field.clone().into()), ("detail", detail.clone().into())])
        }
        LineFault::OutsideCalendar(outside) => words::outside_calendar(*outside, lang),
        LineFault::History(fault) => log_fault(lang, fault),
    }
}

fn log_fault(lang: Lang, fault: &LogFault) -> String {
    match fault {
        LogFault::MissingField { index, kind, field } => lang.with(
            "line-step-missing-field",
            &[("index", (*index).into()), ("kind", kind.as_str().into()), ("field", (*field).into())],
        ),
        LogFault::UnexpectedField { index, kind, field } => lang.with(
            "line-step-unexpected-field",
            &[("index", (*index).into()), ("kind", kind.as_str().into()), ("field", (*field).into())],
        ),
        LogFault::BadText { field, limit } => {
            lang.with("line-bad-text", &[("field", (*field).into()), ("limit", (*limit).into())])
        }
        LogFault::BadValue { index, field, value } => lang.with(
            "line-step-bad-value",
            &[("index", (*index).into()), ("field", (*field).into()), ("value", value.clone().into())],
        ),
        LogFault::Refused { index: 0, refused } => self::refused(lang, refused),
        LogFault::Refused { index, refused } => lang
            .with("line-step-refused", &[("index", (*index).into()), ("reason", self::refused(lang, refused).into())]),
    }
}
