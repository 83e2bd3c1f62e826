//! 申请人: somebody without an account who names a request by its number and its query code.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};

use super::asking;
use crate::app::own_request::{self, OwnRequest};
use crate::app::{App, AppError};
use crate::store::StoreError;
use crate::web::limits::{Public, Trying};
use crate::web::{WebError, read};

/// The header with the query code: an address would end up in logs and histories.
const HEADER: &str = "query-code";

/// The applicant of the request of the path (`{case_no}`), who sends its query code in the header `Query-Code`.
/// A wrong number and a wrong code get the same answer, and only so many of them.
#[derive(Debug, Clone)]
pub struct Applicant(pub OwnRequest);

impl FromRequest for Applicant {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let (request, asking) = (request.clone(), asking::begin(request));
        Box::pin(async move {
            let _asking = asking;
            Public::from_request(&request, &mut Payload::None).await?;
            let app = request.app_data::<Data<App>>().ok_or(WebError::NoSuchPage)?;
            let case_no = request.match_info().get("case_no").unwrap_or_default().to_owned();
            let code = request.headers().get(HEADER).and_then(|value| value.to_str().ok()).unwrap_or_default();
            let code = code.to_owned();
            match read(app, move |app| own_request::find(app, &case_no, &code)).await {
                Err(WebError::App(AppError::Store(StoreError::NotFound { what, key }))) => {
                    // Whoever guesses runs out of tries.
                    Trying::from_request(&request, &mut Payload::None).await?;
                    Err(WebError::App(StoreError::NotFound { what, key }.into()))
                }
                found => found.map(Self),
            }
        })
    }
}
