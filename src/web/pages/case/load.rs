//! What is read for the page of a case.

use std::collections::HashMap;

use super::Seat;
use crate::app::administration::sections;
use crate::app::desk::{self, DeskCase};
use crate::app::duplicates::{Duplicate, find_duplicates};
use crate::app::letters::{Listed, letters_of};
use crate::app::urging::urgings_of;
use crate::app::{App, AppError, attachments, mail};
use crate::domain::case::{CommandKind, Refused};
use crate::domain::ids::OfficerId;
use crate::messages::Lang;
use crate::narrate;
use crate::store::attachments::AttachmentRow;
use crate::store::mails::MailRow;
use crate::store::urgings::UrgingRow;
use crate::web::auth::MailReader;

/// A case with everything around it.
pub(super) struct Loaded {
    pub desk: DeskCase,
    /// Every act, with why it is refused to whoever looks.
    pub acts: Vec<(CommandKind, Option<Refused>)>,
    pub similar: Vec<Duplicate>,
    pub files: Vec<AttachmentRow>,
    pub urgings: Vec<UrgingRow>,
    pub letters: Listed,
    /// None for those who do not read mails.
    pub mails: Option<Vec<MailRow>>,
    /// 承办科室
    pub section: Option<String>,
    names: HashMap<OfficerId, String>,
}

impl Loaded {
    pub(super) fn read(app: &App, seat: &Seat) -> Result<Self, AppError> {
        let (agency, id, actor) = (&seat.agency, seat.case, seat.actor());
        let desk = desk::view_case(app, agency, &actor, id)?;
        let urgings = urgings_of(app, id)?;
        let files = attachments::attachments(app, id)?;
        let section = match desk.file.case.section {
            Some(section) => sections::list(app, agency)?.into_iter().find(|row| row.id == section),
            None => None,
        };
        Ok(Self {
            letters: letters_of(app, agency, id)?,
            acts: desk::ask_every_act(app, agency, &actor, &desk.file.case),
            similar: find_duplicates(app, agency, id)?,
            mails: seat.may::<MailReader>().then(|| mail::about_case(app, id)).transpose()?,
            section: section.map(|section| section.name),
            names: names(app, &desk, &urgings, &files)?,
            desk,
            urgings,
            files,
        })
    }

    /// 姓名 of an officer.
    pub(super) fn name(&self, id: OfficerId) -> Option<String> {
        self.names.get(&id).cloned()
    }

    /// Who did something, by the history's own word: an officer by name.
    pub(super) fn actor(&self, lang: Lang, actor: &str) -> String {
        let name = actor.parse().ok().and_then(|officer| self.name(officer));
        name.unwrap_or_else(|| narrate::actor(lang, actor))
    }
}

/// The names of everybody who has to do with the case, and of those who urged it and who added files.
fn names(
    app: &App,
    desk: &DeskCase,
    urgings: &[UrgingRow],
    files: &[AttachmentRow],
) -> Result<HashMap<OfficerId, String>, AppError> {
    let urged = urgings.iter().flat_map(|row| [Some(row.urged_by), row.answered_by]).flatten();
    let added = files.iter().filter_map(|row| row.file.actor.parse().ok());
    let more: Vec<OfficerId> = urged.chain(added).filter(|id| !desk.officers.contains_key(id)).collect();
    let mut names = desk::officer_names(app, &more)?;
    names.extend(desk.officers.clone());
    Ok(names)
}
