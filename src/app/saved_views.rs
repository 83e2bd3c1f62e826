//! 常用查询: lists that an officer keeps under a name of their own, for themselves or for the whole office.

use super::once::{self, OnceKey};
use super::{Agency, App, AppError};
use crate::domain::applicant::Line;
use crate::domain::ids::{AgencyCode, OfficerId, ViewId};
use crate::store::saved_views::{self, NewView, SavedViewRow};
use crate::store::{DbConn, StoreError, agencies, officers};

/// An officer keeps so many views and no more.
pub const AT_MOST: u32 = 50;

/// A view to be kept. Its parameters are JSON that whoever shows lists has understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewForm {
    /// Its name, unique for the officer.
    pub name: Line,
    /// The parameters of the list.
    pub query: String,
    /// 共用: the agency in which everybody has it who reads its cases.
    pub shared_in: Option<AgencyCode>,
}

/// The views of an officer, in the order they were made.
///
/// # Errors
/// [`AppError::Store`].
pub fn list_views(app: &App, officer: OfficerId) -> Result<Vec<SavedViewRow>, AppError> {
    Ok(app.store.read(|conn| saved_views::list(conn, officer))?)
}

/// The views that are shared in an agency, by name.
///
/// # Errors
/// [`AppError::Store`].
pub fn list_shared(app: &App, agency: &Agency) -> Result<Vec<SavedViewRow>, AppError> {
    Ok(app.store.read(|conn| saved_views::shared(conn, agency.id))?)
}

/// Keeps a view.
///
/// # Errors
/// [`AppError::TooManyViews`]; [`AppError::Store`] with [`StoreError::NotFound`] if the officer reads no cases
/// of the agency in which it is to be shared, with [`StoreError::Duplicate`]
/// if the officer has one of that name.
pub fn create_view(
    app: &App,
    officer: OfficerId,
    form: &ViewForm,
    key: Option<OnceKey>,
) -> Result<SavedViewRow, AppError> {
    let (form, now) = (form.clone(), app.clock.now());
    app.store.write_blocking(move |conn| {
        once::run(conn, key.as_ref(), |conn| {
            if saved_views::hold_and_count(conn, officer)? >= i64::from(AT_MOST) {
                return Err(AppError::TooManyViews { at_most: AT_MOST });
            }
            let view = new_view(conn, officer, &form)?;
            Ok(saved_views::insert(conn, officer, &view, now)?)
        })
    })
}

/// Replaces the name and the parameters of a view.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`] if it is not this officer's,
/// with [`StoreError::Duplicate`] if another one has the name.
pub fn replace_view(app: &App, officer: OfficerId, id: ViewId, form: &ViewForm) -> Result<SavedViewRow, AppError> {
    let (form, now) = (form.clone(), app.clock.now());
    app.store.write_blocking(move |conn| {
        let view = new_view(conn, officer, &form)?;
        Ok(saved_views::replace(conn, officer, id, &view, now)?)
    })
}

/// The form as it is kept: what is shared is shared where the officer reads cases.
fn new_view(conn: &mut DbConn, officer: OfficerId, form: &ViewForm) -> Result<NewView, AppError> {
    let ViewForm { name, query, shared_in } = form;
    let shared_in = shared_in.as_ref().map(|code| {
        let agency = agencies::find_by_code(conn, code)?.id;
        let roles = officers::roles_in(conn, officer, agency)?;
        let not_found = || StoreError::NotFound { what: "agency", key: code.to_string() };
        if roles.iter().any(|role| role.reads_cases()) { Ok(agency) } else { Err(not_found()) }
    });
    Ok(NewView { name: name.as_str().to_owned(), query: query.clone(), shared_in: shared_in.transpose()? })
}

/// Removes a view that is shared in an agency, whoever keeps it: for a 政府信息公开工作机构负责人, as people leave.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`] if there is no such view.
pub fn delete_shared_view(app: &App, agency: &Agency, id: ViewId) -> Result<(), AppError> {
    let agency = agency.id;
    app.store.write_blocking(move |conn| Ok(saved_views::delete_shared(conn, agency, id)?))
}

/// Removes a view.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`] if it is not this officer's.
pub fn delete_view(app: &App, officer: OfficerId, id: ViewId) -> Result<(), AppError> {
    app.store.write_blocking(move |conn| Ok(saved_views::delete(conn, officer, id)?))
}
