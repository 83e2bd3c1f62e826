//! 工作日历: what is in force, what a change would move, and the change itself.

use actix_web::web::{Data, Json, Path};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::app::calendars::upload::{self, Applied, ListedCalendar};
use crate::app::calendars::{Moved, Place, Proposal, preview};
use crate::domain::role::Actor;
use crate::web::auth::Signed;
use crate::web::body::Body;
use crate::web::error::{Wrong, WrongField};
use crate::web::{WebError, read};

/// Cases on a page at most, and unless asked otherwise.
const PAGE: usize = 200;

/// A calendar file.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarBody {
    /// The file, TOML as in `config/calendars`.
    text: String,
}

/// A change to be tried: exactly one of `text` and `withdraw`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DryRunBody {
    /// A file that would be in force.
    text: Option<String>,
    /// The name of an uploaded file that would be taken away.
    withdraw: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
    /// Cases on a page, at most 200.
    #[schema(minimum = 1, maximum = 200, default = 200)]
    limit: Option<usize>,
}

/// A due date that moves.
#[derive(Serialize, ToSchema)]
pub struct MovedView {
    /// The agency's code.
    agency: String,
    /// The case.
    #[schema(example = "case_12")]
    case: String,
    /// 登记编号
    case_no: String,
    /// The date before.
    from: Option<NaiveDate>,
    /// The date after.
    to: Option<NaiveDate>,
}

/// What a change would move. Nothing is changed.
#[derive(Serialize, ToSchema)]
pub struct DryRunView {
    /// What the file is called.
    #[schema(example = "cn-2027.toml")]
    name: String,
    /// The open cases whose due date would move.
    moved: Vec<MovedView>,
    /// Where the next page begins; `null` on the last one.
    next: Option<String>,
}

/// A change that is in force.
#[derive(Serialize, ToSchema)]
pub struct AppliedView {
    /// What the file is called.
    #[schema(example = "cn-2027.toml")]
    name: String,
    /// How many due dates moved.
    moved_count: usize,
    /// The first 200 of them; each is told in the history of its case.
    moved: Vec<MovedView>,
}

/// A calendar file in force.
#[derive(Serialize, ToSchema)]
pub struct CalendarView {
    /// What it is called.
    #[schema(example = "cn-2026.toml")]
    name: String,
    /// `CN`, `CN-GX` …
    jurisdiction: String,
    /// 年度
    year: i32,
    /// Whether it has only the festival days that the 放假办法 names.
    provisional: bool,
    /// `built_in`, `folder` or `uploaded`.
    source: &'static str,
    /// Who uploaded it.
    uploaded_by: Option<String>,
    /// When it was uploaded (UTC).
    uploaded_at: Option<DateTime<Utc>>,
    /// SHA-256 of an uploaded file, in hexadecimal.
    sha256: Option<String>,
}

/// Every calendar file in force.
#[derive(Serialize, ToSchema)]
pub struct CalendarsView {
    /// By jurisdiction and year.
    calendars: Vec<CalendarView>,
}

impl From<Moved> for MovedView {
    fn from(Moved { agency, case, case_no, from, to, is_open: _, assignee: _ }: Moved) -> Self {
        Self { agency, case: case.to_string(), case_no, from, to }
    }
}

impl From<Applied> for AppliedView {
    fn from(Applied { name, moved }: Applied) -> Self {
        let moved_count = moved.len();
        Self { name, moved_count, moved: moved.into_iter().take(PAGE).map(Into::into).collect() }
    }
}

impl From<ListedCalendar> for CalendarView {
    fn from(ListedCalendar { file, upload }: ListedCalendar) -> Self {
        let (uploaded_by, uploaded_at, sha256) = upload
            .map(|row| (row.uploaded_by, row.uploaded_at, row.sha256))
            .map_or_else(|| (None, None, None), |(by, at, sha256)| (Some(by), Some(at.and_utc()), Some(sha256)));
        Self {
            name: file.name,
            jurisdiction: file.layer.jurisdiction.to_string(),
            year: file.layer.year,
            provisional: file.statutory_only,
            source: file.source.code(),
            uploaded_by,
            uploaded_at,
            sha256,
        }
    }
}

/// Every calendar file in force and where it comes from.
#[utoipa::path(
    get,
    path = "/api/v1/calendars",
    operation_id = "list_calendars",
    tag = "administration",
    security(("bearer" = [])),
    responses((status = 200, description = "All of them", body = CalendarsView)),
)]
pub async fn list_calendars(app: Data<App>, _: Signed) -> Result<Json<CalendarsView>, WebError> {
    let listed = read(&app, upload::list).await?;
    Ok(Json(CalendarsView { calendars: listed.into_iter().map(Into::into).collect() }))
}

/// Check a calendar file, and list the open cases whose due date it would move. Needs an administrator of a
/// root. Nothing is changed.
#[utoipa::path(
    post,
    path = "/api/v1/calendars/dry-run",
    operation_id = "try_calendar",
    tag = "administration",
    security(("bearer" = [])),
    request_body = DryRunBody,
    responses(
        (status = 200, description = "What would move", body = DryRunView),
        (status = 404, description = "There is no uploaded file of this name"),
    ),
)]
pub async fn try_calendar(app: Data<App>, who: Signed, body: Body<DryRunBody>) -> Result<Json<DryRunView>, WebError> {
    let DryRunBody { text, withdraw, after, limit } = body.value;
    let wrong = |field: &str, code| {
        WebError::Invalid(vec![WrongField { field: field.to_owned(), code, message: String::new() }])
    };
    let proposal = match (text, withdraw) {
        (Some(text), None) => Proposal::Put(text),
        (None, Some(name)) => Proposal::Withdraw(vec![name]),
        (Some(_), Some(_)) => return Err(wrong("withdraw", Wrong::Value)),
        (None, None) => return Err(WebError::missing("text")),
    };
    let after = match after {
        Some(text) => Some(text.parse::<Place>().map_err(|_| wrong("after", Wrong::Value))?),
        None => None,
    };
    let size = limit.unwrap_or(PAGE);
    if !(1..=PAGE).contains(&size) {
        return Err(wrong("limit", Wrong::Value));
    }
    let actor = actor(&who);
    let page = read(&app, move |app| preview(app, &actor, &proposal, after, size)).await?;
    let moved = page.moved.into_iter().map(Into::into).collect();
    Ok(Json(DryRunView { name: page.name, moved, next: page.next.map(|place| place.to_string()) }))
}

/// Put a calendar file in force, in place of the one of the same year and jurisdiction, and count every due date
/// again. Needs an administrator of a root.
#[utoipa::path(
    post,
    path = "/api/v1/calendars",
    operation_id = "apply_calendar",
    tag = "administration",
    security(("bearer" = [])),
    request_body = CalendarBody,
    responses((status = 200, description = "In force", body = AppliedView)),
)]
pub async fn apply_calendar(
    app: Data<App>,
    who: Signed,
    body: Body<CalendarBody>,
) -> Result<Json<AppliedView>, WebError> {
    let (actor, proposal) = (actor(&who), Proposal::Put(body.value.text));
    Ok(Json(read(&app, move |app| upload::apply(app, &actor, &proposal)).await?.into()))
}

/// Take an uploaded calendar file away; what it replaced is in force again. Needs an administrator of a root.
#[utoipa::path(
    delete,
    path = "/api/v1/calendars/{name}",
    operation_id = "withdraw_calendar",
    tag = "administration",
    security(("bearer" = [])),
    params(("name" = String, Path, description = "What the file is called", example = "cn-2027.toml")),
    responses(
        (status = 200, description = "Taken away", body = AppliedView),
        (status = 422, description = "An agency would be left without a calendar"),
    ),
)]
pub async fn withdraw_calendar(app: Data<App>, who: Signed, name: Path<String>) -> Result<Json<AppliedView>, WebError> {
    let (actor, proposal) = (actor(&who), Proposal::Withdraw(vec![name.into_inner()]));
    Ok(Json(read(&app, move |app| upload::apply(app, &actor, &proposal)).await?.into()))
}

/// Where somebody is an administrator is looked up in the transaction.
fn actor(who: &Signed) -> Actor {
    Actor::Officer { id: who.officer, roles: Vec::new() }
}
