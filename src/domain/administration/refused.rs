//! What an administrator cannot do, with what the sentence about it needs.

use super::settings::PolicyFault;

/// Why an administrative change was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AdminRefused {
    /// The agency, the person or the role is outside what the administrator administers.
    #[error("outside of what the administrator administers")]
    OutsideReach,
    /// Nobody gives roles to himself.
    #[error("nobody gives roles to himself")]
    OwnRoles,
    /// A root without an administrator could not be administered any more.
    #[error("the last administrator of the root {agency}")]
    LastAdministrator {
        /// The root's code.
        agency: String,
    },
    /// An agency cannot be below itself.
    #[error("{agency} cannot be put under {under}, which is below it")]
    UnderItself {
        /// Its code.
        agency: String,
        /// Where it was to go.
        under: String,
    },
    /// An agency that still has something to do cannot be closed.
    #[error("{agency} has {open} open cases and {below} agencies below it")]
    AgencyInUse {
        /// Its code.
        agency: String,
        /// 待办
        open: i64,
        /// Agencies below it that are not closed.
        below: usize,
    },
    /// A closed agency takes no requests.
    #[error("{agency} is closed")]
    AgencyClosed {
        /// Its code.
        agency: String,
    },
    /// A section that cases name cannot be taken away.
    #[error("{cases} cases name the section")]
    SectionInUse {
        /// How many.
        cases: i64,
    },
    /// Somebody else replaced the settings since they were read.
    #[error("the settings have been replaced since they were read")]
    SettingsMoved,
    /// Settings that cannot be.
    #[error("{} settings are wrong", .0.len())]
    BadSettings(Vec<PolicyFault>),
}

impl AdminRefused {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::OutsideReach => "outside_reach",
            Self::OwnRoles => "own_roles",
            Self::LastAdministrator { .. } => "last_administrator",
            Self::UnderItself { .. } => "under_itself",
            Self::AgencyInUse { .. } => "agency_in_use",
            Self::AgencyClosed { .. } => "agency_closed",
            Self::SectionInUse { .. } => "section_in_use",
            Self::SettingsMoved => "settings_moved",
            Self::BadSettings(_) => "bad_settings",
        }
    }
}
