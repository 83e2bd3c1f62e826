//! 表格类文书: the forms of a case, filled from its history, and the blank application form.

use super::dossier::described;
use super::facts::{WRITTEN_IN, written};
use crate::app::case_file::Act;
use crate::app::desk::{DeskCase, view_case};
use crate::app::reviewing::{ReviewFile, review_file};
use crate::app::{Agency, App, AppError};
use crate::domain::applicant::{Applicant, Party};
use crate::domain::case::{Case, Event};
use crate::domain::ids::CaseId;
use crate::domain::letter::PaperKind;
use crate::domain::role::Actor;
use crate::letters::form::{Form, Section};
use crate::narrate;

/// A form of a case as `actor` may see it.
///
/// # Errors
/// [`AppError::Store`] if the agency has no such case; [`AppError::Keys`].
pub fn paper(app: &App, agency: &Agency, actor: &Actor, case: CaseId, kind: PaperKind) -> Result<Form, AppError> {
    let desk = view_case(app, agency, actor, case)?;
    let mut form = untold(app, agency, &desk, kind);
    match kind {
        PaperKind::ApplicationForm => form.sections = application(Some(&desk)),
        PaperKind::RegistrationForm => {
            form.sections = vec![applicant(Some(&desk)), registration(&desk), course(&desk)];
        }
        PaperKind::ConsultationSlip => {
            form.sections = vec![slip(agency, &desk)];
            form.notes = vec![said("sheet-slip-note")];
        }
        PaperKind::ReviewSheet => {
            let review = review_file(app, agency, case, actor)?;
            form.sections = review_sheet(agency, &desk, &review);
        }
        PaperKind::DeliveryRecord => form.sections = vec![delivery(agency, &desk)],
        PaperKind::Dossier => form.sections = described(app, agency, actor, case, &desk)?,
    }
    Ok(form)
}

/// A form with its title and nothing below it yet.
pub(super) fn untold(app: &App, agency: &Agency, desk: &DeskCase, kind: PaperKind) -> Form {
    Form {
        issuer: agency.name.clone(),
        title: said(&format!("sheet-{}", kind.as_str().replace('_', "-"))),
        subtitle: Some(format!("{}{}", said("sheet-case-no"), desk.file.row.origin.case_no)),
        sections: Vec::new(),
        notes: Vec::new(),
        dated_on: app.clock.today(),
    }
}

/// 政府信息公开申请表, to be filled in by hand.
#[must_use]
pub fn blank_application(app: &App, agency: &str) -> Form {
    Form {
        issuer: agency.to_owned(),
        title: said("sheet-application-form"),
        subtitle: None,
        sections: application(None),
        notes: vec![said("sheet-application-note")],
        dated_on: app.clock.today(),
    }
}

pub(super) fn application(desk: Option<&DeskCase>) -> Vec<Section> {
    vec![applicant(desk), wanted(desk)]
}

/// 申请人信息 (law.md §6.4): both halves where nothing is filled in, else the applicant's own.
fn applicant(desk: Option<&DeskCase>) -> Section {
    let known = desk.and_then(|desk| desk.applicant.particulars.as_ref());
    let name = desk.map_or("", |desk| desk.applicant.name.as_str());
    let section = Section::pairs(Some(said("sheet-applicant")));
    let section = match known.map(|known| &known.party) {
        Some(Party::Person(_)) => person(section, known, name),
        Some(Party::Organisation(_)) => organisation(section, known, name),
        None if desk.is_some() => section.one(&field("name"), name),
        None => organisation(person(section, None, ""), None, ""),
    };
    contact(section, known)
}

fn person(section: Section, known: Option<&Applicant>, name: &str) -> Section {
    let person = known.and_then(|known| match &known.party {
        Party::Person(person) => Some(person),
        Party::Organisation(_) => None,
    });
    let document = person.and_then(|person| person.document.as_ref());
    let kind = document.map(|document| said(&format!("portal-id-kind-{}", document.kind.as_str().replace('_', "-"))));
    let number = document.map(|document| document.number.as_str()).unwrap_or_default();
    let unit = person.and_then(|person| person.work_unit.as_ref()).map(|unit| unit.as_str()).unwrap_or_default();
    section
        .two((&said("sheet-person-name"), name), (&field("work_unit"), unit))
        .two((&said("sheet-id-kind"), &kind.unwrap_or_default()), (&field("id_number"), number))
}

fn organisation(section: Section, known: Option<&Applicant>, name: &str) -> Section {
    let known = known.and_then(|known| match &known.party {
        Party::Organisation(organisation) => Some(organisation),
        Party::Person(_) => None,
    });
    let code = known.and_then(|it| it.credit_code.as_ref()).map(|code| code.as_str()).unwrap_or_default();
    let head = known.and_then(|it| it.legal_representative.as_ref()).map(|name| name.as_str()).unwrap_or_default();
    let contact = known.and_then(|it| it.contact_person.as_ref()).map(|name| name.as_str()).unwrap_or_default();
    let category = known.map(|it| word("category", it.category.as_str())).unwrap_or_else(|| said("sheet-categories"));
    section
        .one(&said("sheet-organisation-name"), name)
        .two((&field("credit_code"), code), (&said("sheet-category"), &category))
        .two((&field("legal_representative"), head), (&field("contact_person"), contact))
}

fn contact(section: Section, known: Option<&Applicant>) -> Section {
    let contact = known.map(|known| known.contact.clone()).unwrap_or_default();
    let text = |it: Option<&str>| it.unwrap_or_default().to_owned();
    section
        .two(
            (&field("phone"), &text(contact.phone.as_ref().map(|it| it.as_str()))),
            (&field("fax"), &text(contact.fax.as_ref().map(|it| it.as_str()))),
        )
        .one(&field("email"), &text(contact.email.as_ref().map(|it| it.as_str())))
        .one(&field("postcode"), &text(contact.postcode.as_ref().map(|it| it.as_str())))
        .one(&field("address"), &text(contact.address.as_ref().map(|it| it.as_str())))
}

/// 所需信息
fn wanted(desk: Option<&DeskCase>) -> Section {
    let request = desk.map(|desk| desk.file.case.request.clone()).unwrap_or_default();
    let or_choices = |value: Option<String>, choices: &str| {
        if desk.is_some() { value.unwrap_or_default() } else { said(choices) }
    };
    let submitted = desk.map(|desk| written(desk.file.case.submitted_on)).unwrap_or_default();
    Section::pairs(Some(said("sheet-wanted")))
        .one(&said("sheet-subject"), &request.subject)
        .one(&said("sheet-description"), &request.description.unwrap_or_default())
        .two(
            (&said("sheet-document-no"), &request.document_no.unwrap_or_default()),
            (&said("sheet-purpose"), &request.purpose.unwrap_or_default()),
        )
        .one(&said("sheet-provide-as"), &or_choices(request.provide_as, "sheet-provide-choices"))
        .one(&said("sheet-obtain-by"), &or_choices(request.obtain_by, "sheet-obtain-choices"))
        .two((&said("sheet-signature"), ""), (&said("sheet-submitted"), &submitted))
}

pub(super) fn registration(desk: &DeskCase) -> Section {
    let (file, case) = (&desk.file, &desk.file.case);
    let day = |on: Option<chrono::NaiveDate>| on.map(written).unwrap_or_default();
    let due = file.deadline.as_ref().and_then(|deadline| deadline.due_on);
    let who = case.assignee.and_then(|officer| desk.officers.get(&officer)).cloned().unwrap_or_default();
    let reply = case.replies.last();
    Section::pairs(Some(said("sheet-registration")))
        .two(
            (&said("sheet-channel"), &word("channel", case.channel.as_str())),
            (&said("sheet-category"), &word("category", case.category.as_str())),
        )
        .two(
            (&said("sheet-submitted"), &written(case.submitted_on)),
            (&said("sheet-received"), &day(case.received_on.map(|on| on.on))),
        )
        .two((&said("sheet-due"), &day(due)), (&said("sheet-assignee"), &who))
        .one(&said("sheet-subject"), &case.request.subject)
        .two(
            (&said("sheet-outcome"), &reply.map(|it| word("outcome", it.outcome.as_str())).unwrap_or_default()),
            (&said("sheet-reply-no"), reply.and_then(|it| it.document_no.as_deref()).unwrap_or_default()),
        )
        .two(
            (&said("sheet-replied"), &day(reply.map(|it| it.dispatched_on.on))),
            (&said("sheet-delivered"), &day(reply.and_then(|it| it.delivered_on).map(|on| on.on))),
        )
}

/// 办理经过
pub(super) fn course(desk: &DeskCase) -> Section {
    let row = |act: &Act| {
        let who = act.actor.parse().ok().and_then(|officer| desk.officers.get(&officer)).cloned();
        let who = who.unwrap_or_else(|| narrate::actor(WRITTEN_IN, &act.actor));
        vec![act.on.to_string(), narrate::event(WRITTEN_IN, &act.event), who]
    };
    let head = ["sheet-on", "sheet-what", "sheet-who"].map(said).to_vec();
    Section::list(Some(said("sheet-course")), vec![3, 10, 3], head, desk.file.history.iter().map(row).collect())
}

fn slip(agency: &Agency, desk: &DeskCase) -> Section {
    let case = &desk.file.case;
    let to = case.consultations.iter().rev().find_map(|letter| letter.with.clone()).unwrap_or_default();
    Section::pairs(None)
        .one(&said("sheet-slip-from"), &to)
        .one(&said("sheet-slip-to"), &agency.name)
        .one(&said("sheet-subject"), &case.request.subject)
        .one(&said("sheet-slip-opinion"), &said("sheet-slip-choices"))
        .one(&said("sheet-slip-reason"), "\n\n\n")
        .two((&said("sheet-signature"), ""), (&said("sheet-date"), ""))
}

/// 审查呈批单 (art 17): who drafted, and each step with its opinion, name and date.
pub(super) fn review_sheet(agency: &Agency, desk: &DeskCase, review: &ReviewFile) -> Vec<Section> {
    let case = &desk.file.case;
    let outcome = outcome_of(case).map(|outcome| word("outcome", outcome)).unwrap_or_default();
    let name = |officer| review.names.get(&officer).cloned().unwrap_or_default();
    let submitted = review.opinions.iter().rev().find(|it| matches!(it.event, Event::SubmittedForReview { .. }));
    let about = Section::pairs(None)
        .one(&said("sheet-subject"), &case.request.subject)
        .two((&said("sheet-outcome"), &outcome), (&said("sheet-channel"), &word("channel", case.channel.as_str())))
        .two(
            (&said("sheet-drafter"), &submitted.and_then(|it| it.by).map(name).unwrap_or_default()),
            (&said("sheet-submitted-on"), &submitted.map(|it| written(it.on)).unwrap_or_default()),
        );
    let head = ["sheet-step", "sheet-opinion", "sheet-reviewer", "sheet-date"].map(said).to_vec();
    // Of the last round; it is over once the reply has left.
    let begun = review.opinions.iter().rposition(|it| matches!(it.event, Event::SubmittedForReview { .. }));
    let opinions = review.opinions.get(begun.map_or(0, |at| at + 1)..).unwrap_or_default();
    let step_name = |number: u8| {
        let at = usize::from(number).saturating_sub(1);
        let of_round = review.round.as_ref().and_then(|round| round.steps.get(at)).map(|step| step.rule.name.clone());
        let of_policy = || agency.policy.review.steps.get(at).map(|rule| rule.name.clone());
        of_round.or_else(of_policy).unwrap_or_else(|| number.to_string())
    };
    let steps = opinions.iter().map(|it| {
        let verdict = narrate::event(WRITTEN_IN, &it.event);
        let words = it.text.clone().unwrap_or_default();
        vec![
            it.step.map(step_name).unwrap_or_default(),
            [verdict, words].join("\n").trim().to_owned(),
            it.by.map(name).unwrap_or_default(),
            written(it.on),
        ]
    });
    vec![about, Section::list(Some(said("sheet-reviews")), vec![3, 8, 3, 4], head, steps.collect())]
}

fn outcome_of(case: &Case) -> Option<&'static str> {
    let drafted = case.draft.as_ref().map(|draft| draft.outcome);
    drafted.or(case.replies.last().map(|reply| reply.outcome)).map(|outcome| outcome.as_str())
}

fn delivery(agency: &Agency, desk: &DeskCase) -> Section {
    let reply = desk.file.case.replies.last();
    let number = reply.and_then(|it| it.document_no.clone()).unwrap_or_default();
    let sent = reply.map(|it| written(it.dispatched_on.on)).unwrap_or_default();
    let delivered = reply.and_then(|it| it.delivered_on).map(|on| written(on.on)).unwrap_or_default();
    let address = desk.applicant.particulars.as_ref().and_then(|known| known.contact.address.as_ref());
    Section::pairs(None)
        .one(&said("sheet-delivered-by"), &agency.name)
        .two((&said("sheet-document"), &said("sheet-reply-letter")), (&said("sheet-reply-no"), &number))
        .one(&said("sheet-delivered-to"), &desk.applicant.name)
        .one(&said("sheet-delivery-address"), address.map(|it| it.as_str()).unwrap_or_default())
        .two((&said("sheet-sent"), &sent), (&said("sheet-delivered"), &delivered))
        .one(&said("sheet-delivery-way"), &said("sheet-delivery-choices"))
        .two((&said("sheet-recipient"), ""), (&said("sheet-deliverer"), ""))
        .one(&said("sheet-remark"), "")
}

pub(super) fn said(id: &str) -> String {
    WRITTEN_IN.text(id)
}

pub(super) fn field(name: &str) -> String {
    said(&format!("field-{}", name.replace('_', "-")))
}

pub(super) fn word(kind: &str, code: &str) -> String {
    said(&format!("{kind}-{}", code.replace(['_', '.'], "-")))
}
