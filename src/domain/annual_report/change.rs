//! 与上年相比: figures that differ from last year's by so much that somebody should look at them before signing.

use super::amount::Amount;
use super::cell::Cell;
use super::column::{AppealColumn, Column};
use super::difference::{Difference, FigurePlace};
use super::figures::Figures;

/// The figures that differ from those of the year before by at least so many hundredths of them and by at least so
/// many, in printed order: of the tables the totals, as the columns say the same once more. None between two forms.
///
/// ```
/// use gongkai_core::domain::annual_report::{Entered, Figures, Header, Scope, TallySums, changes};
/// use gongkai_core::domain::code::{Category, Channel};
/// use gongkai_core::domain::regime::Form;
/// use gongkai_core::domain::tally::{Measure, TallyKey};
///
/// let of = |year, count| {
///     let header = Header { agency: "某局".into(), year, form: Form::Form2021, scope: Scope::Own };
///     let received = TallyKey { year, measure: Measure::Received(Channel::Post), category: Category::Research };
///     Figures::build(&header, &TallySums::of_year(year, [(received, count)]), &Entered::new())
/// };
/// let found = changes(&of(2024, 10), &of(2025, 14), 30, 3);
/// assert_eq!(found[0].place.to_string(), "table3/一/total");
/// assert!(changes(&of(2024, 10), &of(2025, 12), 30, 3).is_empty());
/// ```
#[must_use]
pub fn changes(before: &Figures, now: &Figures, percent: u32, at_least: u32) -> Vec<Difference> {
    if before.header.form != now.header.form {
        return Vec::new();
    }
    let stands_out = |it: &Difference| is_total(&it.place) && is_large(it.from, it.to, percent, at_least);
    before.differences(now).into_iter().filter(stands_out).collect()
}

fn is_total(place: &FigurePlace) -> bool {
    match place {
        FigurePlace::Counted(Cell::Table3(_, column)) => *column == Column::Total,
        FigurePlace::Counted(Cell::Table4(_, column)) => *column == AppealColumn::Total,
        FigurePlace::Counted(Cell::Old(_)) | FigurePlace::Entered(..) => true,
        FigurePlace::Counted(Cell::Statistic(_) | Cell::ProseReceived)
        | FigurePlace::ReplyMedian
        | FigurePlace::ReplyP90 => false,
    }
}

fn is_large(from: Amount, to: Amount, percent: u32, at_least: u32) -> bool {
    let difference = i128::from((to.parts() - from.parts()).abs());
    let whole = i128::from(Amount::from(1).parts());
    let share = i128::from(from.parts().abs()) * i128::from(percent);
    difference >= i128::from(at_least) * whole && difference * 100 >= share
}
