//! 文书格式: the words, numbers and facts that an agency uses in the place of the built-in ones, and its seal.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::DbConn;
use super::error::StoreResult;
use super::schema::{letter_templates, seal_pictures};
use crate::domain::ids::{AgencyId, OfficerId};
use crate::domain::letter::LetterText;

/// An agency's own words or numbers of a kind of letter, words of one result, or a fact that its letters tell.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset, Serialize, Deserialize)]
#[diesel(table_name = letter_templates, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct LetterTemplateRow {
    /// 机关
    pub agency_id: AgencyId,
    /// Of what.
    pub kind: LetterText,
    /// Its wording, if it is not the built-in one.
    pub wording: Option<String>,
    /// 文号格式, if it is not the built-in one.
    pub numbering: Option<String>,
    /// When it was saved (UTC).
    pub updated_at: NaiveDateTime,
    /// Who saved it.
    pub updated_by: OfficerId,
}

/// 印章 of an agency.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset, Serialize, Deserialize)]
#[diesel(table_name = seal_pictures, treat_none_as_default_value = false)]
pub struct SealPictureRow {
    /// 机关
    pub agency_id: AgencyId,
    /// SHA-256 of the picture, hexadecimal.
    pub sha256: String,
    /// Whether it is a PNG, else a JPEG.
    pub is_png: bool,
    /// When it was saved (UTC).
    pub updated_at: NaiveDateTime,
    /// Who saved it.
    pub updated_by: OfficerId,
}

/// An agency's own format, if it has one.
///
/// # Errors
/// If the database refuses the query.
pub fn find(conn: &mut DbConn, agency: AgencyId, kind: LetterText) -> StoreResult<Option<LetterTemplateRow>> {
    let row = letter_templates::table.find((agency, kind));
    Ok(row.select(LetterTemplateRow::as_select()).first(conn).optional()?)
}

/// Every format that an agency wrote itself.
///
/// # Errors
/// If the database refuses the query.
pub fn of_agency(conn: &mut DbConn, agency: AgencyId) -> StoreResult<Vec<LetterTemplateRow>> {
    let own = letter_templates::table.filter(letter_templates::agency_id.eq(agency));
    Ok(own.order(letter_templates::kind).select(LetterTemplateRow::as_select()).load(conn)?)
}

/// Saves a format in the place of the one before; one without words and numbers is none.
///
/// # Errors
/// If the database refuses a statement.
pub fn put(conn: &mut DbConn, row: &LetterTemplateRow) -> StoreResult<()> {
    let place = letter_templates::table.find((row.agency_id, row.kind));
    if row.wording.is_none() && row.numbering.is_none() {
        diesel::delete(place).execute(conn)?;
    } else if diesel::update(place).set(row).execute(conn)? == 0 {
        diesel::insert_into(letter_templates::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// An agency's seal, if it has given a picture of it.
///
/// # Errors
/// If the database refuses the query.
pub fn seal(conn: &mut DbConn, agency: AgencyId) -> StoreResult<Option<SealPictureRow>> {
    let row = seal_pictures::table.find(agency);
    Ok(row.select(SealPictureRow::as_select()).first(conn).optional()?)
}

/// Keeps the picture of a seal in the place of the one before.
///
/// # Errors
/// If the database refuses a statement.
pub fn put_seal(conn: &mut DbConn, row: &SealPictureRow) -> StoreResult<()> {
    if diesel::update(seal_pictures::table.find(row.agency_id)).set(row).execute(conn)? == 0 {
        diesel::insert_into(seal_pictures::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// Forgets the picture of a seal; `false` if there is none.
///
/// # Errors
/// If the database refuses the statement.
pub fn remove_seal(conn: &mut DbConn, agency: AgencyId) -> StoreResult<bool> {
    Ok(diesel::delete(seal_pictures::table.find(agency)).execute(conn)? == 1)
}
