//! 日常事务: when each was done last and is next, and doing one now. For administrators of a root.

use actix_web::web::{Data, Json, Path};
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::app::duties::{Counts, Duties, DutyStanding, LastRun, Plan, overview, require_administrator};
use crate::config::Settings;
use crate::domain::duty::Duty;
use crate::domain::role::Actor;
use crate::web::auth::Signed;
use crate::web::openapi::codes;
use crate::web::{WebError, read};

/// Every duty, in the order in which they are done.
#[derive(Serialize, ToSchema)]
pub struct DutiesView {
    /// All of them.
    duties: Vec<DutyView>,
}

/// A duty.
#[derive(Serialize, ToSchema)]
pub struct DutyView {
    /// Which one.
    #[schema(schema_with = codes::<Duty>)]
    name: Duty,
    /// When it is done: second, minute, hour, day, month, weekday.
    #[schema(example = "0 0 7 * * *")]
    time: String,
    /// When it is next, where the agency is.
    #[schema(value_type = Option<String>, format = DateTime)]
    next_at: Option<DateTime<FixedOffset>>,
    /// The newest run; `null` if there was none.
    last: Option<RunView>,
}

/// A run of a duty.
#[derive(Serialize, ToSchema)]
pub struct RunView {
    /// For which date.
    run_on: NaiveDate,
    /// When it was begun (UTC).
    started_at: DateTime<Utc>,
    /// When it was done (UTC); `null` while it is being done, or if it failed.
    finished_at: Option<DateTime<Utc>>,
    /// What it counted, by what was counted.
    #[schema(value_type = Object, example = json!({ "told": 3 }))]
    counts: Counts,
    /// What went wrong; it is tried again.
    error: Option<String>,
}

/// What came of a duty that was done now.
#[derive(Serialize, ToSchema)]
pub struct RanView {
    /// For which date; `null` if another program is doing it.
    run_on: Option<NaiveDate>,
    /// What it counted.
    #[schema(value_type = Object, example = json!({ "told": 3 }))]
    counts: Counts,
    /// What went wrong; it is tried again.
    error: Option<String>,
}

impl From<DutyStanding> for DutyView {
    fn from(DutyStanding { duty, time, last, next_at }: DutyStanding) -> Self {
        Self { name: duty, time, next_at: next_at.map(|at| at.fixed_offset()), last: last.map(Into::into) }
    }
}

impl From<LastRun> for RunView {
    fn from(LastRun { run_on, started_at, finished_at, counts, error }: LastRun) -> Self {
        Self {
            run_on,
            started_at: started_at.and_utc(),
            finished_at: finished_at.map(|at| at.and_utc()),
            counts,
            error,
        }
    }
}

/// When each duty was done last, what came of it, and when it is next. Needs an administrator of a root.
#[utoipa::path(
    get,
    path = "/api/v1/duties",
    operation_id = "list_duties",
    tag = "administration",
    security(("bearer" = [])),
    responses((status = 200, description = "All of them", body = DutiesView)),
)]
pub async fn list_duties(app: Data<App>, settings: Data<Settings>, who: Signed) -> Result<Json<DutiesView>, WebError> {
    let (plan, actor) = (Plan::of(&settings), actor(&who));
    let found = read(&app, move |app| {
        require_administrator(app, &actor)?;
        overview(app, &plan)
    });
    Ok(Json(DutiesView { duties: found.await?.into_iter().map(Into::into).collect() }))
}

/// Do a duty now, for today, also if it was done before: nobody is told anything twice. Needs an administrator of a
/// root.
#[utoipa::path(
    post,
    path = "/api/v1/duties/{name}/run",
    operation_id = "run_duty",
    tag = "administration",
    security(("bearer" = [])),
    params(("name" = String, Path, description = "Which duty", example = "reminders")),
    responses((status = 200, description = "What came of it", body = RanView)),
)]
pub async fn run_duty(
    app: Data<App>,
    settings: Data<Settings>,
    who: Signed,
    name: Path<String>,
) -> Result<Json<RanView>, WebError> {
    let (plan, actor) = (Plan::of(&settings), actor(&who));
    let duty: Option<Duty> = name.parse().ok();
    let ran = read(&app, move |app| {
        require_administrator(app, &actor)?;
        duty.map(|duty| Duties::new(app, &plan).run_now(duty)).transpose()
    });
    Ok(Json(match ran.await?.ok_or(WebError::NoSuchPage)? {
        Some(ran) => {
            let error = ran.outcome.as_ref().err().cloned();
            RanView { run_on: Some(ran.run_on), counts: ran.outcome.unwrap_or_default(), error }
        }
        None => RanView { run_on: None, counts: Counts::new(), error: None },
    }))
}

/// Where somebody is an administrator is looked up when it is asked.
fn actor(who: &Signed) -> Actor {
    Actor::Officer { id: who.officer, roles: Vec::new() }
}
