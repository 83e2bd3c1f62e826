//! 卷宗 as somebody of its agency sees it.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::parts::{
    AppealView, AttachmentView, ComplaintView, ConsultationView, FeeView, ReplyView, RoundView, SupplementView,
};
use super::{CaseView, DeadlineView};
use crate::app::desk::{DeskCase, ShownApplicant};
use crate::domain::applicant::{Applicant, Contact, Party};
use crate::domain::case::{Case, CommandKind, Request};
use crate::domain::code::Category;
use crate::domain::ids::OfficerId;
use crate::domain::review::Draft;
use crate::web::api::mails::MailView;
use crate::web::openapi::codes;

/// 依申请公开件 with everything in it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CaseFileView {
    /// The case as lists show it
    #[serde(flatten)]
    case: CaseView,
    /// 申请人
    applicant_file: ApplicantView,
    /// 申请内容
    #[schema(value_type = RequestView)]
    request: Request,
    /// 承办科室
    #[schema(example = "section_2")]
    section: Option<String>,
    /// The deadline in force; null until the request is received
    deadline: Option<DeadlineView>,
    /// Every deadline that is of interest today
    deadlines: Vec<DeadlineView>,
    /// 补正
    supplement: Option<SupplementView>,
    /// 征求意见
    consultations: Vec<ConsultationView>,
    /// 延期: working days added
    extended_by: Option<u32>,
    /// 经确定的延迟答复期限 (art 35)
    later_date: Option<NaiveDate>,
    /// 收费
    fees: Vec<FeeView>,
    /// 附件
    attachments: Vec<AttachmentView>,
    /// 答复稿
    #[schema(value_type = Option<Object>)]
    draft: Option<Draft>,
    /// 审查: the round that is under way or finished, with every opinion
    review: Option<RoundView>,
    /// 答复
    replies: Vec<ReplyView>,
    /// 复议、诉讼
    appeals: Vec<AppealView>,
    /// 举报投诉
    complaints: Vec<ComplaintView>,
    /// 关联、拆分、并入的件
    links: Vec<String>,
    /// 可办事项 of whoever asks, now
    #[schema(schema_with = super::acts)]
    allowed_acts: Vec<CommandKind>,
    /// 发送失败的邮件: what the applicant or an officer was not told
    undelivered: Vec<MailView>,
}

/// 申请内容, for the document.
#[derive(ToSchema)]
#[allow(dead_code, reason = "the request is written by the domain's own words")]
pub struct RequestView {
    /// 所需信息的名称
    subject: String,
    /// 内容描述
    #[schema(required = false)]
    description: String,
    /// 文号或索取号
    #[schema(required = false)]
    document_no: String,
    /// 用途
    #[schema(required = false)]
    purpose: String,
    /// 提供方式
    #[schema(required = false)]
    provide_as: String,
    /// 获取方式
    #[schema(required = false)]
    obtain_by: String,
}

/// 申请人, as far as whoever asks may know.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApplicantView {
    /// The file
    #[schema(example = "applicant_5")]
    id: String,
    /// 申请人类别
    #[schema(schema_with = codes::<Category>)]
    category: Category,
    /// 姓名或名称; empty if unknown
    name: String,
    /// Whether the name is masked and the rest is kept back
    is_masked: bool,
    /// 证件种类
    id_kind: Option<String>,
    /// 证件号码 or 统一社会信用代码
    id_number: Option<String>,
    /// 工作单位
    work_unit: Option<String>,
    /// 法定代表人
    legal_representative: Option<String>,
    /// 联系人
    contact_person: Option<String>,
    /// 联系电话
    phone: Option<String>,
    /// 传真
    fax: Option<String>,
    /// 电子邮箱
    email: Option<String>,
    /// 邮政编码
    postcode: Option<String>,
    /// 联系地址
    address: Option<String>,
}

impl From<ShownApplicant> for ApplicantView {
    fn from(ShownApplicant { id, category, name, particulars, is_masked }: ShownApplicant) -> Self {
        let mut view = Self {
            id: id.to_string(),
            category,
            name,
            is_masked,
            id_kind: None,
            id_number: None,
            work_unit: None,
            legal_representative: None,
            contact_person: None,
            phone: None,
            fax: None,
            email: None,
            postcode: None,
            address: None,
        };
        if let Some(particulars) = particulars {
            view.fill(particulars);
        }
        view
    }
}

impl ApplicantView {
    fn fill(&mut self, Applicant { name: _, party, contact }: Applicant) {
        match party {
            Party::Person(person) => {
                self.id_kind = person.document.as_ref().map(|document| document.kind.to_string());
                self.id_number = person.document.map(|document| document.number.as_str().to_owned());
                self.work_unit = person.work_unit.map(|unit| unit.as_str().to_owned());
            }
            Party::Organisation(organisation) => {
                self.id_number = organisation.credit_code.map(|code| code.as_str().to_owned());
                self.legal_representative = organisation.legal_representative.map(|name| name.as_str().to_owned());
                self.contact_person = organisation.contact_person.map(|name| name.as_str().to_owned());
            }
        }
        let Contact { phone, postcode, address, fax, email } = contact;
        self.phone = phone.map(|phone| phone.as_str().to_owned());
        self.fax = fax.map(|fax| fax.as_str().to_owned());
        self.email = email.map(|email| email.as_str().to_owned());
        self.postcode = postcode.map(|postcode| postcode.as_str().to_owned());
        self.address = address.map(|address| address.as_str().to_owned());
    }
}

impl From<DeskCase> for CaseFileView {
    fn from(DeskCase { file, applicant, officers, allowed, undelivered }: DeskCase) -> Self {
        let review = RoundView::of(&file.case, &file.history, &officers);
        let listed = super::Listed {
            agency: &file.agency.code,
            applicant: applicant.name.clone(),
            assignee: assignee(&file.case, &officers),
        };
        let case = file.case;
        Self {
            case: CaseView::new(file.row, file.standing, listed),
            applicant_file: applicant.into(),
            section: case.section.map(|section| section.to_string()),
            deadline: file.deadline.map(DeadlineView::from),
            deadlines: file.deadlines.into_iter().map(DeadlineView::from).collect(),
            supplement: case.supplement.map(Into::into),
            consultations: case.consultations.into_iter().map(Into::into).collect(),
            extended_by: case.extension.map(|extension| extension.working_days),
            later_date: case.later_date,
            fees: case.fees.into_iter().map(Into::into).collect(),
            attachments: case.files.into_iter().map(Into::into).collect(),
            draft: case.draft,
            review,
            replies: case.replies.into_iter().map(Into::into).collect(),
            appeals: case.appeals.into_iter().map(Into::into).collect(),
            complaints: case.complaints.into_iter().map(Into::into).collect(),
            links: case.links,
            request: case.request,
            allowed_acts: allowed,
            undelivered: undelivered.into_iter().map(Into::into).collect(),
        }
    }
}

fn assignee(case: &Case, officers: &HashMap<OfficerId, String>) -> Option<String> {
    case.assignee.and_then(|officer| officers.get(&officer).cloned())
}
