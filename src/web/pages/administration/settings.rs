//! 制度: how an agency receives, reviews, numbers, and what it wants done by when.

mod typed;

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;

use self::typed::{STEPS_MOST, Typed, fact_name, step_name, step_role};
use super::frame::Frame;
use super::told::receipt_name;
use super::{address, faults};
use crate::app::App;
use crate::app::administration::settings;
use crate::domain::administration::AdminRefused;
use crate::domain::case::ReceiptPolicy;
use crate::domain::numbering::TEMPLATE_MAX;
use crate::domain::office::{OfficeContact, OfficeFact};
use crate::domain::remedies::RemedyBodies;
use crate::domain::role::Role;
use crate::messages::Lang;
use crate::web::auth::{Administrator, In};
use crate::web::pages::layout::{Page, see_other, send_with};
use crate::web::pages::parts::{Choice, Faults, Field, Fields, Summary};
use crate::web::pages::queue::word;
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

/// Characters of a step's name.
const STEP_NAME_MOST: usize = 20;

#[derive(Template)]
#[template(path = "administration/settings.html", config = "src/web/askama.toml")]
struct SettingsPage {
    page: Page,
    frame: Frame,
    here: String,
    /// Where what was changed is told.
    log: String,
    summary: Option<Summary>,
    /// Whether somebody else has changed the rules meanwhile.
    is_moved: bool,
    version: String,
    receipt: Field,
    register_no: Field,
    draft_by: Field,
    review_step: Field,
    drafter: Field,
    /// 催办
    grace: Vec<Field>,
    remind_before: Field,
    escalation: Vec<Field>,
    /// The name and the role of each step.
    steps: Vec<(Field, Field)>,
    problem: Option<String>,
    /// 复议机关、管辖法院
    bodies: Vec<Field>,
    /// 政府信息公开工作机构
    contact: Vec<Field>,
}

/// Shows the rules.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<Administrator>,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    let settings = kept(&app, &officer).await?;
    page(&app, &officer, visit, &Typed::of(settings), Faults::default(), false).await
}

/// Replaces them.
pub(in crate::web) async fn send(
    app: Data<App>,
    officer: In<Administrator>,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let lang = visit.reader.lang;
    let typed = Typed::read(&posted)?;
    let policy = match typed.policy(lang) {
        Ok(policy) => policy,
        Err(faults) => return page(&app, &officer, visit, &typed, faults, false).await,
    };
    let (actor, agency, version) = (officer.actor(), officer.agency.clone(), typed.version.clone());
    let done = read(&app, move |app| settings::replace(app, &actor, &agency, &version, policy)).await;
    if matches!(&done, Err(WebError::App(crate::app::AppError::Admin(AdminRefused::SettingsMoved)))) {
        // What was typed is kept; whoever sends it again has been told that it replaces somebody else's rules.
        let typed = Typed { version: kept(&app, &officer).await?.version, ..typed };
        return page(&app, &officer, visit, &typed, Faults::default(), true).await;
    }
    match faults::tried(lang, done)? {
        Ok(_) => {
            visit.say("admin-saved");
            Ok(see_other(&visit.reader.href(&format!("{}/settings", address(&officer.agency.code)))))
        }
        Err(faults) => page(&app, &officer, visit, &typed, faults, false).await,
    }
}

async fn kept(app: &Data<App>, officer: &In<Administrator>) -> Result<settings::Settings, WebError> {
    let agency = officer.agency.clone();
    read(app, move |app| settings::read(app, &agency)).await
}

async fn page(
    app: &Data<App>,
    officer: &In<Administrator>,
    visit: Visit,
    typed: &Typed,
    faults: Faults,
    is_moved: bool,
) -> Result<HttpResponse, WebError> {
    let page = Page::desk(app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let fields = Fields::new(lang, &faults);
    let days = |name: &str, label: &str, hint: &str, value: &str| {
        fields.input("number", name, label, value).hint(lang.text(hint)).required()
    };
    let template = SettingsPage {
        frame: Frame::new(&page, &officer.agency),
        here: page.href(&format!("{}/settings", address(&officer.agency.code))),
        log: page.href(&super::audit::log_address(&officer.agency.code)),
        summary: faults.summary(lang),
        is_moved,
        version: typed.version.clone(),
        receipt: receipt(lang, &fields, &typed.receipt),
        register_no: fields
            .text("register_no", "admin-register-no", &typed.register_no)
            .hint(lang.text("admin-register-no-hint"))
            .required()
            .most(TEMPLATE_MAX),
        draft_by: days("internal.draft_by", "admin-draft-by", "admin-draft-by-hint", &typed.draft_by),
        review_step: days("internal.review_step", "admin-review-step", "admin-review-step-hint", &typed.review_step),
        drafter: fields
            .tick("drafter_may_review", "admin-drafter-may", !typed.drafter_may_review.is_empty())
            .hint(lang.text("admin-drafter-hint")),
        grace: vec![
            days("duties.lapse_grace", "admin-grace", "admin-grace-hint", &typed.lapse_grace),
            fields
                .tick("duties.lapse_automatically", "admin-lapse-automatically", !typed.lapse_automatically.is_empty())
                .hint(lang.text("admin-lapse-hint")),
        ],
        remind_before: days(
            "duties.remind_before",
            "admin-remind-before",
            "admin-remind-before-hint",
            &typed.remind_before,
        ),
        escalation: vec![
            fields
                .input("number", "duties.escalate_after.0", "admin-escalate-officer", &typed.escalate_first)
                .required(),
            fields
                .input("number", "duties.escalate_after.1", "admin-escalate-section", &typed.escalate_second)
                .required(),
            fields
                .input("number", "duties.escalate_after.2", "admin-escalate-office", &typed.escalate_third)
                .required(),
        ],
        steps: (0..STEPS_MOST).map(|at| step(lang, &fields, typed, at)).collect(),
        problem: faults.with_field("review.steps"),
        bodies: vec![
            fields
                .text("remedies.reconsideration", "admin-reconsideration", &typed.reconsideration)
                .hint(lang.text("admin-reconsideration-hint"))
                .most(RemedyBodies::NAME_MAX),
            fields.text("remedies.court", "admin-court", &typed.court).most(RemedyBodies::NAME_MAX),
        ],
        contact: OfficeFact::ALL.iter().map(|fact| contact(&fields, typed, *fact)).collect(),
        page,
    };
    let status = if is_moved { actix_web::http::StatusCode::CONFLICT } else { faults.status() };
    send_with(status, lang, &template)
}

fn receipt(lang: Lang, fields: &Fields<'_>, value: &str) -> Field {
    let choice = |receipt: ReceiptPolicy, code: &str, note: &str| {
        Choice::new(code, lang.text(receipt_name(receipt))).note(lang.text(note))
    };
    let choices = vec![
        choice(ReceiptPolicy::OnConfirmation, "on_confirmation", "admin-receipt-on-confirmation-note"),
        choice(ReceiptPolicy::Automatic, "automatic", "admin-receipt-automatic-note"),
    ];
    fields.radios("receipt", "admin-receipt", value, choices).required()
}

/// A fact about the disclosure office.
fn contact(fields: &Fields<'_>, typed: &Typed, fact: OfficeFact) -> Field {
    let (name, value) = (fact_name(fact), typed.contact.get(fact));
    let label = format!("office-{fact}");
    let field = match fact {
        OfficeFact::Phone | OfficeFact::Fax => fields.input("tel", &name, &label, value),
        OfficeFact::Email => fields.input("email", &name, &label, value),
        OfficeFact::Name | OfficeFact::Address | OfficeFact::Postcode | OfficeFact::Hours => {
            fields.text(&name, &label, value)
        }
    };
    field.most(OfficeContact::LINE_MAX)
}

/// A step's name and role; the later ones may be left empty.
fn step(lang: Lang, fields: &Fields<'_>, typed: &Typed, at: usize) -> (Field, Field) {
    let (name, role) = typed.steps.get(at).cloned().unwrap_or_default();
    let choose = Choice::new("", lang.text("admin-role-choose"));
    let reviews = Role::ALL.iter().filter(|role| !matches!(role, Role::Administrator | Role::Auditor));
    let roles = reviews.map(|role| Choice::new(role.as_str(), word(lang, "role", role.as_str())));
    let choices = std::iter::once(choose).chain(roles).collect();
    let name = fields.text(&step_name(at), "admin-step-name", &name).required().most(STEP_NAME_MOST);
    (name, fields.select(&step_role(at), "admin-step-role", &role, choices).required())
}
