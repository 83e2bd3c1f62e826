//! 岗位: who looks at a case, and with which rights.

use crate::app::Agency;
use crate::app::sign_in::SignedIn;
use crate::domain::ids::CaseId;
use crate::domain::role::{Actor, Role};
use crate::web::auth::{On, Right};

/// Somebody with rights on a case, whichever of them let them in.
#[derive(Clone)]
pub(in crate::web::pages) struct Seat {
    pub who: SignedIn,
    pub agency: Agency,
    pub case: CaseId,
    roles: Vec<Role>,
}

impl Seat {
    pub(in crate::web::pages) fn of<R>(officer: &On<R>) -> Self {
        Self {
            who: officer.who.clone(),
            agency: officer.agency.clone(),
            case: officer.case,
            roles: officer.roles.clone(),
        }
    }

    pub(in crate::web::pages) fn actor(&self) -> Actor {
        Actor::Officer { id: self.who.officer, roles: self.roles.clone() }
    }

    /// Whether the person holds a right.
    pub(in crate::web::pages) fn may<R: Right>(&self) -> bool {
        self.roles.iter().any(|role| R::ROLES.contains(role))
    }
}
