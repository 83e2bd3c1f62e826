//! 岗位权限: a right is a list of roles, any of which is enough.

use crate::domain::role::Role;

/// Who may do something in an agency.
pub trait Right: 'static {
    /// Roles that carry the right; one of them is enough.
    const ROLES: &'static [Role];
}

macro_rules! rights {
    ($($(#[$doc:meta])* $name:ident: $($role:ident),+;)+) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $name;

        impl Right for $name {
            const ROLES: &'static [Role] = &[$(Role::$role),+];
        }
    )+ };
}

/// 任一岗位 in the agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anyone;

impl Right for Anyone {
    const ROLES: &'static [Role] = Role::ALL;
}

rights! {
    /// 收件登记
    Registrar: Registrar;
    /// 承办, 登记, 负责人: who works on cases.
    CaseWorker: Registrar, CaseOfficer, PreliminaryReviewer, Examiner, ReleaseAuthority, OfficeHead;
    /// 分办
    Assigner: Registrar, CaseOfficer, OfficeHead;
    /// Who may read a case: everybody of the office, the supervisors, the auditors; not who only administers.
    CaseReader: Registrar, CaseOfficer, PreliminaryReviewer, Examiner, ReleaseAuthority, OfficeHead, Supervisor, Auditor;
    /// Who sees applicants by name.
    NameReader: Registrar, CaseOfficer, PreliminaryReviewer, Examiner, ReleaseAuthority, OfficeHead;
    /// 政府信息公开工作机构负责人
    Head: OfficeHead;
    /// Who reads figures.
    ReportReader: Registrar, CaseOfficer, PreliminaryReviewer, Examiner, ReleaseAuthority, OfficeHead, Supervisor, Auditor;
    /// Who sees what people were told: those who work on cases, and who administers the mail.
    MailReader: Registrar, CaseOfficer, PreliminaryReviewer, Examiner, ReleaseAuthority, OfficeHead, Administrator;
    /// 政府信息公开主管部门
    Supervisor: Supervisor;
    /// 系统管理员
    Administrator: Administrator;
    /// 审计
    Auditor: Auditor;
    /// Who reads the administrative log.
    LogReader: Administrator, Auditor;
}
