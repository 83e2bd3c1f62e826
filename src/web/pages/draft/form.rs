//! 拟稿表: the questions with the results that they lead to, and the fields below them.

use super::typed::{Item, Typed, value_of};
use crate::domain::case::CommandKind;
use crate::domain::outcome::Outcome;
use crate::domain::question::{Finding, Question};
use crate::domain::regime::Regime;
use crate::domain::review::SecretLevel;
use crate::files::Limits;
use crate::messages::Lang;
use crate::messages::outcomes::basis;
use crate::store::attachments::AttachmentRow;
use crate::web::pages::paper::outcome_in_words;
use crate::web::pages::parts::{Choice, Faults, Field, Fields};
use crate::web::pages::portal::drafts;
use crate::web::pages::queue::word;

/// Characters of an item, an article and a reason.
const ITEM_MAX: usize = 2_000;
const ARTICLE_MAX: usize = 200;

/// The form.
pub(super) struct Form {
    pub version: i32,
    pub questions: Vec<QuestionPart>,
    /// What is wrong with the result that was chosen.
    pub finding_error: Option<String>,
    pub sub_reason: Field,
    pub items: Vec<ItemPart>,
    pub secret: Vec<Field>,
    pub text: Field,
    pub files: Vec<FilePart>,
    pub upload: Field,
}

/// One of the seven questions.
pub(super) struct QuestionPart {
    pub number: usize,
    pub name: String,
    /// The question in a few words.
    pub brief: String,
    pub ask: String,
    pub is_open: bool,
    pub choices: Vec<FindingPart>,
    /// What is to be done first, if it has to be: its name and its address.
    pub first: Option<(String, String)>,
}

/// A result to choose.
pub(super) struct FindingPart {
    pub id: String,
    pub value: String,
    pub name: String,
    pub basis: String,
    pub meaning: String,
    pub is_chosen: bool,
    /// Which of the groups below belong to it: `items`, `secret`, `reason`.
    pub shows: String,
}

/// 不予公开的一项
pub(super) struct ItemPart {
    pub heading: String,
    pub fields: Vec<Field>,
}

/// A file of the case that may go with it.
pub(super) struct FilePart {
    pub name: String,
    pub size: String,
    pub sha256: String,
    pub is_ticked: bool,
}

impl Form {
    pub(super) fn new(
        lang: Lang,
        regime: &Regime,
        typed: &Typed,
        faults: &Faults,
        (files, limits): (&[AttachmentRow], Limits),
        to: impl Fn(&str) -> String,
    ) -> Self {
        let fields = Fields::new(lang, faults);
        let hint = lang.with("draft-files-hint", &[("limits", drafts::hint(lang, limits).into())]);
        Self {
            version: typed.version,
            questions: questions(lang, regime, typed, to),
            finding_error: faults.with_field("finding"),
            sub_reason: fields
                .text("sub_reason", "draft-other-reason", &typed.sub_reason)
                .hint(lang.text("draft-other-reason-hint"))
                .most(ARTICLE_MAX),
            items: typed.items.iter().enumerate().map(|(at, item)| item_part(lang, regime, fields, at, item)).collect(),
            secret: secret(lang, fields, typed),
            text: fields.area("text", "draft-text", &typed.text).rows(14).hint(lang.text("draft-text-hint")).required(),
            files: files.iter().map(|row| file(lang, typed, row)).collect(),
            upload: fields.files("upload", "draft-upload", &drafts::accept()).hint(hint),
        }
    }
}

/// `to` is the address of something that can be done to the case.
fn questions(lang: Lang, regime: &Regime, typed: &Typed, to: impl Fn(&str) -> String) -> Vec<QuestionPart> {
    let nothing_chosen = typed.outcome().is_none();
    let part = |(number, question): (usize, &Question)| {
        let findings = question.findings(regime);
        let choices: Vec<_> = findings.into_iter().map(|finding| choice(lang, regime, typed, finding)).collect();
        QuestionPart {
            number,
            name: word(lang, "question", question.as_str()),
            brief: lang.text(&format!("question-{question}-brief")),
            ask: lang.text(&format!("question-{question}-ask")),
            first: first(*question).map(|kind| {
                let act = kind.as_str().replace('_', "-");
                (word(lang, "command", kind.as_str()), to(&format!("/acts/{act}")))
            }),
            is_open: choices.iter().any(|choice| choice.is_chosen) || (nothing_chosen && number == 1),
            choices,
        }
    };
    (1..).zip(Question::ALL).map(part).collect()
}

/// What may have to be done before a question can be answered (arts 30, 32, 35).
fn first(question: Question) -> Option<CommandKind> {
    match question {
        Question::Clear => Some(CommandKind::RequestSupplement),
        Question::Covered => Some(CommandKind::RequestReasons),
        Question::Released => Some(CommandKind::Consult),
        Question::Responsible | Question::Held | Question::Provided | Question::Answered => None,
    }
}

fn choice(lang: Lang, regime: &Regime, typed: &Typed, finding: Finding) -> FindingPart {
    let Finding { outcome, sub_reason } = finding;
    let value = value_of(finding);
    let meaning = match sub_reason {
        Some(sub_reason) => lang.text(&format!("sub-meaning-{}", sub_reason.replace('_', "-"))),
        None => word(lang, "meaning", outcome.as_str()),
    };
    let shows = [
        ("items", outcome.withholds()),
        ("secret", outcome.is_state_secret()),
        ("reason", outcome == Outcome::OtherOther),
    ];
    let shows: Vec<&str> = shows.into_iter().filter(|(_, is_shown)| *is_shown).map(|(group, _)| group).collect();
    FindingPart {
        id: format!("finding-{}", value.replace(['.', '_', ':'], "-")),
        name: outcome_in_words(lang, outcome, sub_reason),
        basis: basis(lang, Some(regime.id), outcome, sub_reason),
        meaning,
        is_chosen: typed.finding == value,
        shows: shows.join(" "),
        value,
    }
}

fn item_part(lang: Lang, regime: &Regime, fields: Fields<'_>, at: usize, item: &Item) -> ItemPart {
    let name = |field: &str| format!("{field}_{at}");
    let choose = Choice::new("", lang.text("draft-choose"));
    let refusals = regime.outcomes.iter().filter(|outcome| outcome.is_refusal());
    let refusal = |outcome: &Outcome| {
        let name = word(lang, "outcome", outcome.as_str());
        let particulars = [("outcome", name.into()), ("basis", basis(lang, Some(regime.id), *outcome, None).into())];
        Choice::new(outcome.as_str(), lang.with("draft-ground-choice", &particulars))
    };
    let grounds = std::iter::once(choose).chain(refusals.map(refusal)).collect();
    ItemPart {
        heading: lang.with("draft-ground", &[("number", (at + 1).into())]),
        fields: vec![
            fields.area(&name("item"), "draft-item", &item.item).rows(2).most(ITEM_MAX).required(),
            fields.select(&name("ground"), "draft-ground-reason", &item.outcome, grounds).required(),
            fields
                .text(&name("article"), "draft-article", &item.article)
                .hint(lang.text("draft-article-hint"))
                .most(ARTICLE_MAX),
            fields.area(&name("reason"), "draft-reason", &item.reason).rows(2).most(ITEM_MAX).required(),
        ],
    }
}

fn secret(lang: Lang, fields: Fields<'_>, typed: &Typed) -> Vec<Field> {
    let level = |level: &SecretLevel| Choice::new(level.as_str(), word(lang, "level", level.as_str()));
    vec![
        fields.radios("level", "draft-level", &typed.level, SecretLevel::ALL.iter().map(level).collect()).required(),
        fields.text("term", "draft-term", &typed.term).most(ARTICLE_MAX).required(),
        fields.text("basis", "draft-basis", &typed.basis).most(ARTICLE_MAX).required(),
    ]
}

fn file(lang: Lang, typed: &Typed, row: &AttachmentRow) -> FilePart {
    FilePart {
        name: row.file.name.clone(),
        size: drafts::size(lang, u64::try_from(row.file.bytes).unwrap_or_default()),
        is_ticked: typed.files.contains(&row.file.sha256),
        sha256: row.file.sha256.clone(),
    }
}
