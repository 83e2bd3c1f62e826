//! # The web: parse, call `app`, render
//!
//! ```text
//! routes    every address on one screen      server   opens the port, stops gracefully
//! auth      who may ask                      limits   how often             body, once   what is sent
//! listen    where, and from where            headers, request_log, plain   around every answer
//! cross_origin  other sites' scripts         request_metrics               what is counted
//! visit     a browser and what it is told once       posted   the forms that it sends
//! reader    the reader's language            error    everything that can go wrong, in one table
//! api/      JSON for programs                pages/   HTML for people, from templates/ and static/
//! views, report_views   what both show of cases and reports
//! calendar  deadlines for calendar programs
//! upload    files that are sent              download files that are handed out
//! openapi   the document, from the code
//! ```
//!
//! The database is read on the threads of [`read`], never on those that answer.

pub mod api;
mod assets;
pub mod auth;
pub mod body;
pub mod calendar;
mod cross_origin;
pub mod download;
mod error;
mod form;
mod headers;
mod letter_files;
pub mod limits;
pub mod listen;
pub mod once;
pub mod openapi;
mod pages;
mod pipe;
mod plain;
pub mod posted;
mod problem;
mod reader;
mod refusals;
pub mod register_files;
pub mod report_views;
mod request_log;
mod request_metrics;
mod routes;
mod server;
mod statuses;
pub mod upload;
pub mod views;
pub mod visit;

use std::any::Any;

use actix_web::web::{self, Data};

use crate::app::{App, AppError};

pub use error::WebError;
pub use server::{ServeError, run, run_until};

/// Runs `work` where it may wait for the database.
async fn read<T: Send + 'static>(
    app: &Data<App>,
    work: impl FnOnce(&App) -> Result<T, AppError> + Send + 'static,
) -> Result<T, WebError> {
    let app = app.clone();
    Ok(block(move || work(&app)).await??)
}

/// Runs `work` on a thread that may wait.
///
/// What it does and gives is boxed, so that there is one kind of task for every page and operation: a kind for each was
/// six hundred copies of the same machinery to compile.
///
/// # Errors
/// [`WebError::Interrupted`] if the work ended without an answer.
async fn block<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, WebError> {
    let task: Box<dyn FnOnce() -> Box<dyn Any + Send> + Send> = Box::new(move || Box::new(work()));
    let made = web::block(task).await.map_err(|_| WebError::Interrupted)?;
    made.downcast().map(|made| *made).map_err(|_| WebError::Interrupted)
}
