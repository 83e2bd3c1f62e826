//! 本机关的制度

use actix_web::web::{Data, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::app::administration::settings::{self, Settings};
use crate::domain::case::{Policy, ReceiptPolicy};
use crate::domain::duty::DutyPolicy;
use crate::domain::numbering::NumberTemplate;
use crate::domain::office::OfficeContact;
use crate::domain::remedies::RemedyBodies;
use crate::domain::review::{ReviewPolicy, StepRule};
use crate::domain::role::Role;
use crate::web::auth::{Administrator, Anyone, In};
use crate::web::body::Body;
use crate::web::openapi::codes;
use crate::web::{WebError, read};

/// An agency's rules as a whole.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettingsBody {
    /// As it was read: rules that somebody else has replaced since are not replaced.
    version: String,
    /// How an online request is received: `on_confirmation` or `automatic`.
    #[schema(value_type = String, example = "on_confirmation")]
    receipt: ReceiptPolicy,
    /// The review.
    review: ReviewBody,
    /// 内部时限
    internal: InternalBody,
    /// 登记编号, with `{year}` and `{n}`.
    #[schema(value_type = String, example = "{year}-{n:05}")]
    register_no: NumberTemplate,
    /// 催办
    #[serde(default)]
    duties: DutiesBody,
    /// 复议机关、管辖法院
    #[serde(default)]
    remedies: RemediesBody,
    /// 政府信息公开工作机构的联系方式
    #[serde(default)]
    contact: ContactBody,
}

/// How the disclosure office is reached. All of it is public: applicants read it beside the form and on their
/// receipt, everybody in the annual report. What is empty is left out.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ContactBody {
    /// 机构名称
    #[schema(max_length = 120)]
    name: String,
    /// 办公地址
    #[schema(max_length = 120)]
    address: String,
    /// 邮政编码
    #[schema(example = "310000", max_length = 120)]
    postcode: String,
    /// 办公时间
    #[schema(max_length = 120)]
    hours: String,
    /// 联系电话
    #[schema(example = "0571-12345678", max_length = 120)]
    phone: String,
    /// 传真号码
    #[schema(max_length = 120)]
    fax: String,
    /// 电子邮箱
    #[schema(example = "office@example.cn", max_length = 120)]
    email: String,
}

impl From<OfficeContact> for ContactBody {
    fn from(contact: OfficeContact) -> Self {
        let OfficeContact { name, address, postcode, hours, phone, fax, email } = contact;
        Self { name, address, postcode, hours, phone, fax, email }
    }
}

impl From<ContactBody> for OfficeContact {
    fn from(body: ContactBody) -> Self {
        let ContactBody { name, address, postcode, hours, phone, fax, email } = body;
        Self { name, address, postcode, hours, phone, fax, email }
    }
}

/// To whom replies may be contested, by name; empty: applicants read the statute's general words.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemediesBody {
    /// 复议机关
    #[schema(example = "The city government", max_length = 60)]
    #[serde(default)]
    reconsideration: String,
    /// 管辖法院
    #[schema(example = "The intermediate court", max_length = 60)]
    #[serde(default)]
    court: String,
}

/// 催办, in working days.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DutiesBody {
    /// After the last day of a supplement or a payment, before the case may end.
    #[schema(minimum = 0, maximum = 39)]
    lapse_grace: u32,
    /// Whether such a case ends by itself; otherwise an officer confirms.
    lapse_automatically: bool,
    /// How long before it runs out a period is pointed out.
    #[schema(minimum = 1, maximum = 40)]
    remind_before: u32,
    /// After how many days late a case goes to the officer, to the head of the section, to the head of the office.
    #[schema(value_type = Vec<u32>, min_items = 3, max_items = 3, example = json!([1, 3, 5]))]
    escalate_after: [u32; 3],
}

impl From<DutyPolicy> for DutiesBody {
    fn from(policy: DutyPolicy) -> Self {
        let DutyPolicy { lapse_grace, lapse_automatically, remind_before, escalate_after } = policy;
        Self { lapse_grace, lapse_automatically, remind_before, escalate_after }
    }
}

impl Default for DutiesBody {
    fn default() -> Self {
        DutyPolicy::default().into()
    }
}

/// The review. What is under review keeps the steps it was submitted with.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewBody {
    /// The steps in order, 1 to 5.
    #[schema(min_items = 1, max_items = 5)]
    steps: Vec<StepBody>,
    /// Whether the person who submitted the draft may take one of the steps.
    drafter_may_review: bool,
}

/// A review step.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StepBody {
    /// Its name.
    #[schema(example = "Examination", max_length = 20)]
    name: String,
    /// Who may take it.
    #[schema(schema_with = codes::<Role>)]
    role: Role,
}

/// 内部时限, in working days.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InternalBody {
    /// By which working day after receipt a draft is due.
    #[schema(minimum = 1, maximum = 40)]
    draft_by: u32,
    /// Working days for each review step.
    #[schema(minimum = 1, maximum = 40)]
    review_step: u32,
}

impl From<Settings> for SettingsBody {
    fn from(Settings { policy, version }: Settings) -> Self {
        let Policy { receipt, review, internal, register_no, duties, remedies, contact } = policy;
        let RemedyBodies { reconsideration, court } = remedies;
        let remedies = RemediesBody { reconsideration, court };
        let steps = review.steps.into_iter().map(|StepRule { name, role }| StepBody { name, role }).collect();
        let review = ReviewBody { steps, drafter_may_review: review.drafter_may_review };
        let internal = InternalBody { draft_by: internal.draft_by, review_step: internal.review_step };
        let (duties, contact) = (duties.into(), contact.into());
        Self { version, receipt, review, internal, register_no, duties, remedies, contact }
    }
}

impl SettingsBody {
    fn into_settings(self) -> Settings {
        let Self { version, receipt, review, internal, register_no, duties, remedies, contact } = self;
        let steps = review.steps.into_iter().map(|StepBody { name, role }| StepRule { name, role }).collect();
        let review = ReviewPolicy { steps, drafter_may_review: review.drafter_may_review };
        let mut policy = Policy { receipt, review, register_no, ..Policy::default() };
        policy.internal.draft_by = internal.draft_by;
        policy.internal.review_step = internal.review_step;
        let DutiesBody { lapse_grace, lapse_automatically, remind_before, escalate_after } = duties;
        policy.duties = DutyPolicy { lapse_grace, lapse_automatically, remind_before, escalate_after };
        let RemediesBody { reconsideration, court } = remedies;
        policy.remedies = RemedyBodies { reconsideration, court };
        policy.contact = contact.into();
        Settings { policy, version }
    }
}

/// An agency's rules.
#[utoipa::path(
    get,
    path = "/api/v1/agencies/{code}/settings",
    operation_id = "get_settings",
    tag = "administration",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code")),
    responses((status = 200, description = "The rules and their version", body = SettingsBody)),
)]
pub async fn get_settings(app: Data<App>, officer: In<Anyone>) -> Result<Json<SettingsBody>, WebError> {
    let settings = read(&app, move |app| settings::read(app, &officer.agency)).await?;
    Ok(Json(settings.into()))
}

/// Replace an agency's rules as a whole.
#[utoipa::path(
    put,
    path = "/api/v1/agencies/{code}/settings",
    operation_id = "replace_settings",
    tag = "administration",
    security(("bearer" = [])),
    params(("code" = String, Path, description = "The agency's code")),
    request_body = SettingsBody,
    responses(
        (status = 200, description = "The rules and their new version", body = SettingsBody),
        (status = 409, description = "Somebody else has replaced them (`settings_moved`)"),
    ),
)]
pub async fn replace_settings(
    app: Data<App>,
    officer: In<Administrator>,
    body: Body<SettingsBody>,
) -> Result<Json<SettingsBody>, WebError> {
    let Settings { policy, version } = body.value.into_settings();
    let replaced = move |app: &App| settings::replace(app, &officer.actor(), &officer.agency, &version, policy);
    Ok(Json(read(&app, replaced).await?.into()))
}
