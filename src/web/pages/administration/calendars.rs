//! 工作日历: the years in force, where each comes from, and a new file to be looked at.

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;

use crate::app::administration::administered;
use crate::app::calendars::upload::{self, ListedCalendar};
use crate::app::{App, AppError, accounts};
use crate::messages::regions;
use crate::store::calendar_files::CalendarFileRow;
use crate::web::auth::{Administrator, Somewhere};
use crate::web::pages::layout::{Page, send_with};
use crate::web::pages::parts::{Faults, Field, Fields, Summary};
use crate::web::visit::Visit;
use crate::web::{WebError, read};

/// Where the page is.
pub(super) const HERE: &str = "/administration/calendars";

#[derive(Template)]
#[template(path = "administration/calendars.html", config = "src/web/askama.toml")]
struct CalendarsPage {
    page: Page,
    here: String,
    summary: Option<Summary>,
    rows: Vec<Row>,
    /// The form for a new file; none for whoever administers no root.
    upload: Vec<Field>,
}

struct Row {
    name: String,
    year: i32,
    region: String,
    citations: Vec<String>,
    source: String,
    /// Who uploaded it and when.
    uploaded: Option<String>,
    is_provisional: bool,
    /// Whether it may be taken away here.
    may_be_withdrawn: bool,
}

/// A file of the list, with the name of whoever uploaded it.
struct Found {
    listed: ListedCalendar,
    by: Option<String>,
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    who: Somewhere<Administrator>,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    page(&app, &who, visit, "", Faults::default()).await
}

/// The page with a file that cannot be used, to be corrected.
pub(super) async fn page(
    app: &Data<App>,
    who: &Somewhere<Administrator>,
    visit: Visit,
    text: &str,
    faults: Faults,
) -> Result<HttpResponse, WebError> {
    let officer = who.officer();
    let (found, may_upload) =
        read(app, move |app| Ok((find(app)?, administered::administered(app, officer)?.has_root))).await?;
    let page = Page::desk(app, visit, &who.who).await?;
    let lang = page.reader.lang;
    let fields = Fields::new(lang, &faults);
    let upload = vec![
        fields.files("file", "admin-calendar-file", ".toml").hint(lang.text("admin-calendar-file-hint")),
        fields.area("text", "admin-calendar-text", text).hint(lang.text("admin-calendar-text-hint")).rows(8),
    ];
    let template = CalendarsPage {
        here: page.href(HERE),
        summary: faults.summary(lang),
        rows: found.into_iter().map(|found| row(app, &page, found, may_upload)).collect(),
        upload: if may_upload { upload } else { Vec::new() },
        page,
    };
    send_with(faults.status(), lang, &template)
}

fn find(app: &App) -> Result<Vec<Found>, AppError> {
    let mut listed = upload::list(app)?;
    // The years that are known stand first, the last of them at the top.
    listed.sort_by_key(|ListedCalendar { file, .. }| {
        (file.layer.jurisdiction.clone(), file.statutory_only, std::cmp::Reverse(file.layer.year))
    });
    let named = |row: &CalendarFileRow| row.uploaded_by.parse().ok().map(|id| Ok(accounts::account(app, id)?.name));
    let with_name = |listed: ListedCalendar| {
        let by: Option<Result<String, AppError>> = listed.upload.as_ref().and_then(named);
        Ok(Found { by: by.transpose()?, listed })
    };
    listed.into_iter().map(with_name).collect()
}

fn row(app: &App, page: &Page, Found { listed, by }: Found, may_upload: bool) -> Row {
    let lang = page.reader.lang;
    let ListedCalendar { file, upload } = listed;
    let uploaded = upload.map(|row| {
        let at = app.clock.local(row.uploaded_at).format("%Y-%m-%d %H:%M").to_string();
        lang.with("admin-calendar-uploaded", &[("at", at.into()), ("by", by.unwrap_or(row.uploaded_by).into())])
    });
    Row {
        year: file.layer.year,
        region: regions::region(lang, file.layer.jurisdiction.as_ref()),
        source: lang.text(&format!("admin-calendar-source-{}", file.source.code().replace('_', "-"))),
        may_be_withdrawn: may_upload && uploaded.is_some(),
        uploaded,
        is_provisional: file.statutory_only,
        citations: file.citations,
        name: file.name,
    }
}
