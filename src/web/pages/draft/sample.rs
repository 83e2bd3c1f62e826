//! 答复样稿 (law.md §6.2): what the reply has to say, written from what is known, for whoever drafts it to change.

use chrono::NaiveDate;

use super::typed::Typed;
use crate::domain::case::Case;
use crate::domain::outcome::Outcome;
use crate::domain::regime::RegimeId;
use crate::domain::review::Ground;
use crate::messages::Lang;
use crate::messages::outcomes::basis;
use crate::web::pages::paper::outcome_in_words;

/// Replies are written in Chinese, whatever language the page is read in.
const WRITTEN_IN: Lang = Lang::Zh;

/// The sample of a reply with what is typed so far; none until a result is chosen.
pub(super) fn sample(case: &Case, typed: &Typed) -> Option<String> {
    let outcome = typed.outcome()?;
    let lang = WRITTEN_IN;
    let date = |on: NaiveDate| on.format(&lang.text("draft-sample-date")).to_string();
    let received = case.received_on.map(|received| date(received.on)).unwrap_or_default();
    let head = [("received", received.into()), ("subject", case.request.subject.clone().into())];
    let supplemented = case.supplement.as_ref().and_then(|supplement| supplement.received_on);
    let mut head = vec![lang.with("draft-sample-head", &head)];
    head.extend(supplemented.map(|it| lang.with("draft-sample-supplemented", &[("on", date(it.on).into())])));
    head.push(lang.text("draft-sample-now"));
    let regime = case.regime.as_ref().map(|regime| regime.id);
    Some(format!("{}\n{}", head.concat(), finding(lang, regime, outcome, typed)))
}

fn finding(lang: Lang, regime: Option<RegimeId>, outcome: Outcome, typed: &Typed) -> String {
    if outcome == Outcome::Disclosed {
        return lang.text("draft-sample-disclosed");
    }
    if outcome.withholds() {
        let is_part = outcome == Outcome::PartlyDisclosed;
        let opening = lang.text(if is_part { "draft-sample-partly" } else { "draft-sample-withheld" });
        let items = (1u32..).zip(typed.grounds()).map(|(number, it)| item(lang, number, it));
        return std::iter::once(opening).chain(items).collect::<Vec<_>>().join("\n");
    }
    let sub_reason = typed.chosen_sub_reason();
    let sub_reason = sub_reason.as_deref();
    let named = sub_reason.filter(|_| outcome == Outcome::UnavailableNotHeld);
    let particulars = [
        ("outcome", outcome_in_words(lang, outcome, sub_reason).into()),
        ("article", basis(lang, regime, outcome, sub_reason).into()),
        ("meaning", named.map_or_else(String::new, |code| sentence(lang, code)).into()),
    ];
    lang.with("draft-sample-result", &particulars)
}

/// What is said of a 细分原因.
fn sentence(lang: Lang, sub_reason: &str) -> String {
    lang.text(&format!("sub-sentence-{}", sub_reason.replace('_', "-")))
}

fn item(lang: Lang, number: u32, Ground { item, article, reason, .. }: Ground) -> String {
    let particulars = [
        ("number", number.into()),
        ("item", item.into()),
        ("article", article.into()),
        ("reason", reason.trim_end_matches('\u{3002}').to_owned().into()),
    ];
    lang.with("draft-sample-ground", &particulars)
}
