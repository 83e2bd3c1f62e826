//! 门户首页: who can be asked, in three steps, and what the law promises.

use std::collections::HashMap;

use actix_web::HttpResponse;
use actix_web::web::{Data, Query};
use askama::Template;
use serde::Deserialize;

use super::apply;
use crate::app::{App, agencies};
use crate::domain::ids::AgencyId;
use crate::store::agencies::AgencyRow;
use crate::web::limits::Public;
use crate::web::pages::layout::{Page, send};
use crate::web::reader::escaped;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

/// Agencies that a search shows at most.
const FOUND_AT_MOST: usize = 50;

#[derive(Template)]
#[template(path = "portal/home.html", config = "src/web/askama.toml")]
struct HomePage {
    page: Page,
    /// The body whose portal this is.
    body: String,
    q: String,
    is_search: bool,
    /// The agencies above those that are shown: name and address.
    above: Vec<(String, String)>,
    agencies: Vec<Asked>,
}

/// An agency that can be asked.
struct Asked {
    name: String,
    /// The agency above it, where that is not clear from the place.
    parent: Option<String>,
    apply: Option<String>,
    /// Where the agencies below it are shown.
    below: Option<String>,
}

/// Which agencies.
#[derive(Deserialize)]
pub(in crate::web) struct HomeQuery {
    /// Whose name or code contains this.
    #[serde(default)]
    q: String,
    /// Those below the one with this code.
    #[serde(default)]
    under: String,
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    _: Public,
    visit: Visit,
    query: Query<HomeQuery>,
) -> Result<HttpResponse, WebError> {
    let all = read(&app, agencies).await?;
    let tree = Tree::of(&all);
    let HomeQuery { q, under } = query.into_inner();
    let q = q.trim().to_owned();
    let page = Page::portal(&app, visit);
    let top = tree.place(&under);
    let shown = if q.is_empty() { tree.children(top) } else { tree.matching(&q) };
    let template = HomePage {
        body: tree.body().unwrap_or_else(|| page.t("portal-body")),
        above: top.map(|row| tree.above(&page, row)).unwrap_or_default(),
        agencies: shown
            .into_iter()
            .enumerate()
            .map(|(place, row)| tree.asked(&page, row, (!q.is_empty(), place)))
            .collect(),
        is_search: !q.is_empty(),
        q,
        page,
    };
    send(template.page.reader.lang, &template)
}

struct Tree<'a> {
    all: &'a [AgencyRow],
    by_id: HashMap<AgencyId, &'a AgencyRow>,
    below: HashMap<AgencyId, Vec<&'a AgencyRow>>,
}

impl<'a> Tree<'a> {
    fn of(all: &'a [AgencyRow]) -> Self {
        let mut below: HashMap<AgencyId, Vec<&AgencyRow>> = HashMap::new();
        for row in all {
            if let Some(parent) = row.parent_id {
                below.entry(parent).or_default().push(row);
            }
        }
        Self { all, by_id: all.iter().map(|row| (row.id, row)).collect(), below }
    }

    fn roots(&self) -> impl Iterator<Item = &'a AgencyRow> {
        self.all.iter().filter(|row| row.parent_id.is_none())
    }

    /// The name of the body at the top, if there is only one.
    fn body(&self) -> Option<String> {
        let mut roots = self.roots();
        let first = roots.next()?;
        roots.next().is_none().then(|| first.name.clone())
    }

    fn place(&self, code: &str) -> Option<&'a AgencyRow> {
        self.all.iter().find(|row| row.code == code)
    }

    /// Those right below an agency; at the top, the roots with those right below them if there is only one.
    fn children(&self, top: Option<&'a AgencyRow>) -> Vec<&'a AgencyRow> {
        let roots: Vec<_> = self.roots().collect();
        match (top, roots.as_slice()) {
            (Some(top), _) => std::iter::once(top).chain(self.below_of(top)).collect(),
            (None, [only]) => std::iter::once(*only).chain(self.below_of(only)).collect(),
            (None, _) => roots,
        }
    }

    fn below_of(&self, row: &AgencyRow) -> impl Iterator<Item = &'a AgencyRow> {
        self.below.get(&row.id).into_iter().flatten().copied()
    }

    fn matching(&self, q: &str) -> Vec<&'a AgencyRow> {
        let q = q.to_lowercase();
        let is_match = |row: &&AgencyRow| row.name.to_lowercase().contains(&q) || row.code.to_lowercase().contains(&q);
        self.all.iter().filter(is_match).take(FOUND_AT_MOST).collect()
    }

    fn above(&self, page: &Page, row: &AgencyRow) -> Vec<(String, String)> {
        let mut names = Vec::new();
        let mut next = row.parent_id;
        while let Some(row) = next.and_then(|id| self.by_id.get(&id)) {
            names.push((row.name.clone(), page.href(&under(&row.code))));
            next = row.parent_id;
        }
        names.reverse();
        names
    }

    /// `place` is where it stands; of a list that is no search the first stands above the others.
    fn asked(&self, page: &Page, row: &AgencyRow, (is_search, place): (bool, usize)) -> Asked {
        let parent = row.parent_id.and_then(|id| self.by_id.get(&id)).map(|parent| parent.name.clone());
        Asked {
            name: row.name.clone(),
            parent: parent.filter(|_| is_search),
            apply: row.active.then(|| page.href(&apply::address(&row.code))),
            below: (self.below.contains_key(&row.id) && (is_search || place > 0)).then(|| page.href(&under(&row.code))),
        }
    }
}

fn under(code: &str) -> String {
    format!("/?under={}#agencies", escaped(code))
}
