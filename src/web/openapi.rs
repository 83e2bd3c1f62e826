//! The OpenAPI document, written by the code that it describes.

use utoipa::OpenApi;
use utoipa::openapi::schema::{Object, ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{self, RefOr, Schema};

use super::{api, calendar, error, views};
use crate::app::standing::Mark;
use crate::domain::code::{Category, Channel};
use crate::domain::deadline::DeadlineKind;
use crate::domain::outcome::Outcome;
use crate::domain::regime::RegimeId;
use crate::domain::status::{DeadlineState, Status};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Gongkai 公开",
        description = "The register of requests for government information: agencies, cases, due dates that explain \
            themselves. Read-only, for this computer only; no applicant is shown. Civil dates are those of the \
            agency's time zone. Errors are `application/problem+json` with a stable `code`; `?lang=` or \
            `Accept-Language` chooses the language of their sentence.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
        contact(),
    ),
    paths(
        api::agencies::list_agencies,
        api::cases::list_cases,
        api::cases::get_case,
        calendar::get_calendar,
        api::document,
        api::health::healthz,
        api::health::readyz,
        api::metrics::metrics,
    ),
    components(schemas(
        views::AgenciesView,
        views::CasesView,
        views::CaseDetailView,
        error::Problem,
    )),
    tags(
        (name = "register", description = "The register"),
        (name = "calendar", description = "Deadlines for calendar programs"),
        (name = "operations", description = "For whoever keeps the program running"),
    )
)]
struct Document;

/// The document, OpenAPI 3.1.
#[must_use]
pub fn document() -> openapi::OpenApi {
    Document::openapi()
}

/// An enum whose values are the contract's codes.
pub(super) trait Coded {
    /// Every code.
    fn all() -> Vec<&'static str>;
}

macro_rules! coded {
    ($($name:ident),+) => { $(
        impl Coded for $name {
            fn all() -> Vec<&'static str> {
                Self::ALL.iter().map(|value| value.as_str()).collect()
            }
        }
    )+ };
}

coded!(Category, Channel, DeadlineKind, DeadlineState, Mark, Outcome, RegimeId, Status);

/// The schema of a code.
pub(super) fn codes<T: Coded>() -> RefOr<Schema> {
    let object: Object = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(T::all())).build();
    object.into()
}

/// The schema of a code that may be missing.
pub(super) fn codes_or_null<T: Coded>() -> RefOr<Schema> {
    let values: Vec<Option<&str>> = T::all().into_iter().map(Some).chain([None]).collect();
    let types = SchemaType::from_iter([Type::String, Type::Null]);
    let object: Object = ObjectBuilder::new().schema_type(types).enum_values(Some(values)).build();
    object.into()
}
