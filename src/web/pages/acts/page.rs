//! The form of an act as it is shown.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use askama::Template;
use chrono::NaiveDate;

use super::answers::{Answers, Typed};
use super::command::{command, quantity};
use super::correction::Corrected;
use super::effect;
use super::form::{self, Item, Shape};
use super::load::{Loaded, Outlook};
use crate::app::{App, AppError};
use crate::domain::case::{Case, Command, CommandKind, Refused};
use crate::domain::fee::{Fee, FeeLine};
use crate::messages::Lang;
use crate::web::pages::case::Seat;
use crate::web::pages::layout::{Page, send_with};
use crate::web::pages::parts::{Choice, Faults, Field, Fields, Summary};
use crate::web::pages::queue::word;
use crate::web::visit::Visit;
use crate::web::{WebError, read};
use crate::wording;

/// What is shown of a form.
pub(super) struct Shown {
    pub kind: CommandKind,
    pub corrected: Corrected,
    pub typed: Typed,
    pub faults: Faults,
    /// Whether the case has moved on since the form was shown.
    pub is_stale: bool,
    /// Whether only its effect is asked for.
    pub is_preview: bool,
}

impl Default for Shown {
    fn default() -> Self {
        Self {
            kind: CommandKind::Note,
            corrected: Corrected::ReceivedOn,
            typed: Typed::default(),
            faults: Faults::default(),
            is_stale: false,
            is_preview: false,
        }
    }
}

#[derive(Template)]
#[template(path = "act.html", config = "src/web/askama.toml")]
struct ActPage {
    page: Page,
    case: String,
    case_no: String,
    subject: String,
    here: String,
    title: String,
    about: String,
    summary: Option<Summary>,
    /// What has happened since the form was shown.
    since: Option<Vec<String>>,
    /// Why it cannot be done now.
    refused: Option<String>,
    effect_heading: String,
    effect: Vec<String>,
    fee: Option<FeeTable>,
    /// What can be corrected: address, name, and whether it is what is corrected here.
    kinds: Vec<(String, String, bool)>,
    fields: Vec<Field>,
    hidden: Vec<(&'static str, String)>,
    /// Whether it may be sent as it stands.
    can_send: bool,
    is_final: bool,
}

/// What a fee notice would come to.
struct FeeTable {
    amount: String,
    article: String,
    /// Which, for how much each, how much together.
    lines: Vec<(String, u64, u64)>,
}

/// Shows the form of an act.
pub(super) async fn send(app: &Data<App>, seat: &Seat, visit: Visit, shown: Shown) -> Result<HttpResponse, WebError> {
    let lang = visit.reader.lang;
    let (asking, kind) = (seat.clone(), shown.kind);
    let loaded = read(app, move |app| Loaded::read(app, &asking, kind)).await?;
    if let Some(refused @ Refused::NotAuthorised { .. }) = &loaded.refused {
        return Err(AppError::from(refused.clone()).into());
    }
    let today = app.clock.today();
    let mut shown = Shown { typed: proposed(&loaded.file.case, &shown, today), ..shown };
    let (outlook, unread) = outlook(app, seat, lang, &loaded, &shown).await?;
    if shown.is_preview {
        shown.faults = unread;
    }
    let page = Page::desk(app, visit, &seat.who).await?;
    let status = if shown.is_stale { StatusCode::CONFLICT } else { shown.faults.status() };
    send_with(status, lang, &view(page, seat, &loaded, &shown, &outlook))
}

/// What was typed, with what the form proposes where nothing was.
fn proposed(case: &Case, shown: &Shown, today: NaiveDate) -> Typed {
    let mut typed = shown.typed.clone();
    typed.propose("on", today.to_string());
    typed.propose("version", case.version.to_string());
    for (name, value) in particulars(case, &case.typical_act(shown.kind, today)) {
        typed.propose(name, value);
    }
    typed
}

/// What of a typical act a form proposes: what the law or the case gives, not what somebody has to decide.
fn particulars(case: &Case, typical: &Command) -> Vec<(&'static str, String)> {
    if let Command::RequestSupplement { respond_by, .. } = typical {
        vec![("respond_by", respond_by.to_string())]
    } else if let Command::Extend { working_days, .. } = typical {
        vec![("working_days", working_days.to_string())]
    } else if let Command::RecordPayment { amount_yuan, .. }
    | Command::WaiveFee { amount_yuan, .. }
    | Command::RefundFee { amount_yuan, .. } = typical
    {
        vec![("amount_yuan", amount_yuan.to_string())]
    } else if let Command::RecordAnswer { .. } = typical {
        only_letter(case).into_iter().collect()
    } else if let Command::AnswerAppeal { group } | Command::ConcludeAppeal { group, .. } = typical {
        vec![("group", group.to_string())]
    } else if let Command::Consult { kind, .. } = typical {
        vec![("kind", kind.to_string())]
    } else {
        Vec::new()
    }
}

/// The letter that waits for an answer, if it is the only one.
fn only_letter(case: &Case) -> Option<(&'static str, String)> {
    let mut open = case.consultations.iter().filter(|letter| letter.answered_on.is_none());
    match (open.next(), open.next()) {
        (Some(letter), None) => Some(("consultation", letter.sent_on.version.to_string())),
        (Some(_), Some(_)) | (None, _) => None,
    }
}

/// What the form would do as it stands, and what of it cannot be read.
async fn outlook(
    app: &Data<App>,
    seat: &Seat,
    lang: Lang,
    loaded: &Loaded,
    shown: &Shown,
) -> Result<(Outlook, Faults), WebError> {
    let mut answers = Answers::so_far(lang, &shown.typed);
    let (on, seat) = (answers.date("on"), seat.clone());
    let outlook = if shown.kind == CommandKind::NotifyFee {
        let asked = quantity(&mut answers).zip(on);
        read(app, move |app| asked.map(|(quantity, on)| Outlook::of_fee(app, &seat, quantity, on)).transpose()).await?
    } else {
        let asked = command(shown.kind, &loaded.file.case, shown.corrected, &mut answers).zip(on);
        read(app, move |app| asked.map(|(command, on)| Outlook::of(app, &seat, command, on)).transpose()).await?
    };
    Ok((outlook.unwrap_or_default(), answers.faults()))
}

fn view(page: Page, seat: &Seat, loaded: &Loaded, shown: &Shown, outlook: &Outlook) -> ActPage {
    let lang = page.reader.lang;
    let (kind, file) = (shown.kind, &loaded.file);
    let is_correction = kind == CommandKind::Correct;
    let here = format!("/cases/{}/acts/{}", seat.case, kind.as_str().replace('_', "-"));
    let items = if is_correction { shown.corrected.items() } else { form::items(kind).unwrap_or_default() };
    let fields = Fields::new(lang, &shown.faults);
    let field = |item: &Item| self::field(lang, fields, item, loaded, &shown.typed);
    let effect = outlook.foresight.as_ref().map(|foresight| effect::sentences(lang, file, foresight));
    let fee = outlook.fee.as_ref().map(|fee| fee_table(lang, &shown.typed, fee));
    let version = if shown.is_stale { file.case.version.to_string() } else { shown.typed.value("version").to_owned() };
    let mut hidden = vec![("version", version)];
    hidden.extend(is_correction.then(|| ("field", shown.corrected.to_string())));
    hidden.extend(outlook.fee.as_ref().map(|fee| ("amount_yuan", fee.amount_yuan.to_string())));
    ActPage {
        case: page.href(&format!("/cases/{}", seat.case)),
        case_no: file.row.origin.case_no.clone(),
        subject: file.row.state.subject.clone(),
        title: word(lang, "command", kind.as_str()),
        about: lang.text(&format!("act-about-{}", kind.as_str().replace('_', "-"))),
        summary: shown.faults.summary(lang),
        since: shown.is_stale.then(|| loaded.since(lang, shown.typed.value("version").parse().unwrap_or_default())),
        refused: loaded.refused.as_ref().map(|refused| wording::refused(lang, refused)),
        effect_heading: lang.with("effect-heading", &[("on", shown.typed.value("on").to_owned().into())]),
        effect: effect.unwrap_or_default(),
        can_send: kind != CommandKind::NotifyFee || fee.is_some(),
        fee,
        kinds: if is_correction { corrections(&page, &here, shown.corrected) } else { Vec::new() },
        fields: items.iter().chain([&form::ON]).map(field).collect(),
        hidden,
        is_final: is_final(kind),
        here: page.href(&here),
        page,
    }
}

/// Acts that end a case: their button looks so.
fn is_final(kind: CommandKind) -> bool {
    matches!(
        kind,
        CommandKind::RejectBeforeReceipt
            | CommandKind::LapseSupplement
            | CommandKind::LapseFee
            | CommandKind::Withdraw
            | CommandKind::Split
            | CommandKind::Merge
    )
}

fn corrections(page: &Page, here: &str, chosen: Corrected) -> Vec<(String, String, bool)> {
    let link = |it: &Corrected| {
        let name = page.t(&format!("act-corrected-{}", it.as_str().replace('_', "-")));
        (page.href(&format!("{here}?field={it}")), name, *it == chosen)
    };
    Corrected::ALL.iter().map(link).collect()
}

fn field(lang: Lang, fields: Fields<'_>, item: &Item, loaded: &Loaded, typed: &Typed) -> Field {
    let Item { name, label, hint, shape, is_required } = *item;
    let value = typed.value(name);
    let field = match shape {
        Shape::Line => fields.text(name, label, value),
        Shape::Area => fields.area(name, label, value),
        Shape::Date => fields.date(name, label, value),
        Shape::Number => fields.text(name, label, value).inputmode("numeric"),
        Shape::Tick => fields.tick(name, label, !value.is_empty()),
        Shape::Pick(source) => fields.radios(name, label, value, source.choices(lang, loaded)),
        Shape::Choose(source) => {
            let first = Choice::new("", lang.text("act-choose"));
            let choices = std::iter::once(first).chain(source.choices(lang, loaded)).collect();
            fields.select(name, label, value, choices)
        }
    };
    let field = if is_required { field.required() } else { field };
    match hint {
        Some(hint) => field.hint(lang.text(hint)),
        None => field,
    }
}

fn fee_table(lang: Lang, typed: &Typed, fee: &Fee) -> FeeTable {
    let unit = if typed.value("by") == "item" { "portal-fee-items" } else { "portal-fee-pages" };
    let line = |line: &FeeLine| {
        let particulars = [("from", line.from.into()), ("to", line.to.into()), ("count", line.count.into())];
        (lang.with(unit, &particulars), line.unit_yuan, line.subtotal_yuan)
    };
    FeeTable {
        amount: lang.with("act-fee-amount", &[("yuan", fee.amount_yuan.into())]),
        article: fee.article.as_ref().to_owned(),
        lines: fee.lines.iter().map(line).collect(),
    }
}
