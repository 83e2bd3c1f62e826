//! 与上年相比: this year's figures beside last year's.

use std::collections::{BTreeMap, BTreeSet};

use super::checks::signed;
use super::names::{Name, total_name};
use crate::app::annual_report::Previous;
use crate::domain::annual_report::{Amount, AppealColumn, Cell, Column, FigurePlace, Figures, changes};
use crate::messages::Lang;

/// Both years.
pub(super) struct Compared {
    pub year: i32,
    pub before: i32,
    /// Whether last year's figures are those that the public has.
    pub is_published: bool,
    pub lines: Vec<Line>,
}

/// A figure in both years.
pub(super) struct Line {
    pub name: Name,
    pub now: Amount,
    pub before: Amount,
    pub difference: String,
    /// 变化较大
    pub stands_out: bool,
}

impl Compared {
    /// The totals of both years, but for those that are nothing in either. Figures that last year's form did not ask
    /// for are left out.
    /// What differs by so many hundredths and by so many stands out.
    pub(super) fn of(lang: Lang, figures: &Figures, previous: &Previous, (percent, at_least): (u32, u32)) -> Self {
        let large: BTreeSet<String> = changes(&previous.figures, figures, percent, at_least)
            .into_iter()
            .map(|change| change.place.to_string())
            .collect();
        let before: BTreeMap<String, Amount> =
            previous.figures.places().into_iter().map(|(place, amount)| (place.to_string(), amount)).collect();
        let line = |(place, now): (FigurePlace, Amount)| {
            let before = *before.get(&place.to_string())?;
            let says_something = now != Amount::ZERO || before != Amount::ZERO;
            says_something.then(|| Line {
                name: total_name(lang, &place),
                now,
                before,
                difference: signed(now - before),
                stands_out: large.contains(&place.to_string()),
            })
        };
        let totals = figures.places().into_iter().filter(|(place, _)| is_total(place));
        Self {
            year: figures.header.year,
            before: previous.figures.header.year,
            is_published: previous.is_published,
            lines: totals.filter_map(line).collect(),
        }
    }
}

/// The columns of a table say the same once more.
fn is_total(place: &FigurePlace) -> bool {
    match place {
        FigurePlace::Counted(Cell::Table3(_, column)) => *column == Column::Total,
        FigurePlace::Counted(Cell::Table4(_, column)) => *column == AppealColumn::Total,
        FigurePlace::Counted(Cell::ProseReceived) => false,
        FigurePlace::Counted(Cell::Old(_) | Cell::Statistic(_))
        | FigurePlace::Entered(..)
        | FigurePlace::ReplyMedian
        | FigurePlace::ReplyP90 => true,
    }
}
