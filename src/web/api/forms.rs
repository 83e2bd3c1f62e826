//! 申请表 (art 29): who asks, and for what, as it was filled in.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::domain::applicant::{ApplicantForm, IdDocumentKind};
use crate::domain::case::Request;
use crate::domain::code::Category;
use crate::web::openapi::{codes, codes_or_null};

/// 申请人: a field that was left empty may be left out.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApplicantBody {
    /// 申请人类别: decides which half of the form applies.
    #[schema(schema_with = codes::<Category>)]
    category: Category,
    /// 姓名／名称
    #[serde(default)]
    name: String,
    /// 证件名称; the identity card if a number is given without it. Persons only.
    #[schema(schema_with = codes_or_null::<IdDocumentKind>)]
    id_kind: Option<IdDocumentKind>,
    /// 证件号码. Persons only.
    #[serde(default)]
    id_number: String,
    /// 工作单位. Persons only.
    #[serde(default)]
    work_unit: String,
    /// 统一社会信用代码. Organisations only.
    #[serde(default)]
    credit_code: String,
    /// 法定代表人. Organisations only.
    #[serde(default)]
    legal_representative: String,
    /// 联系人姓名. Organisations only.
    #[serde(default)]
    contact_person: String,
    /// 联系电话
    #[serde(default)]
    phone: String,
    /// 邮政编码
    #[serde(default)]
    postcode: String,
    /// 联系地址
    #[serde(default)]
    address: String,
    /// 传真
    #[serde(default)]
    fax: String,
    /// 电子邮箱
    #[serde(default)]
    email: String,
}

impl From<ApplicantBody> for ApplicantForm {
    fn from(body: ApplicantBody) -> Self {
        let ApplicantBody {
            category,
            name,
            id_kind,
            id_number,
            work_unit,
            credit_code,
            legal_representative,
            contact_person,
            phone,
            postcode,
            address,
            fax,
            email,
        } = body;
        Self {
            category,
            name,
            id_kind,
            id_number,
            work_unit,
            credit_code,
            legal_representative,
            contact_person,
            phone,
            postcode,
            address,
            fax,
            email,
        }
    }
}

/// 申请内容 (art 29(二)(三))
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestBody {
    /// 所需信息的名称, or a line that describes it.
    subject: String,
    /// 内容描述
    description: Option<String>,
    /// 文号或索取号
    document_no: Option<String>,
    /// 用途; never mandatory (art 27).
    purpose: Option<String>,
    /// 提供方式
    provide_as: Option<String>,
    /// 获取方式
    obtain_by: Option<String>,
}

impl From<RequestBody> for Request {
    fn from(body: RequestBody) -> Self {
        let RequestBody { subject, description, document_no, purpose, provide_as, obtain_by } = body;
        Self { subject, description, document_no, purpose, provide_as, obtain_by }
    }
}
