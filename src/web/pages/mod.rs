//! HTML for people: a page is what it shows, its template and its handler in one file.

pub(super) mod agencies;
pub(super) mod api_docs;
mod asked_for;
pub(super) mod case;
pub(super) mod case_files;
pub(super) mod desk;
pub(super) mod dispatch;
pub(super) mod draft;
mod due;
pub(super) mod duties;
mod error;
mod layout;
pub(super) mod mail_templates;
pub(super) mod me;
mod months;
mod navigation;
mod old_form;
pub(super) mod outbox;
mod paper;
mod parts;
pub(super) mod password;
pub(super) mod portal;
pub(super) mod queue;
pub(super) mod register;
pub(super) mod review;
pub(super) mod reviews;
mod rows;
pub(super) mod search;
pub(super) mod setup;
pub(super) mod sign_in;
pub(super) mod unsubscribe;

pub(super) use error::error;
pub(super) use old_form::old_form;
pub(super) use sign_in::sign_in_instead;
