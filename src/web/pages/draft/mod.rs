//! 拟稿页: the result found by seven questions, what is kept back item by item, the reply and its files, and what
//! must be settled before it goes to review.

mod form;
mod sample;
mod standing;
mod typed;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use askama::Template;

use self::form::Form;
use self::standing::{GatePart, RoutePart};
use self::typed::{Item, Typed, version};
use super::asked_for::asked_for;
use super::due::Due;
use super::layout::{Page, agency_address, see_other, send_with};
use super::paper::Paper;
use super::parts::{Faults, Summary};
use crate::app::attachments::{self, Addition, Kept};
use crate::app::drafting::{self, Drafting, Then};
use crate::app::{App, AppError, Order};
use crate::domain::attachment::FilePurpose;
use crate::domain::case::Command;
use crate::messages::Lang;
use crate::store::StoreError;
use crate::web::auth::{CaseReader, CaseWorker, On, Right};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};
use crate::wording;

#[derive(Template)]
#[template(path = "draft.html", config = "src/web/askama.toml")]
struct DraftPage {
    page: Page,
    agency: String,
    agency_address: String,
    case_no: String,
    case_address: String,
    here: String,
    due: Due,
    subject: String,
    /// 申请内容 and how the applicant would like it.
    request: Vec<(String, String)>,
    summary: Option<Summary>,
    /// What is said above the form.
    notice: Option<String>,
    /// Whether somebody else was faster.
    is_stale: bool,
    /// For whoever may write.
    form: Option<Form>,
    /// Why whoever looks does not write.
    not_yours: Option<String>,
    /// The draft as it is kept.
    paper: Option<Paper>,
    gates: Vec<GatePart>,
    is_ready: bool,
    /// Why it cannot be submitted, if no gate says so.
    not_ready: Option<String>,
    route: Vec<RoutePart>,
    drafter_may_review: bool,
}

/// What the form is shown with.
#[derive(Default)]
struct Shown {
    typed: Option<Typed>,
    faults: Faults,
    notice: Option<&'static str>,
    is_stale: bool,
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: On<CaseReader>,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    page(&app, &officer, visit, Shown::default()).await
}

/// Does what the button says.
pub(in crate::web) async fn send(
    app: Data<App>,
    officer: On<CaseWorker>,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let mut typed = Typed::of(&posted);
    let mut shown = Shown::default();
    if let Err(error) = upload(&app, &officer, &posted, &mut typed).await {
        let faults = Faults::of(visit.reader.lang, error)?.about("upload");
        return page(&app, &officer, visit, Shown { typed: Some(typed), faults, ..shown }).await;
    }
    match posted.act() {
        "more" => typed.items.push(Item::default()),
        "upload" => {}
        "sample" if !typed.text.is_empty() => shown.notice = Some("draft-sample-full"),
        "sample" => {
            let drafting = open(&app, &officer).await?;
            match sample::sample(&drafting.file.case, &typed) {
                Some(sample) => typed.text = sample,
                None => shown.faults = Faults::default().and("finding", visit.reader.lang.text("draft-no-finding")),
            }
        }
        act => return keep(&app, &officer, visit, &posted, typed, act == "submit").await,
    }
    page(&app, &officer, visit, Shown { typed: Some(typed), ..shown }).await
}

/// Takes the files that were picked into the case; they go with the reply.
async fn upload(app: &Data<App>, officer: &On<CaseWorker>, posted: &Posted, typed: &mut Typed) -> Result<(), WebError> {
    let incoming = posted.files();
    if incoming.is_empty() {
        return Ok(());
    }
    let files: Vec<Kept> = attachments::receive(&app.files, &incoming).await?;
    let who = officer.officer().to_string();
    let once = posted.once(app, &who, &format!("reply-files {}", officer.case), &files)?;
    let (agency, purpose) = (officer.agency.clone(), FilePurpose::Reply);
    let addition = Addition { case: officer.case, actor: officer.actor(), purpose, files, once };
    let rows = read(app, move |app| attachments::add(app, &agency, addition)).await?;
    // Each is an entry of the history: what is typed still follows what was shown.
    typed.version = typed.version.saturating_add(i32::try_from(rows.len()).unwrap_or(i32::MAX));
    typed.files.extend(rows.into_iter().map(|row| row.file.sha256));
    Ok(())
}

/// Keeps the draft, and submits it if that is wanted.
async fn keep(
    app: &Data<App>,
    officer: &On<CaseWorker>,
    visit: Visit,
    posted: &Posted,
    mut typed: Typed,
    is_submitted: bool,
) -> Result<HttpResponse, WebError> {
    let lang = visit.reader.lang;
    let before = open(app, officer).await?;
    let draft = match typed.draft(lang, &before.files) {
        Ok(draft) => draft,
        Err(faults) => {
            return page(app, officer, visit, Shown { typed: Some(typed), faults, ..Shown::default() }).await;
        }
    };
    let key = |what: &str| posted.once(app, &officer.officer().to_string(), &format!("{what} {}", officer.case), &[]);
    let once = key("draft")?;
    let then = if is_submitted { Then::Submit(key("submit")?) } else { Then::Keep };
    let (agency, case, actor, expected) = (officer.agency.clone(), officer.case, officer.actor(), typed.version);
    let done = read(app, move |app| {
        let command = Command::DraftReply { draft: Box::new(draft.clone()) };
        let on = app.clock.today();
        let order = Order { agency: &agency, case, expected: Some(expected), actor: &actor, command, on, once };
        drafting::draft(app, &order, draft, then)
    });
    match done.await {
        Ok(()) => {
            let (said, address) = if is_submitted { ("draft-submitted", "review") } else { ("draft-saved", "draft") };
            visit.say_of(said, &before.file.row.origin.case_no);
            Ok(see_other(&visit.reader.href(&format!("/cases/{case}/{address}"))))
        }
        Err(error) => {
            // What was kept before it could not be submitted is no longer in the way.
            typed.version = version(&open(app, officer).await?.file.case);
            let is_stale = matches!(error, WebError::App(AppError::Store(StoreError::StaleVersion { .. })));
            let faults = faults(lang, error, &typed)?;
            page(app, officer, visit, Shown { typed: Some(typed), faults, is_stale, ..Shown::default() }).await
        }
    }
}

/// What is wrong, each with the field that it is about.
fn faults(lang: Lang, error: WebError, typed: &Typed) -> Result<Faults, WebError> {
    let field = if let WebError::App(AppError::Refused(refused)) = &error { typed.field_of(refused) } else { None };
    let faults = Faults::of(lang, error)?;
    Ok(match field {
        Some(field) => faults.about(&field),
        None => faults,
    })
}

async fn open<R: Right>(app: &Data<App>, officer: &On<R>) -> Result<Drafting, WebError> {
    let (agency, case, actor) = (officer.agency.clone(), officer.case, officer.actor());
    read(app, move |app| drafting::open(app, &agency, case, &actor)).await
}

async fn page<R: Right>(
    app: &Data<App>,
    officer: &On<R>,
    visit: Visit,
    shown: Shown,
) -> Result<HttpResponse, WebError> {
    let drafting = open(app, officer).await?;
    let agency = officer.agency.clone();
    let people = read(app, move |app| standing::people(app, &agency)).await?;
    let page = Page::desk(app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let Shown { typed, faults, notice, is_stale } = shown;
    let case = &drafting.file.case;
    let may_write = drafting.writing.is_ok();
    let typed = typed.unwrap_or_else(|| Typed::kept(case));
    let regime = case.regime.as_deref().filter(|_| may_write);
    let to = |part: &str| page.href(&format!("/cases/{}{part}", officer.case));
    let limits = app.files.limits();
    let form = regime.map(|regime| Form::new(lang, regime, &typed, &faults, (&drafting.files, limits), to));
    let is_shut = drafting.gates.iter().any(|(_, passage)| passage.is_shut());
    let address = format!("/cases/{}", officer.case);
    let template = DraftPage {
        agency: officer.agency.name.clone(),
        agency_address: page.href(&agency_address(&officer.agency.code)),
        case_no: drafting.file.row.origin.case_no.clone(),
        case_address: page.href(&address),
        here: page.href(&format!("{address}/draft")),
        due: Due::of(lang, &drafting.file.row.state, drafting.file.standing),
        subject: drafting.file.row.state.subject.clone(),
        request: asked_for(lang, case),
        summary: faults.summary(lang),
        notice: notice.or(case.review.as_ref().map(|_| "draft-under-review")).map(|id| lang.text(id)),
        is_stale,
        not_yours: drafting.writing.as_ref().err().map(|refused| wording::refused(lang, refused)),
        paper: case.draft.clone().map(|draft| {
            let regime = case.regime.as_ref().map(|regime| regime.id);
            Paper::new(&page, officer.case, regime, draft, drafting.outgoing.clone(), &officer.agency.policy.remedies)
        }),
        gates: standing::gates(lang, &drafting),
        is_ready: drafting.submission.is_ok(),
        not_ready: drafting.submission.as_ref().err().filter(|_| !is_shut).map(|it| wording::refused(lang, it)),
        route: standing::route(lang, &officer.agency, people),
        drafter_may_review: officer.agency.policy.review.drafter_may_review,
        form,
        page,
    };
    send_with(if faults.is_empty() { StatusCode::OK } else { faults.status() }, lang, &template)
}
