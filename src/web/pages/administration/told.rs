//! 变更记录的文字: what an administrator changed, as a sentence, and for settings line by line.

use std::collections::HashMap;

use super::agencies::region_name;
use crate::domain::administration::AdminEvent;
use crate::domain::case::{Policy, ReceiptPolicy};
use crate::domain::ids::OfficerId;
use crate::domain::office::OfficeFact;
use crate::domain::review::ReviewPolicy;
use crate::domain::role::Role;
use crate::messages::{FluentValue, Lang, letters};
use crate::narrate;
use crate::web::pages::queue::word;

/// Tells entries of the log in a language, with the names of those who are in them.
pub(super) struct Teller<'a> {
    pub lang: Lang,
    pub names: &'a HashMap<OfficerId, String>,
}

type Particulars = Vec<(&'static str, FluentValue<'static>)>;

impl Teller<'_> {
    /// Who did something, from the log's own word.
    pub(super) fn actor(&self, actor: &str) -> String {
        let named = actor.parse().ok().and_then(|id: OfficerId| self.names.get(&id).cloned());
        named.unwrap_or_else(|| narrate::actor(self.lang, actor))
    }

    /// What was changed.
    pub(super) fn event(&self, event: &AdminEvent) -> String {
        let (id, particulars) = self.sentence(event);
        self.lang.with(id, &particulars)
    }

    /// What in particular, where the sentence has no room for it.
    pub(super) fn lines(&self, event: &AdminEvent) -> Vec<String> {
        match event {
            AdminEvent::SettingsReplaced { from, to } => policy_lines(self.lang, from, to),
            AdminEvent::AgencyAdded { .. }
            | AdminEvent::AgencyRenamed { .. }
            | AdminEvent::RegionChanged { .. }
            | AdminEvent::LetterPrefixChanged { .. }
            | AdminEvent::AgencyMoved { .. }
            | AdminEvent::AgencyClosed {}
            | AdminEvent::AgencyReopened {}
            | AdminEvent::SectionAdded { .. }
            | AdminEvent::SectionRenamed { .. }
            | AdminEvent::SectionRemoved { .. }
            | AdminEvent::AccountCreated { .. }
            | AdminEvent::AccountRenamed { .. }
            | AdminEvent::AccountEmailChanged { .. }
            | AdminEvent::AccountDisabled { .. }
            | AdminEvent::AccountEnabled { .. }
            | AdminEvent::PasswordReset { .. }
            | AdminEvent::LoginUnlocked { .. }
            | AdminEvent::RoleGranted { .. }
            | AdminEvent::RoleRevoked { .. }
            | AdminEvent::CalendarApplied { .. }
            | AdminEvent::CasesExported { .. }
            | AdminEvent::RegisterExported { .. }
            | AdminEvent::RegisterImported { .. }
            | AdminEvent::LetterVoided { .. }
            | AdminEvent::LetterWordingChanged { .. }
            | AdminEvent::LetterNumberingChanged { .. }
            | AdminEvent::SealKept { .. }
            | AdminEvent::SealRemoved {}
            | AdminEvent::WebhookAdded { .. }
            | AdminEvent::WebhookChanged { .. }
            | AdminEvent::WebhookRemoved { .. }
            | AdminEvent::WebhookSecretChanged { .. }
            | AdminEvent::CalendarWithdrawn { .. } => Vec::new(),
        }
    }

    fn sentence(&self, event: &AdminEvent) -> (&'static str, Particulars) {
        match event {
            AdminEvent::AgencyAdded { name, .. } => ("admin-told-agency-added", vec![("name", text(name))]),
            AdminEvent::AgencyRenamed { from, to } => ("admin-told-agency-renamed", from_to(from, to)),
            AdminEvent::RegionChanged { from, to, moved } => {
                let region = |code: &Option<String>| region_name(self.lang, code.as_deref());
                let mut particulars = from_to(&region(from), &region(to));
                particulars.push(("moved", (*moved).into()));
                ("admin-told-region-changed", particulars)
            }
            AdminEvent::LetterPrefixChanged { from, to } => {
                ("admin-told-prefix-changed", from_to(&or_nothing(self.lang, from), &or_nothing(self.lang, to)))
            }
            AdminEvent::AgencyMoved { from, to } => {
                let above = |code: &Option<String>| code.clone().unwrap_or_else(|| self.text("admin-no-parent"));
                ("admin-told-agency-moved", from_to(&above(from), &above(to)))
            }
            AdminEvent::AgencyClosed {} => ("admin-told-agency-closed", vec![]),
            AdminEvent::AgencyReopened {} => ("admin-told-agency-reopened", vec![]),
            AdminEvent::SectionAdded { name, .. } => ("admin-told-section-added", vec![("name", text(name))]),
            AdminEvent::SectionRenamed { from, to, .. } => ("admin-told-section-renamed", from_to(from, to)),
            AdminEvent::SectionRemoved { name, .. } => ("admin-told-section-removed", vec![("name", text(name))]),
            AdminEvent::AccountCreated { officer, login } => {
                ("admin-told-account-created", vec![("person", self.person(*officer)), ("login", text(login))])
            }
            AdminEvent::AccountRenamed { officer } => ("admin-told-account-renamed", self.about(*officer)),
            AdminEvent::AccountEmailChanged { officer } => ("admin-told-account-email", self.about(*officer)),
            AdminEvent::AccountDisabled { officer } => ("admin-told-account-disabled", self.about(*officer)),
            AdminEvent::AccountEnabled { officer } => ("admin-told-account-enabled", self.about(*officer)),
            AdminEvent::PasswordReset { officer } => ("admin-told-password-reset", self.about(*officer)),
            AdminEvent::LoginUnlocked { officer } => ("admin-told-login-unlocked", self.about(*officer)),
            AdminEvent::RoleGranted { officer, role, subtree } => {
                ("admin-told-role-granted", self.role(*officer, *role, *subtree))
            }
            AdminEvent::RoleRevoked { officer, role, subtree } => {
                ("admin-told-role-revoked", self.role(*officer, *role, *subtree))
            }
            AdminEvent::SettingsReplaced { .. } => ("admin-told-settings", vec![]),
            AdminEvent::CalendarApplied { name, moved, .. } => {
                ("admin-told-calendar-applied", vec![("name", text(name)), ("moved", (*moved).into())])
            }
            AdminEvent::CasesExported { format, named, .. } => {
                let named = if *named { "yes" } else { "no" };
                ("admin-told-exported", vec![("format", text(&format.to_uppercase())), ("named", text(named))])
            }
            AdminEvent::RegisterExported { year, format, named, .. } => {
                let named = if *named { "yes" } else { "no" };
                let particulars = [("year", text(&year.to_string())), ("format", text(&format.to_uppercase()))];
                ("admin-told-register-exported", [&particulars[..], &[("named", text(named))]].concat())
            }
            AdminEvent::RegisterImported { accepted, unchanged, refused, .. } => (
                "admin-told-register-imported",
                vec![
                    ("accepted", (*accepted).into()),
                    ("unchanged", (*unchanged).into()),
                    ("refused", (*refused).into()),
                ],
            ),
            AdminEvent::LetterVoided { document_no } => {
                ("admin-told-letter-voided", vec![("number", text(document_no))])
            }
            AdminEvent::LetterWordingChanged { of, sha256 } => {
                let id =
                    if sha256.is_some() { "admin-told-letter-wording" } else { "admin-told-letter-wording-removed" };
                (id, vec![("what", letters::text(self.lang, *of).into())])
            }
            AdminEvent::LetterNumberingChanged { of, from, to } => {
                let kind = ("kind", letters::kind(self.lang, *of).into());
                ("admin-told-letter-numbering", [from_to(from, to), vec![kind]].concat())
            }
            AdminEvent::SealKept { .. } => ("admin-told-seal-kept", vec![]),
            AdminEvent::SealRemoved {} => ("admin-told-seal-removed", vec![]),
            AdminEvent::WebhookAdded { host, .. } => ("admin-told-webhook-added", vec![("host", text(host))]),
            AdminEvent::WebhookChanged { host, subtree, active, .. } => {
                let below = if *subtree { "all" } else { "none" };
                let active = if *active { "yes" } else { "no" };
                let particulars = vec![("host", text(host)), ("below", text(below)), ("active", text(active))];
                ("admin-told-webhook-changed", particulars)
            }
            AdminEvent::WebhookRemoved { host, .. } => ("admin-told-webhook-removed", vec![("host", text(host))]),
            AdminEvent::WebhookSecretChanged { host, .. } => ("admin-told-webhook-secret", vec![("host", text(host))]),
            AdminEvent::CalendarWithdrawn { name, moved } => {
                ("admin-told-calendar-withdrawn", vec![("name", text(name)), ("moved", (*moved).into())])
            }
        }
    }

    fn person(&self, officer: OfficerId) -> FluentValue<'static> {
        self.actor(&officer.to_string()).into()
    }

    fn about(&self, officer: OfficerId) -> Particulars {
        vec![("person", self.person(officer))]
    }

    fn role(&self, officer: OfficerId, role: Role, subtree: bool) -> Particulars {
        let below = if subtree { "all" } else { "none" };
        let role = word(self.lang, "role", role.as_str());
        vec![("person", self.person(officer)), ("role", role.into()), ("below", text(below))]
    }

    fn text(&self, id: &str) -> String {
        self.lang.text(id)
    }
}

fn or_nothing(lang: Lang, text: &str) -> String {
    if text.is_empty() { lang.text("admin-told-nothing") } else { text.to_owned() }
}

fn text(text: &str) -> FluentValue<'static> {
    text.to_owned().into()
}

fn from_to(from: &str, to: &str) -> Particulars {
    vec![("from", text(from)), ("to", text(to))]
}

/// What differs between two sets of rules, one line each.
fn policy_lines(lang: Lang, from: &Policy, to: &Policy) -> Vec<String> {
    let described = |policy: &Policy| {
        let Policy { receipt, review, internal, register_no, duties, remedies, contact } = policy;
        let days = |days: u32| lang.with("admin-told-days", &[("days", days.into())]);
        let whether = |is_so: bool| lang.text(if is_so { "admin-told-yes" } else { "admin-told-no" });
        let escalation = duties.escalate_after.map(|after| after.to_string()).join(" · ");
        let rules = [
            ("admin-receipt", lang.text(receipt_name(*receipt))),
            ("admin-steps", steps(lang, review)),
            ("admin-drafter", whether(review.drafter_may_review)),
            ("admin-draft-by", days(internal.draft_by)),
            ("admin-review-step", days(internal.review_step)),
            ("admin-register-no", register_no.to_string()),
            ("admin-remind-before", days(duties.remind_before)),
            ("admin-late", escalation),
            ("admin-grace", days(duties.lapse_grace)),
            ("admin-lapse-automatically", whether(duties.lapse_automatically)),
            ("admin-reconsideration", or_nothing(lang, &remedies.reconsideration)),
            ("admin-court", or_nothing(lang, &remedies.court)),
        ];
        let rules = rules.map(|(name, told)| (name.to_owned(), told));
        let office =
            OfficeFact::ALL.iter().map(|fact| (format!("office-{fact}"), or_nothing(lang, contact.get(*fact))));
        rules.into_iter().chain(office).collect::<Vec<_>>()
    };
    let pairs = described(from).into_iter().zip(described(to));
    let line = |((name, from), (_, to)): ((String, String), (String, String))| {
        let particulars = [("name", lang.text(&name).into()), ("from", from.into()), ("to", to.into())];
        lang.with("admin-told-setting", &particulars)
    };
    pairs.filter(|((_, from), (_, to))| from != to).map(line).collect()
}

fn steps(lang: Lang, review: &ReviewPolicy) -> String {
    let step = |step: &crate::domain::review::StepRule| {
        let role = word(lang, "role", step.role.as_str());
        lang.with("admin-told-step", &[("name", step.name.clone().into()), ("role", role.into())])
    };
    review.steps.iter().map(step).collect::<Vec<_>>().join(&lang.text("list-separator"))
}

/// How a way of receiving requests is called.
pub(super) fn receipt_name(receipt: ReceiptPolicy) -> &'static str {
    match receipt {
        ReceiptPolicy::OnConfirmation => "admin-receipt-on-confirmation",
        ReceiptPolicy::Automatic => "admin-receipt-automatic",
    }
}
