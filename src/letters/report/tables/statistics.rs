//! 附表: the statistics that the offices print in the text of their reports.

use super::super::grid::{Grid, GridCell};
use super::super::paper::{Body, Section};
use crate::domain::annual_report::{Cell, FigurePlace, Figures, Statistic, Statistics, percent};
use crate::domain::code::Channel;
use crate::domain::tally::Timeliness;
use crate::messages::Lang;

/// 渠道、时限、收费.
pub(in super::super) fn statistics(figures: &Figures, lang: Lang) -> [Section; 3] {
    let statistics = &figures.statistics;
    let section = |heading: &str, name: &str, grid| Section {
        heading: lang.text(heading),
        name: lang.text(name),
        body: Body::Table(grid),
        is_statutory: false,
        on_new_page: false,
        is_annex: false,
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
                &|channel| GridCell::number(count(channel)).at(counted(Statistic::Channel(channel))),
                GridCell::number(received),
            ),
            row(GridCell::label(lang.text("report-share")), &|channel| share(count(channel)), share(received)),
        ],
    }
}

fn timeliness(statistics: &Statistics, lang: Lang) -> Grid {
    let of = |timeliness| stated(statistics, Statistic::Timeliness(timeliness));
    let first_reply = statistics.first_reply;
    figures_under_headings(
        lang,
        vec![
            ("report-on-time", of(Timeliness::OnTime)),
            ("report-extended-on-time", of(Timeliness::ExtendedOnTime)),
            ("report-late", of(Timeliness::Late)),
            ("report-replies", GridCell::number(statistics.replies())),
            ("report-median", GridCell::number(i64::from(first_reply.median)).at(FigurePlace::ReplyMedian)),
            ("report-p90", GridCell::number(i64::from(first_reply.p90)).at(FigurePlace::ReplyP90)),
        ],
    )
}

fn fees(statistics: &Statistics, lang: Lang) -> Grid {
    figures_under_headings(
        lang,
        vec![
            ("report-fee-charged", stated(statistics, Statistic::FeeChargedYuan)),
            ("report-fee-waived", stated(statistics, Statistic::FeeWaivedYuan)),
            ("report-fee-cases", stated(statistics, Statistic::FeeCases)),
        ],
    )
}

fn counted(statistic: Statistic) -> FigurePlace {
    FigurePlace::Counted(Cell::Statistic(statistic))
}

fn stated(statistics: &Statistics, statistic: Statistic) -> GridCell {
    GridCell::number(statistics.get(statistic)).at(counted(statistic))
}

/// One row of figures, each under its heading, over the whole width.
fn figures_under_headings(lang: Lang, figures: Vec<(&str, GridCell)>) -> Grid {
    let width = 156 / u16::try_from(figures.len().max(1)).unwrap_or(1);
    Grid {
        widths: vec![width; figures.len()],
        head_rows: 1,
        rows: vec![
            figures.iter().map(|(id, _)| GridCell::head(lang.text(id))).collect(),
            figures.into_iter().map(|(_, figure)| figure).collect(),
        ],
    }
}
