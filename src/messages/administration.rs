//! 系统管理的文字: why an administrative change was not made.

use super::{FluentValue, Lang};
use crate::domain::administration::{AdminRefused, PolicyFault};

/// One sentence that says what to do; several for several settings.
#[must_use]
pub fn admin_refused(lang: Lang, refused: &AdminRefused) -> String {
    let id = format!("error-admin-{}", refused.code().replace('_', "-"));
    match refused {
        AdminRefused::OutsideReach | AdminRefused::OwnRoles | AdminRefused::SettingsMoved => lang.text(&id),
        AdminRefused::LastAdministrator { agency } | AdminRefused::AgencyClosed { agency } => {
            lang.with(&id, &[("agency", text(agency))])
        }
        AdminRefused::UnderItself { agency, under } => {
            lang.with(&id, &[("agency", text(agency)), ("under", text(under))])
        }
        AdminRefused::AgencyInUse { agency, open, below } => {
            let (open, below) = (open.to_string(), below.to_string());
            lang.with(&id, &[("agency", text(agency)), ("open", open.into()), ("below", below.into())])
        }
        AdminRefused::SectionInUse { cases } => lang.with(&id, &[("cases", cases.to_string().into())]),
        AdminRefused::BadSettings(faults) => {
            let sentences: Vec<String> = faults.iter().map(|fault| setting(lang, fault)).collect();
            sentences.join(&lang.text("sentence-separator"))
        }
    }
}

/// What is wrong with one setting.
#[must_use]
pub fn setting(lang: Lang, fault: &PolicyFault) -> String {
    let id = format!("setting-{}", fault.problem.code().replace('_', "-"));
    lang.with(&id, &[("field", text(&fault.field))])
}

fn text(value: &str) -> FluentValue<'static> {
    value.to_owned().into()
}
