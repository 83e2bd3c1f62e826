//! Letters come with the act that calls for them, under gapless numbers; what is reviewed is what leaves.

use gongkai::app::drafting::{self, Then};
use gongkai::app::letters::{self, LetterFault, Wanted};
use gongkai::app::{Agency, App, AppError, Order, act, act_once, reply_digest};
use gongkai::domain::case::{Case, Command, ConsultationKind};
use gongkai::domain::ids::CaseId;
use gongkai::domain::letter::{LetterKind, LetterState, LetterText};
use gongkai::domain::outcome::Outcome;
use gongkai::domain::review::Draft;
use gongkai::domain::role::{Actor, Role};
use gongkai::store::letters::LetterRow;
use sha2::{Digest, Sha256};

use super::{ID_NUMBER, agency, app, app_on, assert_sound, day, form, officer, over_the_counter};
use crate::support::{TestDb, on_both_databases};

fn case(app: &App, agency: &Agency) -> CaseId {
    over_the_counter(app, agency, form("张喆堃", ID_NUMBER)).view.row.id
}

fn do_to(app: &App, agency: &Agency, case: CaseId, actor: &Actor, command: Command) -> Case {
    act(app, agency, case, None, actor, command, app.clock.today()).unwrap().case
}

fn supplement() -> Command {
    Command::RequestSupplement { respond_by: day("2025-03-20"), items: "请写明合同的名称。".to_owned() }
}

fn of_kind(app: &App, agency: &Agency, case: CaseId, kind: LetterKind) -> Vec<LetterRow> {
    let listed = letters::letters_of(app, agency, case).unwrap();
    listed.letters.into_iter().filter(|row| row.letter.kind == kind).collect()
}

fn numbers(rows: &[LetterRow]) -> Vec<&str> {
    rows.iter().map(|row| row.letter.document_no.as_str()).collect()
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn draft(text: &str) -> Draft {
    Draft {
        outcome: Outcome::Disclosed,
        sub_reason: None,
        text: text.to_owned(),
        grounds: Vec::new(),
        attachments: Vec::new(),
        secret: None,
    }
}

const TEXT: &str =
    "经审查，依据《中华人民共和国政府信息公开条例》第三十六条第二项，您申请的信息予以公开，随本答复提供。";

on_both_databases! {
    fn an_act_brings_its_letter_under_the_next_number(db: &TestDb) {
        let app = app(db);
        let hz = agency(&app, "hz");
        let clerk = officer(&app, &hz, Role::CaseOfficer);
        let cases = [(); 3].map(|()| case(&app, &hz));
        for case in cases {
            do_to(&app, &hz, case, &clerk, supplement());
        }
        let made: Vec<LetterRow> =
            cases.iter().flat_map(|case| of_kind(&app, &hz, *case, LetterKind::SupplementNotice)).collect();
        let expected = ["某政公复补〔2025〕1号", "某政公复补〔2025〕2号", "某政公复补〔2025〕3号"];
        assert_eq!(numbers(&made), expected);
        let paper = letters::print(&app, &hz, cases[0], made[0].id).unwrap();
        let text = paper.letter.text();
        assert!(text.contains("请写明合同的名称。") && text.contains("请于2025年3月20日前补正"), "{text}");
        assert_eq!((paper.letter.addressee.as_str(), paper.letter.issuer.as_str()), ("张喆堃", "hz机关"));
        // The bytes that were printed first are the letter's from then on.
        let again = letters::print(&app, &hz, cases[0], made[0].id).unwrap();
        assert_eq!(paper.pdf, again.pdf);
        let kept = of_kind(&app, &hz, cases[0], LetterKind::SupplementNotice).remove(0);
        assert_eq!(kept.letter.sha256.as_deref(), Some(hash(&paper.pdf).as_str()));
        assert_sound(&app);
    }

    fn a_letter_that_lacks_its_addressee_waits_for_somebody_who_knows(db: &TestDb) {
        let app = app(db);
        let hz = agency(&app, "hz");
        let (case, clerk) = (case(&app, &hz), officer(&app, &hz, Role::CaseOfficer));
        do_to(&app, &hz, case, &clerk, Command::Consult { kind: ConsultationKind::ThirdParty, with: None });
        assert_eq!(numbers(&of_kind(&app, &hz, case, LetterKind::ThirdPartyConsultation)), [""; 0]);
        assert_eq!(of_kind(&app, &hz, case, LetterKind::ConsultationNotice).len(), 1);
        let open = letters::letters_of(&app, &hz, case).unwrap().open;
        assert!(open.iter().any(|open| open.kind == LetterKind::ThirdPartyConsultation && open.is_due), "{open:?}");
        let wanted = |third_party: Option<&str>| Wanted {
            kind: LetterKind::ThirdPartyConsultation,
            version: None,
            third_party: third_party.map(str::to_owned),
            reason: None,
        };
        let lacks = letters::issue(&app, &hz, case, &clerk, wanted(None), None).unwrap_err();
        assert!(matches!(&lacks, AppError::Letter(LetterFault::Wording(_))), "{lacks:?}");
        let made = letters::issue(&app, &hz, case, &clerk, wanted(Some("某公司")), None).unwrap();
        assert_eq!(made.letter.document_no, "某政公复征〔2025〕1号");
        let twice = letters::issue(&app, &hz, case, &clerk, wanted(Some("某公司")), None).unwrap_err();
        assert!(matches!(&twice, AppError::Letter(LetterFault::Issued { .. })), "{twice:?}");
        letters::void(&app, &clerk, case, made.id, "收件人写错").unwrap();
        assert!(matches!(letters::void(&app, &clerk, case, made.id, "再来"), Err(AppError::Letter(LetterFault::Void))));
        let anew = letters::issue(&app, &hz, case, &clerk, wanted(Some("另一公司")), None).unwrap();
        assert_eq!(anew.letter.document_no, "某政公复征〔2025〕2号");
        let register = letters::register_of(&app, &hz, 2025).unwrap();
        let of_kind: Vec<_> = register.iter().filter(|row| row.letter.kind == made.letter.kind).collect();
        assert_eq!(of_kind.iter().map(|row| row.letter.state).collect::<Vec<_>>(), [LetterState::Voided, LetterState::Issued]);
        assert_eq!(of_kind[0].letter.void_reason.as_deref(), Some("收件人写错"));
    }

    fn a_third_party_that_objects_can_be_told_of_the_disclosure(db: &TestDb) {
        let app = app(db);
        let hz = agency(&app, "hz");
        let (case, clerk) = (case(&app, &hz), officer(&app, &hz, Role::CaseOfficer));
        let kind = ConsultationKind::ThirdParty;
        do_to(&app, &hz, case, &clerk, Command::Consult { kind, with: Some("某公司".to_owned()) });
        let is_open = || {
            let open = letters::letters_of(&app, &hz, case).unwrap().open;
            open.iter().any(|open| open.kind == LetterKind::ThirdPartyNotice && !open.is_due)
        };
        assert!(!is_open());
        let answer = Command::RecordAnswer { kind, consultation: None, consents: Some(false) };
        do_to(&app, &hz, case, &clerk, answer);
        assert!(is_open());
        let reason = Some("涉及公共安全".to_owned());
        let wanted = Wanted { kind: LetterKind::ThirdPartyNotice, version: None, third_party: None, reason };
        let made = letters::issue(&app, &hz, case, &clerk, wanted, None).unwrap();
        let letter = letters::print(&app, &hz, case, made.id).unwrap().letter;
        let text = letter.text();
        assert_eq!(letter.addressee, "某公司");
        assert!(text.contains("理由如下：涉及公共安全") && text.contains("行政复议"), "{text}");
    }

    fn an_agency_that_assists_is_written_to_while_the_clock_stands(db: &TestDb) {
        let app = app(db);
        let hz = agency(&app, "hz");
        let (case, clerk) = (case(&app, &hz), officer(&app, &hz, Role::CaseOfficer));
        let consult = Command::Consult { kind: ConsultationKind::Agency, with: Some("市档案馆".to_owned()) };
        do_to(&app, &hz, case, &clerk, consult);
        let wanted = Wanted { kind: LetterKind::AssistanceRequest, version: None, third_party: None, reason: None };
        let made = letters::issue(&app, &hz, case, &clerk, wanted, None).unwrap();
        assert_eq!(letters::print(&app, &hz, case, made.id).unwrap().letter.addressee, "市档案馆");
    }

    fn the_reply_that_was_reviewed_is_the_reply_that_leaves(db: &TestDb) {
        let app = app(db);
        let hz = agency(&app, "hz");
        let (case, clerk) = (case(&app, &hz), officer(&app, &hz, Role::CaseOfficer));
        let order = |command| Order { agency: &hz, case, expected: None, actor: &clerk, command, on: day("2025-03-03"), once: None };
        let keep = order(Command::Note { text: "-".to_owned() });
        drafting::draft(&app, &keep, draft(TEXT), Then::Submit(None)).unwrap();
        let row = of_kind(&app, &hz, case, LetterKind::Reply).remove(0);
        assert_eq!((row.letter.state, row.letter.document_no.as_str()), (LetterState::Reserved, "某政公复〔2025〕1号"));
        let opened = drafting::open(&app, &hz, case, &clerk).unwrap();
        let under_review = opened.file.case.draft.clone().unwrap();
        let digest = reply_digest(&under_review).unwrap();
        assert_eq!(opened.file.case.review.as_ref().unwrap().digest, digest);
        assert_eq!(Some(&under_review.attachments[0].sha256), row.letter.sha256.as_ref());
        for (step, role) in (1..).zip([Role::PreliminaryReviewer, Role::Examiner, Role::ReleaseAuthority]) {
            let pass = Command::PassReview { step, digest: digest.clone(), opinion: None };
            do_to(&app, &hz, case, &officer(&app, &hz, role), pass);
        }
        let under = |number: Option<&str>| Command::Dispatch {
            digest: digest.clone(),
            document_no: number.map(str::to_owned),
            method: None,
        };
        let other = act_once(&app, order(under(Some("市公复〔2025〕1号")))).unwrap_err();
        let of_letter = LetterFault::OtherNumber { document_no: "某政公复〔2025〕1号".to_owned() };
        assert!(matches!(&other, AppError::Letter(fault) if *fault == of_letter), "{other:?}");
        let sent = do_to(&app, &hz, case, &clerk, under(None));
        let reply = sent.replies.last().unwrap();
        assert_eq!(reply.document_no.as_deref(), Some("某政公复〔2025〕1号"));
        assert_eq!(reply.attachments[0].sha256, under_review.attachments[0].sha256);
        let row = of_kind(&app, &hz, case, LetterKind::Reply).remove(0);
        assert_eq!(row.letter.state, LetterState::Issued);
        let paper = letters::print(&app, &hz, case, row.id).unwrap();
        assert_eq!(hash(&paper.pdf), reply.attachments[0].sha256);
        assert!(paper.letter.text().contains("行政复议"));
        assert_sound(&app);
    }

    fn a_draft_that_is_changed_keeps_its_number_and_gets_another_letter(db: &TestDb) {
        let app = app(db);
        let hz = agency(&app, "hz");
        let (case, clerk) = (case(&app, &hz), officer(&app, &hz, Role::CaseOfficer));
        assert!(matches!(letters::make_reply(&app, &hz, case, &clerk), Err(AppError::Letter(LetterFault::NoDraft))));
        do_to(&app, &hz, case, &clerk, Command::DraftReply { draft: Box::new(draft(TEXT)) });
        assert!(letters::make_reply(&app, &hz, case, &clerk).unwrap().is_some());
        let first = of_kind(&app, &hz, case, LetterKind::Reply).remove(0);
        assert!(letters::make_reply(&app, &hz, case, &clerk).unwrap().is_none(), "it says the same");
        let kept = drafting::open(&app, &hz, case, &clerk).unwrap().file.case.draft.unwrap();
        let changed = Draft { text: format!("{TEXT}请自行领取。"), ..kept };
        do_to(&app, &hz, case, &clerk, Command::DraftReply { draft: Box::new(changed) });
        letters::make_reply(&app, &hz, case, &clerk).unwrap();
        let rows = of_kind(&app, &hz, case, LetterKind::Reply);
        assert_eq!(numbers(&rows), [first.letter.document_no.as_str()]);
        assert_ne!(rows[0].letter.sha256, first.letter.sha256);
        let draft = drafting::open(&app, &hz, case, &clerk).unwrap().file.case.draft.unwrap();
        let enclosed: Vec<_> = draft.attachments.iter().map(|file| Some(file.sha256.clone())).collect();
        assert_eq!(enclosed, [rows[0].letter.sha256.clone()]);
    }

    fn numbers_begin_again_with_the_year_and_belong_to_their_kind(db: &TestDb) {
        let (old, new) = (app_on(db, "2025-12-31"), app_on(db, "2026-01-05"));
        let hz = agency(&old, "hz");
        let clerk = officer(&old, &hz, Role::CaseOfficer);
        let (first, second) = (case(&old, &hz), case(&new, &hz));
        let until = |day_of: &str| Command::RequestSupplement { respond_by: day(day_of), items: "名称".to_owned() };
        do_to(&old, &hz, first, &clerk, until("2026-01-20"));
        do_to(&new, &hz, second, &clerk, until("2026-01-20"));
        let made = [first, second].map(|case| of_kind(&new, &hz, case, LetterKind::SupplementNotice).remove(0));
        assert_eq!(numbers(&made), ["某政公复补〔2025〕1号", "某政公复补〔2026〕1号"]);
        let head = letters::save_format(&new, &hz, clerk.officer().unwrap(), LetterText::Kind(LetterKind::SupplementNotice), (
            &letters::formats(&new, &hz).unwrap()[2].wording,
            Some("{代字}延〔{year}〕{n}号"),
        ));
        assert!(matches!(head, Err(AppError::Letter(LetterFault::SameNumbers(LetterKind::ExtensionNotice)))));
    }
}
