//! What arrives: headers, both parts, both languages, whatever the names are.

use gongkai::app::intake::ready_to_submit;
use gongkai::app::mail::{Dispatcher, end_digest};
use gongkai::app::{AgencyForm, create_agency, own_request};
use gongkai::domain::case::Request;
use gongkai::domain::mail::{Language, MailContent, MailKind, MailState};
use gongkai::domain::role::Role;
use gongkai::mail::Folder;
use gongkai::store::{applicants, officers};

use super::super::{ID_NUMBER, form, request};
use super::{app_at, rows, send_all, write, written_to};
use crate::mime::Part;
use crate::smtp::Sink;
use crate::support::{TestDb, on_both_databases};

const MORNING: &str = "2025-03-03T02:00:00Z";
/// Long enough to be folded, with everything that a header cannot hold as it is.
const NAME: &str = "某某省某某市某某区人民政府办公室（政府信息公开工作办公室）“行政服务中心”, 第二分部 <一>";

on_both_databases! {
    fn a_receipt_arrives_with_the_code_that_opens_the_request(db: &TestDb) {
        let app = app_at(db, MORNING);
        let agency = create_agency(&app, AgencyForm::new("hz".parse().unwrap(), NAME)).unwrap();
        let sink = Sink::start();
        for (language, subject) in [(Language::Zh, "政府信息公开申请回执（2025-00001）"), (Language::En, "Receipt of your request for government information (2025-00002)")] {
            let ready = ready_to_submit(&app, &agency, &form("张三", ID_NUMBER), &request()).unwrap();
            let made = ready.in_language(language).save_blocking(&app).unwrap();
            assert_eq!(send_all(&app, &sink), 1);
            let arrived = sink.arrived().pop().unwrap();
            assert_eq!(arrived.to, "zhangsan@example.cn");
            assert!(arrived.text.is_ascii() && arrived.text.lines().all(|line| line.len() <= 998));
            let mail = Part::read(&arrived.text);
            assert_eq!(mail.header("subject"), subject);
            assert_eq!(mail.header("from"), format!("{NAME} <gongkai@localhost>"));
            assert_eq!(mail.header("date"), "Mon, 03 Mar 2025 02:00:00 +0000");
            assert_eq!(mail.header("auto-submitted"), "auto-generated");
            assert_eq!(mail.header("list-unsubscribe"), "");
            let id = rows(&app, &agency).last().unwrap().id;
            assert!(mail.header("message-id").starts_with(&format!("<{id}.")), "{}", mail.header("message-id"));
            assert!(mail.header("content-type").starts_with("multipart/alternative"));
            let [text, html] = mail.parts.as_slice() else { panic!("{} parts", mail.parts.len()) };
            assert!(text.header("content-type").starts_with("text/plain"));
            assert!(html.header("content-type").starts_with("text/html"));
            for part in [text.text(), html.text()] {
                for needed in [&made.view.row.origin.case_no, &made.query_code.to_string(), "/follow"] {
                    assert!(part.contains(needed), "{part}");
                }
                assert!(!part.contains("采购合同"), "nothing of what was asked for");
            }
            assert!(html.text().contains("&lt;一&gt;"), "a name is no markup");
            // The code works, and is kept nowhere.
            let own = own_request::find(&app, &made.view.row.origin.case_no, &made.query_code.to_string()).unwrap();
            assert_eq!(own.case, made.view.row.id);
            let kept = serde_json::to_string(&rows(&app, &agency)).unwrap();
            assert!(!kept.contains(made.query_code.as_str()) && !kept.contains("zhangsan"), "{kept}");
        }
    }

    fn a_digest_says_where_to_end_it_and_that_ends_it(db: &TestDb) {
        let app = app_at(db, MORNING);
        let agency = create_agency(&app, AgencyForm::new("hz".parse().unwrap(), "某市人民政府办公室")).unwrap();
        let officer = written_to(&app, &agency, Role::CaseOfficer, "wang@hz.example.cn");
        write(&app, &agency, officer, MailContent::sample(MailKind::Digest), 1);
        let sink = Sink::start();
        assert_eq!(send_all(&app, &sink), 1);
        let mail = Part::read(&sink.arrived()[0].text);
        let address = mail.header("list-unsubscribe").trim_matches(['<', '>']).to_owned();
        assert_eq!(mail.header("list-unsubscribe-post"), "List-Unsubscribe=One-Click");
        assert!(mail.parts[0].text().contains(&address));
        let (_, token) = address.split_once("token=").unwrap();
        assert!(end_digest(&app, officer, "0".repeat(64).as_str()).is_err());
        assert!(app.store.read(|conn| officers::find(conn, officer)).unwrap().wants_digest);
        end_digest(&app, officer, token).unwrap();
        assert!(!app.store.read(|conn| officers::find(conn, officer)).unwrap().wants_digest);
    }

    fn whoever_has_no_address_any_more_is_on_the_list_of_failures(db: &TestDb) {
        let app = app_at(db, MORNING);
        let agency = create_agency(&app, AgencyForm::new("hz".parse().unwrap(), "某市人民政府办公室")).unwrap();
        let officer = written_to(&app, &agency, Role::CaseOfficer, "wang@hz.example.cn");
        write(&app, &agency, officer, MailContent::Test {}, 1);
        app.store.write_blocking(move |conn| officers::set_email(conn, officer, None)).unwrap();
        assert_eq!(send_all(&app, &Sink::start()), 0);
        let row = rows(&app, &agency).remove(0);
        assert_eq!((row.state, row.last_error.as_deref()), (MailState::Failed, Some("no_address")));
    }

    fn an_applicant_without_an_address_is_not_written_to(db: &TestDb) {
        let app = app_at(db, MORNING);
        let agency = create_agency(&app, AgencyForm::new("hz".parse().unwrap(), "某市人民政府办公室")).unwrap();
        let mut without = form("李四", ID_NUMBER);
        without.email.clear();
        let made = ready_to_submit(&app, &agency, &without, &request()).unwrap().save_blocking(&app).unwrap();
        assert_eq!(rows(&app, &agency), []);
        let file = app.store.read(|conn| applicants::find(conn, made.view.row.state.applicant_id)).unwrap();
        assert!(file.details.sealed.is_some());
    }

    fn mail_goes_into_a_folder_where_there_is_no_server(db: &TestDb) {
        let app = app_at(db, MORNING);
        let agency = create_agency(&app, AgencyForm::new("hz".parse().unwrap(), "某市人民政府办公室")).unwrap();
        let asked = Request { obtain_by: Some("电子邮件".to_owned()), ..request() };
        ready_to_submit(&app, &agency, &form("张三", ID_NUMBER), &asked).unwrap().save_blocking(&app).unwrap();
        let folder = db.file("mail");
        assert_eq!(Dispatcher::new(&app, &Folder::new(folder.clone())).unwrap().send_all().unwrap(), 1);
        let files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
        assert_eq!(files.len(), 1);
        assert_eq!(files[0].extension().unwrap(), "eml");
        let mail = Part::read(&std::fs::read_to_string(&files[0]).unwrap());
        assert_eq!(mail.header("to"), "zhangsan@example.cn");
    }
}
