//! 办理表单: one act on one case. Before it is sent the form says what it will do to the clock.
//!
//! ```text
//! form      what is filled in for each act      correction  what can be corrected
//! choices   what can be chosen                  answers     what was typed
//! command   from there to the command           load        what is read for it
//! effect    what it would do to the clock       refusal     why it was not done, field by field
//! page      the form as it is shown
//! ```

mod answers;
mod choices;
mod command;
mod correction;
mod effect;
mod form;
mod load;
mod page;
mod refusal;

use actix_web::HttpResponse;
use actix_web::web::{Data, Path, Query};
use serde::Deserialize;

use self::answers::{Answers, Typed};
use self::command::command;
use self::correction::Corrected;
use self::page::Shown;
use super::case::{Seat, act_address};
use super::layout::see_other;
use super::parts::Faults;
use super::queue::word;
use crate::app::{App, AppError, Order, act_once, splitting};
use crate::domain::case::{Command, CommandKind, Request};
use crate::store::StoreError;
use crate::web::auth::{CaseWorker, On};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

/// The button that only asks what the act would do.
const PREVIEW: &str = "preview";

/// What is corrected, if anything is.
#[derive(Deserialize)]
pub(in crate::web) struct ActQuery {
    #[serde(default)]
    field: Option<Corrected>,
}

/// Shows the form.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: On<CaseWorker>,
    visit: Visit,
    path: Path<(String, String)>,
    query: Query<ActQuery>,
) -> Result<HttpResponse, WebError> {
    let (seat, kind) = (Seat::of(&officer), kind_of(&path.1)?);
    if form::items(kind).is_none() {
        let elsewhere = act_address(seat.case, kind).ok_or(WebError::NoSuchPage)?;
        return Ok(see_other(&visit.reader.href(&elsewhere)));
    }
    let corrected = query.field.unwrap_or(Corrected::ReceivedOn);
    page::send(&app, &seat, visit, Shown { kind, corrected, ..Shown::default() }).await
}

/// Does the act, or says what it would do.
pub(in crate::web) async fn send(
    app: Data<App>,
    officer: On<CaseWorker>,
    visit: Visit,
    path: Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let (seat, kind, lang) = (Seat::of(&officer), kind_of(&path.1)?, visit.reader.lang);
    form::items(kind).ok_or(WebError::NoSuchPage)?;
    let corrected = posted.value("field").parse().unwrap_or(Corrected::ReceivedOn);
    let typed = Typed(posted.others(&["act"]));
    let shown = Shown { kind, corrected, typed, ..Shown::default() };
    let is_unseen = kind == CommandKind::NotifyFee && shown.typed.value("amount_yuan").is_empty();
    if posted.act() == PREVIEW || is_unseen {
        return page::send(&app, &seat, visit, Shown { is_preview: true, ..shown }).await;
    }
    let done = match asked(&app, &seat, &shown, &posted, lang).await? {
        Err(faults) => Err(faults),
        Ok(asked) => match perform(&app, &seat, asked).await {
            Ok(()) => Ok(()),
            Err(WebError::App(AppError::Store(StoreError::StaleVersion { .. }))) => {
                return page::send(&app, &seat, visit, Shown { is_stale: true, ..shown }).await;
            }
            Err(error) => Err(refusal::faults(lang, kind, error)?),
        },
    };
    match done {
        Ok(()) => {
            visit.say_of("act-done", &word(lang, "command", kind.as_str()));
            Ok(see_other(&visit.reader.href(&format!("/cases/{}", seat.case))))
        }
        Err(faults) => page::send(&app, &seat, visit, Shown { faults, ..shown }).await,
    }
}

/// The act of an address: `request-supplement`.
fn kind_of(name: &str) -> Result<CommandKind, WebError> {
    name.replace('-', "_").parse().map_err(|_| WebError::NoSuchPage)
}

/// An act as it is asked for.
struct Asked {
    command: Command,
    on: chrono::NaiveDate,
    expected: i32,
    once: Option<crate::app::once::OnceKey>,
    /// What each part of a request that is split asks for.
    parts: Vec<Request>,
}

async fn asked(
    app: &Data<App>,
    seat: &Seat,
    shown: &Shown,
    posted: &Posted,
    lang: crate::messages::Lang,
) -> Result<Result<Asked, Faults>, WebError> {
    let (kind, who) = (shown.kind, seat.clone());
    let file = read(app, move |app| load::Loaded::read(app, &who, kind)).await?.file;
    let mut answers = Answers::sent(lang, &shown.typed);
    let (command, on) = (command(kind, &file.case, shown.corrected, &mut answers), answers.date("on"));
    let expected = answers.number("version");
    let parts = answers.lines("parts").into_iter().map(|subject| Request { subject, ..Request::default() }).collect();
    let (Some(command), Some(on), Some(expected)) = (command, on, expected) else {
        return Ok(Err(answers.faults()));
    };
    let what = format!("{kind} {}", seat.case);
    let once = posted.once(app, &seat.who.officer.to_string(), &what, &[])?;
    Ok(Ok(Asked { command, on, expected, once, parts }))
}

/// Does it, by the same functions as programs do.
async fn perform(app: &Data<App>, seat: &Seat, asked: Asked) -> Result<(), WebError> {
    let seat = seat.clone();
    read(app, move |app| {
        let Asked { command, on, expected, once, parts } = asked;
        let actor = seat.actor();
        let is_splitting = command.kind() == CommandKind::Split;
        let order =
            Order { agency: &seat.agency, case: seat.case, expected: Some(expected), actor: &actor, command, on, once };
        if is_splitting { splitting::split(app, order, &parts).map(|_| ()) } else { act_once(app, order).map(|_| ()) }
    })
    .await
}
