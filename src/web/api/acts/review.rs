//! 审查 (art 17, R17): different people, each step in turn, on exactly what was submitted.

use actix_web::web::{Data, Json};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::acts;
use super::view::word;
use crate::app::App;
use crate::app::reviewing::{self, Opinion, ReviewFile, Round, Step};
use crate::domain::case::Command;
use crate::domain::ids::OfficerId;
use crate::domain::review::ReplyDigest;
use crate::domain::role::Role;
use crate::domain::status::Status;
use crate::web::auth::{CaseReader, On};
use crate::web::openapi::codes;
use crate::web::{WebError, read};

/// 审查情况
#[derive(Serialize, ToSchema)]
pub struct ReviewView {
    /// What the next act expects
    version: u32,
    /// 办理状态
    #[schema(schema_with = codes::<Status>)]
    status: Status,
    /// The round that is under way, or was finished and waits for dispatch; null otherwise
    round: Option<ReviewRoundView>,
    /// What was said in every round, in order
    opinions: Vec<ReviewOpinionView>,
}

/// A round of review over one draft.
#[derive(Serialize, ToSchema)]
pub struct ReviewRoundView {
    /// The exact reply under review
    digest: String,
    /// Who submitted it
    submitted_by: Option<ReviewerView>,
    /// When
    submitted_on: NaiveDate,
    /// The steps, in order
    steps: Vec<StepView>,
    /// The number of the step that comes next; null when all are passed
    next_step: Option<u8>,
    /// 报请确定: since when an answer is awaited
    referred_on: Option<NaiveDate>,
    /// Whether whoever asks may pass the step that comes next
    is_yours: bool,
}

/// A step of a round.
#[derive(Serialize, ToSchema)]
pub struct StepView {
    /// Its number, from 1
    step: u8,
    /// Its name
    name: String,
    /// Whose it is
    #[schema(schema_with = codes::<Role>)]
    role: Role,
    /// Who passed it; null while it is open
    passed_by: Option<ReviewerView>,
    /// When
    passed_on: Option<NaiveDate>,
}

/// What somebody did in a review.
#[derive(Serialize, ToSchema)]
pub struct ReviewOpinionView {
    /// The civil day
    on: NaiveDate,
    /// `submitted_for_review`, `review_passed`, `review_sent_back` or `review_referred`
    event: String,
    /// Who
    by: Option<ReviewerView>,
    /// The step; null where a draft was submitted
    step: Option<u8>,
    /// The opinion or the reason
    text: Option<String>,
}

/// Somebody of the office.
#[derive(Serialize, ToSchema)]
pub struct ReviewerView {
    /// The person
    #[schema(example = "officer_3")]
    id: String,
    /// 姓名
    name: String,
}

impl From<ReviewFile> for ReviewView {
    fn from(file: ReviewFile) -> Self {
        let ReviewFile { version, status, round, opinions, names } = file;
        let person =
            |id: OfficerId| ReviewerView { id: id.to_string(), name: names.get(&id).cloned().unwrap_or_default() };
        let opinion = |Opinion { on, event, by, step, text }: Opinion| ReviewOpinionView {
            on,
            event: word(&event),
            by: by.map(&person),
            step,
            text,
        };
        let round = round.map(|round| ReviewRoundView::new(round, &person));
        Self { version, status, round, opinions: opinions.into_iter().map(opinion).collect() }
    }
}

impl ReviewRoundView {
    fn new(round: Round, person: &impl Fn(OfficerId) -> ReviewerView) -> Self {
        let Round { digest, submitted_by, submitted_on, steps, next, referred_on, is_yours, refused: _ } = round;
        let step = |(number, Step { rule, passed }): (u8, Step)| StepView {
            step: number,
            name: rule.name,
            role: rule.role,
            passed_by: passed.map(|(by, _)| person(by)),
            passed_on: passed.map(|(_, on)| on),
        };
        Self {
            digest: digest.0,
            submitted_by: submitted_by.map(person),
            submitted_on,
            steps: (1..).zip(steps).map(step).collect(),
            next_step: next,
            referred_on,
            is_yours,
        }
    }
}

/// Where the review stands: its steps, who passed them, whose turn it is, and what was said before.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case_id}/review",
    operation_id = "get_review",
    tag = "acts",
    security(("bearer" = [])),
    params(("case_id" = String, Path, description = "The case", example = "case_12")),
    responses((status = 200, description = "The review", body = ReviewView)),
)]
pub async fn get_review(app: Data<App>, officer: On<CaseReader>) -> Result<Json<ReviewView>, WebError> {
    let actor = officer.actor();
    let file = read(&app, move |app| reviewing::review_file(app, &officer.agency, officer.case, &actor)).await?;
    Ok(Json(file.into()))
}

acts! {
    /// 审查通过 (R17): by whoever holds the step, has taken no other one, and did not submit the draft.
    pass_review at "/api/v1/cases/{case_id}/pass-review" takes PassReviewBody {
        /// The number of the step, from 1.
        step: u8,
        /// `digest` of `GET …/draft`: what is passed is what was seen.
        digest: String,
        /// 审查意见
        opinion: Option<String>,
    } => Command::PassReview { step, digest: ReplyDigest(digest), opinion };

    /// 退回: the draft is worked on again; every step passed so far is void.
    send_back at "/api/v1/cases/{case_id}/send-back" takes SendBackBody {
        /// The number of the step, from 1.
        step: u8,
        /// Why.
        reason: String,
    } => Command::SendBack { step, reason };

    /// 报请确定 (art 17): the competent department is asked. The clock runs on.
    refer at "/api/v1/cases/{case_id}/refer" takes ReferBody {
        /// The number of the step, from 1.
        step: u8,
        /// Who is asked.
        to: String,
        /// Why.
        reason: String,
    } => Command::Refer { step, to, reason };
}
