//! 申请人 (art 29(一)): their files. Identity number, telephone, e-mail and address are kept sealed.
//!
//! A file holds what one applicant gave with a request, and is never changed. Somebody who gives the same
//! again keeps the file; somebody with the same identity and another address gets a further file with the
//! same identity hash: a request made under a borrowed identity number must not redirect the replies to
//! earlier ones. Whatever is counted per applicant is counted over all files of the identity.

use chrono::NaiveDateTime;
use zeroize::Zeroizing;

use super::{App, AppError, sealing};
use crate::domain::applicant::{Applicant, MatchKey, Sameness, same_applicant};
use crate::domain::ids::{AgencyId, ApplicantId};
use crate::keys::{Keyring, Purpose};
use crate::store::applicants::{self, ApplicantRow, NewApplicant};
use crate::store::{DbConn, StoreError};

/// The file of an applicant, identifiers sealed with the active key.
///
/// The seal is bound to agency, identity hash and compared name: it does not open in the file of anybody
/// else. It cannot be bound to the file's number, which is not known before it is kept.
///
/// # Errors
/// [`AppError::Keys`].
pub fn seal_identifiers(
    keyring: &Keyring,
    agency: AgencyId,
    applicant: &Applicant,
    now: NaiveDateTime,
) -> Result<NewApplicant, AppError> {
    let key = match_key(keyring, applicant);
    let name = applicant.name.as_ref().map(|name| name.as_str().to_owned()).unwrap_or_default();
    let mut file = NewApplicant {
        agency_id: agency,
        category: applicant.category(),
        name,
        match_name: key.name,
        id_hash: key.id_hash,
        key_id: None,
        sealed: None,
        created_at: now,
    };
    let plain = serde_json::to_vec(applicant).map(Zeroizing::new);
    let plain = plain.map_err(|error| StoreError::Corrupt { what: format!("applicant: {error}") })?;
    let sealed = keyring.seal(&plain, &place(&file))?;
    file.key_id = Some(sealed.key_id.to_string());
    file.sealed = Some(sealed.bytes);
    Ok(file)
}

/// The applicant of a file; `None` for a file that was never sealed, as an older register leaves it.
///
/// # Errors
/// [`AppError::Keys`] if the seal does not open, [`AppError::Store`] if what is in it is no applicant.
pub fn open_identifiers(keyring: &Keyring, file: &NewApplicant) -> Result<Option<Applicant>, AppError> {
    let Some(plain) = open(keyring, file)? else { return Ok(None) };
    let damaged = |_| StoreError::Corrupt { what: "sealed applicant".to_owned() };
    Ok(Some(serde_json::from_slice(&plain).map_err(damaged)?))
}

/// The applicant of one of an agency's files, whatever key it is sealed with by now; `None` as above.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`] if the agency has no such file; otherwise as above.
pub fn open_file(app: &App, agency: AgencyId, id: ApplicantId) -> Result<Option<Applicant>, AppError> {
    sealing::with_keyring(app, |keyring| {
        let file = app.store.read(|conn| applicants::find(conn, id))?;
        if file.details.agency_id != agency {
            return Err(StoreError::NotFound { what: "applicant", key: id.to_string() }.into());
        }
        open_identifiers(keyring, &file.details)
    })
}

/// The bytes under the seal.
pub(super) fn open(keyring: &Keyring, file: &NewApplicant) -> Result<Option<Zeroizing<Vec<u8>>>, AppError> {
    let (Some(key), Some(sealed)) = (&file.key_id, &file.sealed) else { return Ok(None) };
    Ok(Some(keyring.unseal(sealing::parse(key)?, sealed, &place(file))?))
}

/// Where a seal belongs.
pub(super) fn place(file: &NewApplicant) -> Vec<u8> {
    let identity = file.id_hash.as_deref().unwrap_or_default();
    // A name holds no control character, so no two files give the same text.
    format!("applicant\0{}\0{identity}\0{}", file.agency_id.0, file.match_name).into_bytes()
}

fn match_key(keyring: &Keyring, applicant: &Applicant) -> MatchKey {
    let phone = |digits: &str| keyring.keyed_hash(Purpose::Phone, digits);
    MatchKey::of(applicant, |text| keyring.identity_hash(text), phone)
}

/// 疑似同一申请人 (art 36(六)): the agency's files that may be this applicant's, surest and newest first.
///
/// # Errors
/// [`AppError::Store`]. A file whose seal does not open is compared by name and identity alone.
pub fn find_same(
    conn: &mut DbConn,
    keyring: &Keyring,
    agency: AgencyId,
    applicant: &Applicant,
) -> Result<Vec<(ApplicantId, Sameness)>, AppError> {
    find_by_key(conn, keyring, agency, &match_key(keyring, applicant))
}

/// The same for an applicant who has a file already, which is among them.
pub(super) fn find_same_as(
    conn: &mut DbConn,
    keyring: &Keyring,
    agency: AgencyId,
    file: &ApplicantRow,
) -> Result<Vec<(ApplicantId, Sameness)>, AppError> {
    find_by_key(conn, keyring, agency, &stored_key(keyring, file))
}

fn find_by_key(
    conn: &mut DbConn,
    keyring: &Keyring,
    agency: AgencyId,
    key: &MatchKey,
) -> Result<Vec<(ApplicantId, Sameness)>, AppError> {
    let mut files = match &key.id_hash {
        Some(id_hash) => applicants::with_id_hash(conn, agency, id_hash)?,
        None => Vec::new(),
    };
    if !key.name.is_empty() {
        files.extend(applicants::with_names(conn, agency, &[&key.name])?);
    }
    let mut same: Vec<(ApplicantId, Sameness)> = files
        .into_iter()
        .map(|file| (file.id, same_applicant(key, &stored_key(keyring, &file))))
        .filter(|(_, sameness)| sameness.is_offered_as_duplicate())
        .collect();
    same.sort_by_key(|(id, sameness)| std::cmp::Reverse((*sameness, *id)));
    same.dedup();
    Ok(same)
}

fn stored_key(keyring: &Keyring, file: &ApplicantRow) -> MatchKey {
    let phone_hash = match open_identifiers(keyring, &file.details) {
        Ok(Some(applicant)) => match_key(keyring, &applicant).phone_hash,
        Ok(None) | Err(_) => None,
    };
    MatchKey { name: file.details.match_name.clone(), id_hash: file.details.id_hash.clone(), phone_hash }
}

/// Whether a file says of its applicant what a new one would; names may be spelled with other spaces.
pub(super) fn says_the_same(keyring: &Keyring, file: &NewApplicant, applicant: &Applicant, new: &NewApplicant) -> bool {
    // A file that does not open says nothing; the request is not to suffer for it.
    let Ok(Some(known)) = open_identifiers(keyring, file) else { return false };
    file.match_name == new.match_name && known.party == applicant.party && known.contact == applicant.contact
}

/// Every file of the identity that this file is of; of an unknown identity, the file alone.
pub(super) fn same_person(
    conn: &mut DbConn,
    agency: AgencyId,
    id: ApplicantId,
) -> Result<Vec<ApplicantId>, StoreError> {
    let Some(id_hash) = applicants::find(conn, id)?.details.id_hash else { return Ok(vec![id]) };
    Ok(applicants::with_id_hash(conn, agency, &id_hash)?.into_iter().map(|file| file.id).collect())
}
