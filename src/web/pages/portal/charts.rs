//! 图: the figures of a published report as bars.

use crate::letters::report::{Bar, Chart};
use crate::messages::Lang;

/// 历年新收, the first year first.
pub(super) fn years(lang: Lang, received: &[(i32, i64)]) -> Option<Chart> {
    let bar = |(year, count): &(i32, i64)| Bar { label: year.to_string(), count: *count };
    let chart = Chart::new(lang.text("portal-chart-years"), received.iter().map(bar).collect());
    chart.filter(|chart| chart.bars.len() > 1)
}
