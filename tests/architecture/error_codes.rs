//! Every stable code that says why something was not done has a sentence in every language.

use std::collections::BTreeSet;

use super::assert_none;
use super::fluent::ids;
use super::source::{Source, product_without_tests};
use gongkai::domain::case::Refused;

/// How the codes of a type become sentences.
enum Told {
    /// Message `PREFIX-CODE`; the codes that are left out here have a sentence under an id written out.
    As(&'static str, &'static [&'static str]),
    /// Each variant names its message itself, and `message_ids` holds those ids to the files.
    ByVariant,
    /// It says nothing that is wrong.
    NoError,
}

use Told::{As, ByVariant, NoError};

/// Every type with a `code()`, by its file. A new one fails the test until it is told.
const TYPES: &[(&str, &str, Told)] = &[
    ("src/app/annual_report/outsiders.rs", "OutsiderFault", As("report-outsider-", &[])),
    ("src/app/calendar_feeds.rs", "FeedFault", As("error-feed-", &[])),
    ("src/app/case_log.rs", "LineFault", As("line-", &["outside_calendar"])),
    ("src/app/import/mod.rs", "Reason", ByVariant),
    ("src/app/letters/fault.rs", "LetterFault", ByVariant),
    ("src/app/mail/fault.rs", "MailFault", As("error-", &[])),
    ("src/app/outbox/mod.rs", "NotPosted", As("webhook-error-", &[])),
    ("src/app/sign_in/error.rs", "SignInError", As("sign-in-", &[])),
    ("src/app/webhooks/fault.rs", "WebhookFault", As("error-webhook-", &[])),
    ("src/cli/workdays/question.rs", "Failure", ByVariant),
    ("src/delivery/mod.rs", "SendError", As("webhook-error-", &[])),
    ("src/domain/administration/refused.rs", "AdminRefused", As("error-admin-", &["bad_settings"])),
    ("src/domain/administration/settings.rs", "PolicyProblem", As("setting-", &[])),
    ("src/domain/annual_report/life/refused.rs", "ReportRefused", As("report-refused-", &[])),
    ("src/domain/annual_report/narrative/fault.rs", "TextFault", As("report-text-", &[])),
    ("src/domain/annual_report/narrative/fault.rs", "TextRefused", As("report-text-", &[])),
    ("src/domain/applicant/error.rs", "Problem", As("problem-", &[])),
    ("src/domain/attachment/refused.rs", "FileRefused", As("file-refused-", &[])),
    ("src/domain/calendar/error.rs", "CalendarError", ByVariant),
    ("src/domain/calendar/error.rs", "CalendarFault", As("fault-", &[])),
    ("src/domain/calendar/error.rs", "OutsideCalendar", ByVariant),
    ("src/domain/case_log/fault.rs", "LogFault", ByVariant),
    ("src/domain/fee/cost.rs", "CostFeeError", ByVariant),
    ("src/domain/fee/mod.rs", "FeeError", As("", &["fee_overflow"])),
    ("src/domain/numbering.rs", "NumberingError", As("", &[])),
    ("src/domain/query_code.rs", "InvalidQueryCode", As("", &[])),
    ("src/domain/reconcile/read.rs", "Problem", As("unreadable-", &[])),
    ("src/domain/search/query.rs", "BadQuery", As("search-", &[])),
    ("src/files/sheet/mod.rs", "SheetError", As("", &[])),
    ("src/keys/error.rs", "KeyError", As("error-", &[])),
    ("src/letters/letter/wording.rs", "WordingFault", ByVariant),
    ("src/mail/error.rs", "Reason", As("mail-error-", &[])),
    ("src/mail/template/fault.rs", "TemplateFault", As("error-", &[])),
    ("src/passwords.rs", "WeakPassword", As("", &[])),
    ("src/rulebook/error.rs", "RulebookError", ByVariant),
    ("src/rulebook/sources.rs", "Source", NoError),
    ("src/store/error.rs", "StoreError", As("error-store-", &[])),
];

#[test]
fn every_code_of_an_error_has_a_sentence_in_every_language() {
    let (ids, found) = (ids(), found());
    let mut breaches = Vec::new();
    for Codes { path, name, codes } in &found {
        match TYPES.iter().find(|(file, of, _)| file == path && of == name) {
            None => breaches.push(format!("{path}: {name} has codes; say in TYPES how they become sentences")),
            Some((_, _, As(prefix, apart))) => {
                let told = |code: &&String| {
                    apart.contains(&code.as_str()) || ids.contains(&format!("{prefix}{}", code.replace('_', "-")))
                };
                let untold = codes.iter().filter(|code| !told(code));
                breaches.extend(untold.map(|code| format!("{path}: {name}: there is no message {prefix}{code}")));
            }
            Some((_, _, ByVariant | NoError)) => {}
        }
    }
    let is_there = |file: &str, of: &str| found.iter().any(|codes| codes.path == file && codes.name == of);
    let gone = TYPES.iter().filter(|(file, of, _)| !is_there(file, of));
    breaches.extend(gone.map(|(file, of, _)| format!("{file}: there is no {of} with codes any more")));
    assert_none(&breaches);
}

#[test]
fn every_refusal_of_the_procedure_has_a_sentence_in_every_language() {
    let ids = ids();
    let untold = Refused::CODES.iter().filter(|code| !ids.contains(&format!("refused-{}", code.replace('_', "-"))));
    assert_none(&untold.map(|code| format!("there is no message for {code}")).collect::<Vec<_>>());
}

/// The codes that one type gives.
struct Codes {
    path: String,
    name: String,
    codes: BTreeSet<String>,
}

fn found() -> Vec<Codes> {
    let sources = product_without_tests();
    let found: Vec<Codes> = sources.iter().flat_map(codes).collect();
    assert!(found.iter().map(|of| of.codes.len()).sum::<usize>() > 100, "the codes are no longer found");
    found
}

/// Every `fn code(self)` of a file. Those of macros have a list of their own.
fn codes(source: &Source) -> Vec<Codes> {
    let methods = source.code.match_indices("fn code(").filter(|(at, _)| {
        let parameters = source.code[*at + "fn code(".len()..].trim_start_matches('&');
        parameters.starts_with("self)")
    });
    let of = |(at, _): (usize, &str)| {
        let name = implemented(&source.code[..at])?;
        let codes = literals(source, body(&source.code[at..]));
        Some(Codes { path: source.path.clone(), name, codes })
    };
    methods.filter_map(of).collect()
}

/// The type of the last `impl` before; none inside a macro, where it is indented.
fn implemented(before: &str) -> Option<String> {
    let (_, rest) = before.rsplit_once("\nimpl ")?;
    let name: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
    (!name.is_empty()).then_some(name)
}

/// From the name of a function to the end of its braces.
fn body(code: &str) -> &str {
    let mut depth = 0;
    for (at, c) in code.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return &code[..at],
            '}' => depth -= 1,
            _ => {}
        }
    }
    code
}

fn literals(source: &Source, code: &str) -> BTreeSet<String> {
    let numbers = code.split('"').skip(1).step_by(2).filter_map(|number| number.parse::<usize>().ok());
    numbers.map(|number| source.literals[number].clone()).collect()
}
