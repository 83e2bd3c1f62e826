//! 疑似重复申请 (art 36(六)): earlier requests that an officer should read before answering this one.
//!
//! Only an officer can say that a request is a repeat. What is put in front of them: everything the same
//! applicant has asked for, and what anybody has lately asked for in much the same words.

use std::collections::HashMap;

use super::{Agency, App, AppError, applicants, sealing};
use crate::domain::applicant::{Applicant, Sameness};
use crate::domain::code::coded_enum;
use crate::domain::ids::{ApplicantId, CaseId};
use crate::domain::similarity::{Fingerprint, LIKELY_REPEAT};
use crate::keys::Keyring;
use crate::store::cases::{self, CaseRow};
use crate::store::queue::{self, Filter, Listing, Order};
use crate::store::{DbConn, StoreError};

/// Of one applicant so many cases are looked at, the newest first.
const OF_APPLICANT: u32 = 200;
/// Of everybody's so many.
const OF_ANYBODY: u32 = 1000;
/// So many are shown.
const SHOWN: usize = 50;

coded_enum! {
    /// Why an earlier request is shown.
    Reason {
        /// The same applicant, and much the same words
        LikelyRepeat = "likely_repeat",
        /// The same applicant, something else
        SameApplicant = "same_applicant",
        /// Somebody else, and much the same words
        SimilarSubject = "similar_subject",
    }
}

/// 疑似重复: another request, and why it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// Its row.
    pub row: CaseRow,
    /// Why.
    pub reason: Reason,
    /// How alike the two subjects read, 0 to 100.
    pub score: u8,
    /// How sure it is that the applicant is the same.
    pub sameness: Sameness,
}

/// The requests that this one may repeat or be like, likeliest first, at most 50.
///
/// Subjects are compared, not descriptions. Of other applicants' requests the newest thousand of the agency
/// are looked at.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`] if the agency has no such case; [`AppError::Keys`].
pub fn find_duplicates(app: &App, agency: &Agency, id: CaseId) -> Result<Vec<Duplicate>, AppError> {
    sealing::with_keyring(app, |keyring| {
        app.store.snapshot(|conn| {
            let row = cases::find(conn, id)?;
            if row.origin.agency_id != agency.id {
                return Err(StoreError::NotFound { what: "case", key: id.to_string() }.into());
            }
            let same = same_applicants(conn, keyring, agency, row.state.applicant_id)?;
            let mut candidates = candidates(conn, agency, &same)?;
            candidates.retain(|other| other.id != row.id);
            Ok(ranked(&row.state.subject, candidates, &same))
        })
    })
}

/// The same for a request that is being entered: by whom, if that much is known, and for what.
///
/// # Errors
/// [`AppError::Store`], [`AppError::Keys`].
pub fn find_similar(
    app: &App,
    agency: &Agency,
    applicant: Option<&Applicant>,
    subject: &str,
) -> Result<Vec<Duplicate>, AppError> {
    sealing::with_keyring(app, |keyring| {
        app.store.snapshot(|conn| {
            let same = match applicant {
                Some(applicant) => applicants::find_same(conn, keyring, agency.id, applicant)?.into_iter().collect(),
                None => HashMap::new(),
            };
            let candidates = candidates(conn, agency, &same)?;
            Ok(ranked(subject, candidates, &same))
        })
    })
}

/// The files that may be of the same applicant, with how sure it is; this file itself is certain.
fn same_applicants(
    conn: &mut DbConn,
    keyring: &Keyring,
    agency: &Agency,
    id: ApplicantId,
) -> Result<HashMap<ApplicantId, Sameness>, AppError> {
    let file = crate::store::applicants::find(conn, id)?;
    let mut same: HashMap<ApplicantId, Sameness> =
        applicants::find_same_as(conn, keyring, agency.id, &file)?.into_iter().collect();
    same.insert(id, Sameness::Same);
    Ok(same)
}

fn candidates(
    conn: &mut DbConn,
    agency: &Agency,
    same: &HashMap<ApplicantId, Sameness>,
) -> Result<Vec<CaseRow>, StoreError> {
    let files: Vec<ApplicantId> = same.keys().copied().collect();
    let mut found = cases::newest_of_applicants(conn, &files, OF_APPLICANT)?;
    let lately = Listing { agencies: vec![agency.id], filter: Filter::default(), order: Order::Received };
    found.extend(queue::page(conn, &lately, None, OF_ANYBODY)?);
    Ok(found)
}

fn ranked(subject: &str, candidates: Vec<CaseRow>, same: &HashMap<ApplicantId, Sameness>) -> Vec<Duplicate> {
    let asked = Fingerprint::of(subject);
    let mut found: HashMap<CaseId, Duplicate> = HashMap::new();
    for row in candidates {
        let score = Fingerprint::of(&row.state.subject).similarity(&asked);
        let sameness = same.get(&row.state.applicant_id).copied().unwrap_or(Sameness::Different);
        let reason = match (sameness.is_offered_as_duplicate(), score >= LIKELY_REPEAT) {
            (true, true) => Reason::LikelyRepeat,
            (true, false) => Reason::SameApplicant,
            (false, true) => Reason::SimilarSubject,
            (false, false) => continue,
        };
        found.insert(row.id, Duplicate { row, reason, score, sameness });
    }
    let mut found: Vec<Duplicate> = found.into_values().collect();
    // A likely repeat before what is merely like it, and the likeliest first.
    let rank =
        |it: &Duplicate| (it.reason != Reason::LikelyRepeat, std::cmp::Reverse((it.score, it.sameness, it.row.id)));
    found.sort_by_key(rank);
    found.truncate(SHOWN);
    found
}
