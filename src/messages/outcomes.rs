//! 办理结果的文字: what a result is called and what it is based on.

use super::Lang;
use crate::domain::outcome::Outcome;
use crate::domain::regime::RegimeId;

/// The article that a result is based on; where one row holds two results, that of its 细分原因.
///
/// ```
/// use gongkai_core::domain::{outcome::Outcome, regime::RegimeId};
/// use gongkai_core::messages::{Lang, outcomes::basis};
/// let told = basis(Lang::Zh, Some(RegimeId::Cn2019), Outcome::WithheldThirdParty, None);
/// assert_eq!(told, "《条例》第十五条");
/// ```
#[must_use]
pub fn basis(lang: Lang, regime: Option<RegimeId>, outcome: Outcome, sub_reason: Option<&str>) -> String {
    let particular = sub_reason.filter(|_| outcome == Outcome::UnavailableNotHeld);
    let particular = particular.and_then(|code| lang.find(&format!("sub-basis-{}", code.replace('_', "-"))));
    let id = format!("basis-{}", outcome.as_str().replace(['_', '.'], "-"));
    particular.unwrap_or_else(|| lang.with(&id, &[("regime", regime.map_or("", RegimeId::as_str).into())]))
}
