//! One function per thing a person or the scheduler can do. `app` parses nothing and renders nothing;
//! it loads, asks the domain, and saves in one transaction.

pub mod accounts;
pub mod act;
pub mod acted;
pub mod administration;
mod agency;
pub mod annual_report;
pub mod applicants;
pub mod attachments;
pub mod audit_export;
pub mod audit_trail;
pub mod bulk;
pub mod calendar_feeds;
pub mod calendars;
pub mod case_file;
pub mod case_log;
pub mod check;
pub mod counter;
pub mod deadline_preview;
pub mod demo;
pub mod desk;
pub mod draft_files;
pub mod drafting;
pub mod duplicates;
pub mod duties;
mod error;
pub mod fees;
mod footprint;
pub mod form_tokens;
pub mod history;
pub mod import;
pub mod intake;
pub mod letters;
pub mod mail;
pub mod offers;
pub mod once;
pub mod outbox;
pub mod overview;
pub mod own_request;
mod projection;
pub mod queue;
pub mod register;
pub mod register_import;
pub mod rehearsal;
pub mod rekey;
pub mod reply;
pub mod reviewing;
pub mod saved_views;
pub mod seal;
mod sealing;
pub mod search;
pub mod setup;
pub mod sign_in;
pub mod splitting;
pub mod standing;
pub mod today;
mod unsealings;
pub mod urging;
pub mod webhooks;

use crate::clock::Clock;
use crate::files::Files;
use crate::keys::SharedKeyring;
use crate::letters::press::Press;
use crate::rulebook::SharedRulebook;
use crate::store::Store;

pub use act::{CaseView, Order, act, act_once, foresee, reply_digest};
pub use agency::{Agency, AgencyForm, KnownAgencies, add_agency, agencies, create_agency, find_agency};
pub use error::AppError;
pub use projection::project;

/// What every act needs: the store, the rules, the time, the keys.
#[derive(Debug)]
pub struct App {
    /// Where everything is kept.
    pub store: Store,
    /// The statute's figures and the working days; see [`calendars::refresh`].
    pub rulebook: SharedRulebook,
    /// The time.
    pub clock: Clock,
    /// What seals personal data.
    pub keys: SharedKeyring,
    /// Where attachments are kept.
    pub files: Files,
    /// Agencies as they were read last.
    pub agencies: KnownAgencies,
    /// What is at hand when a request comes in.
    pub intake: intake::Reception,
    /// What sets letters.
    pub press: Press,
    /// What every mail has in common.
    pub mail: mail::PostRoom,
}
