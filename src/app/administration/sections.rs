//! 科室管理.

use super::{change, change_once, require};
use crate::app::once::OnceKey;
use crate::app::{Agency, App, AppError};
use crate::domain::administration::{AdminEvent, AdminRefused};
use crate::domain::applicant::Name;
use crate::domain::ids::SectionId;
use crate::domain::role::Actor;
use crate::store::sections::{self, SectionRow};
use crate::store::{agencies, events};

/// An agency's sections, in the order they were made.
///
/// # Errors
/// [`AppError::Store`].
pub fn list(app: &App, agency: &Agency) -> Result<Vec<SectionRow>, AppError> {
    Ok(app.store.read(|conn| sections::sections(conn, agency.id))?)
}

/// Makes a section.
///
/// # Errors
/// [`AppError::Store`] with [`Duplicate`](crate::store::StoreError::Duplicate) if the agency has one of that name;
/// [`AppError::Admin`].
pub fn add(
    app: &App,
    actor: &Actor,
    agency: &Agency,
    name: &Name,
    once: Option<OnceKey>,
) -> Result<SectionRow, AppError> {
    let (id, name) = (agency.id, name.as_str().to_owned());
    change_once(app, actor, once, move |conn, acting, reach| {
        require(reach.covers(&agencies::find(conn, id)?.path))?;
        let section = sections::create_section(conn, id, &name)?;
        acting.note(conn, id, &AdminEvent::SectionAdded { section, name: name.clone() })?;
        Ok(sections::find(conn, id, section)?)
    })
}

/// Renames a section.
///
/// # Errors
/// As [`add`], and [`NotFound`](crate::store::StoreError::NotFound).
pub fn rename(
    app: &App,
    actor: &Actor,
    agency: &Agency,
    section: SectionId,
    name: &Name,
) -> Result<SectionRow, AppError> {
    let (id, name) = (agency.id, name.as_str().to_owned());
    change(app, actor, move |conn, acting, reach| {
        require(reach.covers(&agencies::find(conn, id)?.path))?;
        let before = sections::find(conn, id, section)?;
        if before.name != name {
            sections::rename(conn, section, &name)?;
            let event = AdminEvent::SectionRenamed { section, from: before.name, to: name.clone() };
            acting.note(conn, id, &event)?;
        }
        Ok(sections::find(conn, id, section)?)
    })
}

/// Takes a section away that no case names.
///
/// # Errors
/// [`AdminRefused::SectionInUse`]; [`AppError::Store`] with [`NotFound`](crate::store::StoreError::NotFound).
pub fn remove(app: &App, actor: &Actor, agency: &Agency, section: SectionId) -> Result<(), AppError> {
    let id = agency.id;
    change(app, actor, move |conn, acting, reach| {
        require(reach.covers(&agencies::find(conn, id)?.path))?;
        let SectionRow { name, .. } = sections::find(conn, id, section)?;
        // Nobody assigns a case to it meanwhile: that writes events.
        events::lock(conn)?;
        let cases = sections::cases_of(conn, id, section)?;
        if cases > 0 {
            return Err(AdminRefused::SectionInUse { cases }.into());
        }
        sections::remove(conn, section)?;
        Ok(acting.note(conn, id, &AdminEvent::SectionRemoved { section, name })?)
    })
}
