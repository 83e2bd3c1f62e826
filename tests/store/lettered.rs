//! A letter, an agency's own format and its seal, as they are kept.

use gongkai::domain::ids::{AgencyId, CaseId, OfficerId};
use gongkai::domain::letter::{LetterKind, LetterState, LetterText};
use gongkai::store::letter_templates::{LetterTemplateRow, SealPictureRow};
use gongkai::store::letters::NewLetter;
use gongkai::store::{DbConn, StoreResult, letter_templates, letters};

use crate::example::{at, day};

pub fn lettered(conn: &mut DbConn, city: AgencyId, case_id: CaseId, officer: OfficerId) -> StoreResult<()> {
    let new = NewLetter {
        agency_id: city,
        case_id,
        kind: LetterKind::FeeNotice,
        version: 2,
        year: 2025,
        number: 3,
        document_no: "某费〔2025〕3号".to_owned(),
        content: "{}".to_owned(),
        state: LetterState::Issued,
        dated_on: day("2025-03-28"),
        recorded_at: at(10),
        actor: "officer_1".to_owned(),
        sha256: Some("ab".to_owned()),
        void_reason: None,
        voided_at: None,
    };
    let letter = letters::insert(conn, &new)?;
    letters::void(conn, letter.id, "写错", at(11))?;
    let format = LetterTemplateRow {
        agency_id: city,
        kind: LetterText::Kind(LetterKind::FeeNotice),
        wording: None,
        numbering: Some("{代字}费〔{year}〕{n}号".to_owned()),
        updated_at: at(12),
        updated_by: officer,
    };
    letter_templates::put(conn, &format)?;
    let seal = SealPictureRow {
        agency_id: city,
        sha256: "cd".to_owned(),
        is_png: true,
        updated_at: at(13),
        updated_by: officer,
    };
    letter_templates::put_seal(conn, &seal)?;
    Ok(())
}
