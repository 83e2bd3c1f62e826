//! 初次设置: the first administrator makes an account by a link that the terminal showed.
//!
//! Nothing has a default password. As long as nobody has an account, each start makes a new link and forgets
//! the one before; the database keeps its hash only. Of two who use it at the same time one is too late.

use super::accounts::{self, NewAccount};
use super::administration::agencies::{Rules, find_or_insert};
use super::administration::{Acting, people};
use super::{AgencyForm, App, AppError, sealing};
use crate::domain::administration::Reach;
use crate::domain::ids::OfficerId;
use crate::domain::role::Actor;
use crate::keys::{Purpose, random_bytes};
use crate::store::{StoreError, admin_log, meta, officers};

/// Where the hash of the link is kept.
const SETUP_LINK: &str = "setup_link";

/// Makes the link's secret part, if nobody has an account yet.
///
/// # Errors
/// [`AppError`].
pub fn new_link(app: &App) -> Result<Option<String>, AppError> {
    let token: String = random_bytes::<20>()?.iter().map(|byte| format!("{byte:02x}")).collect();
    let hash = sealing::keyring(app)?.keyed_hash(Purpose::Link, &token);
    let is_first = app.store.write_blocking(move |conn| {
        if !officers::list(conn)?.is_empty() {
            return Ok::<_, AppError>(false);
        }
        meta::set(conn, SETUP_LINK, &hash)?;
        Ok(true)
    })?;
    Ok(is_first.then_some(token))
}

/// Whether the link is the one that was made last and nobody has used it.
///
/// # Errors
/// [`AppError`].
pub fn is_valid(app: &App, token: &str) -> Result<bool, AppError> {
    let hash = sealing::keyring(app)?.keyed_hash(Purpose::Link, token);
    Ok(app.store.read(|conn| meta::get(conn, SETUP_LINK))?.is_some_and(|kept| kept == hash))
}

/// Makes the first agency, if there is none yet under this code, and its first administrator, who may also
/// administer everything below it.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`] if the link is not valid (any more); [`AppError::Weak`];
/// [`AppError::Calendar`].
pub fn set_up(
    app: &App,
    token: &str,
    agency: &AgencyForm,
    account: &NewAccount,
    password: &str,
) -> Result<OfficerId, AppError> {
    let officer = accounts::new_officer(app, account, password)?;
    let hash = sealing::keyring(app)?.keyed_hash(Purpose::Link, token);
    let rules = Rules::of(app)?;
    let (agency, roles, acting) = (agency.clone(), account.roles.clone(), Acting::now(app, &Actor::System));
    app.store.write_blocking(move |conn| {
        admin_log::lock(conn)?;
        if meta::held(conn, SETUP_LINK)?.is_none_or(|kept| kept != hash) || !officers::list(conn)?.is_empty() {
            return Err(StoreError::NotFound { what: "setup_link", key: String::new() }.into());
        }
        meta::set(conn, SETUP_LINK, "")?;
        let agency = find_or_insert(conn, &acting, &Reach::everything(), &agency, &rules)?;
        people::insert(conn, &acting, agency.id, &officer, &roles, true)
    })
}
