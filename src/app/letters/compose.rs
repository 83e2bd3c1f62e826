//! A letter from a case's history and an agency's words.

use chrono::NaiveDate;

use super::facts::{Facts, WRITTEN_IN, remedies, written};
use super::fault::LetterFault;
use crate::app::history::Register;
use crate::app::{AppError, fees};
use crate::domain::case::{Case, ConsultationKind, Entry, Event, FeeQuantity};
use crate::domain::deadline::{self, DeadlineKind};
use crate::domain::ids::{AgencyId, ApplicantId};
use crate::domain::letter::{LetterFact, LetterKind, LetterText};
use crate::domain::outcome::Outcome;
use crate::domain::regime::RegimeId;
use crate::letters::letter::{Letter, Wording};
use crate::store::cases::CaseRow;
use crate::store::letter_templates::{self, LetterTemplateRow};
use crate::store::{DbConn, StoreError, applicants};

/// What a reason may end with.
const ENDS: [char; 8] = ['\u{3002}', '\u{ff0c}', '\u{ff1b}', '\u{3001}', '.', ',', ';', ' '];

/// What whoever issues a letter adds to what is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Added {
    pub third_party: Option<String>,
    pub reason: Option<String>,
}

/// A case at a step of its history.
pub(super) struct Step<'a> {
    pub register: &'a Register<'a>,
    pub row: &'a CaseRow,
    pub history: &'a [Entry],
    /// The entry that is answered, from 1.
    pub version: u32,
}

impl Step<'_> {
    /// The letter of a kind about this step, dated `on`.
    pub(super) fn letter(
        &self,
        conn: &mut DbConn,
        kind: LetterKind,
        added: &Added,
        on: NaiveDate,
    ) -> Result<Letter, AppError> {
        let Words { wording, payment, contact } = words(conn, self.register.agency.id, LetterText::Kind(kind))?;
        let facts = Facts { payment, contact, ..self.facts(conn, added)? };
        let letter = wording.letter(kind, &self.register.agency.name, &facts, on).map_err(LetterFault::Wording)?;
        let gaps = letter.gaps(true);
        if gaps.is_empty() { Ok(letter) } else { Err(LetterFault::Lacks(gaps).into()) }
    }

    /// The entry that is answered.
    pub(super) fn entry(&self) -> Result<&Entry, AppError> {
        let at = usize::try_from(self.version).unwrap_or(0).checked_sub(1);
        at.and_then(|at| self.history.get(at)).ok_or_else(|| LetterFault::NotCalledFor.into())
    }

    fn facts(&self, conn: &mut DbConn, added: &Added) -> Result<Facts, AppError> {
        let entry = self.entry()?;
        let mut facts = self.of_the_case(entry)?;
        facts.applicant = name_of(conn, self.row.state.applicant_id)?;
        self.add_event(conn, entry, &mut facts)?;
        facts.third_party = added.third_party.clone().or(facts.third_party);
        let reason = added.reason.clone().or(facts.reason);
        // The sentence goes on after it.
        facts.reason = reason.map(|reason| reason.trim().trim_end_matches(ENDS).to_owned());
        Ok(facts)
    }

    fn of_the_case(&self, entry: &Entry) -> Result<Facts, AppError> {
        let at = usize::try_from(self.version).unwrap_or(0);
        let after = self.fold(at);
        let before = self.fold(at.saturating_sub(1));
        let case = after.as_ref().ok_or(LetterFault::NotCalledFor)?;
        let regime = case.regime.as_ref().map_or(RegimeId::Cn2019, |regime| regime.id);
        Ok(Facts {
            agency: self.register.agency.name.clone(),
            case_no: self.row.origin.case_no.clone(),
            subject: case.request.subject.clone(),
            regime: regime.as_str().to_owned(),
            received_on: case.received_on.map(|received| written(received.on)),
            due_on: self.due_on(case, entry.on)?,
            due_before: before.as_ref().map_or(Ok(None), |before| self.due_on(before, entry.on))?,
            event_on: Some(written(entry.on)),
            ..Facts::default()
        })
    }

    fn fold(&self, entries: usize) -> Option<Case> {
        Case::fold(self.history.get(..entries)?, self.register.regimes)
    }

    fn due_on(&self, case: &Case, on: NaiveDate) -> Result<Option<String>, AppError> {
        let agency = self.register.agency;
        let all = deadline::all(case, &agency.policy, &agency.calendar, on)?;
        let reply = all.iter().find(|deadline| deadline.kind == DeadlineKind::Reply);
        Ok(reply.and_then(|reply| reply.due_on).map(written))
    }

    fn add_event(&self, conn: &mut DbConn, entry: &Entry, facts: &mut Facts) -> Result<(), AppError> {
        if let Event::SupplementRequested { respond_by, items } = &entry.event {
            facts.items = Some(items.clone());
            facts.respond_by = Some(written(*respond_by));
        } else if let Event::Consulted { kind, with } = &entry.event {
            facts.third_party.clone_from(with);
            facts.with_third_party = *kind == ConsultationKind::ThirdParty;
        } else if let Event::ConsultationAnswered { consultation, .. } = &entry.event {
            facts.third_party = self.consulted(*consultation);
            facts.with_third_party = true;
            facts.remedies = Some(remedies(Outcome::Disclosed, &self.register.agency.policy.remedies));
        } else if let Event::Extended { working_days, reason } = &entry.event {
            facts.working_days = Some(*working_days);
            facts.reason.clone_from(reason);
        } else if let Event::Suspended { reason } = &entry.event {
            facts.reason = Some(reason.clone());
        } else if let Event::FeeNotified { quantity, amount_yuan } = &entry.event {
            facts.amount = Some(amount_yuan.to_string());
            self.add_fee(conn, *quantity, facts)?;
        }
        Ok(())
    }

    /// Who was asked with the letter of this entry.
    fn consulted(&self, version: u32) -> Option<String> {
        let at = usize::try_from(version).ok()?.checked_sub(1)?;
        if let Event::Consulted { with, .. } = &self.history.get(at)?.event { with.clone() } else { None }
    }

    fn add_fee(&self, conn: &mut DbConn, quantity: FeeQuantity, facts: &mut Facts) -> Result<(), AppError> {
        let (by, count) = match quantity {
            FeeQuantity::Item { items } => ("item", items),
            FeeQuantity::Page { pages } => ("page", pages),
        };
        let count = [("count", count.into())];
        facts.fee_mode = Some(WRITTEN_IN.text(&format!("letters-fee-by-{by}")));
        facts.fee_quantity = Some(WRITTEN_IN.with(&format!("letters-fee-quantity-{by}"), &count));
        let fee = fees::of_case(conn, self.register, self.row.id, quantity)?;
        let steps = fee.iter().flat_map(|fee| &fee.lines).map(|line| {
            let particulars = [
                ("from", line.from.into()),
                ("to", line.to.into()),
                ("count", line.count.into()),
                ("unit", line.unit_yuan.into()),
                ("subtotal", line.subtotal_yuan.into()),
            ];
            WRITTEN_IN.with(&format!("letters-fee-step-{by}"), &particulars)
        });
        let total =
            WRITTEN_IN.with("letters-fee-total", &[("amount", facts.amount.clone().unwrap_or_default().into())]);
        facts.fee_steps = Some(steps.chain([total]).collect::<Vec<_>>().join("\n"));
        Ok(())
    }
}

/// The words in force in an agency, with the facts that it tells in every letter.
pub(super) struct Words {
    pub wording: Wording,
    pub payment: Option<String>,
    pub contact: Option<String>,
}

/// The words in force in an agency: its own for this, those that they fall back to, or those that come with the
/// program.
pub(super) fn words(conn: &mut DbConn, agency: AgencyId, of: LetterText) -> Result<Words, AppError> {
    let kind = of.kind().ok_or(LetterFault::NotCalledFor)?;
    let own = letter_templates::of_agency(conn, agency)?;
    let common = || of.falls_back_to().and_then(|common| own_wording(&own, common));
    let wording = own_wording(&own, of).or_else(common).map_or_else(|| Wording::built_in(kind), Wording);
    let fact = |fact| own_wording(&own, LetterText::Fact(fact));
    Ok(Words { wording, payment: fact(LetterFact::Payment), contact: fact(LetterFact::Contact) })
}

/// What an agency wrote itself.
pub(super) fn own_wording(own: &[LetterTemplateRow], of: LetterText) -> Option<String> {
    own.iter().find(|row| row.kind == of).and_then(|row| row.wording.clone())
}

/// How an applicant is addressed.
pub(super) fn name_of(conn: &mut DbConn, applicant: ApplicantId) -> Result<Option<String>, StoreError> {
    let name = applicants::names(conn, &[applicant])?.pop().map(|(_, _, name)| name);
    Ok(name.filter(|name| !name.is_empty()))
}
