//! 信息处理费 (art 42, 国办函〔2020〕109号): what a request costs its applicant.

use chrono::{Datelike, Months, NaiveDate};

use super::history::{Filed, Register};
use super::{Agency, App, AppError, applicants};
use crate::domain::case::{Case, FeeEnd, FeeQuantity};
use crate::domain::fee::{Fee, FeeBasis};
use crate::domain::ids::CaseId;
use crate::domain::status::Status;
use crate::store::{DbConn, cases};

/// The fee for a case with its tiers, as the notice states it; `None` where no tariff applies.
///
/// # Errors
/// [`AppError::Fee`] for more items or pages than a request can have; [`AppError::Store`].
pub fn assess(app: &App, agency: &Agency, id: CaseId, quantity: FeeQuantity) -> Result<Option<Fee>, AppError> {
    let register = Register { agency, regimes: app.rulebook.regimes(), now: app.clock.now() };
    app.store.snapshot(|conn| {
        let filed = register.find(conn, id)?;
        fee(conn, &register, &filed, quantity)
    })
}

/// The amount by the tariff, in yuan; `None` where no tariff applies.
pub(super) fn amount_yuan(
    conn: &mut DbConn,
    register: &Register<'_>,
    filed: &Filed,
    quantity: FeeQuantity,
) -> Result<Option<i64>, AppError> {
    let fee = fee(conn, register, filed, quantity)?;
    Ok(fee.map(|fee| i64::try_from(fee.amount_yuan).unwrap_or(i64::MAX)))
}

/// The fee of a case with its tiers, in a transaction that has more to read.
pub(super) fn of_case(
    conn: &mut DbConn,
    register: &Register<'_>,
    case: CaseId,
    quantity: FeeQuantity,
) -> Result<Option<Fee>, AppError> {
    let filed = register.find(conn, case)?;
    fee(conn, register, &filed, quantity)
}

fn fee(
    conn: &mut DbConn,
    register: &Register<'_>,
    filed: &Filed,
    quantity: FeeQuantity,
) -> Result<Option<Fee>, AppError> {
    let Some(tariff) = filed.past.case.regime.as_deref().and_then(|regime| regime.fee.tariff.as_ref()) else {
        return Ok(None);
    };
    let basis = match quantity {
        FeeQuantity::Item { items } => {
            FeeBasis::Items { already: items_before(conn, register, filed)?, items: items.into() }
        }
        FeeQuantity::Page { pages } => FeeBasis::Pages { pages: pages.into() },
    };
    Ok(Some(tariff.charge(basis)?))
}

/// Items of the same applicant at this agency in the calendar month of receipt that came before this case
/// (FEE art 4). The order is that of receipt, so the same case costs the same on whatever day its notice is written.
fn items_before(conn: &mut DbConn, register: &Register<'_>, filed: &Filed) -> Result<u64, AppError> {
    let Some(received) = filed.past.case.received_on else { return Ok(0) };
    let Some((first, last)) = month_of(received.on) else { return Ok(0) };
    let same = applicants::same_person(conn, register.agency.id, filed.row.state.applicant_id)?;
    let mut items = 0;
    for row in cases::of_applicants(conn, &same, first, last)? {
        if (row.state.received_on, row.id) < (Some(received.on), filed.row.id) {
            items += items_of(&register.past(conn, row.id)?.case);
        }
    }
    Ok(items)
}

fn month_of(day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let first = day.with_day(1)?;
    Some((first, first.checked_add_months(Months::new(1))?.pred_opt()?))
}

/// A request is one item unless a notice split it into more (一事一申请); the parts of one that was split
/// in the register are cases of their own.
fn items_of(case: &Case) -> u64 {
    if matches!(case.status, Status::Split | Status::NotReceived) {
        return 0;
    }
    let in_force = case.fees.iter().rfind(|notice| !matches!(notice.end, Some(FeeEnd::Dropped { .. })));
    match in_force.map(|notice| notice.quantity) {
        Some(FeeQuantity::Item { items }) => items.into(),
        Some(FeeQuantity::Page { .. }) | None => 1,
    }
}
