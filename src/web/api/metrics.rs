//! 运行指标, in the text format that Prometheus and others read (OpenMetrics).

use actix_web::HttpResponse;
use actix_web::web::Data;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

use crate::app::outbox::{self, Backlog};
use crate::app::overview::{self, Measures};
use crate::app::{App, mail};
use crate::domain::status::Status;
use crate::store::writer::WriterStats;
use crate::web::error::WebError;
use crate::web::read;
use crate::web::request_metrics::RequestMetrics;

/// What the text is, to whoever reads it.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The statuses of an open case, so that a figure is there also when it is zero.
const OPEN: [Status; 7] = [
    Status::AwaitingConfirmation,
    Status::Processing,
    Status::AwaitingSupplement,
    Status::AwaitingPayment,
    Status::InReview,
    Status::Cleared,
    Status::Redeciding,
];

/// Figures for monitoring.
#[utoipa::path(
    get,
    path = "/metrics",
    operation_id = "get_metrics",
    tag = "operations",
    responses(
        (status = 200, description = "OpenMetrics text", body = String, content_type = "application/openmetrics-text"),
    ),
)]
pub async fn metrics(app: Data<App>, requests: Data<RequestMetrics>) -> Result<HttpResponse, WebError> {
    let figures = |app: &App| Ok((overview::measure(app)?, outbox::backlog(app)?, mail::backlog(app)?));
    let (measures, backlog, mails) = read(&app, figures).await?;
    let mut registry = Registry::with_prefix("gongkai");
    registry.register("build", "The program's version", Info::new([("version", env!("CARGO_PKG_VERSION"))]));
    requests.register(&mut registry);
    register_cases(&mut registry, &measures);
    register_outbox(&mut registry, backlog);
    register_mail(&mut registry, mails);
    register_writer(&mut registry, &app.store.writer_stats());
    let mut text = String::with_capacity(8192);
    // Writing into a string does not fail.
    let _ = encode(&mut text, &registry);
    Ok(HttpResponse::Ok().content_type(OPEN_METRICS).body(text))
}

fn register_cases(registry: &mut Registry, measures: &Measures) {
    let open = Family::<[(&str, &str); 1], Gauge>::default();
    for status in OPEN {
        let count = measures.open.iter().find(|(found, _)| *found == status).map_or(0, |(_, count)| *count);
        open.get_or_create(&[("status", status.as_str())]).set(count);
    }
    registry.register("cases_open", "Open cases by status", open);
    registry.register("cases_late", "Open cases whose reply was due before today", ConstGauge::new(measures.late));
}

fn register_outbox(registry: &mut Registry, backlog: Backlog) {
    let Backlog { waiting, failed } = backlog;
    registry.register("outbox_waiting", "Messages to be sent", ConstGauge::new(waiting));
    registry.register(
        "outbox_failed",
        "Messages given up after the last attempt, for 30 days",
        ConstGauge::new(failed),
    );
}

fn register_mail(registry: &mut Registry, backlog: mail::Backlog) {
    let mail::Backlog { waiting, failed } = backlog;
    registry.register("mail_waiting", "Mails to be sent", ConstGauge::new(waiting));
    registry.register("mail_failed", "Mails that the mail server refused for good", ConstGauge::new(failed));
}

fn register_writer(registry: &mut Registry, stats: &WriterStats) {
    let WriterStats { waiting, commits, writes, last_batch, last_commit } = stats;
    registry.register("writer_waiting", "Writes accepted and not yet begun", ConstGauge::new(*waiting));
    registry.register("writer_commits", "Transactions committed since the start", ConstCounter::new(*commits));
    registry.register("writer_writes", "Writes answered since the start", ConstCounter::new(*writes));
    registry.register("writer_last_batch", "Writes in the last transaction", ConstGauge::new(*last_batch));
    let seconds = ConstGauge::new(last_commit.as_secs_f64());
    registry.register("writer_last_commit_seconds", "How long the last commit took", seconds);
}
