//! 期限计算器: when a reply would be due, and why. Everything stands in the address, so the answer can be passed on.

use std::str::FromStr;

use actix_web::HttpResponse;
use actix_web::web::{Data, Query};
use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

use crate::app::deadline_preview::{self, WhatIf};
use crate::app::{App, find_agency};
use crate::domain::deadline::Deadline;
use crate::domain::regime::{Regime, RegimeId, Regimes};
use crate::domain::status::DeadlineState;
use crate::messages::Lang;
use crate::web::api::queue::agency_code;
use crate::web::limits::Public;
use crate::web::pages::layout::{Page, send_with};
use crate::web::pages::parts::{Choice, Explanation, Faults, Field, Fields, Summary};
use crate::web::pages::queue::asked::address;
use crate::web::pages::queue::word;
use crate::web::visit::Visit;
use crate::web::{WebError, read};

#[derive(Template)]
#[template(path = "portal/calculator.html", config = "src/web/askama.toml")]
struct CalculatorPage {
    page: Page,
    summary: Option<Summary>,
    /// Whose regional holidays count; empty for the national ones.
    agency: String,
    received: Field,
    regime: Field,
    further: Vec<Field>,
    /// Whether anything further is filled in.
    is_further: bool,
    /// The address of this very answer.
    address: String,
    result: Option<Answer>,
}

struct Answer {
    date: Option<NaiveDate>,
    note: String,
    is_provisional: bool,
    /// By which regulation it was counted.
    regime: String,
    explanation: Explanation,
}

/// What would happen, as it is typed; empty where it would not.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct CalculatorQuery {
    received_on: String,
    regime: String,
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

    /// Everything that is filled in, as it stands in an address.
    fn pairs(&self) -> Vec<(&str, &str)> {
        let days = ("extension_working_days", self.extension_working_days.as_str());
        let first = [("received_on", self.received_on.as_str()), ("regime", &self.regime), ("agency", &self.agency)];
        let dates = self.dates().map(|(name, _, value)| (name, value));
        let pairs = first.into_iter().chain(dates).chain([days]);
        pairs.map(|(name, value)| (name, value.trim())).filter(|(_, value)| !value.is_empty()).collect()
    }

    /// The regulation by which it is counted, where that can be said.
    fn counts_by<'a>(&self, regimes: &'a Regimes, today: NaiveDate) -> Option<&'a Regime> {
        match self.regime.parse::<RegimeId>() {
            Ok(id) => regimes.iter().find(|regime| regime.id == id),
            Err(_) => regimes.on(self.received_on.trim().parse().unwrap_or(today)).map(AsRef::as_ref),
        }
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
        let days = given::<u32>(&self.extension_working_days);
        if days.is_err() {
            faults = faults.and("extension_working_days", lang.text("portal-calc-no-number"));
        }
        let regime = given::<RegimeId>(&self.regime);
        if regime.is_err() {
            faults = faults.and("regime", lang.text("portal-calc-no-regime"));
        }
        match (received_on, regime, days) {
            (Some(received_on), Ok(regime), Ok(days)) if faults.is_empty() => {
                let extended = extended.map(|on| (on, days));
                Ok(WhatIf { received_on, regime, supplement, supplemented, consulted, answered, extended, as_of })
            }
            (..) => Err(faults),
        }
    }
}

/// What is in a box that may be left empty.
fn given<T: FromStr>(text: &str) -> Result<Option<T>, T::Err> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::parse).transpose()
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
    let (today, regimes) = (app.clock.today(), app.rulebook.regimes());
    let received_on = if query.received_on.is_empty() { &today.to_string() } else { &query.received_on };
    let longest = query.counts_by(regimes, today).map_or(0, |regime| regime.extension.working_days);
    let mut further: Vec<Field> =
        query.dates().iter().map(|(name, label, value)| fields.date(name, label, value)).collect();
    let days = fields.input("number", "extension_working_days", "portal-calc-days", &query.extension_working_days);
    further.insert(5, days.hint(lang.with("portal-calc-days-hint", &[("most", longest.into())])));
    let page = Page::portal(&app, visit);
    let template = CalculatorPage {
        address: page.href(&address("/calculator", query.pairs().into_iter())),
        agency: query.agency.clone(),
        regime: fields.select("regime", "portal-calc-regime", query.regime.trim(), choices(lang, regimes)).required(),
        page,
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

/// The regulations to count by, the one in force on the day of receipt unless one is chosen (R10).
fn choices(lang: Lang, regimes: &Regimes) -> Vec<Choice> {
    let one = |regime: &Regime| {
        let (from, to) = (regime.in_force_from.to_string(), regime.in_force_to.map(|on| on.to_string()));
        let id = if to.is_some() { "portal-calc-regime-until" } else { "portal-calc-regime-from" };
        let name = word(lang, "regime", regime.id.as_str());
        let arguments = [("regime", name.into()), ("from", from.into()), ("to", to.unwrap_or_default().into())];
        Choice::new(regime.id.as_str(), lang.with(id, &arguments))
    };
    let usual = Choice::new("", lang.text("portal-calc-regime-usual"));
    std::iter::once(usual).chain(regimes.iter().map(one)).collect()
}

/// By which regulation a date was counted, and which one really applies if that is another.
fn counted_by(lang: Lang, regimes: &Regimes, what_if: &WhatIf) -> String {
    let name = |id: RegimeId| word(lang, "regime", id.as_str());
    let in_force = regimes.on(what_if.received_on).map(|regime| regime.id);
    match (what_if.regime, in_force) {
        (None, None) => String::new(),
        (None, Some(regime)) => lang.with("portal-calc-by-date", &[("regime", name(regime).into())]),
        (Some(chosen), Some(regime)) if chosen == regime => {
            lang.with("portal-calc-by-date", &[("regime", name(regime).into())])
        }
        (Some(chosen), Some(regime)) => {
            lang.with("portal-calc-by-choice", &[("regime", name(chosen).into()), ("other", name(regime).into())])
        }
        (Some(chosen), None) => lang.with("portal-calc-by-choice-alone", &[("regime", name(chosen).into())]),
    }
}

async fn answer(app: &Data<App>, lang: Lang, agency: &str, what_if: WhatIf) -> Result<Answer, WebError> {
    let code = if agency.is_empty() { None } else { Some(agency_code(agency)?) };
    let regime = counted_by(lang, app.rulebook.regimes(), &what_if);
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
        regime,
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
