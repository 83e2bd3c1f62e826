//! Every address on one screen. HEAD is answered wherever GET is; a method that is not for an address is
//! told which ones are.

use actix_web::dev::{AppService, HttpServiceFactory};
use actix_web::web::{self, ServiceConfig};
use actix_web::{FromRequest, Handler, Responder, Route, guard};

use super::api::administration as admin;
use super::api::{acts, calendar_feeds as feeds, deliveries, register_imports as imports, webhooks as hooks};
use super::pages::{portal, register_import as taking_over};
use super::{WebError, api, assets, calendar, pages};

/// Registers every address.
// One line for each: rustfmt would make five of the longer ones.
#[rustfmt::skip]
pub(super) fn configure(config: &mut ServiceConfig) {
    config
        // applicants, and lists: what is asked most is looked for first, as one address after the other is tried
        .service(at("/api/v1/requests").post(api::submission::submit_request))
        .service(at("/api/v1/requests/{case_no}").get(api::own_request::get_request))
        .service(at("/api/v1/requests/{case_no}/supplement").post(api::own_request::supplement_request))
        .service(at("/api/v1/requests/{case_no}/acknowledge-fee").post(api::own_request::acknowledge_fee))
        .service(at("/api/v1/requests/{case_no}/withdraw").post(api::own_request::withdraw_request))
        .service(at("/api/v1/requests/{case_no}/files/{attachment_id}").get(api::own_request::get_reply_file))
        .service(at("/api/v1/requests/{case_no}/mail").put(api::own_request::choose_mail))
        .service(at("/api/v1/requests/{case_no}/rating").put(api::own_request::rate_request))
        .service(at("/api/v1/deadline-preview").get(api::deadline_preview::preview_deadline))
        .service(at("/api/v1/agencies/{code}/cases").get(api::queue::list_cases).post(api::registration::register_case))
        .service(at("/api/v1/agencies/{code}/cases/counts").get(api::queue::count_cases))
        // pages
        .service(at("/").get(portal::home::show))
        .service(at("/apply/{code}").get(portal::apply::show).post(portal::apply::send))
        .service(at("/apply/{code}/offers").get(portal::apply::offer))
        .service(at("/drafts").post(portal::drafts::send))
        .service(at("/receipt").get(portal::receipt::show))
        .service(at("/follow").get(portal::follow::show).post(portal::follow::send))
        .service(at("/follow/request").get(portal::follow::request))
        .service(at("/follow/request/files/{attachment_id}").get(portal::follow::file))
        .service(at("/follow/request/supplement").post(portal::own_acts::supplement))
        .service(at("/follow/request/fee").post(portal::own_acts::acknowledge_fee))
        .service(at("/follow/request/withdraw").post(portal::own_acts::withdraw))
        .service(at("/follow/request/rating").post(portal::own_acts::rate))
        .service(at("/follow/leave").post(portal::follow::leave))
        .service(at("/calculator").get(portal::calculator::show))
        .service(at("/published").get(portal::published::show))
        .service(at("/published/{code}/{year}").get(portal::report::show))
        .service(at("/agencies").get(pages::agencies::show))
        .service(at("/setup").get(pages::setup::show).post(pages::setup::send))
        .service(at("/sign-in").get(pages::sign_in::show).post(pages::sign_in::send))
        .service(at("/sign-out").post(pages::sign_in::sign_out))
        .service(at("/password").get(pages::password::show).post(pages::password::send))
        .service(at("/agencies/{code}").get(pages::queue::show))
        .service(at("/agencies/{code}/next").get(pages::queue::next_one))
        .service(at("/agencies/{code}/assign").post(pages::queue::assign::send))
        .service(at("/agencies/{code}/views").post(pages::queue::saved::send))
        .service(at("/agencies/{code}/export").post(pages::queue::export::send))
        .service(at("/agencies/{code}/register").get(pages::register::show).post(pages::register::send))
        .service(at("/agencies/{code}/register/hints").post(pages::register::hints))
        .service(at("/agencies/{code}/year-register").get(pages::year_register::show).post(pages::year_register::send))
        .service(at("/agencies/{code}/register-imports").get(taking_over::show).post(taking_over::send))
        .service(at("/agencies/{code}/register-imports/{import_id}").get(taking_over::columns::show).post(taking_over::columns::send))
        .service(at("/agencies/{code}/register-imports/{import_id}/outcome").get(taking_over::outcome::show).post(taking_over::outcome::send_act))
        .service(at("/agencies/{code}/register-imports/{import_id}/refused").get(taking_over::outcome::refused))
        .service(at("/reports").get(pages::reports::list::show))
        .service(at("/bulletins").get(pages::bulletins::show))
        .service(at("/reconcile").get(pages::reconcile::show).post(pages::reconcile::send))
        .service(at("/agencies/{code}/reports/{year}").get(pages::reports::show::show))
        .service(at("/agencies/{code}/reports/{year}/cases").get(pages::reports::cases::show))
        .service(at("/agencies/{code}/reports/{year}/entries").get(pages::reports::entries::show).post(pages::reports::entries::send))
        .service(at("/agencies/{code}/reports/{year}/texts").get(pages::reports::texts::show))
        .service(at("/agencies/{code}/reports/{year}/texts/{part}").get(pages::reports::text::show).post(pages::reports::text::send))
        .service(at("/agencies/{code}/reports/{year}/outsiders").get(pages::reports::outsiders::show).post(pages::reports::outsiders::send))
        .service(at("/agencies/{code}/reports/{year}/outsiders/blank").get(pages::reports::outsiders::blank))
        .service(at("/agencies/{code}/reports/{year}/acts/{act}").get(pages::reports::act::show).post(pages::reports::act::send))
        .service(at("/agencies/{code}/reports/{year}/document").get(api::reports::get_report_document))
        .service(at("/agencies/{code}/reports/{year}/data").get(api::reports::get_report))
        .service(at("/desk").get(pages::desk::show))
        .service(at("/search").get(pages::search::show))
        .service(at("/me").get(pages::me::show))
        .service(at("/me/sessions").post(pages::me::end_session))
        .service(at("/me/totp").get(pages::me::totp::show).post(pages::me::totp::send))
        .service(at("/me/feeds").post(pages::me::feeds::send))
        .service(at("/cases/{case_id}").get(pages::case::show))
        .service(at("/cases/{case_id}/acts/{act}").get(pages::acts::show).post(pages::acts::send))
        .service(at("/cases/{case_id}/files").post(pages::case::files::add))
        .service(at("/cases/{case_id}/files/{attachment_id}").get(pages::case::files::fetch))
        .service(at("/cases/{case_id}/files/{attachment_id}/secret").post(pages::case::files::mark_secret))
        .service(at("/cases/{case_id}/papers/{kind}/{format}").get(pages::case::letters::paper))
        .service(at("/agencies/{code}/process-chart").get(pages::portal::papers::chart))
        .service(at("/agencies/{code}/application-form/{format}").get(pages::portal::papers::blank))
        .service(at("/cases/{case_id}/letters").post(pages::case::letters::issue))
        .service(at("/cases/{case_id}/letters/preview/{kind}").get(pages::case::letters::preview))
        .service(at("/cases/{case_id}/letters/{letter_id}").post(pages::case::letters::void))
        .service(at("/cases/{case_id}/letters/{letter_id}/{format}").get(pages::case::letters::fetch))
        .service(at("/cases/{case_id}/urgings").post(pages::case::urgings::urge))
        .service(at("/cases/{case_id}/urgings/{urging_id}").post(pages::case::urgings::answer))
        .service(at("/agencies/{code}/letters").get(pages::letters::numbers::show))
        .service(at("/agencies/{code}/letter-formats").get(pages::letters::formats::show).post(pages::letters::formats::save))
        .service(at("/agencies/{code}/letter-formats/{kind}").get(pages::letters::format::show).post(pages::letters::format::save))
        .service(at("/administration").get(pages::administration::show))
        .service(at("/administration/agencies").get(pages::administration::agencies::show).post(pages::administration::agencies::send))
        .service(at("/administration/agencies/{code}").get(pages::administration::agency::show).post(pages::administration::agency::send))
        .service(at("/administration/agencies/{code}/sections").get(pages::administration::sections::show).post(pages::administration::sections::send))
        .service(at("/administration/agencies/{code}/people").get(pages::administration::people::show).post(pages::administration::people::send))
        .service(at("/administration/agencies/{code}/people/{officer_id}").get(pages::administration::person::show).post(pages::administration::person::send))
        .service(at("/administration/agencies/{code}/settings").get(pages::administration::settings::show).post(pages::administration::settings::send))
        .service(at("/administration/agencies/{code}/webhooks").get(pages::administration::webhooks::show).post(pages::administration::webhooks::send))
        .service(at("/administration/agencies/{code}/webhooks/{webhook_id}").get(pages::administration::webhook::show).post(pages::administration::webhook::send))
        .service(at("/administration/agencies/{code}/audit-export").get(pages::administration::audit::export))
        .service(at("/administration/audit").get(pages::administration::audit::show))
        .service(at("/administration/calendars").get(pages::administration::calendars::show).post(pages::administration::calendar_change::send))
        .service(at("/cases/{case_id}/draft").get(pages::draft::show).post(pages::draft::send))
        .service(at("/cases/{case_id}/review").get(pages::review::show).post(pages::review::send))
        .service(at("/cases/{case_id}/dispatch").get(pages::dispatch::show).post(pages::dispatch::send))
        .service(at("/reviews").get(pages::reviews::show))
        .service(at("/administration/rules").get(pages::administration::rules::show))
        .service(at("/administration/duties").get(pages::duties::show).post(pages::duties::run))
        .service(at("/administration/duties/new-year").post(pages::duties::go_to_new_year))
        .service(at("/static/{file}").get(assets::file))
        .service(at("/calendar/{token}.ics").get(calendar::get_calendar))
        // signing in
        .service(at("/api/v1/setup").post(api::setup::set_up))
        .service(at("/api/v1/sign-in").post(api::sign_in::sign_in))
        .service(at("/api/v1/refresh").post(api::sign_in::refresh))
        .service(at("/api/v1/sign-out").post(api::sign_in::sign_out))
        .service(at("/api/v1/me").get(api::me::get_me))
        .service(at("/api/v1/me/password").put(api::me::change_password))
        .service(at("/api/v1/me/sessions").get(api::me::list_sessions))
        .service(at("/api/v1/me/sessions/{session_id}").delete(api::me::end_session))
        .service(at("/api/v1/me/totp").post(api::me::set_up_totp))
        .service(at("/api/v1/me/totp/confirm").post(api::me::confirm_totp))
        .service(at("/api/v1/me/totp/remove").post(api::me::remove_totp))
        .service(at("/api/v1/me/calendar-feeds").get(feeds::list_calendar_feeds).post(feeds::create_calendar_feed))
        .service(at("/api/v1/me/calendar-feeds/{feed_id}").delete(feeds::revoke_calendar_feed))
        // the desk
        .service(at("/api/v1/agencies").get(api::agencies::list_agencies).post(admin::agencies::create_agency))
        .service(at("/api/v1/me/agencies").get(api::agencies::list_my_agencies))
        .service(at("/api/v1/agencies/{code}/register/{year}").get(api::year_register::get_year_register))
        .service(at("/api/v1/agencies/{code}/register-imports").get(imports::list_register_imports).post(imports::create_register_import))
        .service(at("/api/v1/agencies/{code}/register-imports/{import_id}").get(imports::get_register_import).delete(imports::remove_register_import))
        .service(at("/api/v1/agencies/{code}/register-imports/{import_id}/columns").put(imports::map_register_import))
        .service(at("/api/v1/agencies/{code}/register-imports/{import_id}/sheet").put(imports::choose_register_sheet))
        .service(at("/api/v1/agencies/{code}/register-imports/{import_id}/rows").get(imports::list_register_import_rows))
        .service(at("/api/v1/agencies/{code}/register-imports/{import_id}/run").post(imports::run_register_import))
        .service(at("/api/v1/agencies/{code}/register-imports/{import_id}/refused").get(imports::get_refused_rows))
        .service(at("/api/v1/cases/{case_id}").get(api::cases::get_case))
        .service(at("/api/v1/cases/{case_id}/attachments").get(api::attachments::list_attachments).post(api::attachments::add_attachments))
        .service(at("/api/v1/cases/{case_id}/attachments/{attachment_id}").get(api::attachments::get_attachment))
        .service(at("/api/v1/cases/{case_id}/attachments/{attachment_id}/mark-secret").post(api::attachments::mark_secret))
        .service(at("/api/v1/cases/{case_id}/mails").get(api::mails::list_case_mails))
        .service(at("/api/v1/cases/{case_id}/letters").get(api::letters::list_letters).post(api::letters::issue_letter))
        .service(at("/api/v1/cases/{case_id}/letters/reply").post(api::letters::make_reply_letter))
        .service(at("/api/v1/cases/{case_id}/letters/{letter_id}/document").get(api::letters::get_letter_document))
        .service(at("/api/v1/cases/{case_id}/letters/{letter_id}/void").post(api::letters::void_letter))
        .service(at("/api/v1/cases/{case_id}/papers/{kind}").get(api::papers::get_paper))
        .service(at("/api/v1/agencies/{code}/letters").get(api::letters::list_letter_numbers))
        .service(at("/api/v1/agencies/{code}/letter-formats").get(api::letter_formats::list_letter_formats))
        .service(at("/api/v1/agencies/{code}/letter-formats/{kind}").put(api::letter_formats::put_letter_format))
        .service(at("/api/v1/cases/{case_id}/urgings").get(api::urgings::list_urgings).post(api::urgings::urge))
        .service(at("/api/v1/cases/{case_id}/urgings/{urging_id}/answer").post(api::urgings::answer_urging))
        .service(at("/api/v1/cases/{case_id}/timeline").get(api::cases::get_timeline))
        .service(at("/api/v1/cases/{case_id}/deadlines").get(api::cases::list_deadlines))
        .service(at("/api/v1/cases/{case_id}/duplicates").get(api::cases::list_duplicates))
        .service(at("/api/v1/cases/{case_id}/allowed-acts").get(api::cases::list_allowed_acts))
        .service(at("/api/v1/me/views").get(api::saved_views::list_saved_views).post(api::saved_views::create_saved_view))
        .service(at("/api/v1/me/views/{view_id}").put(api::saved_views::replace_saved_view).delete(api::saved_views::delete_saved_view))
        // acts on a case
        .service(at("/api/v1/cases/{case_id}/confirm-receipt").post(acts::receipt::confirm_receipt))
        .service(at("/api/v1/cases/{case_id}/reject-before-receipt").post(acts::receipt::reject_before_receipt))
        .service(at("/api/v1/cases/{case_id}/assign").post(acts::assignment::assign))
        .service(at("/api/v1/cases/{case_id}/request-supplement").post(acts::supplement::request_supplement))
        .service(at("/api/v1/cases/{case_id}/receive-supplement").post(acts::supplement::receive_supplement))
        .service(at("/api/v1/cases/{case_id}/lapse-supplement").post(acts::supplement::lapse_supplement))
        .service(at("/api/v1/cases/{case_id}/consult").post(acts::consultation::consult))
        .service(at("/api/v1/cases/{case_id}/record-answer").post(acts::consultation::record_answer))
        .service(at("/api/v1/cases/{case_id}/request-reasons").post(acts::reasons::request_reasons))
        .service(at("/api/v1/cases/{case_id}/record-reasons").post(acts::reasons::record_reasons))
        .service(at("/api/v1/cases/{case_id}/extend").post(acts::clock::extend))
        .service(at("/api/v1/cases/{case_id}/agree-later-date").post(acts::clock::agree_later_date))
        .service(at("/api/v1/cases/{case_id}/suspend").post(acts::clock::suspend))
        .service(at("/api/v1/cases/{case_id}/resume").post(acts::clock::resume))
        .service(at("/api/v1/cases/{case_id}/fees/preview").get(acts::fees::preview_fee))
        .service(at("/api/v1/cases/{case_id}/notify-fee").post(acts::fees::notify_fee))
        .service(at("/api/v1/cases/{case_id}/withdraw-fee-notice").post(acts::fees::withdraw_fee_notice))
        .service(at("/api/v1/cases/{case_id}/record-payment").post(acts::fees::record_payment))
        .service(at("/api/v1/cases/{case_id}/lapse-fee").post(acts::fees::lapse_fee))
        .service(at("/api/v1/cases/{case_id}/waive-fee").post(acts::fees::waive_fee))
        .service(at("/api/v1/cases/{case_id}/refund-fee").post(acts::fees::refund_fee))
        .service(at("/api/v1/cases/{case_id}/record-cost-fee").post(acts::fees::record_cost_fee))
        .service(at("/api/v1/cases/{case_id}/draft").get(acts::drafting::get_draft).put(acts::drafting::draft_reply))
        .service(at("/api/v1/cases/{case_id}/submit-for-review").post(acts::drafting::submit_for_review))
        .service(at("/api/v1/cases/{case_id}/review").get(acts::review::get_review))
        .service(at("/api/v1/cases/{case_id}/pass-review").post(acts::review::pass_review))
        .service(at("/api/v1/cases/{case_id}/send-back").post(acts::review::send_back))
        .service(at("/api/v1/cases/{case_id}/refer").post(acts::review::refer))
        .service(at("/api/v1/cases/{case_id}/dispatch").post(acts::dispatch::dispatch))
        .service(at("/api/v1/cases/{case_id}/deliver").post(acts::dispatch::deliver))
        .service(at("/api/v1/cases/{case_id}/withdraw").post(acts::withdrawal::withdraw))
        .service(at("/api/v1/cases/{case_id}/split").post(acts::splitting::split))
        .service(at("/api/v1/cases/{case_id}/merge").post(acts::splitting::merge))
        .service(at("/api/v1/cases/{case_id}/link").post(acts::splitting::link))
        .service(at("/api/v1/cases/{case_id}/file-appeal").post(acts::appeals::file_appeal))
        .service(at("/api/v1/cases/{case_id}/answer-appeal").post(acts::appeals::answer_appeal))
        .service(at("/api/v1/cases/{case_id}/conclude-appeal").post(acts::appeals::conclude_appeal))
        .service(at("/api/v1/cases/{case_id}/file-complaint").post(acts::complaints::file_complaint))
        .service(at("/api/v1/cases/{case_id}/conclude-complaint").post(acts::complaints::conclude_complaint))
        .service(at("/api/v1/cases/{case_id}/correct").post(acts::correction::correct))
        .service(at("/api/v1/cases/{case_id}/note").post(acts::note::note))
        // the annual report
        .service(at("/api/v1/agencies/{code}/reports/{year}").get(api::reports::get_report))
        .service(at("/api/v1/agencies/{code}/reports/{year}/document").get(api::reports::get_report_document))
        .service(at("/api/v1/agencies/{code}/reports/{year}/cases").get(api::reports::list_report_cases))
        .service(at("/api/v1/agencies/{code}/reports/{year}/adjustments").get(api::reports::list_report_adjustments))
        .service(at("/api/v1/agencies/{code}/reports/{year}/history").get(api::reports::get_report_history))
        .service(at("/api/v1/agencies/{code}/reports/{year}/entries").get(api::report_entries::get_report_entries).put(api::report_entries::put_report_entries))
        .service(at("/api/v1/agencies/{code}/reports/{year}/texts").get(api::report_texts::get_report_texts))
        .service(at("/api/v1/agencies/{code}/reports/{year}/texts/{part}").put(api::report_texts::put_report_text))
        .service(at("/api/v1/agencies/{code}/reports/{year}/outsiders").get(api::report_outsiders::list_report_outsiders).put(api::report_outsiders::put_report_outsider))
        .service(at("/api/v1/agencies/{code}/reports/{year}/outsiders/{name}").delete(api::report_outsiders::delete_report_outsider))
        .service(at("/api/v1/agencies/{code}/reports/{year}/freeze").post(api::report_acts::freeze_report))
        .service(at("/api/v1/agencies/{code}/reports/{year}/sign-off").post(api::report_acts::sign_off_report))
        .service(at("/api/v1/agencies/{code}/reports/{year}/publish").post(api::report_acts::publish_report))
        .service(at("/api/v1/agencies/{code}/reports/{year}/reopen").post(api::report_acts::reopen_report))
        .service(at("/api/v1/agencies/{code}/reports/{year}/closing").get(api::bulletins::get_year_closing))
        .service(at("/api/v1/agencies/{code}/bulletins").get(api::bulletins::list_bulletins))
        .service(at("/api/v1/agencies/{code}/bulletins/{period}").get(api::bulletins::get_bulletin))
        .service(at("/api/v1/reconcile").post(api::reconcile::reconcile_report))
        .service(at("/api/v1/public/reports").get(api::published_reports::list_published_reports))
        .service(at("/api/v1/public/reports/{code}/{year}").get(api::published_reports::get_published_report))
        .service(at("/api/v1/public/reports/{code}/{year}/document").get(api::published_reports::get_published_document))
        // telling other systems
        .service(at("/api/v1/agencies/{code}/webhooks").get(hooks::list_webhooks).post(hooks::create_webhook))
        .service(at("/api/v1/agencies/{code}/webhooks/{webhook_id}").patch(hooks::change_webhook).delete(hooks::remove_webhook))
        .service(at("/api/v1/agencies/{code}/webhooks/{webhook_id}/rotate-secret").post(hooks::rotate_webhook_secret))
        .service(at("/api/v1/agencies/{code}/webhooks/{webhook_id}/test").post(deliveries::test_webhook))
        .service(at("/api/v1/agencies/{code}/webhooks/{webhook_id}/deliveries").get(deliveries::list_deliveries))
        .service(at("/api/v1/agencies/{code}/webhooks/{webhook_id}/deliveries/{message_id}/retry").post(deliveries::retry_delivery))
        // telling people
        .service(at("/mail/unsubscribe").get(pages::unsubscribe::show).post(pages::unsubscribe::send))
        .service(at("/agencies/{code}/outbox").get(pages::outbox::show))
        .service(at("/agencies/{code}/mail-templates").get(pages::mail_templates::list))
        .service(at("/agencies/{code}/mail-templates/{kind}/{language}").get(pages::mail_templates::show).post(pages::mail_templates::save))
        .service(at("/agencies/{code}/test-mail").post(pages::mail_templates::test))
        .service(at("/agencies/{code}/outbox/{mail_id}").get(pages::outbox::mail).post(pages::outbox::retry))
        .service(at("/api/v1/agencies/{code}/mails").get(api::mails::list_mails))
        .service(at("/api/v1/agencies/{code}/mails/{mail_id}").get(api::mails::get_mail))
        .service(at("/api/v1/agencies/{code}/mails/{mail_id}/retry").post(api::mails::retry_mail))
        .service(at("/api/v1/agencies/{code}/mail-templates").get(admin::mail::list_mail_templates))
        .service(at("/api/v1/agencies/{code}/mail-templates/{kind}/{language}").put(admin::mail::save_mail_template).delete(admin::mail::remove_mail_template))
        .service(at("/api/v1/agencies/{code}/mail-templates/{kind}/{language}/preview").post(admin::mail::preview_mail_template))
        .service(at("/api/v1/agencies/{code}/test-mail").post(admin::mail::send_test_mail))
        .service(at("/api/v1/search").get(api::search::search_cases))
        // administration
        .service(at("/api/v1/agencies/{code}").patch(admin::agencies::change_agency))
        .service(at("/api/v1/agencies/{code}/sections").get(admin::sections::list_sections).post(admin::sections::create_section))
        .service(at("/api/v1/agencies/{code}/sections/{section_id}").patch(admin::sections::rename_section).delete(admin::sections::remove_section))
        .service(at("/api/v1/agencies/{code}/people").get(admin::people::list_people).post(admin::people::create_person))
        .service(at("/api/v1/agencies/{code}/people/{officer_id}").patch(admin::people::change_person))
        .service(at("/api/v1/agencies/{code}/people/{officer_id}/reset-password").post(admin::people::reset_password))
        .service(at("/api/v1/agencies/{code}/people/{officer_id}/unlock").post(admin::people::unlock_person))
        .service(at("/api/v1/agencies/{code}/people/{officer_id}/roles/{role}").put(admin::people::grant_role).delete(admin::people::revoke_role))
        .service(at("/api/v1/agencies/{code}/settings").get(admin::settings::get_settings).put(admin::settings::replace_settings))
        .service(at("/api/v1/agencies/{code}/admin-log").get(admin::audit::get_admin_log))
        .service(at("/api/v1/agencies/{code}/audit-export").get(admin::audit::get_audit_export))
        .service(at("/api/v1/duties").get(api::duties::list_duties))
        .service(at("/api/v1/duties/{name}/run").post(api::duties::run_duty))
        .service(at("/api/v1/calendars").get(admin::calendars::list_calendars).post(admin::calendars::apply_calendar))
        .service(at("/api/v1/calendars/dry-run").post(admin::calendars::try_calendar))
        .service(at("/api/v1/calendars/{name}").delete(admin::calendars::withdraw_calendar))
        // for whoever keeps it running
        .service(at("/api/openapi.json").get(api::document))
        .service(at("/api/docs").get(pages::api_docs::show))
        .service(at("/api/docs/{file}").get(pages::api_docs::file))
        .service(at("/healthz").get(api::health::healthz))
        .service(at("/readyz").get(api::health::readyz))
        .service(at("/metrics").get(api::metrics::metrics))
        .default_service(web::to(nothing_here));
}

/// An address and what may be done there.
struct At {
    path: &'static str,
    routes: Vec<Route>,
    allowed: Vec<&'static str>,
}

fn at(path: &'static str) -> At {
    At { path, routes: Vec::new(), allowed: Vec::new() }
}

macro_rules! methods {
    ($($name:ident = $route:expr, $allowed:literal;)+) => { $(
        #[allow(dead_code, reason = "an address has the methods it needs")]
        fn $name<F, Args>(mut self, handler: F) -> Self
        where
            F: Handler<Args>,
            Args: FromRequest + 'static,
            F::Output: Responder + 'static,
        {
            self.routes.push($route.to(handler));
            self.allowed.push($allowed);
            self
        }
    )+ };
}

impl At {
    methods! {
        get = web::route().guard(guard::Any(guard::Get()).or(guard::Head())), "GET, HEAD";
        post = web::post(), "POST";
        put = web::put(), "PUT";
        patch = web::patch(), "PATCH";
        delete = web::delete(), "DELETE";
    }
}

impl HttpServiceFactory for At {
    fn register(self, config: &mut AppService) {
        let allowed = self.allowed.join(", ");
        let resource = self.routes.into_iter().fold(web::resource(self.path), |resource, route| resource.route(route));
        let otherwise = move || std::future::ready(Err::<&str, _>(WebError::WrongMethod { allowed: allowed.clone() }));
        resource.default_service(web::to(otherwise)).register(config);
    }
}

async fn nothing_here() -> Result<&'static str, WebError> {
    Err(WebError::NoSuchPage)
}
