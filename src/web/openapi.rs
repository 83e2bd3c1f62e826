//! The OpenAPI document, written by the code that it describes.

use utoipa::openapi::schema::{Object, ObjectBuilder, SchemaType, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{self, RefOr, Schema};
use utoipa::{Modify, OpenApi};

use super::refusals::Refusals;
use super::register_files::RegisterFormat;
use super::{api, calendar, problem, views};
use crate::app::duplicates::Reason;
use crate::app::queue::{Sort, Tab};
use crate::app::register_import::Fate;
use crate::app::standing::Mark;
use crate::domain::annual_report::life::{ReportActKind, ReportStatus};
use crate::domain::annual_report::narrative::Part;
use crate::domain::annual_report::{OutsiderSource, Scope};
use crate::domain::applicant::IdDocumentKind;
use crate::domain::attachment::{FileKind, FilePurpose};
use crate::domain::case::{CommandKind, ConsultationKind};
use crate::domain::code::{AppealGroup, AppealResult, Category, Channel};
use crate::domain::deadline::DeadlineKind;
use crate::domain::duty::Duty;
use crate::domain::letter::{LetterKind, LetterState, LetterText};
use crate::domain::mail::{Language, MailKind, MailState};
use crate::domain::message::MessageState;
use crate::domain::outcome::Outcome;
use crate::domain::reconcile::Rule;
use crate::domain::regime::{Form, RegimeId};
use crate::domain::register::{Field as RegisterField, ImportState};
use crate::domain::review::{SecretLevel, Verdict};
use crate::domain::role::Role;
use crate::domain::search::Field;
use crate::domain::status::{DeadlineState, Status};
use crate::domain::webhook::News;
use crate::letters::report::DocumentFormat;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Gongkai 公开",
        description = "Requests for government information from submission to reply and beyond, with due dates that \
            explain themselves. Civil dates are those of the agency's time zone, instants are UTC. Whoever holds no \
            role in an agency is told that it does not exist. Errors are `application/problem+json` with a stable `code`; `?lang=` or \
            `Accept-Language` chooses the language of their sentence.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
        contact(),
    ),
    paths(
        api::setup::set_up,
        api::sign_in::sign_in,
        api::sign_in::refresh,
        api::sign_in::sign_out,
        api::me::get_me,
        api::me::change_password,
        api::me::list_sessions,
        api::me::end_session,
        api::me::set_up_totp,
        api::me::confirm_totp,
        api::me::remove_totp,
        api::submission::submit_request,
        api::own_request::get_request,
        api::own_request::supplement_request,
        api::own_request::acknowledge_fee,
        api::own_request::withdraw_request,
        api::own_request::get_reply_file,
        api::own_request::rate_request,
        api::own_request::choose_mail,
        api::deadline_preview::preview_deadline,
        api::agencies::list_agencies,
        api::agencies::list_my_agencies,
        api::queue::list_cases,
        api::queue::count_cases,
        api::year_register::get_year_register,
        api::register_imports::list_register_imports,
        api::register_imports::create_register_import,
        api::register_imports::get_register_import,
        api::register_imports::remove_register_import,
        api::register_imports::map_register_import,
        api::register_imports::choose_register_sheet,
        api::register_imports::list_register_import_rows,
        api::register_imports::run_register_import,
        api::register_imports::get_refused_rows,
        api::cases::get_case,
        api::registration::register_case,
        api::acts::receipt::confirm_receipt,
        api::acts::receipt::reject_before_receipt,
        api::acts::assignment::assign,
        api::acts::supplement::request_supplement,
        api::acts::supplement::receive_supplement,
        api::acts::supplement::lapse_supplement,
        api::acts::consultation::consult,
        api::acts::consultation::record_answer,
        api::acts::reasons::request_reasons,
        api::acts::reasons::record_reasons,
        api::acts::clock::extend,
        api::acts::clock::agree_later_date,
        api::acts::clock::suspend,
        api::acts::clock::resume,
        api::acts::fees::preview_fee,
        api::acts::fees::notify_fee,
        api::acts::fees::withdraw_fee_notice,
        api::acts::fees::record_payment,
        api::acts::fees::lapse_fee,
        api::acts::fees::waive_fee,
        api::acts::fees::refund_fee,
        api::acts::fees::record_cost_fee,
        api::acts::drafting::get_draft,
        api::acts::drafting::draft_reply,
        api::acts::drafting::submit_for_review,
        api::acts::review::get_review,
        api::acts::review::pass_review,
        api::acts::review::send_back,
        api::acts::review::refer,
        api::acts::dispatch::dispatch,
        api::acts::dispatch::deliver,
        api::acts::withdrawal::withdraw,
        api::acts::splitting::split,
        api::acts::splitting::merge,
        api::acts::splitting::link,
        api::acts::appeals::file_appeal,
        api::acts::appeals::answer_appeal,
        api::acts::appeals::conclude_appeal,
        api::acts::complaints::file_complaint,
        api::acts::complaints::conclude_complaint,
        api::acts::correction::correct,
        api::acts::note::note,
        api::attachments::list_attachments,
        api::attachments::add_attachments,
        api::attachments::get_attachment,
        api::attachments::mark_secret,
        api::administration::agencies::create_agency,
        api::administration::agencies::change_agency,
        api::administration::sections::list_sections,
        api::administration::sections::create_section,
        api::administration::sections::rename_section,
        api::administration::sections::remove_section,
        api::administration::people::list_people,
        api::administration::people::create_person,
        api::administration::people::change_person,
        api::administration::people::reset_password,
        api::administration::people::unlock_person,
        api::administration::people::grant_role,
        api::administration::people::revoke_role,
        api::administration::settings::get_settings,
        api::administration::settings::replace_settings,
        api::administration::audit::get_admin_log,
        api::administration::audit::get_audit_export,
        api::administration::calendars::list_calendars,
        api::administration::calendars::apply_calendar,
        api::administration::calendars::try_calendar,
        api::administration::calendars::withdraw_calendar,
        api::duties::list_duties,
        api::duties::run_duty,
        api::bulletins::list_bulletins,
        api::bulletins::get_bulletin,
        api::bulletins::get_year_closing,
        api::cases::get_timeline,
        api::letters::list_letters,
        api::letters::issue_letter,
        api::letters::make_reply_letter,
        api::letters::get_letter_document,
        api::letters::void_letter,
        api::letters::list_letter_numbers,
        api::papers::get_paper,
        api::letter_formats::list_letter_formats,
        api::letter_formats::put_letter_format,
        api::urgings::list_urgings,
        api::urgings::urge,
        api::urgings::answer_urging,
        api::mails::list_mails,
        api::mails::get_mail,
        api::mails::retry_mail,
        api::mails::list_case_mails,
        api::administration::mail::list_mail_templates,
        api::administration::mail::save_mail_template,
        api::administration::mail::preview_mail_template,
        api::administration::mail::remove_mail_template,
        api::administration::mail::send_test_mail,
        api::cases::list_deadlines,
        api::cases::list_duplicates,
        api::cases::list_allowed_acts,
        api::saved_views::list_saved_views,
        api::saved_views::create_saved_view,
        api::saved_views::replace_saved_view,
        api::saved_views::delete_saved_view,
        api::reports::get_report,
        api::reports::get_report_document,
        api::reports::list_report_cases,
        api::reports::list_report_adjustments,
        api::reports::get_report_history,
        api::report_entries::get_report_entries,
        api::report_entries::put_report_entries,
        api::report_outsiders::list_report_outsiders,
        api::report_outsiders::put_report_outsider,
        api::report_outsiders::delete_report_outsider,
        api::report_texts::get_report_texts,
        api::report_texts::put_report_text,
        api::report_acts::freeze_report,
        api::report_acts::sign_off_report,
        api::report_acts::publish_report,
        api::report_acts::reopen_report,
        api::reconcile::reconcile_report,
        api::published_reports::list_published_reports,
        api::published_reports::get_published_report,
        api::published_reports::get_published_document,
        calendar::get_calendar,
        api::calendar_feeds::list_calendar_feeds,
        api::calendar_feeds::create_calendar_feed,
        api::calendar_feeds::revoke_calendar_feed,
        api::webhooks::list_webhooks,
        api::webhooks::create_webhook,
        api::webhooks::change_webhook,
        api::webhooks::remove_webhook,
        api::webhooks::rotate_webhook_secret,
        api::deliveries::test_webhook,
        api::deliveries::list_deliveries,
        api::deliveries::retry_delivery,
        api::search::search_cases,
        api::document,
        api::health::healthz,
        api::health::readyz,
        api::metrics::metrics,
    ),
    components(schemas(
        views::AgenciesView,
        views::CasesView,
        views::case_file::CaseFileView,
        problem::Problem,
    )),
    modifiers(&Bearer, &Refusals),
    tags(
        (name = "applicants", description = "申请人: submitting and following a request without an account"),
        (name = "signing in", description = "登录: sessions, passwords, one-time codes"),
        (name = "register", description = "The register"),
        (name = "letters", description = "Letters, their numbers and their words"),
        (name = "acts", description = "办理: one address for each kind of act"),
        (name = "annual report", description = "年度报告: figures, freezing, signing, publishing, checking"),
        (name = "webhooks", description = "推送: telling other systems what happens to cases"),
        (name = "calendar", description = "Deadlines for calendar programs"),
        (name = "administration", description = "系统管理: agencies, sections, people, settings, calendars, log, audit export"),
        (name = "operations", description = "For whoever keeps the program running"),
    )
)]
struct Document;

/// How a program shows who it is.
struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut openapi::OpenApi) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(scheme));
    }
}

/// The document, OpenAPI 3.1.
#[must_use]
pub fn document() -> openapi::OpenApi {
    Document::openapi()
}

/// An enum whose values are the contract's codes.
pub(super) trait Coded {
    /// Every code.
    fn all() -> Vec<&'static str>;
}

macro_rules! coded {
    ($($name:ident),+) => { $(
        impl Coded for $name {
            fn all() -> Vec<&'static str> {
                Self::ALL.iter().map(|value| value.as_str()).collect()
            }
        }
    )+ };
}

coded!(
    AppealGroup,
    AppealResult,
    Category,
    Channel,
    CommandKind,
    ConsultationKind,
    DeadlineKind,
    DeadlineState,
    DocumentFormat,
    Duty,
    Fate,
    Field,
    FileKind,
    FilePurpose,
    Form,
    IdDocumentKind,
    ImportState,
    Language,
    MailKind,
    LetterKind,
    LetterState,
    MailState,
    Mark,
    MessageState,
    News,
    OutsiderSource,
    Outcome,
    Part,
    Reason,
    RegimeId,
    RegisterField,
    RegisterFormat,
    ReportActKind,
    ReportStatus,
    Role,
    Rule,
    Scope,
    SecretLevel,
    Sort,
    Status,
    Tab,
    Verdict
);

impl Coded for LetterText {
    fn all() -> Vec<&'static str> {
        Self::all().map(Self::as_str).collect()
    }
}

/// The schema of a code.
pub(super) fn codes<T: Coded>() -> RefOr<Schema> {
    let object: Object = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(T::all())).build();
    object.into()
}

/// The schema of a code that may be missing.
pub(super) fn codes_or_null<T: Coded>() -> RefOr<Schema> {
    let values: Vec<Option<&str>> = T::all().into_iter().map(Some).chain([None]).collect();
    let types = SchemaType::from_iter([Type::String, Type::Null]);
    let object: Object = ObjectBuilder::new().schema_type(types).enum_values(Some(values)).build();
    object.into()
}
