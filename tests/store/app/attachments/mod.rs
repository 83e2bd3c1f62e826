//! Files come in, belong to a case, and are removed.

use std::path::PathBuf;

use gongkai::app::attachments::{Addition, Incoming, Kept, add, receive};
use gongkai::app::{Agency, App, AppError, CaseView, act};
use gongkai::domain::attachment::FilePurpose;
use gongkai::domain::case::Command;
use gongkai::domain::ids::CaseId;
use gongkai::domain::role::{Actor, Role};
use gongkai::files::{Files, wait};
use gongkai::store::attachments::AttachmentRow;

use super::{ID_NUMBER, agency, app, form, officer, over_the_counter};
use crate::support::TestDb;

mod adding;
mod checking;
mod drafts;
mod receiving;
mod removing;
mod secrets;

/// A case and somebody who works on it.
pub struct Desk<'a> {
    pub db: &'a TestDb,
    pub app: App,
    pub agency: Agency,
    pub case: CaseId,
    pub clerk: Actor,
}

impl<'a> Desk<'a> {
    pub fn new(db: &'a TestDb) -> Self {
        let app = app(db);
        let agency = agency(&app, "hz");
        let case = over_the_counter(&app, &agency, form("张三", ID_NUMBER)).view.row.id;
        let clerk = officer(&app, &agency, Role::CaseOfficer);
        Self { db, app, agency, case, clerk }
    }

    /// Another case of the agency.
    pub fn another_case(&self) -> CaseId {
        over_the_counter(&self.app, &self.agency, form("李四", ID_NUMBER)).view.row.id
    }

    pub fn receive(&self, files: &[(&str, &[u8])]) -> Result<Vec<Kept>, AppError> {
        received(self.db, &self.app.files, files)
    }

    pub fn try_add(&self, case: CaseId, files: &[(&str, &[u8])]) -> Result<Vec<AttachmentRow>, AppError> {
        let files = self.receive(files)?;
        let addition = Addition { case, actor: self.clerk.clone(), purpose: FilePurpose::Reply, files, once: None };
        add(&self.app, &self.agency, addition)
    }

    pub fn add(&self, files: &[(&str, &[u8])]) -> Vec<AttachmentRow> {
        self.try_add(self.case, files).unwrap()
    }

    pub fn act(&self, command: Command) -> Result<CaseView, AppError> {
        act(&self.app, &self.agency, self.case, None, &self.clerk, command, self.app.clock.today())
    }

    pub fn is_kept(&self, sha256: &str) -> bool {
        wait(self.app.files.is_kept(sha256)).unwrap()
    }

    /// Where a kept file is.
    pub fn place(&self, sha256: &str) -> PathBuf {
        self.app.files.dir().join("sha256").join(&sha256[..2]).join(sha256)
    }
}

/// Files as they come from the web: in temporary files.
pub fn received(db: &TestDb, files: &Files, given: &[(&str, &[u8])]) -> Result<Vec<Kept>, AppError> {
    let mut incoming = Vec::new();
    for (number, (name, bytes)) in given.iter().enumerate() {
        let path = db.file(&format!("incoming-{number}"));
        std::fs::write(&path, bytes).unwrap();
        incoming.push(Incoming { name: (*name).to_owned(), path });
    }
    wait(receive(files, &incoming))
}
