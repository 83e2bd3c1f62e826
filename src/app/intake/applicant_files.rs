//! 申请人的档案: the file that each of several requests is kept under.
//!
//! Somebody who gives the same again keeps the file; see [`applicants`](crate::app::applicants). That holds
//! within a batch too: two requests of one person that arrive together share the file that the first brings.

use std::collections::{BTreeMap, HashMap};

use super::entry::NewEntry;
use crate::app::AppError;
use crate::app::applicants::says_the_same;
use crate::domain::ids::{AgencyId, ApplicantId};
use crate::store::applicants::{self, ApplicantRow, NewApplicant};
use crate::store::{DbConn, StoreResult};

/// Whose identity: no two people of an agency share one.
type Identity<'a> = (AgencyId, &'a str);

fn identity(file: &NewApplicant) -> Option<Identity<'_>> {
    Some((file.agency_id, file.id_hash.as_deref()?))
}

/// The file of each: one that says the same of the same identity, or a new one.
pub(super) fn find_or_insert(conn: &mut DbConn, entries: &[&NewEntry]) -> Result<Vec<ApplicantId>, AppError> {
    let known = known(conn, entries)?;
    let mut brought = Brought::default();
    let places: Vec<Place> = entries.iter().map(|entry| brought.place(entry, &known)).collect();
    let ids = applicants::insert_many(conn, &brought.files)?;
    let id_of = |place| match place {
        Place::Known(id) => Some(id),
        Place::Brought(number) => ids.get(number).copied(),
    };
    Ok(places.into_iter().filter_map(id_of).collect())
}

/// The files that the agencies have of these identities.
fn known<'a>(
    conn: &mut DbConn,
    entries: &[&'a NewEntry],
) -> StoreResult<HashMap<(AgencyId, String), Vec<ApplicantRow>>> {
    let mut wanted: BTreeMap<AgencyId, Vec<&'a str>> = BTreeMap::new();
    for (agency, id_hash) in entries.iter().filter_map(|entry| identity(&entry.file)) {
        wanted.entry(agency).or_default().push(id_hash);
    }
    let mut known: HashMap<_, Vec<ApplicantRow>> = HashMap::new();
    for (agency, id_hashes) in wanted {
        for row in applicants::with_id_hashes(conn, agency, &id_hashes)? {
            let id_hash = row.details.id_hash.clone().unwrap_or_default();
            known.entry((agency, id_hash)).or_default().push(row);
        }
    }
    Ok(known)
}

#[derive(Clone, Copy)]
enum Place {
    /// There is a file.
    Known(ApplicantId),
    /// One of the new files, by its number.
    Brought(usize),
}

/// The new files, and who has brought one under each identity.
#[derive(Default)]
struct Brought<'a> {
    files: Vec<&'a NewApplicant>,
    by_identity: HashMap<Identity<'a>, Vec<(usize, &'a NewEntry)>>,
}

impl<'a> Brought<'a> {
    fn place(&mut self, entry: &'a NewEntry, known: &HashMap<(AgencyId, String), Vec<ApplicantRow>>) -> Place {
        let Some(identity) = identity(&entry.file) else { return self.bring(entry) };
        let files = known.get(&(identity.0, identity.1.to_owned())).map(Vec::as_slice).unwrap_or_default();
        let same = |row: &&ApplicantRow| says_the_same(&entry.keyring, &row.details, &entry.applicant, &entry.file);
        if let Some(row) = files.iter().find(same) {
            return Place::Known(row.id);
        }
        let others = self.by_identity.entry(identity).or_default();
        if let Some((number, _)) = others.iter().find(|(_, other)| other.names_the_same(entry)) {
            return Place::Brought(*number);
        }
        others.push((self.files.len(), entry));
        self.bring(entry)
    }

    fn bring(&mut self, entry: &'a NewEntry) -> Place {
        self.files.push(&entry.file);
        Place::Brought(self.files.len() - 1)
    }
}

impl NewEntry {
    /// Whether both give the same name, identity and contact.
    fn names_the_same(&self, other: &Self) -> bool {
        self.file.match_name == other.file.match_name
            && self.applicant.party == other.applicant.party
            && self.applicant.contact == other.applicant.contact
    }
}
