//! 答复稿 as it is typed on the page.

use crate::domain::case::{Case, Refused};
use crate::domain::outcome::Outcome;
use crate::domain::question::Finding;
use crate::domain::review::{AttachmentRef, Draft, Ground, SecretBasis, SecretLevel};
use crate::messages::Lang;
use crate::messages::outcomes::basis;
use crate::store::attachments::AttachmentRow;
use crate::web::pages::parts::Faults;
use crate::web::posted::Posted;

/// Items at most on one page.
const MOST_ITEMS: usize = 100;
/// Between a result and its 细分原因 in the value of a radio button.
const SEPARATOR: char = ':';

/// What is typed, as it is typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    /// The version of the case that was shown.
    pub version: i32,
    pub finding: String,
    /// 细分原因 in words, for 其他处理.
    pub sub_reason: String,
    pub items: Vec<Item>,
    pub level: String,
    pub term: String,
    pub basis: String,
    pub text: String,
    /// The files that go with it, by their hashes.
    pub files: Vec<String>,
}

/// 不予公开的一项 as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Item {
    pub item: String,
    pub outcome: String,
    pub article: String,
    pub reason: String,
}

impl Typed {
    /// What was sent.
    pub(super) fn of(posted: &Posted) -> Self {
        let field = |name: &str| posted.value(name).to_owned();
        let number = posted.value("items").parse().unwrap_or(1).clamp(1, MOST_ITEMS);
        let item = |number: usize| {
            let field = |name: &str| field(&format!("{name}_{number}"));
            Item { item: field("item"), outcome: field("ground"), article: field("article"), reason: field("reason") }
        };
        Self {
            version: posted.value("version").parse().unwrap_or(-1),
            finding: field("finding"),
            sub_reason: field("sub_reason"),
            items: (0..number).map(item).collect(),
            level: field("level"),
            term: field("term"),
            basis: field("basis"),
            text: field("text"),
            files: posted.values("file").map(str::to_owned).collect(),
        }
    }

    /// The draft of a case as it is kept, or nothing yet.
    pub(super) fn kept(case: &Case) -> Self {
        let empty = Self { version: version(case), items: vec![Item::default()], ..Self::default() };
        let Some(Draft { outcome, sub_reason, text, grounds, attachments, secret }) = case.draft.clone() else {
            return empty;
        };
        let item = |Ground { item, outcome, article, reason }: Ground| Item {
            outcome: outcome.to_string(),
            item,
            article,
            reason,
        };
        let items: Vec<Item> = grounds.into_iter().map(item).collect();
        let is_named = outcome == Outcome::UnavailableNotHeld;
        Self {
            finding: value(outcome, sub_reason.as_deref().filter(|_| is_named)),
            sub_reason: sub_reason.filter(|_| outcome == Outcome::OtherOther).unwrap_or_default(),
            items: if items.is_empty() { empty.items } else { items },
            level: secret.as_ref().map(|secret| secret.level.to_string()).unwrap_or_default(),
            term: secret.as_ref().map(|secret| secret.term.clone()).unwrap_or_default(),
            basis: secret.map(|secret| secret.basis).unwrap_or_default(),
            text,
            files: attachments.into_iter().map(|file| file.sha256).collect(),
            version: empty.version,
        }
    }

    /// The result that was chosen.
    pub(super) fn outcome(&self) -> Option<Outcome> {
        self.finding.split(SEPARATOR).next()?.parse().ok()
    }

    /// 细分原因
    pub(super) fn chosen_sub_reason(&self) -> Option<String> {
        let written = || Some(self.sub_reason.clone()).filter(|text| !text.is_empty());
        match self.finding.split_once(SEPARATOR) {
            Some((_, sub_reason)) => Some(sub_reason.to_owned()),
            None => written().filter(|_| self.outcome() == Some(Outcome::OtherOther)),
        }
    }

    /// The draft. What belongs to another kind of result is left out, as it is not seen.
    pub(super) fn draft(&self, lang: Lang, files: &[AttachmentRow]) -> Result<Draft, Faults> {
        let Some(outcome) = self.outcome() else {
            return Err(Faults::default().and("finding", lang.text("draft-no-finding")));
        };
        let is_secret = outcome.is_state_secret();
        Ok(Draft {
            outcome,
            sub_reason: self.chosen_sub_reason(),
            text: self.text.clone(),
            grounds: if outcome.withholds() { self.grounds() } else { Vec::new() },
            attachments: if is_secret { Vec::new() } else { self.attachments(files) },
            secret: if is_secret { self.secret() } else { None },
        })
    }

    /// The items that were filled in. One without a ground is kept as one without: the domain says what is missing.
    pub(super) fn grounds(&self) -> Vec<Ground> {
        let filled_in = self.items.iter().filter(|item| !item.is_empty());
        filled_in.map(Item::ground).collect()
    }

    fn attachments(&self, files: &[AttachmentRow]) -> Vec<AttachmentRef> {
        let ticked = files.iter().filter(|row| self.files.contains(&row.file.sha256));
        ticked.map(|row| AttachmentRef { name: row.file.name.clone(), sha256: row.file.sha256.clone() }).collect()
    }

    fn secret(&self) -> Option<SecretBasis> {
        let level: SecretLevel = self.level.parse().ok()?;
        Some(SecretBasis { level, term: self.term.clone(), basis: self.basis.clone() })
    }

    /// The field that a refusal is about.
    pub(super) fn field_of(&self, refused: &Refused) -> Option<String> {
        if *refused == Refused::TextMissing {
            return Some("text".to_owned());
        }
        if *refused == Refused::GroundsMissing {
            return Some("item_0".to_owned());
        }
        if *refused == Refused::SecretBasisMissing {
            return Some(if self.level.is_empty() { "level" } else { "term" }.to_owned());
        }
        if let Refused::GroundIncomplete { .. } = refused {
            let number = self.items.iter().position(Item::is_incomplete)?;
            return Some(self.items.get(number)?.missing(number));
        }
        None
    }
}

impl Item {
    pub(super) fn is_empty(&self) -> bool {
        [&self.item, &self.outcome, &self.article, &self.reason].into_iter().all(String::is_empty)
    }

    fn is_incomplete(&self) -> bool {
        !self.is_empty() && [&self.item, &self.outcome, &self.reason].into_iter().any(String::is_empty)
    }

    /// The first field that is empty.
    fn missing(&self, number: usize) -> String {
        let fields = [("item", &self.item), ("ground", &self.outcome), ("reason", &self.reason)];
        let empty = fields.into_iter().find(|(_, value)| value.is_empty());
        format!("{}_{number}", empty.map_or("article", |(name, _)| name))
    }

    fn ground(&self) -> Ground {
        // A result that is no refusal is refused as a ground.
        let outcome = self.outcome.parse().unwrap_or(Outcome::Disclosed);
        let is_chosen = self.article.is_empty() && outcome.is_refusal();
        let article = if is_chosen { basis(Lang::Zh, None, outcome, None) } else { self.article.clone() };
        Ground { item: self.item.clone(), outcome, article, reason: self.reason.clone() }
    }
}

/// What a radio button of a result sends.
pub(super) fn value_of(finding: Finding) -> String {
    value(finding.outcome, finding.sub_reason)
}

fn value(outcome: Outcome, sub_reason: Option<&str>) -> String {
    match sub_reason {
        Some(sub_reason) => format!("{outcome}{SEPARATOR}{sub_reason}"),
        None => outcome.to_string(),
    }
}

/// The version that the next act expects.
pub(super) fn version(case: &Case) -> i32 {
    i32::try_from(case.version).unwrap_or(i32::MAX)
}
