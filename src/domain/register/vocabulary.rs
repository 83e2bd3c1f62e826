//! 用语: which words of an office's register stand for which column and which code.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::field::Field;
use super::given::plain;
use super::value::YesNo;
use crate::domain::code::{AppealResult, Category, Channel};
use crate::domain::outcome::Outcome;
use crate::domain::regime::Regime;

/// Words by what they stand for, as the configuration lists them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    fields: BTreeMap<Field, Vec<String>>,
    channels: BTreeMap<Channel, Vec<String>>,
    categories: BTreeMap<Category, Vec<String>>,
    outcomes: BTreeMap<Outcome, Vec<String>>,
    reasons: BTreeMap<String, Vec<String>>,
    results: BTreeMap<AppealResult, Vec<String>>,
    consents: BTreeMap<YesNo, Vec<String>>,
    fee_by: BTreeMap<String, Vec<String>>,
    rows: Rows,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rows {
    left_out: Vec<String>,
    uncounted: Vec<String>,
    unstated: String,
}

/// Words of one kind, by their [plain] form. A word may stand for several things.
#[derive(Debug, Clone)]
pub struct Known<T>(HashMap<String, Vec<T>>);

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Copy + PartialEq> Known<T> {
    /// What a word stands for, the first that was learnt if it is several things.
    #[must_use]
    pub fn of(&self, word: &str) -> Option<T> {
        self.all(word).first().copied()
    }

    /// Everything that a word stands for.
    #[must_use]
    pub fn all(&self, word: &str) -> &[T] {
        self.0.get(&plain(word)).map_or(&[], Vec::as_slice)
    }

    /// Learns a word.
    pub fn learn(&mut self, word: &str, meaning: T) {
        let known = self.0.entry(plain(word)).or_default();
        if !known.contains(&meaning) {
            known.push(meaning);
        }
    }

    fn learn_all(&mut self, words: &[String], meaning: T) {
        words.iter().for_each(|word| self.learn(word, meaning));
    }
}

/// What the words of registers stand for.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// Headings of columns.
    pub fields: Known<Field>,
    /// 申请渠道
    pub channels: Known<Channel>,
    /// 申请人类别
    pub categories: Known<Category>,
    /// 办理结果
    pub outcomes: Known<Outcome>,
    /// 细分原因
    pub reasons: Known<Reason>,
    /// 复议诉讼结果
    pub results: Known<AppealResult>,
    /// 是否同意公开
    pub consents: Known<YesNo>,
    /// 计费方式: whether by item.
    pub by_item: Known<bool>,
    /// 办理状态 of what is not counted.
    pub uncounted: Known<()>,
    left_out: Vec<String>,
    unstated: String,
}

/// 细分原因 that the program itself knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// 撤回
    Withdrawn,
    /// 合并办理
    Merged,
    /// 经检索没有
    Nonexistent,
    /// 不由本机关负责公开
    OtherAgency,
}

impl Reason {
    /// The code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Merged => "merged",
            Self::Nonexistent => "nonexistent",
            Self::OtherAgency => "other_agency",
        }
    }

    /// Every reason.
    pub const ALL: [Self; 4] = [Self::Withdrawn, Self::Merged, Self::Nonexistent, Self::OtherAgency];
}

impl Vocabulary {
    /// Learns what the configuration lists.
    pub fn learn(&mut self, words: &Words) {
        let Words { fields, channels, categories, outcomes, reasons, results, consents, fee_by, rows } = words;
        fields.iter().for_each(|(field, words)| self.fields.learn_all(words, *field));
        channels.iter().for_each(|(channel, words)| self.channels.learn_all(words, *channel));
        categories.iter().for_each(|(category, words)| self.categories.learn_all(words, *category));
        outcomes.iter().for_each(|(outcome, words)| self.outcomes.learn_all(words, *outcome));
        results.iter().for_each(|(result, words)| self.results.learn_all(words, *result));
        consents.iter().for_each(|(said, words)| self.consents.learn_all(words, *said));
        for reason in Reason::ALL {
            self.reasons.learn_all(reasons.get(reason.as_str()).map_or(&[], Vec::as_slice), reason);
        }
        for (by, is_item) in [("item", true), ("page", false)] {
            self.by_item.learn_all(fee_by.get(by).map_or(&[], Vec::as_slice), is_item);
        }
        self.uncounted.learn_all(&rows.uncounted, ());
        self.left_out.extend(rows.left_out.iter().map(|word| plain(word)));
        self.unstated.clone_from(&rows.unstated);
    }

    /// The result that a word stands for in a request of this regime.
    #[must_use]
    pub fn outcome(&self, word: &str, regime: Option<&Regime>) -> Option<Outcome> {
        let all = self.outcomes.all(word);
        let admitted = all.iter().find(|outcome| regime.is_none_or(|regime| regime.admits(**outcome)));
        // One of the other regulation is named all the same: what is wrong is then told as such.
        admitted.or_else(|| all.first()).copied()
    }

    /// Whether a line that begins like this is none of a request: a sum, a remark, who filled it in.
    #[must_use]
    pub fn leaves_out(&self, first: &str) -> bool {
        let first = plain(first);
        self.left_out.iter().any(|word| first.starts_with(word.as_str()))
    }

    /// What is written down where a register does not give a reason.
    #[must_use]
    pub fn unstated(&self) -> &str {
        &self.unstated
    }
}
