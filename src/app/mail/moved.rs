//! 暂定期限确定 (R2): whoever works on cases is told which of their dates a calendar moved, in one mail.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use super::enqueue::{Mail, enqueue};
use crate::app::calendars::Moved;
use crate::domain::ids::{AgencyId, OfficerId};
use crate::domain::mail::{MailContent, MovedDate, Recipient};
use crate::domain::role::Role;
use crate::store::{DbConn, StoreResult, officers};

/// Tells the officers of an agency; the head of the office is told of what nobody works on yet.
pub(in crate::app) fn tell(
    conn: &mut DbConn,
    agency: AgencyId,
    moved: &[Moved],
    now: NaiveDateTime,
) -> StoreResult<()> {
    let mut lists: BTreeMap<OfficerId, Vec<MovedDate>> = BTreeMap::new();
    let heads = officers::active_holders(conn, agency, Role::OfficeHead)?;
    for case in moved.iter().filter(|case| case.is_open) {
        let head = || heads.first().map(|(head, _)| *head);
        if let Some(officer) = case.assignee.or_else(head) {
            let date = MovedDate { case_no: case.case_no.clone(), from: case.from, to: case.to };
            lists.entry(officer).or_default().push(date);
        }
    }
    for (officer, cases) in lists {
        let content = MailContent::DueDatesFixed { cases };
        let to = Recipient::Officer(officer);
        enqueue(conn, &Mail { agency, case: None, to, content, not_before: None }, now)?;
    }
    Ok(())
}
