//! 角色: what a person may be in an agency.

use serde::{Deserialize, Serialize};

use super::code::coded_enum;
use super::ids::OfficerId;

coded_enum! {
    /// 角色 of a person in an agency or its subtree.
    Role {
        /// 收件登记
        Registrar = "registrar",
        /// 承办人
        CaseOfficer = "case_officer",
        /// 初审（科室负责人）
        PreliminaryReviewer = "preliminary_reviewer",
        /// 审核（分管领导）
        Examiner = "examiner",
        /// 审发（领导小组）
        ReleaseAuthority = "release_authority",
        /// 政府信息公开工作机构负责人
        OfficeHead = "office_head",
        /// 政府信息公开主管部门
        Supervisor = "supervisor",
        /// 系统管理员
        Administrator = "administrator",
        /// 审计
        Auditor = "auditor",
    }
}

impl Role {
    /// 阅卷: whether somebody in this role may read cases at all: everybody but who only keeps the system running.
    #[must_use]
    pub fn reads_cases(self) -> bool {
        self.works_on_cases() || matches!(self, Self::Supervisor | Self::Auditor)
    }

    /// 经办人员: whether somebody in this role works on cases and so has to know who asks. Those who watch over
    /// others or keep the system running see a case without the applicant's particulars.
    ///
    /// ```
    /// use gongkai_core::domain::role::Role;
    /// assert!(Role::CaseOfficer.works_on_cases());
    /// assert!(!Role::Auditor.works_on_cases());
    /// ```
    #[must_use]
    pub fn works_on_cases(self) -> bool {
        match self {
            Self::Registrar
            | Self::CaseOfficer
            | Self::PreliminaryReviewer
            | Self::Examiner
            | Self::ReleaseAuthority
            | Self::OfficeHead => true,
            Self::Supervisor | Self::Administrator | Self::Auditor => false,
        }
    }
}

/// Who does something to a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Actor {
    /// 工作人员, with the roles held in the case's agency.
    Officer {
        /// The person.
        id: OfficerId,
        /// The roles held in the case's agency.
        roles: Vec<Role>,
    },
    /// 申请人, through the query code.
    Applicant,
    /// The program itself: lapses, recomputed dates.
    System,
    /// 登记簿导入: what a register says happened.
    Import,
}

impl Actor {
    /// Whether this is an officer who holds `role`.
    #[must_use]
    pub fn holds(&self, role: Role) -> bool {
        match self {
            Self::Officer { roles, .. } => roles.contains(&role),
            Self::Applicant | Self::System | Self::Import => false,
        }
    }

    /// Whether this is an officer who works on the agency's cases.
    #[must_use]
    pub fn works_on_cases(&self) -> bool {
        match self {
            Self::Officer { roles, .. } => roles.iter().any(|role| role.works_on_cases()),
            Self::Applicant | Self::System | Self::Import => false,
        }
    }

    /// The officer, if a person of the agency acts.
    #[must_use]
    pub fn officer(&self) -> Option<OfficerId> {
        match self {
            Self::Officer { id, .. } => Some(*id),
            Self::Applicant | Self::System | Self::Import => None,
        }
    }
}

impl std::fmt::Display for Actor {
    /// As it is kept in the history: `officer_3`, `applicant`, `system`, `import`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Officer { id, .. } => id.fmt(f),
            Self::Applicant => f.write_str("applicant"),
            Self::System => f.write_str("system"),
            Self::Import => f.write_str("import"),
        }
    }
}
