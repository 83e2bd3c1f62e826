//! 收费标准 (FEE arts 4, 5): the tiers, read from the regime's file, and the sum over them.
//!
//! 超额累进: each unit is charged at the rate of the tier it falls into, so one more item never
//! makes the earlier ones dearer.

use std::sync::Arc;

use serde::Deserialize;

use super::{Fee, FeeBasis, FeeError, FeeLine, MAX_UNITS};

/// 收费标准: both schedules of the information-processing fee.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tariff {
    /// 按件计收.
    pub by_item: Schedule,
    /// 按量计收.
    pub by_page: Schedule,
}

/// The tiers of one mode, without gaps from the first unit on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "RawSchedule")]
pub struct Schedule {
    article: Arc<str>,
    tiers: Vec<Tier>,
}

/// 档: a rate and the unit it starts from; it ends where the next tier starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// The first unit, counted from 1.
    pub from: u32,
    /// Yuan for each unit.
    pub unit_yuan: u32,
    /// How the rate goes on rising; only in the last tier.
    pub step: Option<Step>,
}

/// 每10件为一档，每档加收: a rate that rises without end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Units in each step.
    pub every: u32,
    /// Yuan by which the rate rises from one step to the next.
    pub add_yuan: u32,
}

/// Tiers that do not make a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleError {
    /// The first tier must start at 1.
    #[error("the first tier must start at 1")]
    FirstTier,
    /// Each tier must start after the one before.
    #[error("tier {0} does not start after the tier before it")]
    Order(usize),
    /// Only the last tier may rise in steps, of at least one unit.
    #[error("tier {0}: only the last tier may have a step, and it covers at least one unit")]
    Step(usize),
}

/// A tier or step with its end.
struct Bracket {
    from: u64,
    to: u64,
    unit_yuan: u64,
}

impl Tariff {
    /// 信息处理费 (art 42, FEE arts 4, 5) for a basis.
    ///
    /// ```
    /// # use gongkai_core::domain::{fee::{FeeBasis, Schedule, Step, Tariff, Tier}};
    /// # let tier = |from, unit_yuan| Tier { from, unit_yuan, step: None };
    /// # let by_item = vec![tier(1, 0), tier(11, 100)];
    /// # let by_page = vec![tier(1, 0), tier(31, 10)];
    /// # let tariff = Tariff { by_item: Schedule::new("art 4", by_item)?, by_page: Schedule::new("art 5", by_page)? };
    /// let fee = tariff.charge(FeeBasis::Items { already: 9, items: 3 }).map(|fee| fee.amount_yuan);
    /// assert_eq!(fee, Ok(200)); // the 10th is free, the 11th and 12th cost 100 yuan each
    /// # Ok::<(), gongkai_core::domain::fee::ScheduleError>(())
    /// ```
    ///
    /// # Errors
    /// [`FeeError`] for more than [`MAX_UNITS`] units.
    pub fn charge(&self, basis: FeeBasis) -> Result<Fee, FeeError> {
        let (schedule, already, units) = match basis {
            FeeBasis::Items { already, items } => (&self.by_item, already, items),
            FeeBasis::Pages { pages } => (&self.by_page, 0, pages),
        };
        let lines = schedule.lines(already, units)?;
        let amount_yuan =
            lines.iter().try_fold(0_u64, |sum, line| sum.checked_add(line.subtotal_yuan)).ok_or(FeeError::Overflow)?;
        Ok(Fee { mode: basis.mode(), amount_yuan, lines, article: Arc::clone(&schedule.article) })
    }
}

impl Schedule {
    /// Tiers in order, with the article that sets them.
    ///
    /// # Errors
    /// [`ScheduleError`] if they leave a gap or overlap.
    pub fn new(article: impl Into<Arc<str>>, tiers: Vec<Tier>) -> Result<Self, ScheduleError> {
        if tiers.first().is_none_or(|tier| tier.from != 1) {
            return Err(ScheduleError::FirstTier);
        }
        if let Some(place) = tiers.windows(2).position(|pair| matches!(pair, [one, next] if one.from >= next.from)) {
            return Err(ScheduleError::Order(place + 2));
        }
        let last = tiers.len() - 1;
        let wrong = |(place, tier): (usize, &Tier)| tier.step.is_some_and(|step| place != last || step.every == 0);
        if let Some(place) = tiers.iter().enumerate().position(wrong) {
            return Err(ScheduleError::Step(place + 1));
        }
        Ok(Self { article: article.into(), tiers })
    }

    /// The article that sets the rates.
    #[must_use]
    pub fn article(&self) -> &str {
        &self.article
    }

    /// The tiers, for a table of rates.
    #[must_use]
    pub fn tiers(&self) -> &[Tier] {
        &self.tiers
    }

    /// What the units `already + 1 ..= already + units` cost, tier by tier.
    fn lines(&self, already: u64, units: u64) -> Result<Vec<FeeLine>, FeeError> {
        let last =
            already.checked_add(units).filter(|last| *last <= MAX_UNITS).ok_or(FeeError::TooMany { max: MAX_UNITS })?;
        if units == 0 {
            return Ok(Vec::new());
        }
        self.brackets()
            .skip_while(|bracket| bracket.to <= already)
            .take_while(|bracket| bracket.from <= last)
            .map(|bracket| line(&bracket, already + 1, last))
            .collect()
    }

    /// The tiers with their ends, the steps of the last one spelled out.
    fn brackets(&self) -> impl Iterator<Item = Bracket> {
        let end_of = |place: usize| self.tiers.get(place + 1).map_or(u64::MAX, |next| u64::from(next.from) - 1);
        let fixed = self.tiers.iter().enumerate().filter(|(_, tier)| tier.step.is_none());
        let fixed = fixed.map(move |(place, tier)| Bracket {
            from: tier.from.into(),
            to: end_of(place),
            unit_yuan: tier.unit_yuan.into(),
        });
        fixed.chain(self.tiers.iter().filter_map(|tier| Some((tier, tier.step?))).flat_map(rising))
    }
}

/// The steps of a rising tier, as many as [`MAX_UNITS`] can reach.
fn rising((tier, step): (&Tier, Step)) -> impl Iterator<Item = Bracket> + use<> {
    let (first, width) = (u64::from(tier.from), u64::from(step.every));
    let (unit_yuan, add) = (u64::from(tier.unit_yuan), u64::from(step.add_yuan));
    (0..=MAX_UNITS).map(move |n| Bracket {
        from: first + n * width,
        to: first + (n + 1) * width - 1,
        unit_yuan: unit_yuan + n * add,
    })
}

fn line(bracket: &Bracket, first: u64, last: u64) -> Result<FeeLine, FeeError> {
    let (from, to) = (bracket.from.max(first), bracket.to.min(last));
    let count = to - from + 1;
    let subtotal_yuan = count.checked_mul(bracket.unit_yuan).ok_or(FeeError::Overflow)?;
    Ok(FeeLine { from, to, count, unit_yuan: bracket.unit_yuan, subtotal_yuan })
}

/// A schedule as it stands in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSchedule {
    article: Arc<str>,
    tiers: Vec<Tier>,
}

impl TryFrom<RawSchedule> for Schedule {
    type Error = ScheduleError;

    fn try_from(raw: RawSchedule) -> Result<Self, ScheduleError> {
        Self::new(raw.article, raw.tiers)
    }
}
