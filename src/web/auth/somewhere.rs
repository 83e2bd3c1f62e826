//! A right that somebody holds in some agency, for addresses that name none.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use super::asking;
use super::rights::Right;
use super::token::who_may;
use crate::app::accounts;
use crate::app::sign_in::SignedIn;
use crate::domain::ids::OfficerId;
use crate::domain::role::Actor;
use crate::web::WebError;

/// Somebody who holds right `R` in some agency. Where, and so what may be done, is looked up with the act itself.
#[derive(Debug, Clone)]
pub struct Somewhere<R> {
    /// Who.
    pub who: SignedIn,
    right: PhantomData<R>,
}

impl<R> Somewhere<R> {
    /// The person as one who acts, in no agency yet.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor::Officer { id: self.who.officer, roles: Vec::new() }
    }

    /// The person.
    #[must_use]
    pub fn officer(&self) -> OfficerId {
        self.who.officer
    }
}

impl<R: Right> FromRequest for Somewhere<R> {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (request, asking) = (request.clone(), asking::begin(request));
        Box::pin(async move {
            let _asking = asking;
            let (who, account) = who_may(&request, accounts::account).await?;
            if account.roles.iter().any(|held| R::ROLES.contains(&held.role)) {
                return Ok(Self { who, right: PhantomData });
            }
            Err(match R::ROLES.first() {
                Some(role) => WebError::NotAuthorised { role: *role },
                None => WebError::NoSuchPage,
            })
        })
    }
}
