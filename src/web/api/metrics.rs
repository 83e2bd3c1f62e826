//! 运行指标, in the text format of Prometheus.

use std::fmt::{self, Write};

use actix_web::HttpResponse;
use actix_web::web::Data;

use crate::app::outbox::{self, Backlog};
use crate::app::overview::{self, Measures};
use crate::app::{App, mail};
use crate::domain::status::Status;
use crate::store::writer::WriterStats;
use crate::web::error::WebError;
use crate::web::read;

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
        (status = 200, description = "Prometheus text", body = String, content_type = "text/plain"),
    ),
)]
pub async fn metrics(app: Data<App>) -> Result<HttpResponse, WebError> {
    let figures = |app: &App| Ok((overview::measure(app)?, outbox::backlog(app)?, mail::backlog(app)?));
    let (measures, backlog, mails) = read(&app, figures).await?;
    let mut text = String::with_capacity(2048);
    // Writing into a string does not fail.
    let _ = write_cases(&mut text, &measures)
        .and_then(|()| write_outbox(&mut text, backlog))
        .and_then(|()| write_mail(&mut text, mails))
        .and_then(|()| write_writer(&mut text, &app.store.writer_stats()));
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text))
}

fn write_cases(out: &mut String, measures: &Measures) -> fmt::Result {
    head(out, "gongkai_build_info", "gauge", "The program's version.")?;
    writeln!(out, "gongkai_build_info{{version=\"{}\"}} 1", env!("CARGO_PKG_VERSION"))?;
    head(out, "gongkai_cases_open", "gauge", "Open cases by status.")?;
    for status in OPEN {
        let count = measures.open.iter().find(|(found, _)| *found == status).map_or(0, |(_, count)| *count);
        writeln!(out, "gongkai_cases_open{{status=\"{status}\"}} {count}")?;
    }
    head(out, "gongkai_cases_late", "gauge", "Open cases whose reply was due before today.")?;
    writeln!(out, "gongkai_cases_late {}", measures.late)
}

fn write_outbox(out: &mut String, backlog: Backlog) -> fmt::Result {
    let Backlog { waiting, failed } = backlog;
    head(out, "gongkai_outbox_waiting", "gauge", "Messages to be sent.")?;
    writeln!(out, "gongkai_outbox_waiting {waiting}")?;
    head(out, "gongkai_outbox_failed", "gauge", "Messages given up after the last attempt, for 30 days.")?;
    writeln!(out, "gongkai_outbox_failed {failed}")
}

fn write_mail(out: &mut String, backlog: mail::Backlog) -> fmt::Result {
    let mail::Backlog { waiting, failed } = backlog;
    head(out, "gongkai_mail_waiting", "gauge", "Mails to be sent.")?;
    writeln!(out, "gongkai_mail_waiting {waiting}")?;
    head(out, "gongkai_mail_failed", "gauge", "Mails that the mail server refused for good.")?;
    writeln!(out, "gongkai_mail_failed {failed}")
}

fn write_writer(out: &mut String, stats: &WriterStats) -> fmt::Result {
    let WriterStats { waiting, commits, writes, last_batch, last_commit } = stats;
    head(out, "gongkai_writer_waiting", "gauge", "Writes accepted and not yet begun.")?;
    writeln!(out, "gongkai_writer_waiting {waiting}")?;
    head(out, "gongkai_writer_commits_total", "counter", "Transactions committed since the start.")?;
    writeln!(out, "gongkai_writer_commits_total {commits}")?;
    head(out, "gongkai_writer_writes_total", "counter", "Writes answered since the start.")?;
    writeln!(out, "gongkai_writer_writes_total {writes}")?;
    head(out, "gongkai_writer_last_batch", "gauge", "Writes in the last transaction.")?;
    writeln!(out, "gongkai_writer_last_batch {last_batch}")?;
    head(out, "gongkai_writer_last_commit_seconds", "gauge", "How long the last commit took.")?;
    writeln!(out, "gongkai_writer_last_commit_seconds {}", last_commit.as_secs_f64())
}

fn head(out: &mut String, name: &str, kind: &str, help: &str) -> fmt::Result {
    writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}")
}
