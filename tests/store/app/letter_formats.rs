//! What an agency words itself is tried first, used from then on, and written down in the administrative log.

use gongkai::app::administration::log::page;
use gongkai::app::letters::{self, LetterFault, SealForm};
use gongkai::app::{Agency, App, AppError, act};
use gongkai::domain::administration::AdminEvent;
use gongkai::domain::case::Command;
use gongkai::domain::ids::OfficerId;
use gongkai::domain::letter::{LetterFact, LetterKind, LetterText};
use gongkai::domain::outcome::Outcome;
use gongkai::domain::review::Draft;
use gongkai::domain::role::Role;
use gongkai::letters::letter::WordingFault;

use super::administering::other_changes;
use super::{ID_NUMBER, agency, app, day, form, officer, over_the_counter};
use crate::support::{TestDb, on_both_databases, samples};

const SUPPLEMENT: LetterText = LetterText::Kind(LetterKind::SupplementNotice);
const REPLY: LetterText = LetterText::Kind(LetterKind::Reply);
const DISCLOSED: LetterText = LetterText::Reply(Outcome::Disclosed);
const OWN: &str = "政府信息公开答复书

{{ applicant }}：
{{ text }}
依据{{ basis }}。
{{ remedies }}";

struct Office {
    app: App,
    hz: Agency,
    admin: OfficerId,
}

impl Office {
    fn new(db: &TestDb) -> Self {
        let app = app(db);
        let hz = agency(&app, "hz");
        let admin = officer(&app, &hz, Role::Administrator).officer().unwrap();
        Self { app, hz, admin }
    }

    fn save(&self, of: LetterText, words: &str, numbers: Option<&str>) -> Result<(), AppError> {
        letters::save_format(&self.app, &self.hz, self.admin, of, (words, numbers))
    }

    fn words(&self, of: LetterText) -> (String, bool) {
        let view = letters::format_of(&self.app, &self.hz, of).unwrap();
        (view.wording, view.wording_is_own)
    }

    /// What was added to the log since there were so many entries.
    fn logged(&self, since: usize) -> Vec<AdminEvent> {
        other_changes(&self.app, &self.hz).split_off(since)
    }
}

/// The words of the letter that a draft with this result makes.
fn reply(office: &Office, outcome: Outcome) -> String {
    let Office { app, hz, .. } = office;
    let case = over_the_counter(app, hz, form("张三", ID_NUMBER)).view.row.id;
    let clerk = officer(app, hz, Role::CaseOfficer);
    let draft = Draft {
        outcome,
        sub_reason: None,
        text: "现答复如下。".to_owned(),
        grounds: Vec::new(),
        attachments: Vec::new(),
        secret: None,
    };
    act(app, hz, case, None, &clerk, Command::DraftReply { draft: Box::new(draft) }, day("2025-03-03")).unwrap();
    letters::reply_letter(app, hz, case).unwrap().text()
}

on_both_databases! {
    fn the_words_of_one_result_come_before_those_of_every_reply(db: &TestDb) {
        let office = Office::new(db);
        let built_in = office.words(REPLY).0;
        assert_eq!(office.words(DISCLOSED), (built_in.clone(), false));
        office.save(REPLY, &format!("{OWN}\n各类答复。"), None).unwrap();
        assert_eq!(office.words(DISCLOSED), (format!("{OWN}\n各类答复。"), false));
        office.save(DISCLOSED, &format!("{OWN}\n予以公开的答复。"), None).unwrap();
        assert!(reply(&office, Outcome::Disclosed).ends_with("予以公开的答复。"));
        assert!(reply(&office, Outcome::UnavailableNeedsCreation).ends_with("各类答复。"));
        // What says the same as every reply is not the agency's own for this one.
        office.save(DISCLOSED, &format!("{OWN}\n各类答复。"), None).unwrap();
        assert!(!office.words(DISCLOSED).1);
        letters::remove_format(&office.app, &office.hz, office.admin, REPLY).unwrap();
        assert_eq!(office.words(DISCLOSED), (built_in, false));
    }

    fn words_that_would_leave_a_hole_are_not_kept(db: &TestDb) {
        let office = Office::new(db);
        let unknown = office.save(DISCLOSED, &OWN.replace("text", "nothing"), None).unwrap_err();
        let is_broken = matches!(&unknown, AppError::Letter(LetterFault::Wording(WordingFault::Broken { line: 4, .. })));
        assert!(is_broken, "{unknown:?}");
        let lacks = office.save(DISCLOSED, &OWN.replace("{{ remedies }}", ""), None).unwrap_err();
        assert!(matches!(&lacks, AppError::Letter(LetterFault::Wording(WordingFault::Lacks(_)))), "{lacks:?}");
        let two_lines = office.save(LetterText::Fact(LetterFact::Contact), "电话\n传真", None).unwrap_err();
        assert!(matches!(&two_lines, AppError::Letter(LetterFault::Fact { .. })), "{two_lines:?}");
        assert_eq!(office.logged(0), []);
        let preview = letters::preview_wording(&office.app, &office.hz, DISCLOSED, OWN).unwrap().unwrap();
        assert!(preview.text().contains("予以公开"), "{}", preview.text());
    }

    fn letters_tell_whom_to_call_once_the_agency_has_said_so(db: &TestDb) {
        let office = Office::new(db);
        let Office { app, hz, .. } = &office;
        let clerk = officer(app, hz, Role::CaseOfficer);
        let notice = || {
            let case = over_the_counter(app, hz, form("张三", ID_NUMBER)).view.row.id;
            let command = Command::RequestSupplement { respond_by: day("2025-03-20"), items: "名称。".to_owned() };
            act(app, hz, case, None, &clerk, command, day("2025-03-03")).unwrap();
            let listed = letters::letters_of(app, hz, case).unwrap().letters;
            let made = listed.into_iter().find(|row| row.letter.kind == LetterKind::SupplementNotice).unwrap();
            letters::print(app, hz, case, made.id).unwrap().letter.text()
        };
        assert!(!notice().contains("请联系"));
        office.save(LetterText::Fact(LetterFact::Contact), "公开办，电话0571-1", None).unwrap();
        assert!(notice().contains("请联系：公开办，电话0571-1。"));
        let fee = letters::format_of(app, hz, LetterText::Fact(LetterFact::Payment)).unwrap();
        assert_eq!((fee.wording.as_str(), fee.wording_is_own, fee.numbering), ("", false, None));
    }

    fn every_change_of_words_numbers_and_seal_is_in_the_log(db: &TestDb) {
        let office = Office::new(db);
        let words = office.words(SUPPLEMENT).0;
        office.save(SUPPLEMENT, &words, Some("{代字}补〔{year}〕{n}号")).unwrap();
        assert_eq!(office.logged(0), [], "nothing was changed");
        office.save(SUPPLEMENT, &format!("{words}\n谢谢。"), Some("{代字}清〔{year}〕{n}号")).unwrap();
        let [AdminEvent::LetterWordingChanged { of: SUPPLEMENT, sha256: Some(hash) }, numbers] = &office.logged(0)[..] else {
            panic!("{:?}", office.logged(0));
        };
        assert_eq!(hash.len(), 64);
        let (built_in, own) = ("{代字}补〔{year}〕{n}号".to_owned(), "{代字}清〔{year}〕{n}号".to_owned());
        let of = LetterKind::SupplementNotice;
        assert_eq!(*numbers, AdminEvent::LetterNumberingChanged { of, from: built_in.clone(), to: own.clone() });
        letters::remove_format(&office.app, &office.hz, office.admin, SUPPLEMENT).unwrap();
        assert_eq!(office.logged(2), [
            AdminEvent::LetterWordingChanged { of: SUPPLEMENT, sha256: None },
            AdminEvent::LetterNumberingChanged { of, from: own, to: built_in },
        ]);
        let picture = samples::DOT.to_vec();
        letters::save_seal(&office.app, &office.hz, office.admin, &SealForm { picture }).unwrap();
        letters::remove_seal(&office.app, &office.hz, office.admin).unwrap();
        letters::remove_seal(&office.app, &office.hz, office.admin).unwrap();
        let [AdminEvent::SealKept { sha256 }, AdminEvent::SealRemoved {}] = &office.logged(4)[..] else {
            panic!("{:?}", office.logged(4));
        };
        assert_eq!(sha256.len(), 64);
    }

    fn a_letter_that_is_voided_is_in_the_log(db: &TestDb) {
        let office = Office::new(db);
        let Office { app, hz, .. } = &office;
        let case = over_the_counter(app, hz, form("张三", ID_NUMBER)).view.row.id;
        let clerk = officer(app, hz, Role::CaseOfficer);
        let command = Command::RequestSupplement { respond_by: day("2025-03-20"), items: "名称。".to_owned() };
        act(app, hz, case, None, &clerk, command, day("2025-03-03")).unwrap();
        let letter = letters::letters_of(app, hz, case).unwrap().letters.remove(0);
        letters::void(app, &clerk, case, letter.id, "写错").unwrap();
        assert!(letters::void(app, &clerk, case, letter.id, "写错").is_err());
        assert_eq!(office.logged(0), [AdminEvent::LetterVoided { document_no: letter.letter.document_no }]);
        let last = page(app, hz, None, 1).unwrap().entries.remove(0);
        assert_eq!(last.actor, clerk.to_string());
    }
}
