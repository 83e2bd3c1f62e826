//! 拟稿与送审 (arts 36–40, R17, R18)

use actix_web::web::{Data, Json};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::endpoint::in_order;
use super::{ActedView, Asked, perform};
use crate::app::acted::Acted;
use crate::app::{App, drafting};
use crate::domain::case::Command;
use crate::domain::outcome::Outcome;
use crate::domain::review::{AttachmentRef, Draft, Ground, ReplyDigest, SecretBasis, SecretLevel};
use crate::domain::status::Status;
use crate::web::auth::{CaseReader, CaseWorker, On};
use crate::web::body::Body;
use crate::web::once::Once;
use crate::web::openapi::codes;
use crate::web::reader::Reader;
use crate::web::{WebError, read};

/// 答复稿: what would leave the house.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplyDraft {
    /// 办理结果
    #[schema(schema_with = codes::<Outcome>)]
    outcome: Outcome,
    /// 细分原因, where the row has one
    sub_reason: Option<String>,
    /// The text of the reply
    text: String,
    /// Item by item, what is kept back
    #[serde(default)]
    grounds: Vec<WithheldItem>,
    /// Files of the case that go with it
    #[serde(default)]
    attachments: Vec<DraftFile>,
    /// Only for 属于国家秘密
    secret: Option<SecretParticulars>,
}

/// 不予公开的一项及其依据 (R17).
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithheldItem {
    /// What is kept back
    item: String,
    /// Why: one of the refusals
    #[schema(schema_with = codes::<Outcome>)]
    outcome: Outcome,
    /// The article relied on
    article: String,
    /// The reason in words, owed to the applicant
    reason: String,
}

/// A file of the case.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftFile {
    /// What the applicant will see it called
    name: String,
    /// SHA-256 of its content, hexadecimal
    sha256: String,
}

/// 定密依据 (R18): all that is kept of a state secret.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SecretParticulars {
    /// 密级
    #[schema(schema_with = codes::<SecretLevel>)]
    level: SecretLevel,
    /// 保密期限
    term: String,
    /// 依据
    basis: String,
}

impl From<ReplyDraft> for Draft {
    fn from(body: ReplyDraft) -> Self {
        let ReplyDraft { outcome, sub_reason, text, grounds, attachments, secret } = body;
        let ground = |WithheldItem { item, outcome, article, reason }| Ground { item, outcome, article, reason };
        let file = |DraftFile { name, sha256 }| AttachmentRef { name, sha256 };
        Self {
            outcome,
            sub_reason,
            text,
            grounds: grounds.into_iter().map(ground).collect(),
            attachments: attachments.into_iter().map(file).collect(),
            secret: secret.map(|SecretParticulars { level, term, basis }| SecretBasis { level, term, basis }),
        }
    }
}

impl From<Draft> for ReplyDraft {
    fn from(draft: Draft) -> Self {
        let Draft { outcome, sub_reason, text, grounds, attachments, secret } = draft;
        let item = |Ground { item, outcome, article, reason }| WithheldItem { item, outcome, article, reason };
        let file = |AttachmentRef { name, sha256 }| DraftFile { name, sha256 };
        Self {
            outcome,
            sub_reason,
            text,
            grounds: grounds.into_iter().map(item).collect(),
            attachments: attachments.into_iter().map(file).collect(),
            secret: secret.map(|SecretBasis { level, term, basis }| SecretParticulars { level, term, basis }),
        }
    }
}

/// 答复稿 of a case as it stands.
#[derive(Serialize, ToSchema)]
pub struct DraftView {
    /// What the next act expects
    version: u32,
    /// 办理状态
    #[schema(schema_with = codes::<Status>)]
    status: Status,
    /// Submitted, passed and sent with the acts, so that each is of what was seen here; null without a draft
    digest: Option<String>,
    /// The draft; null if there is none
    draft: Option<ReplyDraft>,
}

/// A draft, in place of the one before.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftBody {
    /// The version of the case that the person saw.
    expected_version: i32,
    /// The civil day of the act; today if it is left out.
    on: Option<NaiveDate>,
    /// The draft.
    draft: ReplyDraft,
}

/// The draft of the reply, with the digest by which it is submitted, passed and sent.
#[utoipa::path(
    get,
    path = "/api/v1/cases/{case_id}/draft",
    operation_id = "get_draft",
    tag = "acts",
    security(("bearer" = [])),
    params(("case_id" = String, Path, description = "The case", example = "case_12")),
    responses((status = 200, description = "The draft", body = DraftView)),
)]
pub async fn get_draft(app: Data<App>, officer: On<CaseReader>) -> Result<Json<DraftView>, WebError> {
    let now = read(&app, move |app| Acted::now(app, &officer.agency, officer.case)).await?;
    let case = now.view.case;
    Ok(Json(DraftView {
        version: case.version,
        status: case.status,
        digest: now.digest.map(|digest| digest.0),
        draft: case.draft.map(ReplyDraft::from),
    }))
}

/// 拟稿 (arts 36–40): what is kept back is listed item by item. A draft under review that is changed begins anew.
#[utoipa::path(
    put,
    path = "/api/v1/cases/{case_id}/draft",
    operation_id = "draft_reply",
    tag = "acts",
    security(("bearer" = [])),
    params(
        ("case_id" = String, Path, description = "The case", example = "case_12"),
        ("Idempotency-Key" = Option<String>, Header, description = "The act is done once under it"),
    ),
    request_body = DraftBody,
    responses((status = 200, description = "The case after the act, with the digest of the draft", body = ActedView)),
)]
pub async fn draft_reply(
    app: Data<App>,
    officer: On<CaseWorker>,
    once: Once,
    reader: Reader,
    body: Body<DraftBody>,
) -> Result<Json<ActedView>, WebError> {
    let Body { value: DraftBody { expected_version, on, draft }, hash } = body;
    let asked = Asked { officer, once, lang: reader.lang, expected_version, on, body_hash: hash };
    perform(&app, asked, Command::DraftReply { draft: Box::new(draft.into()) }).await
}

/// What `submit_for_review` takes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubmitForReviewBody {
    /// The version of the case that the person saw.
    expected_version: i32,
    /// The civil day of the act; today if it is left out.
    on: Option<NaiveDate>,
    /// `digest` of `GET …/draft`: what is submitted is what was seen.
    digest: String,
}

/// 送审: the draft goes to the first step of the review, and may not be changed on the way. Its 答复书 is made with it and
/// is among its files then, so the draft under review has the digest that is answered.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{case_id}/submit-for-review",
    operation_id = "submit_for_review",
    tag = "acts",
    security(("bearer" = [])),
    params(
        ("case_id" = String, Path, description = "The case", example = "case_12"),
        ("Idempotency-Key" = Option<String>, Header, description = "The act is done once under it"),
    ),
    request_body = SubmitForReviewBody,
    responses((status = 200, description = "The case after the act", body = ActedView)),
)]
pub async fn submit_for_review(
    app: Data<App>,
    officer: On<CaseWorker>,
    once: Once,
    reader: Reader,
    body: Body<SubmitForReviewBody>,
) -> Result<Json<ActedView>, WebError> {
    let Body { value: SubmitForReviewBody { expected_version, on, digest }, hash } = body;
    let digest = ReplyDigest(digest);
    let command = Command::SubmitForReview { digest: digest.clone() };
    let asked = Asked { officer, once, lang: reader.lang, expected_version, on, body_hash: hash };
    let done = in_order(&app, asked, command, move |app, order| {
        let agency = order.agency;
        Acted::of(app, agency, drafting::submit(app, &order, digest)?)
    });
    Ok(Json(ActedView::new(reader.lang, &done.await?)))
}
