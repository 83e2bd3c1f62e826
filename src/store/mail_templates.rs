//! 邮件模板 that an agency wrote in the place of the built-in ones.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::conn::DbConn;
use super::error::StoreResult;
use super::schema::mail_templates;
use crate::domain::ids::{AgencyId, OfficerId};
use crate::domain::mail::{Language, MailKind};

/// A template as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset, Serialize, Deserialize)]
#[diesel(table_name = mail_templates, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct MailTemplateRow {
    /// 机关
    pub agency_id: AgencyId,
    /// 种类
    pub kind: MailKind,
    /// 语言
    pub language: Language,
    /// The subject in the first line, then an empty line, then the text.
    pub text: String,
    /// The HTML part; none, if it is made of the text.
    pub html: Option<String>,
    /// When it was saved (UTC).
    pub updated_at: NaiveDateTime,
    /// Who saved it.
    pub updated_by: OfficerId,
}

/// An agency's template of a kind in a language, if it has one.
///
/// # Errors
/// If the database refuses the query.
pub fn find(
    conn: &mut DbConn,
    agency: AgencyId,
    kind: MailKind,
    language: Language,
) -> StoreResult<Option<MailTemplateRow>> {
    let row = mail_templates::table.find((agency, kind, language));
    Ok(row.select(MailTemplateRow::as_select()).first(conn).optional()?)
}

/// Every template of an agency.
///
/// # Errors
/// If the database refuses the query.
pub fn of_agency(conn: &mut DbConn, agency: AgencyId) -> StoreResult<Vec<MailTemplateRow>> {
    let own = mail_templates::table.filter(mail_templates::agency_id.eq(agency));
    Ok(own.order((mail_templates::kind, mail_templates::language)).select(MailTemplateRow::as_select()).load(conn)?)
}

/// Saves a template in the place of the one before.
///
/// # Errors
/// If the database refuses a statement.
pub fn put(conn: &mut DbConn, row: &MailTemplateRow) -> StoreResult<()> {
    let place = mail_templates::table.find((row.agency_id, row.kind, row.language));
    if diesel::update(place).set(row).execute(conn)? == 0 {
        diesel::insert_into(mail_templates::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// Removes a template: the built-in one is used again. `false` if there was none.
///
/// # Errors
/// If the database refuses the statement.
pub fn remove(conn: &mut DbConn, agency: AgencyId, kind: MailKind, language: Language) -> StoreResult<bool> {
    Ok(diesel::delete(mail_templates::table.find((agency, kind, language))).execute(conn)? == 1)
}
