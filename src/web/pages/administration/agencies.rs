//! 机关: the tree of those that somebody administers, and a new one in it.

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;
use serde::Deserialize;

use super::{address, faults};
use crate::app::administration::administered::{self, Administered, AdministeredAgency};
use crate::app::administration::agencies;
use crate::app::{AgencyForm, App};
use crate::domain::applicant::{NAME_MAX, Name};
use crate::domain::numbering::TEMPLATE_MAX;
use crate::messages::{Lang, regions};
use crate::web::auth::{Administrator, Somewhere};
use crate::web::pages::layout::{Page, see_other, send_with};
use crate::web::pages::parts::{Choice, Faults, Field, Fields, Summary};
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

/// Steps of indentation that there are in the style sheet.
const DEEPEST: usize = 5;

#[derive(Template)]
#[template(path = "administration/agencies.html", config = "src/web/askama.toml")]
struct AgenciesPage {
    page: Page,
    rows: Vec<Row>,
    summary: Option<Summary>,
    /// The form for a new one; none for whoever has no place to put it.
    form: Vec<Field>,
}

struct Row {
    address: String,
    name: String,
    code: String,
    depth: usize,
    region: String,
    is_closed: bool,
}

/// What is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    code: String,
    name: String,
    parent: String,
    region: String,
    letter_prefix: String,
}

impl Typed {
    fn form(&self, lang: Lang) -> Result<AgencyForm, Faults> {
        let code = self.code.trim().parse();
        let name: Result<Name, _> = self.name.parse();
        let parent = Some(self.parent.as_str()).filter(|code| !code.is_empty()).map(str::parse).transpose();
        let mut wrong = Faults::default();
        if let Err(problem) = &name {
            wrong = wrong.and("name", faults::name(lang, *problem));
        }
        if code.is_err() {
            wrong = wrong.and("code", lang.text("admin-code-wrong"));
        }
        if parent.is_err() {
            wrong = wrong.and("parent", lang.text("admin-parent-wrong"));
        }
        match (code, name, parent) {
            (Ok(code), Ok(name), Ok(parent)) => Ok(AgencyForm {
                parent,
                region: given(&self.region),
                letter_prefix: self.letter_prefix.trim().to_owned(),
                ..AgencyForm::new(code, name.as_str())
            }),
            (Err(_), ..) | (_, Err(_), _) | (.., Err(_)) => Err(wrong),
        }
    }
}

/// A text that was chosen; none if it is empty.
pub(super) fn given(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

/// Shows the tree.
pub(in crate::web) async fn show(
    app: Data<App>,
    who: Somewhere<Administrator>,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    page(&app, &who, visit, &Typed::default(), Faults::default()).await
}

/// Enters an agency.
pub(in crate::web) async fn send(
    app: Data<App>,
    who: Somewhere<Administrator>,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let lang = visit.reader.lang;
    let typed: Typed = posted.typed()?;
    let entered = match typed.form(lang) {
        Err(faults) => Err(faults),
        Ok(form) => {
            let (actor, once) = (who.actor(), posted.once(&app, &who.officer().to_string(), "create_agency", &[])?);
            let added = read(&app, move |app| agencies::add(app, &actor, &form, once)).await;
            faults::tried(lang, added)?.map_err(|faults| faults.about("code"))
        }
    };
    match entered {
        Ok(row) => {
            visit.say("admin-agency-entered");
            Ok(see_other(&visit.reader.href(&address(&row.code))))
        }
        Err(faults) => page(&app, &who, visit, &typed, faults).await,
    }
}

async fn page(
    app: &Data<App>,
    who: &Somewhere<Administrator>,
    visit: Visit,
    typed: &Typed,
    faults: Faults,
) -> Result<HttpResponse, WebError> {
    let officer = who.officer();
    let scope = read(app, move |app| administered::administered(app, officer)).await?;
    let page = Page::desk(app, visit, &who.who).await?;
    let lang = page.reader.lang;
    let highest = scope.agencies.iter().map(|one| one.depth).min().unwrap_or_default();
    let template = AgenciesPage {
        rows: scope.agencies.iter().map(|one| row(&page, one, highest)).collect(),
        summary: faults.summary(lang),
        form: form(app, lang, &scope, typed, &faults),
        page,
    };
    send_with(faults.status(), lang, &template)
}

fn row(page: &Page, AdministeredAgency { agency, depth, .. }: &AdministeredAgency, highest: usize) -> Row {
    Row {
        address: page.href(&address(&agency.code)),
        name: agency.name.clone(),
        code: agency.code.clone(),
        depth: depth.saturating_sub(highest).min(DEEPEST),
        region: region_name(page.reader.lang, agency.region.as_deref()),
        is_closed: !agency.active,
    }
}

fn form(app: &App, lang: Lang, scope: &Administered, typed: &Typed, faults: &Faults) -> Vec<Field> {
    let fields = Fields::new(lang, faults);
    let mut parents: Vec<Choice> =
        scope.has_whole_tree.then(|| Choice::new("", lang.text("admin-no-parent"))).into_iter().collect();
    let may_have_below = scope.agencies.iter().filter(|one| one.with_all_below && one.agency.active);
    parents.extend(may_have_below.map(|one| Choice::new(&one.agency.code, one.agency.name.clone())));
    if parents.is_empty() {
        return Vec::new();
    }
    let first = parents.iter().find(|choice| !choice.value.is_empty()).map(|choice| choice.value.clone());
    let parent = if typed.code.is_empty() { first.unwrap_or_default() } else { typed.parent.clone() };
    vec![
        fields.text("name", "admin-agency-name", &typed.name).required().most(NAME_MAX),
        fields.text("code", "admin-agency-code", &typed.code).hint(lang.text("admin-code-hint")).required().most(64),
        fields.select("parent", "admin-parent", &parent, parents).required(),
        region(app, lang, &fields, &typed.region),
        prefix(lang, &fields, &typed.letter_prefix),
    ]
}

/// 地区: whose holidays the agency keeps.
pub(super) fn region(app: &App, lang: Lang, fields: &Fields<'_>, value: &str) -> Field {
    let rules = app.rulebook.current();
    let national = Choice::new("", region_name(lang, None));
    // The first of them is the country itself.
    let others =
        rules.regions().filter(|code| *code != "CN").map(|code| Choice::new(code, regions::region(lang, code)));
    let choices = std::iter::once(national).chain(others).collect();
    fields.select("region", "admin-region", value, choices).hint(lang.text("admin-region-hint")).required()
}

/// 代字
pub(super) fn prefix(lang: Lang, fields: &Fields<'_>, value: &str) -> Field {
    fields
        .text("letter_prefix", "admin-letter-prefix", value)
        .hint(lang.text("admin-letter-prefix-hint"))
        .most(TEMPLATE_MAX)
}

/// How a region is called; none is the whole country.
pub(super) fn region_name(lang: Lang, region: Option<&str>) -> String {
    region.map_or_else(|| lang.text("admin-region-national"), |code| regions::region(lang, code))
}
