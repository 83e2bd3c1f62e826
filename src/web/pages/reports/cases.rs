//! 数字背后的件: the cases that a figure counts, each with how it counts.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path, Query};
use askama::Template;
use chrono::{Datelike, NaiveDate};

use super::Which;
use super::names::{Name, name};
use crate::app::annual_report::{self as report, CasesOf, CasesPage, CountedCase};
use crate::app::{App, AppError};
use crate::domain::annual_report::{Amount, Appeal, Cell, Fee, FigurePlace, Figures, RowRole, Scope, Statistic};
use crate::domain::code::{AppealGroup, AppealResult};
use crate::domain::regime::Form;
use crate::messages::Lang;
use crate::web::api::reports::ReportCasesQuery;
use crate::web::auth::{CaseReader, In};
use crate::web::pages::layout::{Page, send};
use crate::web::visit::Visit;
use crate::web::{WebError, read};
use crate::wording::word;

#[derive(Template)]
#[template(path = "reports/cases.html", config = "src/web/askama.toml")]
struct CasesBehind {
    page: Page,
    list: String,
    report: String,
    title: String,
    name: Name,
    /// How many there are now, and how many there were when the report was frozen, if that is something else.
    summary: String,
    /// Cases where the reader has no role.
    hidden: Option<String>,
    several: bool,
    cases: Vec<Line>,
    first: Option<String>,
    next: Option<String>,
}

struct Line {
    address: String,
    agency: String,
    case_no: String,
    source_ref: Option<String>,
    subject: String,
    /// How it counts.
    how: Vec<String>,
    /// How much, where it is not one.
    adds: Option<i64>,
}

/// What is read for the page.
struct Found {
    cases: CasesPage,
    /// The figure now, and when it was frozen.
    now: Option<Amount>,
    frozen: Option<Amount>,
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    officer: In<CaseReader>,
    visit: Visit,
    path: Path<(String, String)>,
    query: Query<ReportCasesQuery>,
) -> Result<HttpResponse, WebError> {
    let which = Which::of(&officer.agency, &path.1, query.scope)?;
    let wanted = CasesOf { reader: Some(officer.officer()), ..query.wanted()? };
    let asked = which.clone();
    let found = read(&app, move |app| find(app, &asked, &wanted)).await?;
    let page = Page::desk(&app, visit, &officer.who).await?;
    send(page.reader.lang, &view(page, &which, &wanted, found))
}

fn find(app: &App, Which { code, year, scope, .. }: &Which, wanted: &CasesOf) -> Result<Found, AppError> {
    let cases = report::cases_page(app, code, *year, *scope, wanted)?;
    let standing = report::view(app, code, *year, *scope, None)?;
    let form = match wanted.cell {
        Cell::Old(_) => Form::Form2014,
        Cell::Table3(..) | Cell::Table4(..) | Cell::Statistic(_) | Cell::ProseReceived => standing.figures.header.form,
    };
    let place = FigurePlace::Counted(wanted.cell);
    let of =
        |figures: &Figures| figures.places().into_iter().find(|(other, _)| *other == place).map(|(_, amount)| amount);
    let now = of(&report::figures(app, code, *year, *scope, Some(form))?);
    Ok(Found { cases, now, frozen: standing.report.edition().and_then(|edition| of(&edition.figures)) })
}

fn view(page: Page, which: &Which, wanted: &CasesOf, found: Found) -> CasesBehind {
    let lang = page.reader.lang;
    let Found { cases: CasesPage { cases, next }, now, frozen } = found;
    let cell = wanted.cell.to_string();
    let at = |pairs: &[(&str, &str)]| page.href(&which.with("/cases", &[&[("cell", &*cell)], pairs].concat()));
    let shown: i64 = cases.iter().map(|case| case.adds).sum();
    let is_whole = wanted.after.is_none() && next.is_none();
    let missing = now.and_then(Amount::as_whole).map_or(0, |now| now - shown);
    CasesBehind {
        list: page.href(&format!("/reports?year={}", which.year)),
        report: page.href(&which.to("")),
        title: which.title(lang),
        name: name(lang, &FigurePlace::Counted(wanted.cell)),
        summary: summary(lang, now, frozen),
        hidden: (is_whole && missing > 0).then(|| lang.with("reports-cases-hidden", &[("count", missing.into())])),
        several: which.scope == Scope::All,
        first: wanted.after.map(|_| at(&[])),
        next: next.map(|next| at(&[("after", &next.to_string())])),
        cases: cases.into_iter().map(|case| line(&page, (wanted.cell, which.year), case)).collect(),
        page,
    }
}

fn summary(lang: Lang, now: Option<Amount>, frozen: Option<Amount>) -> String {
    let now = now.map(|now| now.to_string()).unwrap_or_default();
    match frozen.map(|frozen| frozen.to_string()).filter(|frozen| *frozen != now) {
        Some(frozen) => lang.with("reports-cases-since", &[("now", now.into()), ("frozen", frozen.into())]),
        None => lang.with("reports-cases-now", &[("now", now.into())]),
    }
}

fn line(page: &Page, (cell, year): (Cell, i32), case: CountedCase) -> Line {
    let how = how(page.reader.lang, cell, year, &case);
    let CountedCase { row, agency, adds, .. } = case;
    Line {
        address: page.href(&format!("/cases/{}", row.id)),
        agency,
        source_ref: row.origin.source_ref.filter(|number| *number != row.origin.case_no),
        case_no: row.origin.case_no,
        subject: row.state.subject,
        how,
        adds: (adds != 1).then_some(adds),
    }
}

/// How a case counts in a figure.
fn how(lang: Lang, cell: Cell, year: i32, case: &CountedCase) -> Vec<String> {
    match cell {
        Cell::Table3(row, _) => vec![by_role(lang, row.role(), case)],
        Cell::ProseReceived => vec![by_role(lang, RowRole::Received, case)],
        Cell::Table4(group, _) => appeals(lang, Some(group), year, case),
        Cell::Old(_) => {
            let closed = case.facts.closed.is_some();
            let role = if closed { RowRole::Results } else { RowRole::Received };
            std::iter::once(by_role(lang, role, case)).chain(appeals(lang, None, year, case)).collect()
        }
        Cell::Statistic(Statistic::Channel(_)) => vec![by_role(lang, RowRole::Received, case)],
        Cell::Statistic(Statistic::Timeliness(_)) => reply(lang, case).into_iter().collect(),
        Cell::Statistic(Statistic::CarriedOver) => vec![by_role(lang, RowRole::CarriedOver, case)],
        Cell::Statistic(Statistic::CarriedForward) => vec![by_role(lang, RowRole::CarriedForward, case)],
        Cell::Statistic(Statistic::FeeChargedYuan | Statistic::FeeWaivedYuan | Statistic::FeeCases) => {
            fees(lang, year, case)
        }
    }
}

fn by_role(lang: Lang, role: RowRole, case: &CountedCase) -> String {
    let day = |on: Option<NaiveDate>| on.map(|on| on.to_string()).unwrap_or_default().into();
    let closing = case.facts.closed.as_ref();
    match role {
        RowRole::Received => lang.with("reports-how-received", &[("on", day(case.facts.received_on))]),
        RowRole::CarriedOver => lang.with("reports-how-carried-over", &[("on", day(case.facts.received_on))]),
        RowRole::CarriedForward => lang.with("reports-how-carried-forward", &[("on", day(case.facts.received_on))]),
        RowRole::Result | RowRole::Results => {
            let outcome = closing.map(|closing| word(lang, "outcome", closing.outcome.as_str())).unwrap_or_default();
            let on = day(closing.map(|closing| closing.on));
            lang.with("reports-how-closed", &[("on", on), ("outcome", outcome.into())])
        }
    }
}

/// 复议诉讼 of a group as the year sees them: what was concluded before is history, what was concluded later was pending.
fn appeals(lang: Lang, group: Option<AppealGroup>, year: i32, case: &CountedCase) -> Vec<String> {
    let counts = |appeal: &&Appeal| {
        let is_history = appeal.concluded.is_some_and(|(on, _)| on.year() < year);
        group.is_none_or(|group| appeal.group == group) && appeal.filed_on.year() <= year && !is_history
    };
    let sentence = |appeal: &Appeal| {
        let filed = appeal.filed_on.to_string().into();
        match appeal.concluded.filter(|(on, _)| on.year() == year) {
            None => lang.with("reports-how-appeal-pending", &[("filed", filed)]),
            Some((on, result)) => {
                let result = lang.text(match result {
                    AppealResult::Upheld => "reports-upheld",
                    AppealResult::Corrected => "reports-corrected",
                    AppealResult::Other => "reports-other-result",
                });
                let particulars = [("filed", filed), ("on", on.to_string().into()), ("result", result.into())];
                lang.with("reports-how-appeal", &particulars)
            }
        }
    };
    case.facts.appeals.iter().filter(counts).map(sentence).collect()
}

fn reply(lang: Lang, case: &CountedCase) -> Option<String> {
    let closing = case.facts.closed.as_ref()?;
    let days = closing.reply?.working_days;
    Some(lang.with("reports-how-reply", &[("on", closing.on.to_string().into()), ("days", days.into())]))
}

fn fees(lang: Lang, year: i32, case: &CountedCase) -> Vec<String> {
    let sentence = |fee: &Fee| {
        let (charged, waived) = (fee.charged_yuan.into(), fee.waived_yuan.into());
        lang.with("reports-how-fee", &[("on", fee.on.to_string().into()), ("charged", charged), ("waived", waived)])
    };
    case.facts.fees.iter().filter(|fee| fee.on.year() == year).map(sentence).collect()
}
