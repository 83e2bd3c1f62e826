//! 收费 (art 42, 国办函〔2020〕109号): the notice, what becomes of it, and what it would cost.

use actix_web::web::{Data, Json, Query};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::acts;
use crate::app::{App, fees};
use crate::domain::case::{Command, FeeQuantity};
use crate::domain::fee::{Fee, FeeLine};
use crate::web::auth::{CaseWorker, On};
use crate::web::error::{Wrong, WrongField};
use crate::web::{WebError, read};

/// 按件 or 按量: one of them for a request, never both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// 按件
    Item,
    /// 按量
    Page,
}

/// What is charged for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FeePreviewQuery {
    /// 按件 or 按量
    #[param(inline)]
    by: By,
    /// With `by=item`: how many items.
    items: Option<u32>,
    /// With `by=page`: how many pages.
    pages: Option<u32>,
}

/// 信息处理费 by the tariff.
#[derive(Serialize, ToSchema)]
pub struct FeePreviewView {
    /// Yuan; null where no tariff applies
    amount_yuan: Option<u64>,
    /// The tiers that it is made of
    lines: Vec<FeeLineView>,
    /// Where the tariff stands
    article: Option<String>,
}

/// A tier of the tariff.
#[derive(Serialize, ToSchema)]
pub struct FeeLineView {
    /// The first item or page.
    from: u64,
    /// The last one.
    to: u64,
    /// How many.
    count: u64,
    /// Yuan for each.
    unit_yuan: u64,
    /// Yuan for all of them.
    subtotal_yuan: u64,
}

impl From<Option<Fee>> for FeePreviewView {
    fn from(fee: Option<Fee>) -> Self {
        let Some(fee) = fee else { return Self { amount_yuan: None, lines: Vec::new(), article: None } };
        let line = |FeeLine { from, to, count, unit_yuan, subtotal_yuan }: FeeLine| FeeLineView {
            from,
            to,
            count,
            unit_yuan,
            subtotal_yuan,
        };
        Self {
            amount_yuan: Some(fee.amount_yuan),
            lines: fee.lines.into_iter().map(line).collect(),
            article: Some(fee.article.as_ref().to_owned()),
        }
    }
}

/// What a fee notice in this case would come to: the tiers count what the same applicant asked for before in the
/// calendar month (FEE art 4).
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case_id}/fees/preview",
    operation_id = "preview_fee",
    tag = "acts",
    security(("bearer" = [])),
    params(("case_id" = String, Path, description = "The case", example = "case_12"), FeePreviewQuery),
    responses(
        (status = 200, description = "The fee with its tiers", body = FeePreviewView),
        (status = 422, description = "More items or pages than a request can have"),
    ),
)]
pub async fn preview_fee(
    app: Data<App>,
    officer: On<CaseWorker>,
    query: Query<FeePreviewQuery>,
) -> Result<Json<FeePreviewView>, WebError> {
    let FeePreviewQuery { by, items, pages } = query.into_inner();
    let quantity = quantity(by, items, pages).ok_or(WebError::BadParameter { name: "by" })?;
    let fee = read(&app, move |app| fees::assess(app, &officer.agency, officer.case, quantity)).await?;
    Ok(Json(fee.into()))
}

fn quantity(by: By, items: Option<u32>, pages: Option<u32>) -> Option<FeeQuantity> {
    match (by, items, pages) {
        (By::Item, Some(items), None) => Some(FeeQuantity::Item { items }),
        (By::Page, None, Some(pages)) => Some(FeeQuantity::Page { pages }),
        (By::Item | By::Page, _, _) => None,
    }
}

fn wrong_quantity() -> WebError {
    WebError::Invalid(vec![WrongField { field: "by".to_owned(), code: Wrong::Value, message: String::new() }])
}

acts! {
    /// 收费通知 (FEE art 6): by the head of the office, within the reply period. The case waits for payment.
    notify_fee at "/api/v1/cases/{case_id}/notify-fee" takes NotifyFeeBody {
        /// 按件 or 按量
        by: By,
        /// With `item`: how many items.
        items: Option<u32>,
        /// With `page`: how many pages.
        pages: Option<u32>,
        /// Yuan, as `GET …/fees/preview` gives it; another amount is refused.
        amount_yuan: i64,
    } => Command::NotifyFee {
        quantity: quantity(by, items, pages).ok_or_else(wrong_quantity)?,
        amount_yuan,
        expected_yuan: None,
    };

    /// 撤回收费通知: the applicant chose a free way, or a narrower request.
    withdraw_fee_notice at "/api/v1/cases/{case_id}/withdraw-fee-notice" takes WithdrawFeeNoticeBody {
        /// Why.
        reason: String,
    } => Command::WithdrawFeeNotice { reason };

    /// 缴费: the reply period starts afresh the day after.
    record_payment at "/api/v1/cases/{case_id}/record-payment" takes RecordPaymentBody {
        /// Yuan.
        amount_yuan: i64,
        /// 票据号
        receipt_no: Option<String>,
    } => Command::RecordPayment { amount_yuan, receipt_no };

    /// 逾期不缴费 (FEE art 6): the request is taken as given up, 三(六)2.
    lapse_fee at "/api/v1/cases/{case_id}/lapse-fee" takes LapseFeeBody {
    } => Command::LapseFee;

    /// 减免
    waive_fee at "/api/v1/cases/{case_id}/waive-fee" takes WaiveFeeBody {
        /// Yuan.
        amount_yuan: i64,
        /// Why.
        reason: String,
    } => Command::WaiveFee { amount_yuan, reason };

    /// 退费
    refund_fee at "/api/v1/cases/{case_id}/refund-fee" takes RefundFeeBody {
        /// Yuan.
        amount_yuan: i64,
        /// Why.
        reason: String,
    } => Command::RefundFee { amount_yuan, reason };

    /// 成本费用 (2008 art 27): search, copying, postage of requests received before 2019-05-15.
    record_cost_fee at "/api/v1/cases/{case_id}/record-cost-fee" takes RecordCostFeeBody {
        /// Yuan charged.
        charged_yuan: i64,
        /// Yuan waived.
        waived_yuan: i64,
    } => Command::RecordCostFee { charged_yuan, waived_yuan };
}
