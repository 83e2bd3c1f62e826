//! 限速: how often one address may ask for what needs no sign-in.
//!
//! The limit is an extractor in a handler's signature, like a permission. It is counted in each process: with
//! three processes behind a proxy an address has three times as much. Nothing depends on it but comfort;
//! what must not be guessed is long enough, and passwords are locked in the database.

use std::future::{Ready, ready};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::{WebError, listen};
use crate::config::LimitSettings;

/// Addresses that are remembered before the quiet ones are forgotten.
const REMEMBERED: usize = 100_000;

/// What has been asked for lately, by address. Made once for all workers.
#[derive(Debug, Clone)]
pub(super) struct Limits {
    public: Option<Arc<DefaultKeyedRateLimiter<IpAddr>>>,
    tries: Option<Arc<DefaultKeyedRateLimiter<IpAddr>>>,
}

impl Limits {
    /// As the settings say.
    pub(super) fn new(settings: &LimitSettings) -> Self {
        Self { public: limiter(settings.public_per_minute), tries: limiter(settings.tries_per_minute) }
    }
}

fn limiter(per_minute: u32) -> Option<Arc<DefaultKeyedRateLimiter<IpAddr>>> {
    NonZeroU32::new(per_minute).map(|rate| Arc::new(RateLimiter::keyed(Quota::per_minute(rate))))
}

fn check(limiter: Option<&DefaultKeyedRateLimiter<IpAddr>>, request: &HttpRequest) -> Result<(), WebError> {
    let (Some(limiter), Some(address)) = (limiter, listen::client(request)) else { return Ok(()) };
    if limiter.len() > REMEMBERED {
        limiter.retain_recent();
    }
    limiter.check_key(&address).map_err(|not_until| {
        let wait = not_until.wait_time_from(DefaultClock::default().now());
        WebError::TooOften { seconds: wait.as_secs().max(1) }
    })
}

/// Anybody may ask, but not too often.
#[derive(Debug, Clone, Copy)]
pub struct Public;

impl FromRequest for Public {
    type Error = WebError;
    type Future = Ready<Result<Self, WebError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let limits = request.app_data::<Data<Limits>>();
        ready(check(limits.and_then(|limits| limits.public.as_deref()), request).map(|()| Self))
    }
}

/// Anybody may try a secret (a password, a query code), but only a few times.
#[derive(Debug, Clone, Copy)]
pub struct Trying;

impl FromRequest for Trying {
    type Error = WebError;
    type Future = Ready<Result<Self, WebError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let limits = request.app_data::<Data<Limits>>();
        ready(check(limits.and_then(|limits| limits.tries.as_deref()), request).map(|()| Self))
    }
}
