//! 文字: everything that can be refused has a sentence in both languages, with its particulars in words.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use gongkai::app::case_log::LineFault;
use gongkai::domain::calendar::OutsideCalendar;
use gongkai::domain::case::{CommandKind, ConsultationKind, Refused};
use gongkai::domain::case_log::{LogFault, StepKind};
use gongkai::domain::code::AppealGroup;
use gongkai::domain::outcome::Outcome;
use gongkai::domain::regime::RegimeId;
use gongkai::domain::role::Role;
use gongkai::domain::status::Status;
use gongkai::messages::Lang;
use gongkai::wording;

use crate::calendar::on;

/// One of each, in the order of [`Refused::CODES`]; a new refusal does not compile until it is added here.
macro_rules! one_of_each {
    ($($pattern:pat => $sample:expr,)+) => {
        fn every_refusal() -> Vec<Refused> {
            use Refused as R;
            let known = |refused: &Refused| match refused { $($pattern => (),)+ };
            let samples = vec![$($sample,)+];
            samples.iter().for_each(known);
            samples
        }
    };
}

fn day() -> chrono::NaiveDate {
    on("2026-03-30")
}

const THIRD_PARTY: ConsultationKind = ConsultationKind::ThirdParty;
const GROUP: AppealGroup = AppealGroup::LitigationAfterReconsideration;

one_of_each! {
    R::DatesRunBackwards { .. } => R::DatesRunBackwards { on: day(), last_on: day() },
    R::BeforeReceipt { .. } => R::BeforeReceipt { on: day(), received_on: day() },
    R::InFuture { .. } => R::InFuture { on: day(), today: day() },
    R::NoRegime { .. } => R::NoRegime { received_on: day() },
    R::WrongStatus { .. } => R::WrongStatus { status: Status::AwaitingPayment, command: CommandKind::SubmitForReview },
    R::NotReceived => R::NotReceived,
    R::AlreadyReplied { .. } => R::AlreadyReplied { on: day() },
    R::AlreadyClosed { .. } => R::AlreadyClosed { on: day() },
    R::SecondSupplementNotice => R::SecondSupplementNotice,
    R::SupplementNotRequested => R::SupplementNotRequested,
    R::RespondByTooEarly { .. } => R::RespondByTooEarly { respond_by: day(), on: day() },
    R::SupplementPeriodRunning { .. } => R::SupplementPeriodRunning { respond_by: day() },
    R::ConsultationNotOpen { .. } => R::ConsultationNotOpen { kind: THIRD_PARTY },
    R::ConsultationOpen { .. } => R::ConsultationOpen { kind: THIRD_PARTY, until: day() },
    R::ReasonsNotRequested => R::ReasonsNotRequested,
    R::LaterDateNotLater { .. } => R::LaterDateNotLater { due_on: day() },
    R::SecondExtension => R::SecondExtension,
    R::ExtensionTooLong { .. } => R::ExtensionTooLong { working_days: 21, at_most: 20 },
    R::ExtensionTooLate { .. } => R::ExtensionTooLate { due_on: day() },
    R::ClockStopped => R::ClockStopped,
    R::NotSuspended => R::NotSuspended,
    R::AlreadySuspended => R::AlreadySuspended,
    R::FeeNotInForce { .. } => R::FeeNotInForce { regime: RegimeId::Cn2008 },
    R::SecondFeeNotice => R::SecondFeeNotice,
    R::FeeNoticeTooLate { .. } => R::FeeNoticeTooLate { due_on: day() },
    R::FeeAmountWrong { .. } => R::FeeAmountWrong { amount_yuan: 381, expected_yuan: 380 },
    R::FeeNotNotified => R::FeeNotNotified,
    R::FeeUnderpaid { .. } => R::FeeUnderpaid { amount_yuan: 379, expected_yuan: 380 },
    R::FeePeriodRunning { .. } => R::FeePeriodRunning { payable_by: day() },
    R::AmountTooLarge { .. } => R::AmountTooLarge { amount_yuan: 381, at_most_yuan: 380 },
    R::AmountNotPositive => R::AmountNotPositive,
    R::OutcomeNotInRegime { .. } => R::OutcomeNotInRegime { outcome: Outcome::OtherRoute, regime: RegimeId::Cn2019 },
    R::OutcomeSetBySystem { .. } => R::OutcomeSetBySystem { outcome: Outcome::OtherFeeLapsed },
    R::TextMissing => R::TextMissing,
    R::GroundsMissing => R::GroundsMissing,
    R::GroundIncomplete { .. } => R::GroundIncomplete { item: "合同附件二".to_owned() },
    R::GroundsUnexpected => R::GroundsUnexpected,
    R::SecretBasisMissing => R::SecretBasisMissing,
    R::AttachmentsLocked => R::AttachmentsLocked,
    R::AttachmentUnknown { .. } => R::AttachmentUnknown { sha256: "9f86d081".to_owned() },
    R::NoDraft => R::NoDraft,
    R::UnderReview => R::UnderReview,
    R::DraftChanged => R::DraftChanged,
    R::SameReviewer => R::SameReviewer,
    R::OwnDraft => R::OwnDraft,
    R::WrongStep { .. } => R::WrongStep { step: 1, expected: 2 },
    R::NotAuthorised { .. } => R::NotAuthorised { role: Role::OfficeHead },
    R::ReasonMissing => R::ReasonMissing,
    R::NotReviewed => R::NotReviewed,
    R::SecondReply => R::SecondReply,
    R::NotReplied => R::NotReplied,
    R::AlreadyDelivered => R::AlreadyDelivered,
    R::AppealPending { .. } => R::AppealPending { group: GROUP },
    R::AppealNotPending { .. } => R::AppealNotPending { group: GROUP },
    R::NoReconsideration => R::NoReconsideration,
    R::ComplaintNotOpen => R::ComplaintNotOpen,
    R::SplitTooFew => R::SplitTooFew,
    R::SameCase => R::SameCase,
    R::OtherApplicant { .. } => R::OtherApplicant { to: "2025-00002".to_owned() },
    R::MergedIntoEnded { .. } => R::MergedIntoEnded { to: "2025-00002".to_owned() },
    R::NothingToCorrect => R::NothingToCorrect,
}

/// A sentence without a hole, without an id and without a code in it.
fn assert_sentence(lang: Lang, sentence: &str, about: &str) {
    assert!(!sentence.contains('{') && !sentence.contains('$'), "{about}: a hole in “{sentence}”");
    assert!(!sentence.contains('_'), "{about}: a code in “{sentence}”");
    assert!(!sentence.starts_with("refused-") && !sentence.starts_with("line-"), "{about} has no sentence");
    let end = sentence.chars().last().unwrap();
    assert!(matches!((lang, end), (Lang::Zh, '。' | '）') | (Lang::En, '.')), "{about}: “{sentence}” is no sentence");
    let has_chinese = sentence.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
    assert_eq!(has_chinese, lang == Lang::Zh || about == "ground_incomplete", "{about}: “{sentence}”");
}

#[test]
fn every_refusal_is_a_sentence_in_both_languages() {
    let samples = every_refusal();
    let codes: Vec<_> = samples.iter().map(Refused::code).collect();
    assert_eq!(codes, Refused::CODES);
    for refused in &samples {
        for lang in Lang::ALL {
            assert_sentence(lang, &wording::refused(lang, refused), refused.code());
        }
    }
}

#[test]
fn a_sentence_carries_every_particular_of_the_refusal() {
    for refused in every_refusal() {
        for lang in Lang::ALL {
            let sentence = wording::refused(lang, &refused);
            for (name, value) in refused.particulars() {
                let is_word = matches!(name, "status" | "command" | "kind" | "role" | "regime" | "outcome" | "group");
                assert!(is_word || sentence.contains(&value), "{}: no {name} in “{sentence}”", refused.code());
            }
        }
    }
}

#[test]
fn no_two_refusals_share_a_code() {
    assert_eq!(Refused::CODES.iter().collect::<BTreeSet<_>>().len(), Refused::CODES.len());
}

fn every_line_fault() -> Vec<LineFault> {
    let field = || "steps[2].on".to_owned();
    let (index, kind) = (2, StepKind::Extended);
    let faults = vec![
        LineFault::TooLong,
        LineFault::NotUtf8,
        LineFault::NotJson,
        LineFault::Truncated,
        LineFault::UnknownField { field: field() },
        LineFault::MissingField { field: field() },
        LineFault::DuplicateField { field: field() },
        LineFault::NotADate { field: field() },
        LineFault::UnknownWord { field: field(), value: "letter".to_owned(), allowed: "post, fax".to_owned() },
        LineFault::InvalidValue { field: field(), detail: "invalid type".to_owned() },
        LineFault::OutsideCalendar(OutsideCalendar::Day { day: day(), first: day(), last: day() }),
        LineFault::History(LogFault::MissingField { index, kind, field: "respond by" }),
        LineFault::History(LogFault::UnexpectedField { index, kind, field: "pages" }),
        LineFault::History(LogFault::BadText { field: "reason", limit: 2000 }),
        LineFault::History(LogFault::BadValue { index, field: "by", value: "weight".to_owned() }),
        LineFault::History(LogFault::Refused { index, refused: Refused::SecondExtension }),
        LineFault::History(LogFault::Refused { index: 0, refused: Refused::NotReceived }),
    ];
    for fault in &faults {
        // A new fault does not compile until it is added above.
        match fault {
            LineFault::TooLong | LineFault::NotUtf8 | LineFault::NotJson | LineFault::Truncated => {}
            LineFault::UnknownField { .. } | LineFault::MissingField { .. } | LineFault::DuplicateField { .. } => {}
            LineFault::NotADate { .. } | LineFault::UnknownWord { .. } | LineFault::InvalidValue { .. } => {}
            LineFault::OutsideCalendar(_) => {}
            LineFault::History(
                LogFault::MissingField { .. }
                | LogFault::UnexpectedField { .. }
                | LogFault::BadText { .. }
                | LogFault::BadValue { .. }
                | LogFault::Refused { .. },
            ) => {}
        }
    }
    faults
}

#[test]
fn everything_wrong_with_a_line_is_a_sentence_in_both_languages() {
    for fault in every_line_fault() {
        for lang in Lang::ALL {
            assert_sentence(lang, &wording::line_fault(lang, &fault), fault.code());
        }
    }
}

#[test]
fn every_word_that_a_sentence_may_need_exists_in_both_languages() {
    let mut words: Vec<String> = Vec::new();
    let mut add = |kind: &str, codes: Vec<&'static str>| {
        words.extend(codes.into_iter().map(|code| format!("{kind}-{}", code.replace(['_', '.'], "-"))));
    };
    add("status", Status::ALL.iter().map(|it| it.as_str()).collect());
    add("command", CommandKind::ALL.iter().map(|it| it.as_str()).collect());
    add("kind", ConsultationKind::ALL.iter().map(|it| it.as_str()).collect());
    add("role", Role::ALL.iter().map(|it| it.as_str()).collect());
    add("regime", RegimeId::ALL.iter().map(|it| it.as_str()).collect());
    add("outcome", Outcome::ALL.iter().map(|it| it.as_str()).collect());
    add("group", AppealGroup::ALL.iter().map(|it| it.as_str()).collect());
    for word in words {
        for lang in Lang::ALL {
            assert!(lang.find(&word).is_some(), "{word} in {lang:?}");
        }
    }
}

/// Every message of a language with the variables it uses, from the files' text.
fn messages(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("config/messages").join(language);
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let mut id = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            if let Some((name, _)) = line.split_once('=').filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                id = name.trim().to_owned();
                assert!(messages.insert(id.clone(), BTreeSet::new()).is_none(), "{id} is there twice in {language}");
            }
            let variables = line.split('$').skip(1).map(|rest| {
                rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect::<String>()
            });
            messages.get_mut(&id).unwrap().extend(variables);
        }
    }
    messages
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_variables() {
    let (zh, en) = (messages("zh-CN"), messages("en"));
    assert!(zh.len() > 200, "the files are read");
    let ids = |messages: &BTreeMap<String, BTreeSet<String>>| messages.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(ids(&zh).symmetric_difference(&ids(&en)).collect::<Vec<_>>(), Vec::<&String>::new());
    let differing: Vec<_> = zh.iter().filter(|(id, variables)| en[*id] != **variables).map(|(id, _)| id).collect();
    assert_eq!(differing, Vec::<&String>::new());
}
