//! 常用查询: lists that an officer keeps under a name of their own.

use super::once::{self, OnceKey};
use super::{App, AppError};
use crate::domain::applicant::Line;
use crate::domain::ids::{OfficerId, ViewId};
use crate::store::saved_views::{self, SavedViewRow};

/// An officer keeps so many views and no more.
pub const AT_MOST: u32 = 50;

/// A view to be kept. Its parameters are JSON that whoever shows lists has understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewForm {
    /// Its name, unique for the officer.
    pub name: Line,
    /// The parameters of the list.
    pub query: String,
}

/// The views of an officer, in the order they were made.
///
/// # Errors
/// [`AppError::Store`].
pub fn list_views(app: &App, officer: OfficerId) -> Result<Vec<SavedViewRow>, AppError> {
    Ok(app.store.read(|conn| saved_views::list(conn, officer))?)
}

/// Keeps a view.
///
/// # Errors
/// [`AppError::TooManyViews`]; [`AppError::Store`] with [`StoreError::Duplicate`](crate::store::StoreError::Duplicate)
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
            Ok(saved_views::insert(conn, officer, form.name.as_str(), &form.query, now)?)
        })
    })
}

/// Replaces the name and the parameters of a view.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`](crate::store::StoreError::NotFound) if it is not this officer's,
/// with [`StoreError::Duplicate`](crate::store::StoreError::Duplicate) if another one has the name.
pub fn replace_view(app: &App, officer: OfficerId, id: ViewId, form: &ViewForm) -> Result<SavedViewRow, AppError> {
    let (form, now) = (form.clone(), app.clock.now());
    app.store
        .write_blocking(move |conn| Ok(saved_views::replace(conn, officer, id, form.name.as_str(), &form.query, now)?))
}

/// Removes a view.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`](crate::store::StoreError::NotFound) if it is not this officer's.
pub fn delete_view(app: &App, officer: OfficerId, id: ViewId) -> Result<(), AppError> {
    app.store.write_blocking(move |conn| Ok(saved_views::delete(conn, officer, id)?))
}
