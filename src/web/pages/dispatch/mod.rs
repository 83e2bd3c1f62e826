//! 发出页: exactly what was cleared leaves, on which day and how, and what happens then; later the delivery.

mod after;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

use self::after::{Sent, then};
use super::due::Due;
use super::layout::{Page, agency_address, see_other, send_with};
use super::paper::Paper;
use super::parts::{Choice, Faults, Field, Fields, Summary};
use super::queue::word;
use crate::app::letters;
use crate::app::reply::{self, OutgoingReply};
use crate::app::{App, AppError, Order, act_once};
use crate::domain::calendar::iso_date;
use crate::domain::case::{Command, CommandKind, Refused};
use crate::domain::review::ReplyDigest;
use crate::messages::Lang;
use crate::web::auth::{CaseReader, CaseWorker, On, Right};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};
use crate::wording;

/// How a reply leaves. What is written into the history is the word.
const METHODS: [&str; 5] = ["online", "email", "post", "in_person", "fax"];
/// Characters of a document number.
const NUMBER_MAX: usize = 100;

#[derive(Template)]
#[template(path = "dispatch.html", config = "src/web/askama.toml")]
struct DispatchPage {
    page: Page,
    agency: String,
    agency_address: String,
    case_no: String,
    case_address: String,
    here: String,
    due: Due,
    subject: String,
    summary: Option<Summary>,
    version: u32,
    /// What is sent, and the form, for whoever may.
    form: Option<Form>,
    paper: Option<Paper>,
    digest: Option<String>,
    /// Who passed which step.
    passes: Vec<(String, String, NaiveDate)>,
    /// Why it cannot be sent now.
    not_yet: Option<String>,
    /// What has been sent.
    sent: Option<Sent>,
    /// For whoever may record the delivery.
    delivered_on: Option<Field>,
}

/// How it is sent.
struct Form {
    digest: String,
    wanted: Option<String>,
    on: Field,
    method: Field,
    document_no: Field,
    /// What happens then.
    then: Vec<String>,
}

/// What is typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    version: i32,
    digest: String,
    on: String,
    method: String,
    document_no: String,
    delivered_on: String,
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: On<CaseReader>,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    let today = app.clock.today().to_string();
    let case = officer.case;
    let document_no = read(&app, move |app| letters::reply_number(app, case)).await?.unwrap_or_default();
    let typed = Typed { on: today.clone(), delivered_on: today, document_no, ..Typed::default() };
    page(&app, &officer, visit, &typed, Faults::default()).await
}

/// Sends the reply, or records that it was delivered.
pub(in crate::web) async fn send(
    app: Data<App>,
    officer: On<CaseWorker>,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let lang = visit.reader.lang;
    let typed: Typed = posted.typed()?;
    let (said, asked) = match posted.act() {
        "deliver" => ("dispatch-was-delivered", delivery(lang, &typed)),
        _ => ("dispatch-sent", dispatch(lang, &typed)),
    };
    let (command, on) = match asked {
        Ok(asked) => asked,
        Err(faults) => return page(&app, &officer, visit, &typed, faults).await,
    };
    let what = format!("{} {}", command.kind(), officer.case);
    let field = if command.kind() == CommandKind::Deliver { "delivered_on" } else { "on" };
    let once = posted.once(&app, &officer.officer().to_string(), &what, &[])?;
    let (agency, case, actor, expected) = (officer.agency.clone(), officer.case, officer.actor(), typed.version);
    let done = read(&app, move |app| {
        act_once(app, Order { agency: &agency, case, expected: Some(expected), actor: &actor, command, on, once })
    });
    match done.await {
        Ok(view) => {
            visit.say_of(said, &view.row.origin.case_no);
            Ok(see_other(&visit.reader.href(&format!("/cases/{case}/dispatch"))))
        }
        Err(error) => {
            let is_about_day = is_about_day(&error);
            let faults = Faults::of(lang, error)?;
            let faults = if is_about_day { faults.about(field) } else { faults };
            page(&app, &officer, visit, &typed, faults).await
        }
    }
}

/// Whether the day is what is wrong.
fn is_about_day(error: &WebError) -> bool {
    let WebError::App(AppError::Refused(refused)) = error else { return false };
    matches!(refused, Refused::InFuture { .. } | Refused::DatesRunBackwards { .. } | Refused::BeforeReceipt { .. })
}

fn dispatch(lang: Lang, typed: &Typed) -> Result<(Command, NaiveDate), Faults> {
    let mut faults = Faults::default();
    let on = day(lang, "on", &typed.on).map_err(|wrong| faults = std::mem::take(&mut faults).with(wrong));
    if !METHODS.contains(&typed.method.as_str()) {
        faults = faults.and("method", lang.text("dispatch-method-missing"));
    }
    let (Ok(on), true) = (on, faults.is_empty()) else { return Err(faults) };
    let document_no = Some(typed.document_no.trim().to_owned()).filter(|number| !number.is_empty());
    // The history is written in Chinese, whatever language the page is read in.
    let method = Some(word(Lang::Zh, "method", &typed.method));
    Ok((Command::Dispatch { digest: ReplyDigest(typed.digest.clone()), document_no, method }, on))
}

fn delivery(lang: Lang, typed: &Typed) -> Result<(Command, NaiveDate), Faults> {
    Ok((Command::Deliver, day(lang, "delivered_on", &typed.delivered_on)?))
}

fn day(lang: Lang, field: &str, text: &str) -> Result<NaiveDate, Faults> {
    iso_date(text.trim()).ok_or_else(|| Faults::default().and(field, lang.text("dispatch-no-day")))
}

async fn page<R: Right>(
    app: &Data<App>,
    officer: &On<R>,
    visit: Visit,
    typed: &Typed,
    faults: Faults,
) -> Result<HttpResponse, WebError> {
    let (agency, id, actor) = (officer.agency.clone(), officer.case, officer.actor());
    let (outgoing, can) = read(app, move |app| {
        let outgoing = reply::outgoing(app, &agency, id, &actor)?;
        let can = reply::dispatch(app, &agency, &actor, &outgoing);
        Ok((outgoing, can))
    })
    .await?;
    let page = Page::desk(app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let OutgoingReply { file, review, digest, files, before: _ } = outgoing;
    let fields = Fields::new(lang, &faults);
    let address = format!("/cases/{id}");
    let regime = file.case.regime.as_ref().map(|regime| regime.id);
    let bodies = &officer.agency.policy.remedies;
    let sent = file.case.replies.last().filter(|_| file.case.draft.is_none()).map(|reply| Sent::new(lang, reply));
    let template = DispatchPage {
        agency: officer.agency.name.clone(),
        agency_address: page.href(&agency_address(&officer.agency.code)),
        case_address: page.href(&address),
        here: page.href(&format!("{address}/dispatch")),
        due: Due::of(lang, &file.row.state, file.standing),
        subject: file.row.state.subject.clone(),
        summary: faults.summary(lang),
        version: file.case.version,
        form: digest.as_ref().filter(|_| can.dispatch.is_ok()).map(|digest| Form {
            digest: digest.0.clone(),
            wanted: file.case.request.obtain_by.clone().map(|way| lang.with("dispatch-wanted", &[("way", way.into())])),
            on: fields.date("on", "dispatch-on", &typed.on).hint(lang.text("dispatch-on-hint")).required(),
            method: fields.radios("method", "dispatch-method", &typed.method, methods(lang)).required(),
            document_no: fields
                .text("document_no", "dispatch-document-no", &typed.document_no)
                .hint(lang.text("dispatch-document-no-hint"))
                .most(NUMBER_MAX),
            then: then(lang, &file),
        }),
        passes: review.round.iter().flat_map(|round| after::passes(round, &review.names)).collect(),
        paper: file.case.draft.clone().map(|draft| Paper::new(&page, id, regime, draft, files, bodies)),
        digest: digest.map(|digest| digest.0),
        not_yet: can.dispatch.err().filter(|_| sent.is_none()).map(|refused| wording::refused(lang, &refused)),
        delivered_on: can.deliver.is_ok().then(|| {
            let field = fields.date("delivered_on", "dispatch-delivered-on", &typed.delivered_on);
            field.hint(lang.text("dispatch-deliver-hint")).required()
        }),
        sent,
        case_no: file.row.origin.case_no,
        page,
    };
    send_with(if faults.is_empty() { StatusCode::OK } else { faults.status() }, lang, &template)
}

fn methods(lang: Lang) -> Vec<Choice> {
    let choice = |code: &str| {
        let choice = Choice::new(code, word(lang, "method", code));
        if code == "post" { choice.note(lang.text("dispatch-method-post-hint")) } else { choice }
    };
    METHODS.into_iter().map(choice).collect()
}
