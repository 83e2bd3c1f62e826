//! 本人: the number and the query code of one's own request, kept by the browser for a while and never in an
//! address. Scripts cannot read it.

use std::future::Future;
use std::pin::Pin;

use actix_web::cookie::Cookie;
use actix_web::cookie::time::Duration;
use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};

use crate::app::own_request::{self, OwnRequest};
use crate::app::{App, AppError};
use crate::store::StoreError;
use crate::web::limits::{Public, Trying};
use crate::web::visit;
use crate::web::{WebError, read};

/// The cookie of the request that is followed.
const FOLLOWED: &str = "gongkai_request";
/// The cookie of a receipt that was just handed over.
const RECEIPT: &str = "gongkai_receipt";
const FOLLOWED_FOR: Duration = Duration::minutes(30);
const RECEIPT_FOR: Duration = Duration::minutes(15);

/// What names a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub case_no: String,
    pub query_code: String,
}

impl Named {
    fn of(request: &HttpRequest, cookie: &str) -> Option<Self> {
        let text = visit::kept(request, cookie)?;
        let (query_code, case_no) = text.split_once(' ')?;
        Some(Self { case_no: case_no.to_owned(), query_code: query_code.to_owned() })
    }

    /// The request that is followed.
    pub(super) fn followed(request: &HttpRequest) -> Option<Self> {
        Self::of(request, FOLLOWED)
    }

    /// The request whose receipt may still be shown.
    pub(super) fn on_receipt(request: &HttpRequest) -> Option<Self> {
        Self::of(request, RECEIPT)
    }

    fn text(&self) -> String {
        format!("{} {}", self.query_code, self.case_no)
    }

    /// Follows it from now on.
    pub(super) fn follow(&self, https: bool) -> Cookie<'static> {
        visit::keep(FOLLOWED, &self.text(), https, FOLLOWED_FOR)
    }

    /// Shows the receipt for a while.
    pub(super) fn keep_receipt(&self, https: bool) -> Cookie<'static> {
        visit::keep(RECEIPT, &self.text(), https, RECEIPT_FOR)
    }
}

/// The cookies that take both away.
pub(super) fn forget(https: bool) -> [Cookie<'static>; 2] {
    [FOLLOWED, RECEIPT].map(|name| {
        let mut cookie = visit::keep(name, "", https, FOLLOWED_FOR);
        cookie.make_removal();
        cookie
    })
}

/// 申请人本人: whoever follows a request in this browser. Without one, or with one that no longer opens anything,
/// the page asks for number and code.
#[derive(Debug, Clone)]
pub(in crate::web) struct Following {
    pub own: OwnRequest,
}

impl FromRequest for Following {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            Public::from_request(&request, &mut Payload::None).await?;
            let named = Named::followed(&request).ok_or(WebError::NotFollowing)?;
            match find(&request, named).await? {
                Some(own) => Ok(Self { own }),
                None => Err(WebError::NotFollowing),
            }
        })
    }
}

/// The request, if number and code are right. Whoever guesses runs out of tries.
pub(super) async fn find(request: &HttpRequest, named: Named) -> Result<Option<OwnRequest>, WebError> {
    let app = request.app_data::<Data<App>>().ok_or(WebError::NoSuchPage)?;
    match read(app, move |app| own_request::find(app, &named.case_no, &named.query_code)).await {
        Ok(own) => Ok(Some(own)),
        Err(WebError::App(AppError::Store(StoreError::NotFound { .. }))) => {
            Trying::from_request(request, &mut Payload::None).await?;
            Ok(None)
        }
        Err(other) => Err(other),
    }
}
