//! 申请人办理: answering a supplement notice, acknowledging a fee notice, withdrawing, rating.

use actix_web::HttpResponse;
use actix_web::web::Data;

use super::drafts;
use super::follow::followed;
use super::follow_view::Answers;
use super::own::Following;
use crate::app::{App, draft_files, own_request};
use crate::messages::Lang;
use crate::web::pages::layout::see_other;
use crate::web::pages::parts::Faults;
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

/// Characters of an answer at most.
const TEXT_MAX: usize = 10_000;

/// 补正, with files.
pub(in crate::web) async fn supplement(
    app: Data<App>,
    following: Following,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let (lang, answers) = (visit.reader.lang, posted.typed::<Answers>()?);
    let mut faults = Faults::default();
    if let Err(error) = drafts::take(&app, &answers.draft, posted.files()).await {
        faults = Faults::of(lang, error)?.about("file");
    }
    if let Some(sha256) = posted.act().strip_prefix("remove-") {
        let (draft, sha256) = (answers.draft.clone(), sha256.to_owned());
        read(&app, move |app| draft_files::remove(app, &draft, &sha256)).await?;
        return followed(&app, following, visit, &answers, &faults).await;
    }
    let draft = answers.draft.clone();
    let files = read(&app, move |app| draft_files::files(app, &draft)).await?;
    let text = written(lang, "text", &answers.text, &mut faults);
    if text.is_none() && files.is_empty() {
        faults = faults.and("text", lang.text("portal-supplement-empty"));
    }
    if !faults.is_empty() {
        return followed(&app, following, visit, &answers, &faults).await;
    }
    let own = following.own.clone();
    let once = posted.once(&app, &own.case.to_string(), "supplement", &files)?;
    let done = read(&app, move |app| own_request::supplement(app, &own, text, files, once)).await;
    after(&app, following, visit, &answers, done, "portal-supplemented").await
}

/// 收费通知已阅
pub(in crate::web) async fn acknowledge_fee(
    app: Data<App>,
    following: Following,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let (answers, own) = (posted.typed::<Answers>()?, following.own.clone());
    let once = posted.once(&app, &own.case.to_string(), "acknowledge-fee", &[])?;
    let done = read(&app, move |app| own_request::acknowledge_fee(app, &own, once)).await;
    after(&app, following, visit, &answers, done, "portal-fee-acknowledged").await
}

/// 撤回申请
pub(in crate::web) async fn withdraw(
    app: Data<App>,
    following: Following,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let (lang, answers) = (visit.reader.lang, posted.typed::<Answers>()?);
    let mut faults = Faults::default();
    let reason = written(lang, "reason", &answers.reason, &mut faults);
    if answers.sure.is_empty() {
        faults = faults.and("sure", lang.text("portal-withdraw-unsure"));
    }
    if !faults.is_empty() {
        return followed(&app, following, visit, &answers, &faults).await;
    }
    let own = following.own.clone();
    let once = posted.once(&app, &own.case.to_string(), "withdraw", &[])?;
    let done = read(&app, move |app| own_request::withdraw(app, &own, reason, once)).await;
    after(&app, following, visit, &answers, done, "portal-withdrawn").await
}

/// 评价
pub(in crate::web) async fn rate(
    app: Data<App>,
    following: Following,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let (lang, answers) = (visit.reader.lang, posted.typed::<Answers>()?);
    let mut faults = Faults::default();
    let words = written(lang, "words", &answers.words, &mut faults);
    let stars = answers.stars.parse().unwrap_or(0);
    if !(1..=5).contains(&stars) {
        faults = faults.and("stars", lang.text("portal-stars-missing"));
    }
    if !faults.is_empty() {
        return followed(&app, following, visit, &answers, &faults).await;
    }
    let own = following.own.clone();
    let done = read(&app, move |app| own_request::rate(app, &own, stars, words)).await.map(|_| ());
    after(&app, following, visit, &answers, done, "portal-rated").await
}

/// The request's page once more: by another address if it was done, with what was wrong if it was not.
async fn after(
    app: &Data<App>,
    following: Following,
    visit: Visit,
    answers: &Answers,
    done: Result<(), WebError>,
    said: &str,
) -> Result<HttpResponse, WebError> {
    match done {
        Ok(()) => {
            visit.say(said);
            Ok(see_other(&visit.reader.href("/follow/request")))
        }
        Err(error) => {
            let faults = Faults::of(visit.reader.lang, error)?;
            followed(app, following, visit, answers, &faults).await
        }
    }
}

/// What somebody wrote, if it is not empty; too much of it is a fault.
fn written(lang: Lang, field: &str, text: &str, faults: &mut Faults) -> Option<String> {
    let text = text.trim();
    if text.chars().count() > TEXT_MAX {
        let sentence = lang.with("portal-too-long", &[("max", TEXT_MAX.into())]);
        *faults = std::mem::take(faults).and(field, sentence);
    }
    (!text.is_empty()).then(|| text.to_owned())
}
