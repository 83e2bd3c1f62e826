//! How many requests were answered and how fast, for `/metrics`. Counted by the pattern of the route, never by the
//! address that was asked for: what somebody types makes no new figure.

use std::time::Duration;

use actix_web::http::{Method, StatusCode};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

/// Upper bounds of the histogram, in seconds.
const SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    method: &'static str,
    route: String,
}

/// The same with what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    #[prometheus(flatten)]
    asked: Asked,
    status: u16,
}

/// The requests that one server has answered. The workers share it; a figure that exists already is reached
/// through a read lock, and counting is one addition.
#[derive(Debug, Clone)]
pub struct RequestMetrics {
    answered: Family<Answered, Counter>,
    seconds: Family<Asked, Histogram>,
}

impl RequestMetrics {
    pub(super) fn new() -> Self {
        let seconds = Family::<Asked, Histogram>::new_with_constructor(|| Histogram::new(SECONDS));
        Self { answered: Family::default(), seconds }
    }

    /// Counts a request that was answered.
    pub(super) fn count(&self, method: &Method, route: Option<String>, status: StatusCode, took: Duration) {
        let asked = Asked { method: name(method), route: route.unwrap_or_else(|| "none".to_owned()) };
        self.seconds.get_or_create(&asked).observe(took.as_secs_f64());
        self.answered.get_or_create(&Answered { asked, status: status.as_u16() }).inc();
    }

    /// Adds the figures to those of the program.
    pub(super) fn register(&self, registry: &mut Registry) {
        registry.register("http_requests", "Requests answered since the start", self.answered.clone());
        registry.register("http_request_seconds", "How long answering took", self.seconds.clone());
    }
}

/// Anybody may invent methods, but not figures.
fn name(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}
