//! 制度 (R10): the statute's numbers as data, each with its article.
//!
//! A regime is read from `config/regimes/*.toml`. Code asks a regime how long a period is and what
//! an act does to the clock; it never contains such a number itself.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::Deserialize;

use super::code::coded_enum;
use super::fee::Tariff;
use super::outcome::Outcome;

coded_enum! {
    /// Which version of the regulation governs a request.
    RegimeId {
        /// 2008-05-01 至 2019-05-14 (国务院令第492号)
        Cn2008 = "cn-2008",
        /// 2019-05-15 起 (国务院令第711号)
        Cn2019 = "cn-2019",
    }
}

coded_enum! {
    /// 年度报告格式: the forms of the annual report.
    Form {
        /// 国办公开办函〔2021〕30号
        Form2021 = "2021",
        /// 国办公开办函〔2019〕60号 (试行格式)
        Form2019 = "2019",
        /// 国办发〔2014〕32号 (统计表)
        Form2014 = "2014",
    }
}

/// A period counted in 工作日, with the article that sets it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// Length in working days.
    pub working_days: u32,
    /// The article, as it is cited to the reader.
    pub article: Arc<str>,
}

/// A period counted in calendar days, with the article that sets it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarPeriod {
    /// Length in calendar days.
    pub days: u32,
    /// The article, as it is cited to the reader.
    pub article: Arc<str>,
}

/// What an act does to the reply clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// 重新计算: the period starts afresh, and an extension granted before is gone (R5).
    Restarts,
    /// 不计入: the clock stands still in between and then goes on.
    Pauses,
    /// No effect.
    None,
}

/// 补正 (art 30, R3).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupplementRule {
    /// Within how long of receipt the one notice is to be given; the 2008 text set no limit.
    pub notice_within: Option<Period>,
    /// What the corrected request does to the clock when it arrives.
    pub effect: Effect,
    /// The article.
    pub article: Arc<str>,
}

coded_enum! {
    /// Which fees a regime knows.
    FeeKind {
        /// 信息处理费 (art 42, FEE)
        Processing = "processing",
        /// 检索、复制、邮寄等成本费用 (2008 art 27)
        Cost = "cost",
    }
}

/// 收费 (art 42, FEE art 6, R6).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeRule {
    /// Which fee may be charged.
    pub kind: FeeKind,
    /// Within how long of the notice it is payable.
    pub payable_within: Option<Period>,
    /// What the payment does to the clock.
    pub effect: Effect,
    /// The article.
    pub article: Arc<str>,
    /// The first day on which the fee may be charged.
    pub in_force_from: Option<NaiveDate>,
    /// 收费标准; none where the rates were set locally.
    pub tariff: Option<Tariff>,
}

/// 中止 (R8).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuspensionRule {
    /// What a suspension does to the clock; nothing, unless an agency's regime file says so.
    pub effect: Effect,
    /// The basis.
    pub article: Arc<str>,
}

/// 收到申请之日 (art 31).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptRule {
    /// The article.
    pub article: Arc<str>,
}

/// 救济 (art 51, law.md §5.3): the applicant's periods and the agency's own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RemedyRule {
    /// 申请行政复议, calendar days from knowing of the act.
    pub reconsideration_within_days: u32,
    /// 直接起诉, months from knowing of the act.
    pub litigation_within_months: u32,
    /// 复议后起诉, calendar days from receiving the decision.
    pub litigation_after_reconsideration_within_days: u32,
    /// 复议答复: the agency's written answer.
    pub reconsideration_answer: Period,
    /// 复议答复，简易程序.
    pub reconsideration_answer_simple: Period,
    /// 应诉答辩, from receiving the copy of the complaint.
    pub court_answer: CalendarPeriod,
    /// 判决履行: disclosure ordered by a court.
    pub court_ordered_disclosure: Period,
}

/// Which form of the annual report applies to which years.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormPeriod {
    /// The form.
    pub form: Form,
    /// First year of use.
    pub from_year: i32,
    /// Last year of use, open if absent.
    pub to_year: Option<i32>,
    /// The document that prescribes it.
    pub basis: Arc<str>,
}

impl FormPeriod {
    fn covers(&self, year: i32) -> bool {
        self.from_year <= year && self.to_year.is_none_or(|last| year <= last)
    }
}

/// 年度报告 (arts 49–50).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportRule {
    /// The article.
    pub article: Arc<str>,
    /// By when (`MM-DD` of the next year) a department submits and publishes.
    pub agency_due: Arc<str>,
    /// By when (`MM-DD` of the next year) the government's own report is published.
    pub government_due: Arc<str>,
    /// The forms, by year.
    pub forms: Vec<FormPeriod>,
}

/// 制度: one version of the regulation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regime {
    /// Its code.
    pub id: RegimeId,
    /// Its official title.
    pub title: Arc<str>,
    /// First day in force.
    pub in_force_from: NaiveDate,
    /// Last day in force, open if absent.
    pub in_force_to: Option<NaiveDate>,
    /// The results that a reply may have.
    pub outcomes: Vec<Outcome>,
    /// 答复期限 (art 33).
    pub reply: Period,
    /// 延期答复 (art 33), at most.
    pub extension: Period,
    /// 补正 (art 30).
    pub supplement: SupplementRule,
    /// 征求第三方意见 (art 32).
    pub third_party: Period,
    /// 征求其他机关意见 (arts 33, 34).
    pub agency: Period,
    /// 收费.
    pub fee: FeeRule,
    /// 中止.
    pub suspension: SuspensionRule,
    /// 收到.
    pub receipt: ReceiptRule,
    /// 复议与诉讼.
    pub remedies: RemedyRule,
    /// 年度报告.
    pub report: ReportRule,
}

impl Regime {
    /// Whether a reply may have this result under this regime (R10).
    #[must_use]
    pub fn admits(&self, outcome: Outcome) -> bool {
        self.outcomes.contains(&outcome)
    }

    fn covers(&self, day: NaiveDate) -> bool {
        self.in_force_from <= day && self.in_force_to.is_none_or(|last| day <= last)
    }
}

/// All regimes there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regimes(Vec<Arc<Regime>>);

/// Regimes that cannot be used together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegimeError {
    /// No regime file was given.
    #[error("there is no regime file")]
    Empty,
    /// Two regimes claim the same day.
    #[error("regimes {0} and {1} are both in force on {2}")]
    Overlap(RegimeId, RegimeId, NaiveDate),
}

impl Regimes {
    /// Puts regimes in order of time.
    ///
    /// # Errors
    /// [`RegimeError`] if there is none, or if two are in force on one day.
    pub fn new(mut regimes: Vec<Regime>) -> Result<Self, RegimeError> {
        regimes.sort_by_key(|regime| regime.in_force_from);
        for pair in regimes.windows(2) {
            if let [earlier, later] = pair
                && earlier.covers(later.in_force_from)
            {
                return Err(RegimeError::Overlap(earlier.id, later.id, later.in_force_from));
            }
        }
        if regimes.is_empty() {
            return Err(RegimeError::Empty);
        }
        Ok(Self(regimes.into_iter().map(Arc::new).collect()))
    }

    /// The regime in force on the day of receipt (R10); `None` before 2008-05-01.
    #[must_use]
    pub fn on(&self, received_on: NaiveDate) -> Option<&Arc<Regime>> {
        self.0.iter().find(|regime| regime.covers(received_on))
    }

    /// One of them as if it were in force on every day: what a date would be under it, whenever a request is
    /// received. `None` if it is not among them.
    #[must_use]
    pub fn always(&self, id: RegimeId) -> Option<Self> {
        let regime = self.iter().find(|regime| regime.id == id)?;
        let always = Regime { in_force_from: NaiveDate::MIN, in_force_to: None, ..regime.clone() };
        Some(Self(vec![Arc::new(always)]))
    }

    /// The form of the annual report that is prescribed for a year.
    #[must_use]
    pub fn form_for(&self, year: i32) -> Option<Form> {
        self.report_rule(year)?.forms.iter().find(|period| period.covers(year)).map(|period| period.form)
    }

    /// 年度报告: what is prescribed for the report on a year.
    #[must_use]
    pub fn report_rule(&self, year: i32) -> Option<&ReportRule> {
        self.0.iter().map(|regime| &regime.report).find(|rule| rule.forms.iter().any(|period| period.covers(year)))
    }

    /// All regimes, earliest first.
    pub fn iter(&self) -> impl Iterator<Item = &Regime> {
        self.0.iter().map(AsRef::as_ref)
    }
}
