//! 图: the figures of a report as bars. The figures stand beside them, so nothing is told by a picture alone.

use crate::domain::annual_report::{Column, Figures, Row, Statistic, Tables};
use crate::domain::code::Channel;
use crate::messages::Lang;
use crate::wording::word;

/// A row of bars.
pub(super) struct Chart {
    pub title: String,
    pub bars: Vec<Bar>,
    /// The length of the longest bar.
    pub longest: i64,
}

/// A bar.
pub(super) struct Bar {
    pub label: String,
    pub count: i64,
}

impl Chart {
    fn new(title: String, bars: Vec<Bar>) -> Option<Self> {
        let longest = bars.iter().map(|bar| bar.count).max().filter(|longest| *longest > 0)?;
        Some(Self { title, bars, longest })
    }

    /// 渠道: how the requests came.
    pub(super) fn channels(lang: Lang, figures: &Figures) -> Option<Self> {
        let bar = |channel: &Channel| Bar {
            label: word(lang, "channel", channel.as_str()),
            count: figures.statistics.get(Statistic::Channel(*channel)),
        };
        Self::new(lang.text("portal-chart-channels"), Channel::ALL.iter().map(bar).collect())
    }

    /// 办理结果: what became of them, by the headings of Table 3. The form of 2014 has other ones.
    pub(super) fn outcomes(lang: Lang, figures: &Figures) -> Option<Self> {
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

    /// 历年新收, the first year first.
    pub(super) fn years(lang: Lang, received: &[(i32, i64)]) -> Option<Self> {
        let bar = |(year, count): &(i32, i64)| Bar { label: year.to_string(), count: *count };
        let chart = Self::new(lang.text("portal-chart-years"), received.iter().map(bar).collect());
        chart.filter(|chart| chart.bars.len() > 1)
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
