//! 办理工作台: a case as those see it who have a role in its agency, and what they may do with it now.

use std::collections::{BTreeSet, HashMap};

use super::case_file::{CaseFile, open_case_of};
use super::queue::listed_name;
use super::{Agency, App, AppError, applicants, unsealings};
use crate::domain::applicant::Applicant;
use crate::domain::case::{Case, CommandKind, Context, Mode, Refused};
use crate::domain::code::Category;
use crate::domain::ids::{ApplicantId, CaseId, OfficerId};
use crate::domain::mail::MailState;
use crate::domain::role::Actor;
use crate::store::mails::{self, MailRow};
use crate::store::{applicants as files, officers};

/// A case on the desk of an officer.
#[derive(Debug, Clone)]
pub struct DeskCase {
    /// The case with its deadlines and its history.
    pub file: CaseFile,
    /// 申请人, as far as this officer may know.
    pub applicant: ShownApplicant,
    /// 姓名 of everybody who has to do with the case.
    pub officers: HashMap<OfficerId, String>,
    /// 可办事项: what this officer may do now.
    pub allowed: Vec<CommandKind>,
    /// 发送失败的邮件 about the case.
    pub undelivered: Vec<MailRow>,
}

/// 申请人, as an officer is shown one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownApplicant {
    /// The file.
    pub id: ApplicantId,
    /// 申请人类别
    pub category: Category,
    /// The name: whole for those who work on the case, else as lists show it; empty if unknown.
    pub name: String,
    /// Identity and contact, for those who work on the case; an older register has none.
    pub particulars: Option<Applicant>,
    /// Whether something is kept from this officer.
    pub is_masked: bool,
}

/// Opens a case of the agency for one of its people. Name, identity and contact of the applicant are unsealed only
/// for those who work on cases ([`Role::works_on_cases`](crate::domain::role::Role::works_on_cases)), and who saw them
/// on which day is remembered.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`](crate::store::StoreError::NotFound) if the agency has no such
/// case; [`AppError::Keys`].
pub fn view_case(app: &App, agency: &Agency, actor: &Actor, id: CaseId) -> Result<DeskCase, AppError> {
    let (file, officers) = view_history(app, agency, id)?;
    let applicant = show_applicant(app, agency, actor, &file)?;
    let mut undelivered = app.store.read(|conn| mails::about(conn, id))?;
    undelivered.retain(|mail| mail.state == MailState::Failed);
    Ok(DeskCase { allowed: allowed_acts(app, agency, actor, &file.case), file, applicant, officers, undelivered })
}

/// 办理经过: a case of the agency with the names of everybody who has to do with it, without its applicant.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`](crate::store::StoreError::NotFound) if the agency has no such case.
pub fn view_history(
    app: &App,
    agency: &Agency,
    id: CaseId,
) -> Result<(CaseFile, HashMap<OfficerId, String>), AppError> {
    let file = open_case_of(app, agency, id)?;
    let people: Vec<OfficerId> = people(&file).into_iter().collect();
    let officers = app.store.read(|conn| officers::names(conn, &people))?;
    Ok((file, officers))
}

/// 可办事项: the acts that the law, the procedure and this person's roles allow now. Those who do not work on
/// cases are allowed none.
#[must_use]
pub fn allowed_acts(app: &App, agency: &Agency, actor: &Actor, case: &Case) -> Vec<CommandKind> {
    let asked = ask_every_act(app, agency, actor, case).into_iter();
    asked.filter_map(|(kind, refused)| refused.is_none().then_some(kind)).collect()
}

/// 可办与不可办事项: every kind of act, with why it is refused to this person now, if it is. Those who do not work on
/// cases are not even asked.
#[must_use]
pub fn ask_every_act(app: &App, agency: &Agency, actor: &Actor, case: &Case) -> Vec<(CommandKind, Option<Refused>)> {
    if !actor.works_on_cases() {
        return Vec::new();
    }
    let today = app.clock.today();
    let context = Context {
        mode: Mode::Live,
        actor,
        policy: &agency.policy,
        regimes: app.rulebook.regimes(),
        calendar: &agency.calendar,
        today,
    };
    case.ask_every_act(today, &context).map(|(kind, answer)| (kind, answer.err())).collect()
}

/// 姓名 of officers.
///
/// # Errors
/// [`AppError::Store`].
pub fn officer_names(app: &App, ids: &[OfficerId]) -> Result<HashMap<OfficerId, String>, AppError> {
    Ok(app.store.read(|conn| officers::names(conn, ids))?)
}

fn show_applicant(app: &App, agency: &Agency, actor: &Actor, file: &CaseFile) -> Result<ShownApplicant, AppError> {
    let id = file.row.state.applicant_id;
    let kept = app.store.read(|conn| files::find(conn, id))?.details;
    if !actor.works_on_cases() {
        let name = listed_name(kept.category, &kept.name);
        return Ok(ShownApplicant { id, category: kept.category, name, particulars: None, is_masked: true });
    }
    let particulars = match kept.sealed {
        Some(_) => {
            unsealings::remember(app, actor, file.row.id)?;
            applicants::open_file(app, agency.id, id)?
        }
        None => None,
    };
    Ok(ShownApplicant { id, category: kept.category, name: kept.name, particulars, is_masked: false })
}

/// Everybody whose name is shown: who acted, who works on it, who submitted and passed.
fn people(file: &CaseFile) -> BTreeSet<OfficerId> {
    let mut people: BTreeSet<OfficerId> = file.history.iter().filter_map(|act| act.actor.parse().ok()).collect();
    people.extend(file.case.assignee);
    if let Some(round) = &file.case.review {
        people.extend(round.submitted_by);
        people.extend(round.passes.iter().map(|pass| pass.by));
    }
    people
}
