//! 审查页: exactly what would leave, what has changed in it, what was said before, and a decision.

mod changes;
mod course;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use askama::Template;
use serde::Deserialize;

use self::changes::{Changes, Kind};
use self::course::{OpinionPart, StepPart};
use super::asked_for::asked_for;
use super::due::Due;
use super::layout::{Page, agency_address, see_other, send_with};
use super::paper::Paper;
use super::parts::{Faults, Field, Fields, Summary};
use crate::app::reply::{self, EarlierDraft, OutgoingReply};
use crate::app::reviewing::{Opinion, Round};
use crate::app::{App, AppError, Order, act_once, today};
use crate::domain::case::{Command, Refused};
use crate::domain::review::ReplyDigest;
use crate::messages::Lang;
use crate::store::StoreError;
use crate::web::auth::{CaseReader, CaseWorker, On, Right};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};
use crate::wording;

/// Characters of an opinion.
const OPINION_MAX: usize = 5_000;

#[derive(Template)]
#[template(path = "review.html", config = "src/web/askama.toml")]
struct ReviewPage {
    page: Page,
    agency: String,
    agency_address: String,
    case_no: String,
    case_address: String,
    /// Where the reply is drafted, and where it is sent.
    draft: String,
    dispatch: String,
    here: String,
    due: Due,
    subject: String,
    request: Vec<(String, String)>,
    summary: Option<Summary>,
    /// Whether somebody else was faster.
    is_stale: bool,
    /// Where the round stands; none if nothing is under review.
    round: Option<RoundPart>,
    paper: Option<Paper>,
    digest: Option<String>,
    changes: Option<Changes>,
    /// Whether there was an earlier round with just this draft.
    is_unchanged: bool,
    opinions: Vec<OpinionPart>,
    decision: Option<Decision>,
    /// Why the step is not for whoever looks.
    not_yours: Option<String>,
}

/// A round of review.
struct RoundPart {
    steps: Vec<StepPart>,
    referred: Option<String>,
    is_finished: bool,
}

/// The form for whoever has the step.
struct Decision {
    heading: String,
    version: u32,
    step: u8,
    digest: String,
    opinion: Field,
    to: Field,
    /// Whether whom to ask is being filled in.
    is_referring: bool,
}

/// What is typed into it.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    version: i32,
    step: u8,
    digest: String,
    opinion: String,
    to: String,
}

/// What the page is shown with.
#[derive(Default)]
struct Shown {
    typed: Typed,
    faults: Faults,
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

/// Records the decision, and leads to the next case that waits.
pub(in crate::web) async fn send(
    app: Data<App>,
    officer: On<CaseWorker>,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let typed: Typed = posted.typed()?;
    let (command, said) = match decided(visit.reader.lang, posted.act(), &typed) {
        Ok(decided) => decided,
        Err(faults) => return page(&app, &officer, visit, Shown { typed, faults, is_stale: false }).await,
    };
    let once = posted.once(&app, &officer.officer().to_string(), &format!("review {}", officer.case), &[])?;
    let (agency, case, actor, expected) = (officer.agency.clone(), officer.case, officer.actor(), typed.version);
    let me = officer.officer();
    let done = read(&app, move |app| {
        let on = app.clock.today();
        let order = Order { agency: &agency, case, expected: Some(expected), actor: &actor, command, on, once };
        let view = act_once(app, order)?;
        Ok((view.row.origin.case_no, today::next_review(app, me, case)?))
    });
    match done.await {
        Ok((case_no, next)) => {
            visit.say_of(said, &case_no);
            let address = next.map_or_else(|| "/reviews".to_owned(), |next| format!("/cases/{next}/review"));
            Ok(see_other(&visit.reader.href(&address)))
        }
        Err(error) => {
            let is_stale = has_changed(&error);
            let is_about_opinion = matches!(error, WebError::App(AppError::Refused(Refused::ReasonMissing)));
            let faults = Faults::of(visit.reader.lang, error)?;
            let faults = if is_about_opinion { faults.about("opinion") } else { faults };
            page(&app, &officer, visit, Shown { typed, faults, is_stale }).await
        }
    }
}

/// Whether what was looked at is no longer what there is.
fn has_changed(error: &WebError) -> bool {
    let WebError::App(error) = error else { return false };
    matches!(error, AppError::Store(StoreError::StaleVersion { .. }) | AppError::Refused(Refused::DraftChanged))
}

/// What a button asks for, and what is said once it is done.
fn decided(lang: Lang, act: &str, typed: &Typed) -> Result<(Command, &'static str), Faults> {
    let Typed { step, digest, opinion, to, .. } = typed.clone();
    let (opinion, to) = (opinion.trim().to_owned(), to.trim().to_owned());
    match act {
        "send_back" => Ok((Command::SendBack { step, reason: opinion }, "review-sent-back")),
        "refer" if to.is_empty() => Err(Faults::default().and("to", lang.text("review-to-missing"))),
        "refer" => Ok((Command::Refer { step, to, reason: opinion }, "review-was-referred")),
        "pass" => {
            let opinion = Some(opinion).filter(|text| !text.is_empty());
            Ok((Command::PassReview { step, digest: ReplyDigest(digest), opinion }, "review-passed"))
        }
        // A form sent by the enter key decides nothing.
        _ => Err(Faults::default().and("opinion", lang.text("review-undecided"))),
    }
}

async fn page<R: Right>(
    app: &Data<App>,
    officer: &On<R>,
    visit: Visit,
    Shown { typed, faults, is_stale }: Shown,
) -> Result<HttpResponse, WebError> {
    let (agency, id, actor) = (officer.agency.clone(), officer.case, officer.actor());
    let outgoing = read(app, move |app| reply::outgoing(app, &agency, id, &actor)).await?;
    let page = Page::desk(app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let OutgoingReply { file, review, digest, files, before } = outgoing;
    let address = format!("/cases/{id}");
    let regime = file.case.regime.as_ref().map(|regime| regime.id);
    let bodies = &officer.agency.policy.remedies;
    let round = review.round.as_ref();
    let template = ReviewPage {
        agency: officer.agency.name.clone(),
        agency_address: page.href(&agency_address(&officer.agency.code)),
        case_address: page.href(&address),
        here: page.href(&format!("{address}/review")),
        draft: page.href(&format!("{address}/draft")),
        dispatch: page.href(&format!("{address}/dispatch")),
        due: Due::of(lang, &file.row.state, file.standing),
        subject: file.row.state.subject.clone(),
        request: asked_for(lang, &file.case),
        summary: faults.summary(lang),
        is_stale,
        is_unchanged: before.is_none() && has_earlier_round(&review.opinions),
        changes: file.case.draft.as_ref().zip(before).map(|(draft, before)| {
            let step = round.and_then(|round| step_name(round, &before));
            Changes::new(lang, &before, step, draft)
        }),
        paper: file.case.draft.clone().map(|draft| Paper::new(&page, id, regime, draft, files, bodies)),
        digest: digest.map(|digest| digest.0),
        opinions: course::opinions(lang, &review),
        decision: round.and_then(|round| decision(lang, round, review.version, &typed, &faults)),
        not_yours: round.and_then(|round| round.refused.as_ref()).map(|refused| wording::refused(lang, refused)),
        round: round.map(|round| RoundPart {
            steps: course::steps(lang, round, &review.names),
            referred: round.referred_on.map(|on| lang.with("review-referred", &[("on", on.to_string().into())])),
            is_finished: round.next.is_none(),
        }),
        case_no: file.row.origin.case_no,
        page,
    };
    send_with(if faults.is_empty() { StatusCode::OK } else { faults.status() }, lang, &template)
}

/// The name of the last step that an earlier draft passed.
fn step_name<'a>(round: &'a Round, before: &EarlierDraft) -> Option<&'a str> {
    let at = usize::from(before.passed?).checked_sub(1)?;
    round.steps.get(at).map(|step| step.rule.name.as_str())
}

/// The form, for whoever may pass the step that comes next.
fn decision(lang: Lang, round: &Round, version: u32, typed: &Typed, faults: &Faults) -> Option<Decision> {
    let step = round.next.filter(|_| round.is_yours)?;
    let name = round.steps.get(usize::from(step).checked_sub(1)?)?.rule.name.clone();
    let fields = Fields::new(lang, faults);
    Some(Decision {
        heading: lang.with("review-step", &[("step", step.into()), ("name", name.into())]),
        version,
        step,
        digest: round.digest.0.clone(),
        is_referring: !typed.to.is_empty() || faults.with_field("to").is_some(),
        opinion: fields
            .area("opinion", "review-opinion", &typed.opinion)
            .hint(lang.text("review-opinion-hint"))
            .most(OPINION_MAX),
        to: fields.text("to", "review-to", &typed.to).hint(lang.text("review-to-hint")).most(200),
    })
}

/// Whether the reply was submitted more than once.
fn has_earlier_round(opinions: &[Opinion]) -> bool {
    opinions.iter().filter(|opinion| opinion.step.is_none()).count() > 1
}
