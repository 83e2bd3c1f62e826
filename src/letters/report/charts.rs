//! 图: the figures of a report as bars. The figures stand beside them, so nothing is told by a picture alone.

use super::issue::YearLine;
use crate::domain::annual_report::{Column, Figures, Row, Statistic, Tables};
use crate::domain::code::Channel;
use crate::messages::Lang;

/// A row of bars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// The bars.
    pub bars: Vec<Bar>,
    /// The length of the longest bar.
    pub longest: i64,
}

/// A bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it stands for.
    pub label: String,
    /// How long it is.
    pub count: i64,
}

impl Chart {
    /// A chart of some bars, unless all of them are empty.
    #[must_use]
    pub fn new(title: String, bars: Vec<Bar>) -> Option<Self> {
        let longest = bars.iter().map(|bar| bar.count).max().filter(|longest| *longest > 0)?;
        Some(Self { title, bars, longest })
    }

    /// 渠道: how the requests came.
    #[must_use]
    pub fn channels(lang: Lang, figures: &Figures) -> Option<Self> {
        let bar = |channel: &Channel| Bar {
            label: lang.text(&format!("channel-{}", channel.as_str().replace('_', "-"))),
            count: figures.statistics.get(Statistic::Channel(*channel)),
        };
        Self::new(lang.text("portal-chart-channels"), Channel::ALL.iter().map(bar).collect())
    }

    /// 办理结果: what became of them, by the headings of Table 3. The form of 2014 has other ones.
    #[must_use]
    pub fn outcomes(lang: Lang, figures: &Figures) -> Option<Self> {
        let Tables::Current { table3, .. } = &figures.tables else { return None };
        let sum = |rows: &[Row]| rows.iter().map(|row| table3.get(*row, Column::Total)).sum();
        let bar = |id: &str, rows: &[Row]| Bar { label: lang.text(id), count: sum(rows) };
        let bars = vec![
            bar("portal-outcome-disclosed", &[Row::Disclosed]),
            bar("portal-outcome-partly", &[Row::PartlyDisclosed]),
            bar("portal-outcome-withheld", WITHHELD),
            bar("portal-outcome-unavailable", &[Row::NotHeld, Row::NeedsCreation, Row::StillUnclear]),
            bar("portal-outcome-not-processed", NOT_PROCESSED),
            bar("portal-outcome-other", &[Row::OtherHandling, Row::SupplementLapsed, Row::FeeLapsed, Row::Other]),
        ];
        Self::new(lang.text("portal-chart-outcomes"), bars)
    }

    /// 三年对照: 新收, 办结 and 结转下年度 of each year side by side; nothing for one year alone.
    #[must_use]
    pub fn years(lang: Lang, years: &[YearLine]) -> Option<Self> {
        let bars = |line: &YearLine| {
            let bar = |id: &str, count| {
                let label = lang.with(id, &[("year", line.year.to_string().into())]);
                Bar { label, count }
            };
            [
                bar("report-year-received", line.received),
                bar("report-year-closed", line.closed),
                bar("report-year-carried", line.carried_forward),
            ]
        };
        if years.len() < 2 {
            return None;
        }
        Self::new(lang.text("report-chart-years"), years.iter().flat_map(bars).collect())
    }
}

const WITHHELD: &[Row] = &[
    Row::StateSecret,
    Row::ProhibitedByLaw,
    Row::PublicSafety,
    Row::ThirdParty,
    Row::InternalAffairs,
    Row::ProcessInformation,
    Row::EnforcementFile,
    Row::AdministrativeInquiry,
];

const NOT_PROCESSED: &[Row] = &[Row::Petition, Row::Repeat, Row::Publication, Row::Excessive, Row::Reconfirmation];
