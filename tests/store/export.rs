//! The whole store out and back, from one database into the other.

use gongkai::domain::annual_report::Scope;
use gongkai::domain::annual_report::life::ReportStatus;
use gongkai::domain::attachment::{FileKind, FilePurpose};
use gongkai::domain::code::{Category, Channel};
use gongkai::domain::ids::{AgencyId, CaseId, OfficerId};
use gongkai::domain::mail::{Language, MailKind, MailState};
use gongkai::domain::message::{MessageKind, MessageState};
use gongkai::domain::outcome::Outcome;
use gongkai::domain::register::Field;
use gongkai::domain::role::Role;
use gongkai::domain::tally::{Measure, TallyKey};
use gongkai::store::admin_log::NewAdminEvent;
use gongkai::store::agencies::NewAgency;
use gongkai::store::applicants::NewApplicant;
use gongkai::store::attachments::NewAttachment;
use gongkai::store::calendar_feeds::NewFeed;
use gongkai::store::calendar_files::CalendarFileRow;
use gongkai::store::correspondents::CorrespondentRow;
use gongkai::store::events::Head;
use gongkai::store::mail_templates::MailTemplateRow;
use gongkai::store::mails::NewMail;
use gongkai::store::officers::{NewOfficer, OfficerRoleRow};
use gongkai::store::outbox::{Attempt, Claim};
use gongkai::store::ratings::RatingRow;
use gongkai::store::register_imports::HeadingRow;
use gongkai::store::report_entries::ReportEntryRow;
use gongkai::store::reports::{ReportEventRow, ReportRow};
use gongkai::store::saved_views::NewView;
use gongkai::store::tallies::Deltas;
use gongkai::store::unsealings::UnsealingRow;
use gongkai::store::urgings::NewUrging;
use gongkai::store::webhooks::NewWebhook;
use gongkai::store::{
    DatabaseUrl, DbConn, RowCounts, Store, StoreError, StoreResult, admin_log, agencies, applicants, attachments,
    calendar_feeds, calendar_files, cases, correspondents, counters, events, fee_acknowledgements, mail_templates,
    mails, meta, offers, officers, outbox, ratings, register_imports, report_entries, reports, restore, saved_views,
    seals, tallies, unsealings, urgings, webhooks,
};

use crate::example::{agency, applicant, at, day, done_duties, event, new_case, reported};
use crate::lettered::lettered;
use crate::support::{TestDb, on_both_databases};

/// Something in every table, with what databases like to change: instants with and without a fraction,
/// bytes, line breaks, texts that languages sort differently from their bytes.
fn fill(conn: &mut DbConn) -> StoreResult<()> {
    for key in ["b", "A", "a", "B", "公", "ä"] {
        meta::set(conn, key, "a \"quoted\"\nline\t\\ 公开")?;
    }
    let city = agencies::create(
        conn,
        &NewAgency {
            code: "hz-zfb".parse().unwrap(),
            name: "杭州市人民政府办公厅".to_owned(),
            parent: None,
            region: Some("cn-zhejiang".to_owned()),
            letter_prefix: "杭政公开".to_owned(),
            settings: r#"{"review_steps":3}"#.to_owned(),
            created_at: at(0) + chrono::TimeDelta::microseconds(1),
        },
    )?
    .id;
    agency(conn, "county", Some(city))?;
    let section = agencies::create_section(conn, city, "信息公开处")?;
    let new = NewOfficer {
        login: "wang".into(),
        name: "王某".into(),
        password_hash: "$".into(),
        active: false,
        created_at: at(0),
        must_change_password: false,
    };
    let officer_id = officers::create(conn, &new)?;
    officers::set_email(conn, officer_id, Some("wang@hz.example.cn"))?;
    officers::set_language(conn, officer_id, Some(Language::En))?;
    officers::set_wants_digest(conn, officer_id, false)?;
    let view = NewView { name: "超期件".into(), query: r#"{"tab":"late"}"#.into(), shared_in: Some(city) };
    saved_views::insert(conn, officer_id, &view, at(7))?;
    for (role, subtree) in [(Role::Registrar, false), (Role::Auditor, true), (Role::Auditor, false)] {
        officers::grant(conn, &OfficerRoleRow { officer_id, agency_id: city, role, subtree })?;
    }
    let named = applicant(conn, city, "张某")?;
    let mut sealed: NewApplicant = applicants::find(conn, named)?.details;
    sealed.id_hash = Some("00ff".to_owned());
    sealed.key_id = Some("k1".to_owned());
    sealed.sealed = Some((0..=255).collect());
    applicants::insert(conn, &sealed)?;
    let mut closed = new_case(city, named, "2025-0001");
    closed.origin.source_ref = Some("旧登记-7".to_owned());
    closed.origin.query_code_hash = Some("ab".to_owned());
    closed.state.outcome = Some(Outcome::PartlyDisclosed);
    closed.state.due_on = Some(day("2025-04-01"));
    closed.state.due_key = day("2025-04-01");
    closed.state.closed_on = Some(day("0001-01-01"));
    closed.state.assignee_id = Some(officer_id);
    closed.state.section_id = Some(section);
    closed.state.is_open = false;
    cases::insert(conn, &closed)?;
    let rated = cases::find_by_no(conn, city, &closed.origin.case_no)?.unwrap().id;
    ratings::put(conn, &RatingRow { case_id: rated, stars: 4, words: Some("很快\n".to_owned()), rated_at: at(9) })?;
    fee_acknowledgements::put(conn, rated, 3, at(8))?;
    for on_date in ["2025-03-04", "2025-03-03"].map(day) {
        unsealings::put(conn, &UnsealingRow { case_id: rated, officer_id, on_date, first_at: at(7) })?;
    }
    offers::count(conn, city, day("2025-03-03"), true)?;
    told(conn, city, rated, officer_id)?;
    // More than are held in memory at once.
    let many: Vec<_> = (0..1100).map(|n| new_case(city, named, &format!("n{n}"))).collect();
    for case in cases::insert_many(conn, many)?.into_iter().map(|case| case.id) {
        let mut fine = event(0, r#"{"text":"第一行\n第二行"}"#);
        fine.recorded_at += chrono::TimeDelta::milliseconds(case.0 % 3 * 250);
        events::insert_many(conn, &events::chain(case, &Head::default(), [fine, event(90_000, "{}")]))?;
    }
    let file = NewAttachment {
        case_id: CaseId(1),
        version: 1,
        sha256: "0f".repeat(32),
        name: "合同 \"副本\".pdf".to_owned(),
        kind: FileKind::Pdf,
        bytes: 1 << 40,
        purpose: FilePurpose::Request,
        actor: "applicant".to_owned(),
        recorded_at: at(0),
        secret: true,
        purged_at: Some(at(1)),
    };
    attachments::insert(conn, &file)?;
    seals::seal_through(conn, day("2025-03-03"), at(90_000))?;
    let key = |measure| (city, TallyKey { year: 2025, measure, category: Category::OtherOrg });
    let measures = [Measure::Received(Channel::Oral), Measure::ReplyDays(9), Measure::ReplyDays(10), Measure::FeeCases];
    tallies::apply(conn, &measures.map(|measure| (key(measure), -3)).into_iter().collect::<Deltas>())?;
    counters::next_block(conn, city, "case", 2025, 77)?;
    let entry = ReportEntryRow { agency_id: city, year: 2025, cell: "二/规章".to_owned(), value: i64::MAX };
    report_entries::set(conn, &entry)?;
    administered(conn, city)?;
    done_duties(conn, city)?;
    outgoing(conn, city, officer_id)?;
    reported(conn, city)?;
    [Scope::Own, Scope::All].iter().try_for_each(|scope| published_report(conn, city, *scope))
}

/// How an applicant is written to, a mail, a template, an urging.
fn told(conn: &mut DbConn, city: AgencyId, case_id: CaseId, officer: OfficerId) -> StoreResult<()> {
    let row = CorrespondentRow { case_id, language: Language::En, reply_enclosed: true, appeal_reminder: false };
    correspondents::put(conn, &row)?;
    let new = NewMail {
        agency_id: city,
        kind: MailKind::Closed,
        case_id: Some(case_id),
        recipient: case_id.to_string(),
        language: Some(Language::Zh),
        content: r#"{"kind":"closed","closed_on":"2025-03-28"}"#.to_owned(),
        created_at: at(5) + chrono::TimeDelta::microseconds(3),
        state: MailState::Failed,
        attempts: 9,
        next_at: at(6),
    };
    mails::insert(conn, &new)?;
    let template = MailTemplateRow {
        agency_id: city,
        kind: MailKind::Closed,
        language: Language::Zh,
        text: "办结\n\n{{ case_no }}\n".to_owned(),
        html: Some("<p>办结</p>".to_owned()),
        updated_at: at(7),
        updated_by: officer,
    };
    mail_templates::put(conn, &template)?;
    let new = NewUrging {
        case_id,
        urged_by: officer,
        urged_at: at(8),
        words: "请尽快办理".to_owned(),
        answer_by: day("2025-04-03"),
    };
    let urging = urgings::insert(conn, &new)?;
    urgings::answer(conn, urging, officer, "已办", at(9))?;
    lettered(conn, city, case_id, officer)?;
    let (agency_id, field) = (city, Some(Field::ReceivedOn));
    register_imports::keep_heading(conn, &HeadingRow { agency_id, heading: "收件日期".to_owned(), field })
}

/// An uploaded calendar, and what an administrator did.
fn administered(conn: &mut DbConn, city: AgencyId) -> StoreResult<()> {
    let file = CalendarFileRow {
        name: "cn-2027.toml".to_owned(),
        jurisdiction: "CN".to_owned(),
        year: 2027,
        text: "schema = 1\n# 放假\n".to_owned(),
        sha256: "00".to_owned(),
        uploaded_by: "officer_1".to_owned(),
        uploaded_at: at(3),
    };
    calendar_files::put(conn, &file)?;
    for what in ["agency_closed", "agency_reopened"] {
        let new = NewAdminEvent {
            recorded_at: at(4) + chrono::TimeDelta::microseconds(7),
            actor: "system".to_owned(),
            what: what.to_owned(),
            particulars: r#"{"公":"\n"}"#.to_owned(),
        };
        admin_log::append(conn, city, &new)?;
    }
    Ok(())
}

fn published_report(conn: &mut DbConn, agency_id: AgencyId, scope: Scope) -> StoreResult<()> {
    let event = ReportEventRow {
        agency_id,
        year: 2025,
        scope,
        version: 1,
        on_date: day("2026-01-20"),
        recorded_at: at(0) + chrono::TimeDelta::microseconds(1),
        actor: "officer_1".to_owned(),
        payload: "{\"第一行\":\"\\n\"}".to_owned(),
        hash: String::new(),
    };
    let row = ReportRow {
        agency_id,
        year: 2025,
        scope,
        version: 1,
        status: ReportStatus::Published,
        first_published_on: Some(day("2026-01-20")),
        published_revision: Some(1),
        published_on: Some(day("2026-01-20")),
    };
    reports::append(conn, event, "", &row)
}

/// A webhook with a secret, a message that is being sent to it and one that failed, a calendar feed.
fn outgoing(conn: &mut DbConn, agency_id: AgencyId, officer_id: OfficerId) -> StoreResult<()> {
    let new = NewWebhook {
        agency_id,
        subtree: true,
        url: "https://oa.example.cn/hook?x=1".to_owned(),
        events: "case.status_changed case.due_date_changed".to_owned(),
        active: true,
        created_at: at(0),
        created_by: officer_id,
    };
    let webhook = webhooks::insert(conn, &new)?;
    webhooks::reseal(conn, webhook, None, "k1", &[0, 127, 255])?;
    let to = webhook.to_string();
    for _ in 0..2 {
        outbox::enqueue(conn, MessageKind::Webhook, &to, "{\"text\":\"公开\\n\"}", at(1))?;
    }
    let claim = Claim { by: "one".to_owned(), now: at(2), until: at(62) };
    let message = outbox::claim(conn, &to, &claim)?.unwrap();
    let state = MessageState::Failed;
    let attempt = Attempt { state, next_at: None, response_status: Some(500), error: Some("status"), now: at(3) };
    outbox::settle(conn, message.id, "one", &attempt)?;
    outbox::claim(conn, &to, &claim)?;
    let feed = NewFeed { officer_id, label: "手机".to_owned(), token_hash: "00ff".to_owned(), created_at: at(4) };
    calendar_feeds::insert(conn, &feed).map(drop)
}

fn filled(db: &TestDb) -> Store {
    let store = db.store();
    store.write_blocking(fill).unwrap();
    store
}

fn exported(store: &Store) -> Vec<u8> {
    let mut file = Vec::new();
    store.export(&mut file).unwrap();
    file
}

fn restored(db: &TestDb, file: &[u8]) -> StoreResult<RowCounts> {
    let url: DatabaseUrl = db.settings.url.parse().unwrap();
    restore(&url, file)
}

fn lines(file: &[u8]) -> Vec<&[u8]> {
    file.split_inclusive(|byte| *byte == b'\n').collect()
}

#[test]
fn an_export_goes_from_sqlite_to_postgresql_and_back_without_changing_a_byte() {
    let (first, second, third) = (TestDb::sqlite(), TestDb::empty_postgres(), TestDb::empty_sqlite());
    let file = exported(&filled(&first));
    let rows = restored(&second, &file).unwrap();
    assert_eq!((rows["cases"], rows["events"], rows["seals"]), (1101, 2200, 1));
    assert!(rows.values().all(|count| *count > 0), "{rows:?}");
    let again = exported(&second.store());
    assert!(again == file, "the export of PostgreSQL differs");
    restored(&third, &again).unwrap();
    assert!(exported(&third.store()) == file, "the export of the second SQLite differs");
}

#[test]
fn an_export_of_postgresql_is_that_of_sqlite() {
    assert!(exported(&filled(&TestDb::postgres())) == exported(&filled(&TestDb::sqlite())));
}

on_both_databases! {
    fn a_restored_store_goes_on_where_it_was(db: &TestDb) {
        let other = db.another_empty();
        restored(&other, &exported(&filled(db))).unwrap();
        let store = other.store();
        let city = store.read(|conn| agencies::find_by_code(conn, &"hz-zfb".parse().unwrap())).unwrap().id;
        store
            .write_blocking(move |conn| {
                let who = applicant(conn, city, "李某")?;
                let case = cases::insert(conn, &new_case(city, who, "2025-0002"))?;
                assert_eq!(case.0, 1102, "an id that was given is not given again");
                assert_eq!(counters::next(conn, city, "case", 2025)?, 78);
                assert_eq!(seals::verify(conn)?, []);
                Ok::<_, StoreError>(())
            })
            .unwrap();
        let late = store.write_blocking(|conn| events::append(conn, CaseId(1102), &Head::default(), &[event(0, "{}")]));
        assert!(matches!(late, Err(StoreError::SealedDay)), "{late:?}");
        assert_eq!(store.read(|conn| meta::get(conn, "公")).unwrap().unwrap(), "a \"quoted\"\nline\t\\ 公开");
    }

    fn a_database_with_anything_in_it_is_not_restored_into(db: &TestDb) {
        let file = exported(&db.store());
        let store = db.store();
        store.write_blocking(|conn| agency(conn, "hz", None)).unwrap();
        let refused = restored(db, &file);
        assert!(matches!(refused, Err(StoreError::NotEmpty { table: "agencies" })), "{refused:?}");
    }

    fn a_file_that_was_cut_off_or_altered_leaves_nothing_behind(db: &TestDb) {
        let file = exported(&filled(db));
        let all = lines(&file);
        let without = |dropped: usize| all.iter().enumerate().filter(|(n, _)| *n != dropped).flat_map(|(_, line)| line.to_vec()).collect::<Vec<u8>>();
        let altered = String::from_utf8(file.clone()).unwrap().replacen("第二行", "第三行", 1).into_bytes();
        let other = db.another_empty();
        let damaged = [
            ("empty", Vec::new()),
            ("only the header", all[0].to_vec()),
            ("without the last line", without(all.len() - 1)),
            ("without one row", without(9)),
            ("without the header", without(0)),
            ("cut in the middle of a line", file[..file.len() / 2].to_vec()),
            ("cut after the start of a row", [all[0], b"{\"table\":\"meta\",\"row\":"].concat()),
            ("cut one byte before the end", file[..file.len() - 2].to_vec()),
            ("one text altered", altered),
            ("something after the end", [&file[..], b"{}\n"].concat()),
            ("two rows exchanged", [all[0], all[2], all[1]].concat().into_iter().chain(all[3..].concat()).collect()),
            ("not text", vec![0xff, 0xfe, b'\n']),
        ];
        for (damage, file) in damaged {
            let refused = restored(&other, &file);
            assert!(matches!(refused, Err(StoreError::BadExport { .. })), "{damage}: {refused:?}");
            let left = String::from_utf8(exported(&other.store())).unwrap();
            assert_eq!(left.lines().count(), 2, "{damage}: {left}");
        }
        restored(&other, &file).unwrap();
    }

    fn an_export_of_another_schema_is_refused_by_name(db: &TestDb) {
        let file = String::from_utf8(exported(&db.store())).unwrap().replacen("\"schema\":\"", "\"schema\":\"9", 1);
        let refused = restored(&db.another_empty(), file.as_bytes());
        assert!(matches!(&refused, Err(StoreError::BadExport { line: 1, reason }) if reason.contains("9")), "{refused:?}");
    }

    fn an_export_shows_one_moment_while_writing_goes_on(db: &TestDb) {
        let store = filled(db);
        let before = exported(&store);
        let mut during = WritesMeanwhile { store: &store, file: Vec::new() };
        store.export(&mut during).unwrap();
        assert!(during.file == before);
        assert!(exported(&store) != before);
    }
}

/// Receives an export and changes the store at every piece of it.
struct WritesMeanwhile<'a> {
    store: &'a Store,
    file: Vec<u8>,
}

impl std::io::Write for WritesMeanwhile<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let length = self.file.len();
        self.store.write_blocking(move |conn| meta::set(conn, &format!("z{length}"), "later")).unwrap();
        self.file.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
