//! 期限规则: how the clock works: every period of each version of the regulation, with its article.

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;
use chrono::NaiveDate;

use crate::app::App;
use crate::domain::regime::{CalendarPeriod, Effect, Period, Regime};
use crate::messages::Lang;
use crate::web::WebError;
use crate::web::auth::{LogReader, Somewhere};
use crate::web::pages::layout::{Page, send};
use crate::web::visit::Visit;

#[derive(Template)]
#[template(path = "administration/rules.html", config = "src/web/askama.toml")]
struct RulesPage {
    page: Page,
    regimes: Vec<RegimePart>,
}

/// One version of the regulation.
struct RegimePart {
    id: String,
    title: String,
    from: NaiveDate,
    to: Option<NaiveDate>,
    lines: Vec<Line>,
}

/// A period, or something that is done to one.
struct Line {
    name: String,
    length: Option<String>,
    /// What it does to the period for the reply.
    effect: Option<String>,
    article: String,
}

/// Shows the page.
pub(in crate::web) async fn show(
    app: Data<App>,
    who: Somewhere<LogReader>,
    visit: Visit,
) -> Result<HttpResponse, WebError> {
    let page = Page::desk(&app, visit, &who.who).await?;
    let lang = page.reader.lang;
    let mut regimes: Vec<RegimePart> = app.rulebook.regimes().iter().map(|regime| part(lang, regime)).collect();
    // What holds today is what is looked for.
    regimes.reverse();
    send(lang, &RulesPage { page, regimes })
}

fn part(lang: Lang, regime: &Regime) -> RegimePart {
    RegimePart {
        id: regime.id.to_string(),
        title: regime.title.to_string(),
        from: regime.in_force_from,
        to: regime.in_force_to,
        lines: lines(&Writer(lang), regime),
    }
}

/// Every period of a regime, in the order in which cases meet them.
fn lines(write: &Writer, regime: &Regime) -> Vec<Line> {
    let Regime { reply, extension, supplement, third_party, agency, fee, suspension, remedies, .. } = regime;
    let mut lines = vec![write.period("rules-reply", reply, None), write.period("rules-extension", extension, None)];
    lines.extend(supplement.notice_within.iter().map(|notice| write.period("rules-supplement-notice", notice, None)));
    lines.push(write.act("rules-supplement", &supplement.article, supplement.effect));
    lines.push(write.period("rules-third-party", third_party, Some(Effect::Pauses)));
    lines.push(write.period("rules-agency", agency, Some(Effect::Pauses)));
    lines.push(match &fee.payable_within {
        Some(payable) => write.period("rules-fee", payable, Some(fee.effect)),
        None => write.act("rules-fee", &fee.article, fee.effect),
    });
    lines.push(write.act("rules-suspension", &suspension.article, suspension.effect));
    lines.push(write.period("rules-reconsideration-answer", &remedies.reconsideration_answer, None));
    lines.push(write.period("rules-reconsideration-answer-simple", &remedies.reconsideration_answer_simple, None));
    lines.push(write.days("rules-court-answer", &remedies.court_answer));
    lines.push(write.period("rules-court-ordered", &remedies.court_ordered_disclosure, None));
    lines
}

/// Writes lines in a language.
struct Writer(Lang);

impl Writer {
    fn line(&self, name: &str, length: Option<String>, effect: Option<Effect>, article: &str) -> Line {
        let effect = effect.map(|effect| self.0.text(effect_name(effect)));
        Line { name: self.0.text(name), length, effect, article: article.to_owned() }
    }

    fn period(&self, name: &str, Period { working_days, article }: &Period, effect: Option<Effect>) -> Line {
        let length = self.0.with("rules-working-days", &[("days", (*working_days).into())]);
        self.line(name, Some(length), effect, article)
    }

    fn days(&self, name: &str, CalendarPeriod { days, article }: &CalendarPeriod) -> Line {
        self.line(name, Some(self.0.with("rules-days", &[("days", (*days).into())])), None, article)
    }

    fn act(&self, name: &str, article: &str, effect: Effect) -> Line {
        self.line(name, None, Some(effect), article)
    }
}

fn effect_name(effect: Effect) -> &'static str {
    match effect {
        Effect::Restarts => "rules-restarts",
        Effect::Pauses => "rules-pauses",
        Effect::None => "rules-no-effect",
    }
}
