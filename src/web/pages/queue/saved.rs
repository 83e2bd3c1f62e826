//! 常用查询: lists that somebody keeps under a name, alone or for everybody of the agency.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::web::Data;

use super::asked::{Asked, address};
use crate::app::saved_views;
use crate::app::{Agency, App, AppError};
use crate::domain::ids::{OfficerId, ViewId};
use crate::store::saved_views::SavedViewRow;
use crate::web::api::saved_views::{Kept, SavedViewBody, form};
use crate::web::auth::{CaseReader, Head, In};
use crate::web::pages::layout::{Page, agency_address, see_other};
use crate::web::pages::parts::Faults;
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

/// A list that is kept.
pub(super) struct View {
    pub id: String,
    pub name: String,
    pub address: String,
    pub is_shared: bool,
    /// Whether it may be taken away by whoever looks.
    pub is_removable: bool,
    /// Whether it is what is shown.
    pub is_current: bool,
}

/// The rows that somebody sees in an agency: one's own, then those that others share there.
pub(super) fn rows(app: &App, agency: &Agency, me: OfficerId) -> Result<Vec<SavedViewRow>, AppError> {
    let mut rows = saved_views::list_views(app, me)?;
    let shared = saved_views::list_shared(app, agency)?;
    rows.extend(shared.into_iter().filter(|row| row.officer_id != me));
    Ok(rows)
}

/// The lists of this agency among them.
pub(super) fn views(
    page: &Page,
    asked: &Asked,
    officer: &In<CaseReader>,
    rows: &[SavedViewRow],
) -> Result<Vec<View>, WebError> {
    let here = agency_address(&officer.agency.code);
    let shown: BTreeMap<&str, &str> = asked.pairs().iter().map(|(name, value)| (name.as_str(), value.trim())).collect();
    let mut views = Vec::new();
    for row in rows {
        let Kept { agency, query } = Kept::read(row)?;
        if agency != officer.agency.code {
            continue;
        }
        let pairs = query.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let is_mine = row.officer_id == officer.officer();
        views.push(View {
            id: row.id.to_string(),
            name: row.name.clone(),
            is_current: !shown.is_empty() && shown == pairs.clone().collect(),
            address: page.href(&address(&here, pairs)),
            is_shared: row.shared_in.is_some(),
            is_removable: is_mine || officer.may::<Head>(),
        });
    }
    Ok(views)
}

/// Keeps what is shown under a name, replaces what is kept by it, or takes a list away, as the button says.
pub(in crate::web) async fn send(
    app: Data<App>,
    officer: In<CaseReader>,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let asked = Asked::read(posted.others(&["act", "view", "label", "shared"]))?;
    let back = asked.with(&agency_address(&officer.agency.code), &[]);
    let done = match posted.act() {
        "keep" => keep(&app, &officer, &asked, &posted).await.map(|()| "queue-view-kept"),
        "remove" => remove(&app, &officer, view_id(&posted)?).await.map(|()| "queue-view-removed"),
        _ => Err(WebError::BadParameter { name: "act" }),
    };
    match done {
        Ok(said) => visit.say(said),
        Err(error) => {
            let sentence = error.tell(visit.reader.lang).message;
            Faults::of(visit.reader.lang, error)?;
            visit.say_of("queue-view-not-kept", &sentence);
        }
    }
    Ok(see_other(&visit.reader.href(&back)))
}

/// Under the name of a list of one's own it takes its place.
async fn keep(app: &Data<App>, officer: &In<CaseReader>, asked: &Asked, posted: &Posted) -> Result<(), WebError> {
    let query = asked.pairs().iter().map(|(name, value)| (name.clone(), value.trim().to_owned())).collect();
    let (name, me) = (posted.value("label").to_owned(), officer.officer());
    let body = SavedViewBody::new(name.clone(), officer.agency.code.clone(), query, posted.value("shared") == "yes");
    let form = form(body)?;
    let once = posted.once(app, &me.to_string(), "keep a view", &[])?;
    read(app, move |app| {
        let same = saved_views::list_views(app, me)?.into_iter().find(|row| row.name == name);
        match same {
            Some(row) => saved_views::replace_view(app, me, row.id, &form).map(drop),
            None => saved_views::create_view(app, me, &form, once).map(drop),
        }
    })
    .await
}

async fn remove(app: &Data<App>, officer: &In<CaseReader>, id: ViewId) -> Result<(), WebError> {
    let (me, agency, is_head) = (officer.officer(), officer.agency.clone(), officer.may::<Head>());
    read(app, move |app| {
        let is_mine = saved_views::list_views(app, me)?.iter().any(|row| row.id == id);
        if is_head && !is_mine {
            saved_views::delete_shared_view(app, &agency, id)
        } else {
            saved_views::delete_view(app, me, id)
        }
    })
    .await
}

fn view_id(posted: &Posted) -> Result<ViewId, WebError> {
    posted.value("view").parse().map_err(|_| WebError::BadParameter { name: "view" })
}
