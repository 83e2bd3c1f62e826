//! 告知: what is told once is written down in the transaction that writes the mail.

use chrono::NaiveDate;

use super::Duties;
use crate::app::AppError;
use crate::app::mail::{Mail, enqueue};
use crate::domain::duty::NoticeKind;
use crate::domain::ids::{AgencyId, CaseId, OfficerId};
use crate::domain::mail::{MailContent, Recipient};
use crate::store::duty_notices::{self, NoticeRow};

/// Notices in one transaction.
const AT_ONCE: usize = 200;

/// Something to be told once, and the mails that tell it.
#[derive(Debug, Clone)]
pub(super) struct Telling {
    row: NoticeRow,
    mails: Vec<Mail>,
}

impl Telling {
    /// About a subject, by its number, and something in it.
    pub(super) fn new(kind: NoticeKind, subject: i64, about: impl ToString, on: NaiveDate) -> Self {
        Self { row: NoticeRow { kind, subject, about: about.to_string(), told_on: on }, mails: Vec::new() }
    }

    /// To the applicant of a case.
    pub(super) fn for_applicant(mut self, agency: AgencyId, case: CaseId, content: MailContent) -> Self {
        let to = Recipient::ApplicantOf(case);
        self.mails.push(Mail { agency, case: Some(case), to, content, not_before: None });
        self
    }

    /// To officers, about a case or about none.
    pub(super) fn for_officers(
        mut self,
        agency: AgencyId,
        case: Option<CaseId>,
        officers: &[OfficerId],
        content: &MailContent,
    ) -> Self {
        self.mails.extend(officers.iter().map(|officer| Mail {
            agency,
            case,
            to: Recipient::Officer(*officer),
            content: content.clone(),
            not_before: None,
        }));
        self
    }
}

impl Duties<'_> {
    /// Tells what was not told before, some in a transaction, and gives how many those were.
    pub(super) fn tell(&self, tellings: &[Telling]) -> Result<usize, AppError> {
        let now = self.app.clock.now();
        let mut told = 0;
        for some in tellings.chunks(AT_ONCE) {
            let some = some.to_vec();
            told += self.app.store.write_blocking(move |conn| {
                let mut told = 0;
                for Telling { row, mails } in &some {
                    if duty_notices::tell(conn, row)? {
                        told += 1;
                        for mail in mails {
                            enqueue(conn, mail, now)?;
                        }
                    }
                }
                Ok::<usize, AppError>(told)
            })?;
        }
        Ok(told)
    }
}
