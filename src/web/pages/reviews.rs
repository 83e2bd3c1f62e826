//! 待我审查: a reviewer's own list, step by step, what is due first first.

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;

use super::layout::{Page, send};
use super::queue::word;
use super::rows::{Row, row_to};
use crate::app::App;
use crate::app::queue::ListedCase;
use crate::app::today::{self, Waiting};
use crate::domain::role::Role;
use crate::web::auth::Signed;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "reviews.html", config = "src/web/askama.toml")]
struct ReviewsPage {
    page: Page,
    groups: Vec<Group>,
}

/// What waits in one step of one agency.
struct Group {
    /// The step, in the words of the agency.
    step: String,
    /// The agency, if one reviews in several.
    agency: Option<String>,
    count: String,
    cases: Vec<Row>,
}

/// Shows the page.
pub(in crate::web) async fn show(app: Data<App>, who: Signed, visit: Visit) -> Result<HttpResponse, WebError> {
    let me = who.officer;
    let waiting = read(&app, move |app| today::reviews(app, me)).await?;
    let page = Page::desk(&app, visit, &who).await?;
    let has_several = waiting.len() > 1;
    let groups = waiting.iter().flat_map(|waiting| groups(&page, waiting, has_several)).collect();
    send(page.reader.lang, &ReviewsPage { groups, page })
}

/// The steps in their order.
fn groups(page: &Page, waiting: &Waiting, has_several: bool) -> Vec<Group> {
    let lang = page.reader.lang;
    let mut roles: Vec<Option<Role>> = Vec::new();
    for case in &waiting.cases {
        let role = case.row.state.review_role;
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    let policy = &waiting.agency.policy.review;
    roles.sort_by_key(|role| policy.steps.iter().position(|step| Some(step.role) == *role));
    let group = |role: Option<Role>| {
        let cases: Vec<Row> = of(waiting, role).map(|case| row_to(page, case, "/review")).collect();
        let step = policy.steps.iter().find(|step| Some(step.role) == role).map(|step| step.name.clone());
        let named = || role.map(|role| word(lang, "role", role.as_str())).unwrap_or_default();
        Group {
            step: step.unwrap_or_else(named),
            agency: has_several.then(|| waiting.agency.name.clone()),
            count: lang.with("reviews-count", &[("count", cases.len().into())]),
            cases,
        }
    };
    roles.into_iter().map(group).collect()
}

fn of(waiting: &Waiting, role: Option<Role>) -> impl Iterator<Item = &ListedCase> {
    waiting.cases.iter().filter(move |case| case.row.state.review_role == role)
}
