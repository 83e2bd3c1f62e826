//! 核对: the contradictions in anybody's report.

use actix_web::web::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::annual_report::Amount;
use crate::domain::reconcile::{Finding, Node, Problem, Published, Rule, reconcile};
use crate::findings;
use crate::messages::Lang;
use crate::web::auth::Signed;
use crate::web::body::Body;
use crate::web::error::{WebError, Wrong, WrongField};
use crate::web::openapi;
use crate::web::reader::Reader;

/// Reports, as the contract writes them.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReconcileBody {
    /// The report to be checked; a cell may be `null` where it is printed blank.
    #[schema(value_type = Object)]
    report: Node,
    /// Last year's report of the same agency.
    #[schema(value_type = Option<Object>)]
    previous: Option<Node>,
    /// Reports of the agencies that a summary adds up.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    children: Vec<Node>,
}

/// 矛盾
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingsView {
    /// Every contradiction, rule by rule.
    findings: Vec<FindingView>,
}

/// One contradiction.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingView {
    /// The rule that is broken.
    #[schema(schema_with = openapi::codes::<Rule>)]
    rule: Rule,
    /// Where.
    #[serde(rename = "where")]
    #[schema(example = "table3/三(七)")]
    place: String,
    /// What the parts come to, or what this report says.
    #[schema(value_type = Option<f64>)]
    left: Option<Amount>,
    /// What is printed as the total, or what the other report says.
    #[schema(value_type = Option<f64>)]
    right: Option<Amount>,
    /// One sentence in the reader's language.
    message: String,
}

/// 核对 a report: every contradiction in it, with last year's and with those that it adds up.
#[utoipa::path(
    post,
    path = "/api/v1/reconcile",
    operation_id = "reconcile_report",
    tag = "annual report",
    security(("bearer" = [])),
    request_body = ReconcileBody,
    responses((status = 200, description = "The contradictions; none if there is none", body = FindingsView)),
)]
pub(in crate::web) async fn reconcile_report(
    _: Signed,
    reader: Reader,
    body: Body<ReconcileBody>,
) -> Result<Json<FindingsView>, WebError> {
    let ReconcileBody { report, previous, children } = body.value;
    let lang = reader.lang;
    let report = published("report", &report, lang)?;
    let previous = previous.map(|previous| published("previous", &previous, lang)).transpose()?;
    let numbered = children.iter().enumerate();
    let children: Vec<Published> =
        numbered.map(|(n, child)| published(&format!("children[{n}]"), child, lang)).collect::<Result<_, _>>()?;
    let found = reconcile(&report, previous.as_ref(), &children);
    Ok(Json(FindingsView { findings: found.iter().map(|finding| FindingView::new(finding, lang)).collect() }))
}

impl FindingView {
    fn new(finding: &Finding, lang: Lang) -> Self {
        Self {
            rule: finding.rule,
            place: finding.place.to_string(),
            left: finding.left,
            right: finding.right,
            message: findings::sentence(lang, finding),
        }
    }
}

/// Reads one of the reports, and names the place that is no figure.
fn published(name: &str, node: &Node, lang: Lang) -> Result<Published, WebError> {
    Published::read(node).map_err(|error| {
        let code = match &error.problem {
            Problem::Missing => Wrong::Missing,
            Problem::NotAnObject | Problem::NotANumber { .. } | Problem::NotWhole { .. } => Wrong::Type,
            Problem::UnknownWord { .. } => Wrong::UnknownValue,
            Problem::OutOfRange { .. } | Problem::DividedAndNot => Wrong::Value,
        };
        let field = if error.place.is_empty() { name.to_owned() } else { format!("{name}/{}", error.place) };
        WebError::Invalid(vec![WrongField { field, code, message: findings::unreadable(lang, &error) }])
    })
}
