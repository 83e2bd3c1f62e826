//! Rights in the agency that a path names, by its code or by one of its cases.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use super::asking;
use super::rights::Right;
use super::token::who_may;
use crate::app::accounts::{self, Post};
use crate::app::sign_in::SignedIn;
use crate::app::{Agency, App};
use crate::domain::ids::{AgencyCode, CaseId, OfficerId};
use crate::domain::role::{Actor, Role};
use crate::web::WebError;

/// Somebody who holds right `R` in the agency of the path.
#[derive(Debug, Clone)]
pub struct In<R> {
    /// Who.
    pub who: SignedIn,
    /// The agency.
    pub agency: Agency,
    /// The roles held there.
    pub roles: Vec<Role>,
    right: PhantomData<R>,
}

/// Somebody who holds right `R` in the agency of the case of the path.
#[derive(Debug, Clone)]
pub struct On<R> {
    /// Who.
    pub who: SignedIn,
    /// The agency.
    pub agency: Agency,
    /// The roles held there.
    pub roles: Vec<Role>,
    /// The case.
    pub case: CaseId,
    right: PhantomData<R>,
}

macro_rules! acts {
    ($($place:ident),+) => { $(
        impl<R> $place<R> {
            /// The person as one who acts here.
            #[must_use]
            pub fn actor(&self) -> Actor {
                Actor::Officer { id: self.who.officer, roles: self.roles.clone() }
            }

            /// The person.
            #[must_use]
            pub fn officer(&self) -> OfficerId {
                self.who.officer
            }

            /// Whether the person holds another right here as well.
            #[must_use]
            pub fn may<Other: Right>(&self) -> bool {
                self.roles.iter().any(|role| Other::ROLES.contains(role))
            }
        }
    )+ };
}
acts!(In, On);

impl<R: Right> FromRequest for In<R> {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (request, asking) = (request.clone(), asking::begin(request));
        Box::pin(async move {
            let _asking = asking;
            let code: Option<AgencyCode> = named(&request, "code");
            let post = |app: &App, me| code.map(|code| accounts::post_in(app, me, &code)).transpose();
            let (who, post) = who_may(&request, post).await?;
            let Post { agency, roles } = allowed::<R>(post)?;
            Ok(Self { who, agency, roles, right: PhantomData })
        })
    }
}

impl<R: Right> FromRequest for On<R> {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (request, asking) = (request.clone(), asking::begin(request));
        Box::pin(async move {
            let _asking = asking;
            let case: Option<CaseId> = named(&request, "case_id");
            let post = move |app: &App, me| case.map(|case| accounts::post_on(app, me, case)).transpose();
            let (who, post) = who_may(&request, post).await?;
            let Post { agency, roles } = allowed::<R>(post)?;
            let case = case.ok_or(WebError::NoSuchPage)?;
            Ok(Self { who, agency, roles, case, right: PhantomData })
        })
    }
}

/// What the path names; an id of something else names nothing.
fn named<T: std::str::FromStr>(request: &HttpRequest, name: &str) -> Option<T> {
    request.match_info().get(name).and_then(|text| text.parse().ok())
}

fn allowed<R: Right>(post: Option<Post>) -> Result<Post, WebError> {
    let post = post.ok_or(WebError::NoSuchPage)?;
    if post.roles.iter().any(|role| R::ROLES.contains(role)) {
        return Ok(post);
    }
    Err(match R::ROLES.first() {
        Some(role) => WebError::NotAuthorised { role: *role },
        None => WebError::NoSuchPage,
    })
}
