//! 核对栏目: which column of a file is what.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use askama::Template;

use super::{Trail, address, discard, import_id, trail};
use crate::app::App;
use crate::app::register_import::{Heading, Mapping, Opened, choose, map, open};
use crate::domain::code::{Category, Channel};
use crate::domain::register::{Field, ImportState};
use crate::letters::register::title;
use crate::messages::Lang;
use crate::web::auth::{In, Registrar};
use crate::web::pages::layout::{Page, see_other, send_with};
use crate::web::pages::parts::{self, Choice, Faults, Fields, Summary};
use crate::web::pages::queue::word;
use crate::web::posted::Posted;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "register_import/columns.html", config = "src/web/askama.toml")]
struct ColumnsPage {
    page: Page,
    trail: Trail,
    here: String,
    file: String,
    /// Which table is read, where the file has several.
    sheet: Option<parts::Field>,
    columns: Vec<Column>,
    unsaid: Vec<parts::Field>,
    /// Whether it has been taken over, and nothing is to be put right any more.
    is_done: bool,
    summary: Option<Summary>,
}

/// A column of the file.
struct Column {
    name: String,
    title: String,
    sample: String,
    choices: Vec<Meaning>,
}

/// One of the things that it may be.
struct Meaning {
    value: &'static str,
    label: String,
    is_chosen: bool,
}

/// Shows the columns.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<Registrar>,
    path: Path<(String, String)>,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    let (id, agency) = (import_id(&path.1)?, officer.agency.clone());
    let opened = read(&app, move |app| open(app, &agency, id)).await?;
    page(&app, &officer, visit, &opened, &Faults::default()).await
}

/// Tries the file with these columns, or takes it away.
pub(in crate::web) async fn send(
    app: Data<App>,
    officer: In<Registrar>,
    path: Path<(String, String)>,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let (id, agency, lang) = (import_id(&path.1)?, officer.agency.clone(), visit.reader.lang);
    if posted.act() == "discard" {
        return discard(&app, &officer, &visit, id).await;
    }
    if posted.act() == "sheet" {
        let table = posted.value("sheet").parse().map_err(|_| WebError::BadParameter { name: "sheet" })?;
        read(&app, move |app| choose(app, &agency, id, table)).await?;
        return Ok(see_other(&visit.reader.href(&address(&officer.agency.code, id))));
    }
    let opened = read(&app, move |app| open(app, &agency, id)).await?;
    let mapping = typed(&opened.mapping, &posted)?;
    let (agency, tried) = (officer.agency.clone(), mapping.clone());
    match read(&app, move |app| map(app, &agency, id, tried)).await {
        Ok(_) => {
            let outcome = format!("{}/outcome", address(&officer.agency.code, id));
            Ok(see_other(&visit.reader.href(&outcome)))
        }
        Err(error) => {
            let faults = Faults::of(lang, error)?;
            page(&app, &officer, visit, &Opened { mapping, ..opened }, &faults).await
        }
    }
}

/// What was chosen for each column.
fn typed(known: &Mapping, posted: &Posted) -> Result<Mapping, WebError> {
    let chosen = |column: usize| match posted.value(&format!("column_{column}")) {
        "" => Ok(None),
        code => {
            let field: Result<Field, _> = code.parse();
            field.map(Some).map_err(|_| WebError::BadParameter { name: "column" })
        }
    };
    let columns = (0..known.columns.len()).map(chosen).collect::<Result<_, _>>()?;
    let (channel, category) = (posted.value("channel"), posted.value("category"));
    Ok(Mapping {
        columns,
        channel: Channel::ALL.iter().copied().find(|it| it.as_str() == channel),
        category: Category::ALL.iter().copied().find(|it| it.as_str() == category),
        ..known.clone()
    })
}

async fn page(
    app: &Data<App>,
    officer: &In<Registrar>,
    visit: Visit,
    opened: &Opened,
    faults: &Faults,
) -> Result<HttpResponse, WebError> {
    let page = Page::desk(app, visit, &officer.who).await?;
    let lang = page.reader.lang;
    let columns = opened.headings().into_iter().enumerate();
    let template = ColumnsPage {
        here: page.href(&address(&officer.agency.code, opened.row.id)),
        trail: trail(&page, officer),
        file: opened.row.file_name.clone(),
        sheet: sheet(lang, opened),
        columns: columns.map(|(place, heading)| column(lang, place, heading)).collect(),
        unsaid: unsaid(lang, faults, &opened.mapping),
        is_done: opened.row.state == ImportState::Imported,
        summary: faults.summary(lang),
        page,
    };
    send_with(faults.status(), lang, &template)
}

/// The tables to choose from; nothing where there is one, or where it is too late.
fn sheet(lang: Lang, opened: &Opened) -> Option<parts::Field> {
    if opened.tables.len() < 2 || opened.row.state == ImportState::Imported {
        return None;
    }
    let choice = |(number, name): &(usize, String)| Choice::new(&number.to_string(), name.clone());
    let choices = opened.tables.iter().map(choice).collect();
    let (faults, read) = (Faults::default(), opened.mapping.sheet.to_string());
    let field = Fields::new(lang, &faults).select("sheet", "register-import-sheet", &read, choices);
    Some(field.required().hint(lang.text("register-import-sheet-note")))
}

fn column(lang: Lang, place: usize, Heading { title: heading, sample, field }: Heading) -> Column {
    let read = Field::ALL.iter().filter(|field| field.is_read());
    let meaning = |it: &Field| Meaning { value: it.as_str(), label: title(lang, *it), is_chosen: field == Some(*it) };
    let untitled = || lang.with("register-import-untitled", &[("number", (place + 1).into())]);
    Column {
        name: format!("column_{place}"),
        title: if heading.is_empty() { untitled() } else { heading },
        sample,
        choices: read.map(meaning).collect(),
    }
}

/// What lines are that do not say it.
fn unsaid(lang: Lang, faults: &Faults, mapping: &Mapping) -> Vec<parts::Field> {
    let fields = Fields::new(lang, faults);
    let nothing = || Choice::new("", lang.text("register-import-none"));
    let channels = Channel::ALL.iter().map(|it| Choice::new(it.as_str(), word(lang, "channel", it.as_str())));
    let categories = Category::ALL.iter().map(|it| Choice::new(it.as_str(), word(lang, "category", it.as_str())));
    let channel = mapping.channel.map_or("", Channel::as_str);
    let category = mapping.category.map_or("", Category::as_str);
    vec![
        fields
            .select(
                "channel",
                "register-import-unsaid-channel",
                channel,
                [nothing()].into_iter().chain(channels).collect(),
            )
            .required(),
        fields
            .select(
                "category",
                "register-import-unsaid-category",
                category,
                [nothing()].into_iter().chain(categories).collect(),
            )
            .required(),
    ]
}
