//! Every address on one screen. All of them are only for reading; HEAD is answered wherever GET is.

use actix_web::web::{self, ServiceConfig};
use actix_web::{FromRequest, Handler, Resource, Responder, guard};

use super::{WebError, api, assets, calendar, pages};

/// Registers every address.
pub(super) fn configure(config: &mut ServiceConfig) {
    config
        // pages
        .service(at("/", pages::agencies::show))
        .service(at("/agencies/{code}", pages::queue::show))
        .service(at("/cases/{case_id}", pages::case::show))
        .service(at("/static/{file}", assets::file))
        .service(at("/calendar/{token}.ics", calendar::get_calendar))
        // API
        .service(at("/api/v1/agencies", api::agencies::list_agencies))
        .service(at("/api/v1/agencies/{code}/cases", api::cases::list_cases))
        .service(at("/api/v1/cases/{case_id}", api::cases::get_case))
        .service(at("/api/openapi.json", api::document))
        // for whoever keeps it running
        .service(at("/healthz", api::health::healthz))
        .service(at("/readyz", api::health::readyz))
        .service(at("/metrics", api::metrics::metrics))
        .default_service(web::to(nothing_here));
}

fn at<F, Args>(path: &str, handler: F) -> Resource
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    let reading = guard::Any(guard::Get()).or(guard::Head());
    web::resource(path).route(web::route().guard(reading).to(handler)).default_service(web::to(only_for_reading))
}

async fn nothing_here() -> Result<&'static str, WebError> {
    Err(WebError::NoSuchPage)
}

async fn only_for_reading() -> Result<&'static str, WebError> {
    Err(WebError::ReadOnly)
}
