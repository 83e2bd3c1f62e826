//! One line for every request, and a number by which it is found again. The line names the route, not the
//! address, so that nothing anybody typed gets into the log. What is logged is counted as well.

use std::fmt;
use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage, HttpRequest};

use super::request_metrics::RequestMetrics;

/// The header in which the number is told.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// 请求编号
#[derive(Debug, Clone, Copy)]
pub(super) struct RequestId(u64);

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl RequestId {
    /// The number of a request.
    pub(super) fn of(request: &HttpRequest) -> Self {
        request.extensions().get::<Self>().copied().unwrap_or(Self(0))
    }
}

/// Numbers the request; logs and counts it when it is answered.
pub(super) async fn log<B: MessageBody>(
    metrics: Data<RequestMetrics>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let id = RequestId(rand::random());
    request.extensions_mut().insert(id);
    let begun = Instant::now();
    let mut response = next.call(request).await?;
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let (method, route) = (response.request().method(), response.request().match_pattern());
    let (status, took) = (response.status(), begun.elapsed());
    tracing::info!(
        request.id = %id,
        http.method = %method,
        http.route = route.as_deref().unwrap_or("-"),
        http.status = status.as_u16(),
        took.micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
        "request answered"
    );
    metrics.count(method, route, status, took);
    Ok(response)
}
