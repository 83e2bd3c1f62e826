//! 期限计算器: when a reply would be due, and why. Everything stands in the address, so the answer can be passed on.

use actix_web::HttpResponse;
use actix_web::web::{Data, Query};
use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

use crate::app::deadline_preview::{self, WhatIf};
use crate::app::{App, find_agency};
use crate::domain::deadline::Deadline;
use crate::domain::status::DeadlineState;
use crate::messages::Lang;
use crate::web::api::queue::agency_code;
use crate::web::limits::Public;
use crate::web::pages::layout::{Page, send_with};
use crate::web::pages::parts::{Explanation, Faults, Field, Fields, Summary};
use crate::web::visit::Visit;
use crate::web::{WebError, read};

/// Working days of an extension unless it is said otherwise (art 33).
const EXTENSION: u32 = 20;

#[derive(Template)]
#[template(path = "portal/calculator.html", config = "src/web/askama.toml")]
struct CalculatorPage {
    page: Page,
    summary: Option<Summary>,
    received: Field,
    further: Vec<Field>,
    /// Whether anything further is filled in.
    is_further: bool,
    result: Option<Answer>,
}

struct Answer {
    date: Option<NaiveDate>,
    note: String,
    is_provisional: bool,
    regime: String,
    explanation: Explanation,
}

/// What would happen, as it is typed; empty where it would not.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct CalculatorQuery {
    received_on: String,
    agency: String,
    supplement_requested_on: String,
    supplemented_on: String,
    consulted_on: String,
    answered_on: String,
    extended_on: String,
    extension_working_days: String,
    as_of: String,
}

impl CalculatorQuery {
    /// The dates that are optional: name, label and value of each.
    fn dates(&self) -> [(&'static str, &'static str, &str); 6] {
        [
            ("supplement_requested_on", "portal-calc-supplement", &self.supplement_requested_on),
            ("supplemented_on", "portal-calc-supplemented", &self.supplemented_on),
            ("consulted_on", "portal-calc-consulted", &self.consulted_on),
            ("answered_on", "portal-calc-answered", &self.answered_on),
            ("extended_on", "portal-calc-extended", &self.extended_on),
            ("as_of", "portal-calc-as-of", &self.as_of),
        ]
    }

    /// What it means, unless a field cannot be read.
    fn what_if(&self, lang: Lang) -> Result<WhatIf, Faults> {
        let mut faults = Faults::default();
        let mut date = |name: &str, text: &str| match text.trim() {
            "" => None,
            text => {
                let read = text.parse::<NaiveDate>();
                if read.is_err() {
                    faults = std::mem::take(&mut faults).and(name, lang.text("portal-calc-no-date"));
                }
                read.ok()
            }
        };
        let received_on = date("received_on", &self.received_on);
        let [supplement, supplemented, consulted, answered, extended, as_of] =
            self.dates().map(|(name, _, text)| date(name, text));
        let days = match self.extension_working_days.trim() {
            "" => Some(EXTENSION),
            text => text.parse().ok(),
        };
        if days.is_none() {
            faults = faults.and("extension_working_days", lang.text("portal-calc-no-number"));
        }
        let (true, Some(received_on)) = (faults.is_empty(), received_on) else { return Err(faults) };
        let extended = extended.zip(days);
        Ok(WhatIf { received_on, supplement, supplemented, consulted, answered, extended, as_of })
    }
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    _: Public,
    visit: Visit,
    query: Query<CalculatorQuery>,
) -> Result<HttpResponse, WebError> {
    let (lang, query) = (visit.reader.lang, query.into_inner());
    let (result, faults) = match query.what_if(lang) {
        Ok(what_if) => match answer(&app, lang, &query.agency, what_if).await {
            Ok(answer) => (Some(answer), Faults::default()),
            Err(error) => (None, Faults::of(lang, error)?),
        },
        Err(faults) => (None, faults),
    };
    let fields = Fields::new(lang, &faults);
    let today = app.clock.today().to_string();
    let received_on = if query.received_on.is_empty() { &today } else { &query.received_on };
    let mut further: Vec<Field> =
        query.dates().iter().map(|(name, label, value)| fields.date(name, label, value)).collect();
    let days = fields.input("number", "extension_working_days", "portal-calc-days", &query.extension_working_days);
    further.insert(5, days.hint(lang.text("portal-calc-days-hint")));
    let template = CalculatorPage {
        page: Page::portal(&app, visit),
        summary: faults.summary(lang),
        received: fields
            .date("received_on", "portal-calc-received", received_on)
            .required()
            .hint(lang.text("portal-calc-received-hint")),
        is_further: query.dates().iter().any(|(_, _, value)| !value.is_empty()),
        further,
        result,
    };
    send_with(faults.status(), lang, &template)
}

async fn answer(app: &Data<App>, lang: Lang, agency: &str, what_if: WhatIf) -> Result<Answer, WebError> {
    let code = if agency.is_empty() { None } else { Some(agency_code(agency)?) };
    let (deadline, calendar) = read(app, move |app| {
        let deadline = deadline_preview::preview(app, code.as_ref(), &what_if)?;
        let calendar = match &code {
            Some(code) => find_agency(app, code)?.calendar,
            None => app.rulebook.calendar(None)?,
        };
        Ok((deadline, calendar))
    })
    .await?;
    Ok(Answer {
        date: deadline.due_on,
        note: note(lang, &deadline),
        is_provisional: deadline.provisional,
        regime: lang.text("portal-calc-basis"),
        explanation: Explanation::of(lang, &deadline.trace, &calendar),
    })
}

fn note(lang: Lang, deadline: &Deadline) -> String {
    let left = deadline.remaining_working_days.unwrap_or_default();
    let restarted = deadline.due_if_restarted_today.map(|on| on.to_string()).unwrap_or_default();
    match deadline.state {
        DeadlineState::Running if left == 0 => lang.text("web-due-today"),
        DeadlineState::Running | DeadlineState::Met => lang.with("web-due-running", &[("left", left.into())]),
        DeadlineState::Stopped => lang.with("web-verdict-restarted", &[("restarted", restarted.into())]),
        DeadlineState::Late => lang.with("portal-calc-past", &[("late", (-left).into())]),
    }
}
