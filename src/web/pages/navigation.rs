//! 导航: what the pages of the portal and of the desk lead to. A new area of the desk is one line in [`DESK`].

use crate::app::accounts::HeldRole;
use crate::domain::role::Role;
use crate::web::auth::{Anyone, CaseReader, ReportReader, Right};
use crate::web::reader::Reader;

/// An entry of the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct Entry {
    /// Where it leads.
    pub address: String,
    /// How it is called.
    pub label: String,
    /// Whether this is where one is.
    pub is_here: bool,
}

/// An area: the id of its name, its address, and the roles that it is for.
struct Area {
    name: &'static str,
    address: &'static str,
    roles: &'static [Role],
}

/// The areas of the desk, in their order.
const DESK: &[Area] = &[
    Area { name: "nav-today", address: "/desk", roles: Anyone::ROLES },
    Area { name: "nav-reviews", address: "/reviews", roles: REVIEWERS },
    Area { name: "nav-agencies", address: "/agencies", roles: Anyone::ROLES },
    Area { name: "nav-search", address: "/search", roles: CaseReader::ROLES },
    Area { name: "nav-reports", address: "/reports", roles: ReportReader::ROLES },
    Area { name: "nav-bulletins", address: "/bulletins", roles: ReportReader::ROLES },
    Area { name: "nav-duties", address: "/administration/duties", roles: &[Role::Administrator] },
];

/// Those whom agencies have review replies (R17); the steps and their roles are each agency's choice.
const REVIEWERS: &[Role] = &[Role::PreliminaryReviewer, Role::Examiner, Role::ReleaseAuthority, Role::OfficeHead];

/// The areas of the portal: the id of the name and the address.
const PORTAL: &[(&str, &str)] =
    &[("nav-home", "/"), ("nav-follow", "/follow"), ("nav-calculator", "/calculator"), ("nav-published", "/published")];

/// 工作台: the areas that somebody with these roles has something to do in.
pub(super) fn desk(reader: &Reader, roles: &[HeldRole]) -> Vec<Entry> {
    let is_for = |area: &&Area| roles.iter().any(|held| area.roles.contains(&held.role));
    DESK.iter().filter(is_for).map(|area| entry(reader, area.name, area.address)).collect()
}

/// 门户: what everybody may see.
pub(super) fn portal(reader: &Reader) -> Vec<Entry> {
    PORTAL.iter().map(|(name, address)| entry(reader, name, address)).collect()
}

fn entry(reader: &Reader, name: &str, address: &str) -> Entry {
    let is_here = is_within(area_of(reader.path()), address);
    Entry { address: reader.href(address), label: reader.lang.text(name), is_here }
}

/// The report of an agency belongs to the reports, not to the agency's cases.
fn area_of(here: &str) -> &str {
    let of_agency = here.strip_prefix("/agencies/").and_then(|rest| rest.split('/').nth(1));
    if of_agency == Some("reports") || here == "/reconcile" { "/reports" } else { here }
}

/// Whether an address lies in an area; the start is only itself.
fn is_within(here: &str, area: &str) -> bool {
    here == area || (area != "/" && here.strip_prefix(area).is_some_and(|rest| rest.starts_with('/')))
}

#[cfg(test)]
mod tests {
    use super::is_within;

    #[test]
    fn an_area_is_its_own_address_and_those_below() {
        assert!(is_within("/follow", "/follow") && is_within("/follow/files/1", "/follow") && is_within("/", "/"));
        assert!(!is_within("/followers", "/follow") && !is_within("/follow", "/"));
    }
}
