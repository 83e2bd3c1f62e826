//! What every act takes and answers.

use actix_web::web::{Data, Json};
use chrono::NaiveDate;

use super::view::ActedView;
use crate::app::acted::Acted;
use crate::app::{App, AppError, Order, act_once};
use crate::domain::case::Command;
use crate::messages::Lang;
use crate::store::StoreError;
use crate::web::auth::{CaseWorker, On};
use crate::web::once::Once;
use crate::web::{WebError, read};

/// Who asks for an act, and what every act is asked with.
pub(super) struct Asked {
    /// The person, and the case.
    pub officer: On<CaseWorker>,
    /// The key under which it is done only once.
    pub once: Once,
    /// The language of the answer.
    pub lang: Lang,
    /// The version that the person saw.
    pub expected_version: i32,
    /// The civil day of the act, today unless it says otherwise.
    pub on: Option<NaiveDate>,
    /// A hash of the body.
    pub body_hash: String,
}

/// Does an act.
pub(super) async fn perform(app: &Data<App>, asked: Asked, command: Command) -> Result<Json<ActedView>, WebError> {
    let lang = asked.lang;
    let done = in_order(app, asked, command, |app, order| {
        let agency = order.agency;
        Acted::of(app, agency, act_once(app, order)?)
    });
    Ok(Json(ActedView::new(lang, &done.await?)))
}

/// Runs `work` on the order that was given. If the case has moved on, it is shown as it is now.
pub(super) async fn in_order<T: Send + 'static>(
    app: &Data<App>,
    asked: Asked,
    command: Command,
    work: impl FnOnce(&App, Order<'_>) -> Result<T, AppError> + Send + 'static,
) -> Result<T, WebError> {
    let Asked { officer, once, lang, expected_version, on, body_hash } = asked;
    let done = read(app, move |app| {
        let (who, what) = (officer.officer().to_string(), format!("{} {}", command.kind(), officer.case));
        let order = Order {
            agency: &officer.agency,
            case: officer.case,
            expected: Some(expected_version),
            actor: &officer.actor(),
            command,
            on: on.unwrap_or_else(|| app.clock.today()),
            once: once.key(app, &who, &what, &body_hash)?,
        };
        match work(app, order) {
            Err(AppError::Store(StoreError::StaleVersion { .. })) => {
                Ok(Err(Acted::now(app, &officer.agency, officer.case)?))
            }
            done => done.map(Ok),
        }
    });
    done.await?.map_err(|now| {
        let current = serde_json::to_value(ActedView::new(lang, &now)).unwrap_or_default();
        WebError::Stale { current: Box::new(current) }
    })
}

/// Declares acts: the body of each with its own fields, and the handler that makes a command of it.
macro_rules! acts {
    ($(
        $(#[$doc:meta])*
        $name:ident at $path:tt takes $body:ident {
            $($(#[$field_doc:meta])* $field:ident: $type:ty,)*
        } => $command:expr;
    )+) => { $(
        #[doc = concat!("What `", stringify!($name), "` takes.")]
        #[derive(serde::Deserialize, utoipa::ToSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $body {
            /// The version of the case that the person saw.
            expected_version: i32,
            /// The civil day of the act; today if it is left out.
            on: Option<chrono::NaiveDate>,
            $($(#[$field_doc])* $field: $type,)*
        }

        $(#[$doc])*
        #[utoipa::path(
            post,
            path = $path,
            operation_id = stringify!($name),
            tag = "acts",
            security(("bearer" = [])),
            params(
                ("case_id" = String, Path, description = "The case", example = "case_12"),
                ("Idempotency-Key" = Option<String>, Header, description = "The act is done once under it"),
            ),
            request_body = $body,
            responses((status = 200, description = "The case after the act", body = $crate::web::api::acts::ActedView)),
        )]
        pub async fn $name(
            app: actix_web::web::Data<$crate::app::App>,
            officer: $crate::web::auth::On<$crate::web::auth::CaseWorker>,
            once: $crate::web::once::Once,
            reader: $crate::web::reader::Reader,
            body: $crate::web::body::Body<$body>,
        ) -> Result<actix_web::web::Json<$crate::web::api::acts::ActedView>, $crate::web::WebError> {
            let $crate::web::body::Body { value, hash } = body;
            let $body { expected_version, on, $($field,)* } = value;
            let command = $command;
            let asked =
                super::Asked { officer, once, lang: reader.lang, expected_version, on, body_hash: hash };
            super::perform(&app, asked, command).await
        }
    )+ };
}

pub(super) use acts;
