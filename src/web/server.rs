//! Opening the port, answering, and stopping without dropping anybody.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{Data, FormConfig, PayloadConfig};
use actix_web::{Error, HttpServer};

use super::limits::Limits;
use super::listen::{AddressError, listen_address};
use super::plain::only_plain_addresses;
use super::request_metrics::RequestMetrics;
use super::{cross_origin, headers, problem, request_log, routes, upload, visit};
use crate::app::App;
use crate::config::Settings;
use crate::jobs;

/// Why the program does not serve.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// There is no such address.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The address cannot be opened.
    #[error("{address} cannot be opened: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The server failed.
    #[error("the server failed: {0}")]
    Server(std::io::Error),
}

/// Serves until the program is asked to stop (SIGTERM, Ctrl-C), then finishes what it has accepted.
/// `on_ready` is told the address once the port is open.
///
/// # Errors
/// [`ServeError`] if the port cannot be opened.
pub async fn run(app: Arc<App>, settings: &Settings, on_ready: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    run_until(app, settings, asked_to_stop(), on_ready).await
}

/// Serves until `stop` is done, then finishes what it has accepted.
///
/// # Errors
/// [`ServeError`] if the port cannot be opened.
pub async fn run_until(
    app: Arc<App>,
    settings: &Settings,
    stop: impl Future<Output = ()> + Send + 'static,
    on_ready: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let address = listen_address(&settings.server.bind)?;
    // Made once: what is made inside the closure exists once for every worker.
    let shared = Shared {
        app: Data::from(Arc::clone(&app)),
        limits: Data::new(Limits::new(&settings.limits)),
        metrics: Data::new(RequestMetrics::new()),
        settings: Data::new(settings.clone()),
    };
    let server = HttpServer::new(move || application(shared.clone()))
        .max_connections(settings.limits.connections)
        .client_request_timeout(settings.limits.patience())
        .workers(workers(settings.server.workers))
        .worker_max_blocking_threads(waiting_threads(settings))
        .shutdown_timeout(settings.server.shutdown_seconds)
        .shutdown_signal(stop)
        .bind(address)
        .map_err(|source| ServeError::Listen { address, source })?;
    on_ready(server.addrs().first().copied().unwrap_or(address));
    let jobs = jobs::start(&app, settings).map_err(ServeError::Server)?;
    let ended = server.run().await;
    jobs.stop();
    app.store.shutdown();
    ended.map_err(ServeError::Server)
}

/// What every worker knows.
#[derive(Clone)]
struct Shared {
    app: Data<App>,
    limits: Data<Limits>,
    metrics: Data<RequestMetrics>,
    settings: Data<Settings>,
}

/// The middleware that is named last is asked first.
fn application(
    shared: Shared,
) -> actix_web::App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let body_bytes = shared.settings.limits.body_bytes;
    let (parts, part_files) = upload::settings(&shared.app.files);
    let cross_origin = cross_origin::rules(&shared.settings.server.cors_origins);
    actix_web::App::new()
        .app_data(shared.app)
        .app_data(shared.limits)
        .app_data(shared.metrics)
        .app_data(shared.settings)
        .app_data(PayloadConfig::new(body_bytes))
        .app_data(FormConfig::default().limit(body_bytes))
        .app_data(parts)
        .app_data(part_files)
        .configure(routes::configure)
        .wrap(from_fn(only_plain_addresses))
        .wrap(from_fn(problem::render))
        .wrap(from_fn(visit::cookies))
        .wrap(cross_origin)
        .wrap(Compress::default())
        .wrap(headers::security())
        .wrap(from_fn(request_log::log))
}

fn workers(setting: usize) -> usize {
    match setting {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        some => some,
    }
}

/// Threads of each worker that may wait for the database: as many as connections, so that requests wait in the order
/// in which they came, and not all at once for whichever connection is free. Each worker has so many: with several
/// workers some are left to set letters and to check passwords.
fn waiting_threads(settings: &Settings) -> usize {
    usize::try_from(settings.database.readers).unwrap_or(1).max(1)
}

/// The signals are listened for from now on, not only when the future is waited for.
#[cfg(unix)]
fn asked_to_stop() -> impl Future<Output = ()> + Send + 'static {
    use tokio::signal::unix::{SignalKind, signal};
    let signals = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()));
    async move {
        match signals {
            (Ok(mut terminate), Ok(mut interrupt)) => tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            },
            // Without a listener the system ends the program itself.
            (Err(_), _) | (_, Err(_)) => std::future::pending().await,
        }
    }
}

#[cfg(not(unix))]
async fn asked_to_stop() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}
