//! 附表: the statistics that the offices print in the text of their reports.

use super::super::grid::{Grid, GridCell};
use super::super::paper::Section;
use crate::domain::annual_report::{Figures, Statistic, Statistics, percent};
use crate::domain::code::Channel;
use crate::domain::tally::Timeliness;
use crate::messages::Lang;

/// 渠道、时限、收费.
pub(in super::super) fn statistics(figures: &Figures, lang: Lang) -> [Section; 3] {
    let statistics = &figures.statistics;
    let section = |heading: &str, name: &str, grid| Section {
        heading: lang.text(heading),
        name: lang.text(name),
        lang,
        grid,
        on_new_page: false,
    };
    [
        section("report-channels", "report-channels-short", channels(statistics, lang)),
        section("report-timeliness", "report-timeliness-short", timeliness(statistics, lang)),
        section("report-fees", "report-fees-short", fees(statistics, lang)),
    ]
}

fn channels(statistics: &Statistics, lang: Lang) -> Grid {
    let count = |channel| statistics.get(Statistic::Channel(channel));
    let received = statistics.received();
    let name = |channel: Channel| lang.text(&format!("channel-{}", channel.as_str().replace('_', "-")));
    let row = |first: GridCell, cell: &dyn Fn(Channel) -> GridCell, last: GridCell| {
        std::iter::once(first).chain(Channel::ALL.iter().map(|channel| cell(*channel))).chain([last]).collect()
    };
    let share = |part| GridCell::word(format!("{}%", percent(part, received)));
    Grid {
        widths: [26].into_iter().chain([18; 6]).chain([22]).collect(),
        head_rows: 1,
        rows: vec![
            row(
                GridCell::head(lang.text("report-channel")),
                &|channel| GridCell::head(name(channel)),
                GridCell::head(lang.text("report-total")),
            ),
            row(
                GridCell::label(lang.text("report-count")),
                &|channel| GridCell::number(count(channel)),
                GridCell::number(received),
            ),
            row(GridCell::label(lang.text("report-share")), &|channel| share(count(channel)), share(received)),
        ],
    }
}

fn timeliness(statistics: &Statistics, lang: Lang) -> Grid {
    let count = |timeliness| statistics.get(Statistic::Timeliness(timeliness));
    figures_under_headings(
        lang,
        &[
            ("report-on-time", count(Timeliness::OnTime)),
            ("report-extended-on-time", count(Timeliness::ExtendedOnTime)),
            ("report-late", count(Timeliness::Late)),
            ("report-replies", statistics.replies()),
            ("report-median", statistics.first_reply.median.into()),
            ("report-p90", statistics.first_reply.p90.into()),
        ],
    )
}

fn fees(statistics: &Statistics, lang: Lang) -> Grid {
    figures_under_headings(
        lang,
        &[
            ("report-fee-charged", statistics.get(Statistic::FeeChargedYuan)),
            ("report-fee-waived", statistics.get(Statistic::FeeWaivedYuan)),
            ("report-fee-cases", statistics.get(Statistic::FeeCases)),
        ],
    )
}

/// One row of figures, each under its heading, over the whole width.
fn figures_under_headings(lang: Lang, figures: &[(&str, i64)]) -> Grid {
    let width = 156 / u16::try_from(figures.len().max(1)).unwrap_or(1);
    Grid {
        widths: vec![width; figures.len()],
        head_rows: 1,
        rows: vec![
            figures.iter().map(|(id, _)| GridCell::head(lang.text(id))).collect(),
            figures.iter().map(|(_, figure)| GridCell::number(*figure)).collect(),
        ],
    }
}
