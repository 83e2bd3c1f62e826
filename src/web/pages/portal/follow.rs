//! 查询进度: whoever has the number and the query code sees where the request stands. Neither ever stands in an
//! address.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use serde::Deserialize;

use super::follow_view::{Answers, FollowedPage};
use super::own::{self, Following, Named};
use crate::app::{App, draft_files, own_request};
use crate::config::Settings;
use crate::domain::ids::AttachmentId;
use crate::domain::query_code::QueryCode;
use crate::web::limits::Public;
use crate::web::pages::layout::{Page, see_other, send_with};
use crate::web::pages::parts::{Faults, Field, Fields, Summary};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, download, read};

#[derive(Template)]
#[template(path = "portal/follow.html", config = "src/web/askama.toml")]
struct FollowPage {
    page: Page,
    summary: Option<Summary>,
    case_no: Field,
    query_code: Field,
    /// The number of the request that is followed already.
    followed: Option<String>,
}

/// What is typed.
#[derive(Default, Deserialize)]
#[serde(default)]
struct FollowForm {
    case_no: String,
    query_code: String,
}

/// Asks for number and code.
pub(in crate::web) async fn show(
    request: HttpRequest,
    app: Data<App>,
    _: Public,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    let followed = Named::followed(&request).map(|named| named.case_no);
    ask(&app, visit, &FollowForm::default(), &Faults::default(), followed)
}

fn ask(
    app: &App,
    visit: Visit,
    form: &FollowForm,
    faults: &Faults,
    followed: Option<String>,
) -> Result<HttpResponse, WebError> {
    let lang = visit.reader.lang;
    let fields = Fields::new(lang, faults);
    let template = FollowPage {
        page: Page::portal(app, visit),
        summary: faults.summary(lang),
        case_no: fields.text("case_no", "portal-case-no", &form.case_no).required(),
        query_code: fields
            .text("query_code", "portal-query-code", &form.query_code)
            .required()
            .hint(lang.text("portal-query-code-hint")),
        followed,
    };
    send_with(faults.status(), lang, &template)
}

/// Begins to follow a request.
pub(in crate::web) async fn send(
    request: HttpRequest,
    app: Data<App>,
    settings: Data<Settings>,
    _: Public,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let form: FollowForm = posted.typed()?;
    let lang = visit.reader.lang;
    // A slip is told from a wrong code: the code checks itself.
    if let Err(slip) = form.query_code.parse::<QueryCode>() {
        let faults = Faults::default().and("query_code", crate::messages::people::invalid_query_code(lang, slip));
        return ask(&app, visit, &form, &faults, None);
    }
    let named = Named { case_no: form.case_no.trim().to_owned(), query_code: form.query_code.clone() };
    match own::find(&request, named.clone()).await? {
        Some(_) => {
            let mut answer = see_other(&visit.reader.href("/follow/request"));
            answer.add_cookie(&named.follow(settings.server.https)).map_err(|_| WebError::NoSuchPage)?;
            Ok(answer)
        }
        None => {
            let faults = Faults::default().and("case_no", lang.text("portal-follow-none"));
            ask(&app, visit, &form, &faults, None)
        }
    }
}

/// Shows the request.
pub(in crate::web) async fn request(
    app: Data<App>,
    following: Following,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    followed(&app, following, visit, &Answers::default(), &Faults::default()).await
}

/// The page of a request, with what was typed into its forms and what is wrong with that.
pub(super) async fn followed(
    app: &Data<App>,
    following: Following,
    visit: Visit,
    answers: &Answers,
    faults: &Faults,
) -> Result<HttpResponse, WebError> {
    let lang = visit.reader.lang;
    let own = following.own.clone();
    let view = read(app, move |app| own_request::view(app, &own)).await?;
    let answers = match answers.draft.is_empty() {
        true => &Answers { draft: draft_files::new_draft()?, ..answers.clone() },
        false => answers,
    };
    let picked = super::drafts::picked(app, &visit.reader, &answers.draft).await?;
    let limits = app.files.limits();
    let page = FollowedPage::new(Page::portal(app, visit), view, answers, faults, (picked, limits));
    send_with(faults.status(), lang, &page)
}

/// A file of the reply.
pub(in crate::web) async fn file(
    app: Data<App>,
    following: Following,
    path: Path<String>,
) -> Result<HttpResponse, WebError> {
    let id: AttachmentId = path.parse().map_err(|_| WebError::NoSuchPage)?;
    let row = read(&app, move |app| own_request::file(app, &following.own, id)).await?;
    download::send(&app, &row).await
}

/// Forgets number and code: whoever uses the computer next sees nothing.
pub(in crate::web) async fn leave(
    settings: Data<Settings>,
    _: Public,
    visit: Visit,
    _: Posted,
) -> Result<HttpResponse, WebError> {
    visit.say("portal-left");
    let mut answer = see_other(&visit.reader.href("/follow"));
    for cookie in own::forget(settings.server.https) {
        answer.add_cookie(&cookie).map_err(|_| WebError::NoSuchPage)?;
    }
    Ok(answer)
}
