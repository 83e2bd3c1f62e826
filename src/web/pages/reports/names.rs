//! 数字的名称: a figure of the report as people call it, in the words of the form.

use crate::domain::annual_report::{Cell, FigurePlace, OldRow, Row, RowGroup, Statistic, appeal_group_label};
use crate::domain::regime::Form;
use crate::domain::tally::Timeliness;
use crate::messages::Lang;
use crate::wording::word;

/// What a figure is called.
pub(super) struct Name {
    /// The table.
    pub table: String,
    /// Row and column.
    pub words: String,
    /// Whether the words are those of the form, Chinese in every language.
    pub is_statutory: bool,
}

/// The name of a figure.
pub(super) fn name(lang: Lang, place: &FigurePlace) -> Name {
    let of_form = |table: &str, words: String| Name { table: lang.text(table), words, is_statutory: true };
    match place {
        FigurePlace::Counted(Cell::Table3(row, column)) => {
            of_form("reports-table-3", format!("{} · {}", row_label(*row), column.label()))
        }
        FigurePlace::Counted(Cell::Table4(group, column)) => {
            of_form("reports-table-4", format!("{} · {}", appeal_group_label(*group), column.label()))
        }
        FigurePlace::Counted(Cell::Old(row)) => of_form("reports-table-old", row.printed_label()),
        FigurePlace::Entered(Form::Form2014, key) => {
            let label = OldRow::find(key).map_or_else(|_| key.clone(), OldRow::printed_label);
            of_form("reports-table-old", label)
        }
        FigurePlace::Entered(Form::Form2021 | Form::Form2019, key) => {
            of_form("reports-table-2", key.replace('/', " · "))
        }
        FigurePlace::Counted(Cell::Statistic(statistic)) => statistic_name(lang, *statistic),
        FigurePlace::Counted(Cell::ProseReceived) => statistics(lang, lang.text("reports-prose-received")),
        FigurePlace::ReplyMedian => statistics(lang, lang.text("report-median")),
        FigurePlace::ReplyP90 => statistics(lang, lang.text("report-p90")),
    }
}

/// The name of a total: its row alone.
pub(super) fn total_name(lang: Lang, place: &FigurePlace) -> Name {
    match place {
        FigurePlace::Counted(Cell::Table3(row, _)) => Name { words: row_label(*row), ..name(lang, place) },
        FigurePlace::Counted(Cell::Table4(group, _)) => {
            Name { words: appeal_group_label(*group).to_owned(), ..name(lang, place) }
        }
        FigurePlace::Counted(Cell::Old(_) | Cell::Statistic(_) | Cell::ProseReceived)
        | FigurePlace::Entered(..)
        | FigurePlace::ReplyMedian
        | FigurePlace::ReplyP90 => name(lang, place),
    }
}

/// 行: with the heading above it.
pub(in crate::web::pages) fn row_label(row: Row) -> String {
    let heading = row.group().map(RowGroup::label).unwrap_or_default();
    format!("{heading} {}", row.label()).trim_start().to_owned()
}

fn statistics(lang: Lang, words: String) -> Name {
    Name { table: lang.text("reports-statistics"), words, is_statutory: false }
}

fn statistic_name(lang: Lang, statistic: Statistic) -> Name {
    let words = match statistic {
        Statistic::Channel(channel) => {
            let channel = word(lang, "channel", channel.as_str());
            lang.with("reports-received-by", &[("channel", channel.into())])
        }
        Statistic::Timeliness(Timeliness::OnTime) => lang.text("report-on-time"),
        Statistic::Timeliness(Timeliness::ExtendedOnTime) => lang.text("report-extended-on-time"),
        Statistic::Timeliness(Timeliness::Late) => lang.text("report-late"),
        Statistic::FeeChargedYuan => lang.text("report-fee-charged"),
        Statistic::FeeWaivedYuan => lang.text("report-fee-waived"),
        Statistic::FeeCases => lang.text("report-fee-cases"),
        Statistic::CarriedOver => lang.text("reports-carried-over"),
        Statistic::CarriedForward => lang.text("reports-carried-forward"),
    };
    statistics(lang, words)
}
