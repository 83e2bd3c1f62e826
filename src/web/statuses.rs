//! The HTTP status of each refusal, by what it is about; [`error`](super::error) puts them together.

use actix_web::http::StatusCode;

use super::problem::FieldProblem;
use crate::app::annual_report::OutsiderFault;
use crate::app::register_import::MappingFault;
use crate::app::sign_in::SignInError;
use crate::domain::administration::{AdminRefused, PolicyFault};
use crate::domain::annual_report::life::{Fault, ReportRefused};
use crate::domain::annual_report::narrative::TextRefused;
use crate::domain::attachment::FileRefused;
use crate::domain::reconcile::Finding;
use crate::files::sheet::SheetError;
use crate::findings;
use crate::messages::{Lang, administration};
use crate::wording;

/// What keeps a report from being signed, place by place.
pub(super) fn report_faults(lang: Lang, refused: &ReportRefused) -> Vec<FieldProblem> {
    let ReportRefused::Faulty { faults } = refused else { return Vec::new() };
    let told = |fault: &Fault| {
        let (field, code) = match fault {
            Fault::Contradiction(finding) => (finding.place.to_string(), finding.rule.as_str()),
            Fault::Blank { cell } => (format!("entries/{cell}"), "blank"),
        };
        FieldProblem { field, code, message: findings::fault(lang, fault) }
    };
    faults.iter().map(told).collect()
}

/// Of what the report’s life refuses.
pub(super) fn report_status(refused: &ReportRefused) -> StatusCode {
    match refused {
        ReportRefused::NotAuthorised { .. } => StatusCode::FORBIDDEN,
        ReportRefused::WrongStatus { .. } => StatusCode::CONFLICT,
        ReportRefused::YearNotOver { .. }
        | ReportRefused::ReasonMissing
        | ReportRefused::NothingToCorrect { .. }
        | ReportRefused::Faulty { .. }
        | ReportRefused::InFuture { .. }
        | ReportRefused::BeforeSigning { .. } => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// What is wrong with the figures of an agency that is not on this system, place by place.
pub(super) fn outsider_faults(lang: Lang, fault: &OutsiderFault) -> Vec<FieldProblem> {
    match fault {
        OutsiderFault::Contradictions(found) => {
            let problem = |finding: &Finding| FieldProblem {
                field: finding.place.to_string(),
                code: finding.rule.as_str(),
                message: findings::sentence(lang, finding),
            };
            found.iter().map(problem).collect()
        }
        OutsiderFault::NoJson { .. }
        | OutsiderFault::Unreadable(_)
        | OutsiderFault::Sheet(_)
        | OutsiderFault::Name { .. }
        | OutsiderFault::OnThisSystem { .. }
        | OutsiderFault::OtherYear { .. }
        | OutsiderFault::OtherForm { .. }
        | OutsiderFault::NoChannels => Vec::new(),
    }
}

/// What is wrong with a text of a report.
pub(super) fn text_faults(lang: Lang, refused: &TextRefused) -> Vec<FieldProblem> {
    match refused {
        TextRefused::Fault(fault) => {
            let message = wording::text_refused(lang, refused);
            vec![FieldProblem { field: "text".to_owned(), code: fault.code(), message }]
        }
        TextRefused::NotEditable { .. } => Vec::new(),
    }
}

/// Of a text of a report that is not kept.
pub(super) fn text_status(refused: &TextRefused) -> StatusCode {
    match refused {
        TextRefused::Fault(_) => StatusCode::UNPROCESSABLE_ENTITY,
        TextRefused::NotEditable { .. } => StatusCode::CONFLICT,
    }
}

/// Of a file that is not taken.
pub(super) fn file_status(refused: &FileRefused) -> StatusCode {
    match refused {
        FileRefused::TooLarge { .. } | FileRefused::TooMany { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        FileRefused::Empty
        | FileRefused::NameMissing
        | FileRefused::NameTooLong { .. }
        | FileRefused::TypeNotAccepted { .. }
        | FileRefused::TypeMismatch { .. }
        | FileRefused::Infected { .. } => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// Of a file that cannot be read as a table.
pub(super) fn sheet_status(error: &SheetError) -> StatusCode {
    match error {
        SheetError::TooLarge { .. }
        | SheetError::TooManyRows { .. }
        | SheetError::TooManyColumns { .. }
        | SheetError::Swollen => StatusCode::PAYLOAD_TOO_LARGE,
        SheetError::Empty
        | SheetError::OldFormat
        | SheetError::Locked
        | SheetError::NotATable
        | SheetError::Damaged { .. } => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// What is wrong with the columns of a register that is taken over.
pub(super) fn mapping_fault(lang: Lang, fault: MappingFault) -> FieldProblem {
    let (field, code) = match fault {
        MappingFault::Missing(field) => (field, "missing"),
        MappingFault::Twice(field) => (field, "twice"),
    };
    FieldProblem { field: format!("columns/{field}"), code, message: wording::mapping_fault(lang, fault) }
}

/// A setting that cannot be kept.
pub(super) fn setting_field(lang: Lang, fault: &PolicyFault) -> FieldProblem {
    let PolicyFault { field, problem } = fault;
    FieldProblem { field: field.clone(), code: problem.code(), message: administration::setting(lang, fault) }
}

/// Of what an administrator may not do.
pub(super) fn admin_status(refused: &AdminRefused) -> StatusCode {
    match refused {
        AdminRefused::OutsideReach | AdminRefused::OwnRoles => StatusCode::FORBIDDEN,
        AdminRefused::LastAdministrator { .. }
        | AdminRefused::AgencyInUse { .. }
        | AdminRefused::AgencyClosed { .. }
        | AdminRefused::SectionInUse { .. }
        | AdminRefused::SettingsMoved => StatusCode::CONFLICT,
        AdminRefused::UnderItself { .. } | AdminRefused::BadSettings(_) => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// Of why somebody is not signed in.
pub(super) fn sign_in_status(error: SignInError) -> StatusCode {
    match error {
        SignInError::WrongCredentials
        | SignInError::CodeNeeded
        | SignInError::WrongCode
        | SignInError::NotSignedIn
        | SignInError::SessionEnded
        | SignInError::TokenReused => StatusCode::UNAUTHORIZED,
        SignInError::Locked { .. } => StatusCode::TOO_MANY_REQUESTS,
        SignInError::MustChangePassword => StatusCode::FORBIDDEN,
        SignInError::WrongPassword | SignInError::NoTotp => StatusCode::UNPROCESSABLE_ENTITY,
    }
}
