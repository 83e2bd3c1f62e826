//! 地区的名称, for the codes that calendars go by.

use super::Lang;

/// The country and the provinces, autonomous regions and municipalities of the mainland (GB/T 2260, as in
/// ISO 3166-2), in small letters.
const NAMED: &[&str] = &[
    "cn", "cn-ah", "cn-bj", "cn-cq", "cn-fj", "cn-gd", "cn-gs", "cn-gx", "cn-gz", "cn-ha", "cn-hb", "cn-he", "cn-hi",
    "cn-hl", "cn-hn", "cn-jl", "cn-js", "cn-jx", "cn-ln", "cn-nm", "cn-nx", "cn-qh", "cn-sc", "cn-sd", "cn-sh",
    "cn-sn", "cn-sx", "cn-tj", "cn-xj", "cn-xz", "cn-yn", "cn-zj",
];

/// The name of a region whose holidays somebody keeps; a region that has none here keeps its code.
///
/// ```
/// use gongkai_core::messages::{Lang, regions::region};
/// assert_eq!(region(Lang::Zh, "CN-GX"), "广西壮族自治区");
/// assert_eq!(region(Lang::En, "CN-XX"), "CN-XX");
/// ```
#[must_use]
pub fn region(lang: Lang, code: &str) -> String {
    let small = code.to_ascii_lowercase();
    match NAMED.contains(&small.as_str()) {
        true => lang.text(&format!("region-{small}")),
        false => code.to_owned(),
    }
}
