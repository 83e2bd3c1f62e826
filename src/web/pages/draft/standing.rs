//! 送审关口与审查步骤: beside the form, what is still missing before submission and who will review.

use crate::app::drafting::Drafting;
use crate::app::{Agency, App, AppError, accounts};
use crate::domain::case::Refused;
use crate::domain::case::decide::gates::Passage;
use crate::domain::review::StepRule;
use crate::messages::Lang;
use crate::web::pages::queue::word;
use crate::wording;

/// A gate as the page shows it.
pub(super) struct GatePart {
    pub name: String,
    pub state: String,
    /// `open`, `none` or `shut`.
    pub tone: &'static str,
    /// What is to be done.
    pub todo: Option<String>,
}

/// A step of the agency's review.
pub(super) struct RoutePart {
    pub name: String,
    pub role: String,
    /// Who may take it.
    pub people: Vec<String>,
    /// If nobody may.
    pub nobody: Option<String>,
}

/// The gates of the draft as it is kept. The paragraph on remedies is written by the system, so it is there as
/// soon as there is a result.
pub(super) fn gates(lang: Lang, drafting: &Drafting) -> Vec<GatePart> {
    let gates = drafting.gates.iter();
    let mut parts: Vec<_> =
        gates.map(|(gate, passage)| part(lang, word(lang, "gate", gate.as_str()), passage)).collect();
    let remedies = if drafting.digest.is_some() { Passage::Open } else { Passage::Shut(Refused::NoDraft) };
    parts.push(part(lang, lang.text("draft-gate-remedies"), &remedies));
    parts
}

fn part(lang: Lang, name: String, passage: &Passage) -> GatePart {
    let (state, tone, todo) = match passage {
        Passage::Open => ("draft-gate-open", "open", None),
        Passage::NotNeeded => ("draft-gate-not-needed", "none", None),
        Passage::Shut(refused) => ("draft-gate-shut", "shut", Some(wording::refused(lang, refused))),
    };
    GatePart { name, state: lang.text(state), tone, todo }
}

/// The steps of the agency's review with those who may take them.
pub(super) fn people(app: &App, agency: &Agency) -> Result<Vec<Vec<String>>, AppError> {
    let steps = agency.policy.review.steps.iter();
    let holders = steps.map(|step| accounts::holders(app, agency, step.role));
    holders.map(|holders| Ok(holders?.into_iter().map(|(_, name)| name).collect())).collect()
}

/// The same as the page shows it.
pub(super) fn route(lang: Lang, agency: &Agency, people: Vec<Vec<String>>) -> Vec<RoutePart> {
    let steps = agency.policy.review.steps.iter().zip(people);
    let part = |(step, people): (&StepRule, Vec<String>)| {
        let role = word(lang, "role", step.role.as_str());
        let nobody = people.is_empty().then(|| lang.with("draft-route-nobody", &[("role", role.clone().into())]));
        RoutePart { name: step.name.clone(), role, people, nobody }
    };
    steps.map(part).collect()
}
