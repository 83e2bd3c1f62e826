//! 检索: what was recorded is found a moment later, by those who may find it.

use chrono::TimeDelta;
use gongkai::app::accounts::{self, NewAccount};
use gongkai::app::intake::{Intake, register};
use gongkai::app::search::{FoundPage, Readers, index_new, index_until, search, within};
use gongkai::app::{Agency, App, act};
use gongkai::clock::Clock;
use gongkai::domain::case::{Amendment, Command, Request};
use gongkai::domain::code::Channel;
use gongkai::domain::ids::{CaseId, OfficerId};
use gongkai::domain::outcome::Outcome;
use gongkai::domain::review::Draft;
use gongkai::domain::role::{Actor, Role};
use gongkai::domain::search::{Field, Query, Within};
use gongkai::store::search::{self as store, NewDocument};
use gongkai::store::{DatabaseUrl, restore};

use super::{ID_NUMBER, agency, agency_under, app, form};
use crate::support::{TestDb, on_both_databases};

const READERS: Readers = Readers {
    cases: &[Role::CaseOfficer, Role::OfficeHead, Role::Auditor],
    names: &[Role::CaseOfficer, Role::OfficeHead],
};

/// Acts do not ask for an account, which takes long to make.
fn somebody(role: Role) -> Actor {
    Actor::Officer { id: OfficerId(1), roles: vec![role] }
}

fn asks(app: &App, agency: &Agency, name: &str, subject: &str) -> CaseId {
    let today = app.clock.today();
    let request = Request { subject: subject.to_owned(), ..Request::default() };
    let applicant = form(name, ID_NUMBER);
    let intake = Intake { channel: Channel::InPerson, applicant, request, submitted_on: today, received_on: None };
    register(app, agency, &somebody(Role::Registrar), &intake).unwrap().view.row.id
}

fn page(app: &App, within: &Within, text: &str, before: Option<CaseId>, size: u32) -> FoundPage {
    search(app, within, &Query::parse(text).unwrap(), before, size).unwrap()
}

/// The cases in which something is found.
fn cases(app: &App, within: &Within, text: &str) -> Vec<CaseId> {
    page(app, within, text, None, 50).cases.into_iter().map(|found| found.listed.row.id).collect()
}

fn all_of(agency: &Agency) -> Within {
    Within { full: vec![agency.id], limited: vec![] }
}

/// The program on the same database, so many seconds off.
fn apart(db: &TestDb, app: &App, seconds: i64) -> App {
    let start = (app.clock.now() + TimeDelta::seconds(seconds)).and_utc();
    App { clock: Clock::starting_at(chrono_tz::Asia::Shanghai, start), ..super::app(db) }
}

fn does(app: &App, agency: &Agency, case: CaseId, command: Command) {
    let role = if matches!(command, Command::Correct { .. }) { Role::OfficeHead } else { Role::CaseOfficer };
    act(app, agency, case, None, &somebody(role), command, app.clock.today()).unwrap();
}

fn drafts(app: &App, agency: &Agency, case: CaseId, text: &str) {
    let draft = Draft {
        outcome: Outcome::Disclosed,
        sub_reason: None,
        text: text.to_owned(),
        grounds: Vec::new(),
        attachments: Vec::new(),
        secret: None,
    };
    does(app, agency, case, Command::DraftReply { draft: Box::new(draft) });
}

on_both_databases! {
    fn every_name_and_every_part_of_a_text_is_found(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let mine = all_of(&agency);
        let names = ["张喆", "李堃", "玥某", "㛃某某", "王䶮", "赵𠅤", "阿卜杜拉·买买提", "𰻞某"];
        let ids: Vec<CaseId> = names.iter().map(|name| asks(&app, &agency, name, "A座2025-0007号合同")).collect();
        assert_eq!(index_new(&app).unwrap(), names.len());
        for (name, id) in names.iter().zip(&ids) {
            assert_eq!(cases(&app, &mine, name), [*id], "{name}");
            for character in name.chars().filter(|c| !"·某买".contains(*c)) {
                assert!(cases(&app, &mine, &character.to_string()).contains(id), "{character}");
            }
        }
        let newest_first: Vec<CaseId> = ids.iter().rev().copied().collect();
        for text in ["2025-0007", "ａ座", "合", "号合同 座", "2025-00001 合同"] {
            let expected = if text.starts_with("2025-00001") { &ids[..1] } else { &newest_first[..] };
            assert_eq!(cases(&app, &mine, text), expected, "{text}");
        }
        for text in ["合号", "007", "喆李", "同合", "没有"] {
            assert_eq!(cases(&app, &mine, text), [], "{text}");
        }
    }

    fn the_index_follows_corrections_and_drafts(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let mine = all_of(&agency);
        let case = asks(&app, &agency, "张三", "采购合洞");
        drafts(&app, &agency, case, "第一稿");
        assert_eq!((index_new(&app).unwrap(), index_new(&app).unwrap()), (1, 0));
        assert_eq!((cases(&app, &mine, "合洞").len(), cases(&app, &mine, "第一稿").len()), (1, 1));
        let amendment = Amendment::Subject { to: "采购合同".to_owned() };
        does(&app, &agency, case, Command::Correct { amendment, reason: "笔误".to_owned() });
        drafts(&app, &agency, case, "第二稿");
        assert_eq!((index_new(&app).unwrap(), index_new(&app).unwrap()), (1, 0));
        for (gone, there) in [("合洞", "合同"), ("第一稿", "第二稿")] {
            assert_eq!((cases(&app, &mine, gone), cases(&app, &mine, there)), (vec![], vec![case]));
        }
        let found = page(&app, &mine, "二稿", None, 1).cases.remove(0);
        assert_eq!((found.highlight.field, found.highlight.start, found.highlight.length), (Field::Draft, 1, 2));
        assert_eq!((found.listed.agency.as_str(), found.listed.row.state.subject.as_str()), ("hz", "采购合同"));
    }

    fn officers_find_where_and_what_their_roles_allow(db: &TestDb) {
        let app = app(db);
        let city = agency(&app, "hz");
        let bureau = agency_under(&app, "hz-zfb", Some("hz"));
        let other = agency(&app, "nb");
        let ids = [&city, &bureau, &other].map(|agency| {
            let case = asks(&app, agency, "张三", "合同");
            drafts(&app, agency, case, "未定稿");
            case
        });
        index_new(&app).unwrap();
        let finds = |agency: &Agency, role: Role, subtree: bool, text: &str| {
            let login = format!("{role}-{subtree}-{}", login_for(text)).parse().unwrap();
            let account = NewAccount { login, name: "王某".parse().unwrap(), roles: vec![role], subtree };
            let id = accounts::create_account(&app, agency, &account, "十个汉字的密码就够了吧").unwrap();
            cases(&app, &within(&app, id, READERS).unwrap(), text)
        };
        for text in ["张三", "未定稿", "合同"] {
            assert_eq!(finds(&city, Role::CaseOfficer, false, text), [ids[0]], "{text}");
            assert_eq!(finds(&city, Role::OfficeHead, true, text), [ids[1], ids[0]], "{text}");
        }
        assert_eq!(finds(&city, Role::Auditor, true, "合同"), [ids[1], ids[0]]);
        assert_eq!(finds(&city, Role::Auditor, true, "张三"), []);
        assert_eq!(finds(&city, Role::Auditor, true, "未定稿"), []);
        assert_eq!(finds(&city, Role::Administrator, true, "合同"), []);
        assert_eq!(cases(&app, &Within::default(), "合同"), []);
    }

    fn whatever_is_typed_is_only_text(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let mine = all_of(&agency);
        asks(&app, &agency, "张三", "合同（or 及其附件）");
        index_new(&app).unwrap();
        for text in ["\" OR *", "合同' & | ! :*", "合同\"", "合同\\", "OR", "'合同'", "(合同", "^合同 -", "#合同", "@合同"] {
            assert_eq!(cases(&app, &mine, text).len(), 1, "{text}");
        }
        for text in ["合同 NOT 张三", "terms:合同", "合同' | 'x", "x OR 合同", "NEAR(合同 同)", "#1", "\u{0}1\u{0}", "%合同x"] {
            assert_eq!(cases(&app, &mine, text).len(), 0, "{text}");
        }
        let long = format!("合同 {}", "𠅤".repeat(190));
        assert_eq!(cases(&app, &mine, &long).len(), 0);
    }

    fn a_page_continues_after_the_one_before(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let mine = all_of(&agency);
        // The neighbours of the phrase are in every other case, the phrase is not.
        let subjects = (0..150).map(|n| if n % 2 == 0 { "三公经费" } else { "公经费，三公经" });
        let ids: Vec<CaseId> = subjects.map(|subject| asks(&app, &agency, "张三", subject)).collect();
        assert_eq!(index_new(&app).unwrap(), ids.len());
        let (mut found, mut before, mut pages) = (Vec::new(), None, 0);
        loop {
            let page = page(&app, &mine, "三公经费", before, 20);
            found.extend(page.cases.iter().map(|found| found.listed.row.id));
            pages += 1;
            before = page.next;
            if before.is_none() {
                break;
            }
        }
        let expected: Vec<CaseId> = ids.iter().step_by(2).rev().copied().collect();
        assert_eq!((found, pages), (expected, 4));
    }

    fn indexing_can_be_ended_after_any_portion_and_loses_none(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        // The first time everything is indexed, later what is new; it asks once more before it looks for that.
        for looks in [1, 2] {
            for _ in 0..150 {
                asks(&app, &agency, "张三", "合同");
            }
            let mut left = looks;
            let mut is_to_stop = || {
                left -= 1;
                left < 0
            };
            assert_eq!(index_until(&app, &mut is_to_stop).unwrap(), 100);
            assert_eq!(index_new(&app).unwrap(), 50);
        }
        assert_eq!(index_new(&app).unwrap(), 0);
    }

    fn what_arrives_late_or_from_a_slow_clock_is_indexed(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let mine = all_of(&agency);
        assert_eq!(index_new(&app).unwrap(), 0);
        let slow = asks(&apart(db, &app, -100), &agency, "张三", "合同");
        assert_eq!((index_new(&app).unwrap(), cases(&app, &mine, "合同")), (1, vec![slow]));
        let later = apart(db, &app, 3_600);
        let next = asks(&later, &agency, "张三", "合同");
        assert_eq!((index_new(&later).unwrap(), cases(&app, &mine, "合同")), (1, vec![next, slow]));
        // The clock is put right, an hour back, behind what has been indexed.
        let last = asks(&app, &agency, "张三", "合同");
        assert_eq!((index_new(&app).unwrap(), cases(&app, &mine, "合同")), (1, vec![last, next, slow]));
        assert_eq!(index_new(&later).unwrap(), 0);
    }

    fn two_indexers_at_once_do_no_harm(db: &TestDb) {
        const CASES: usize = 130;
        let app = app(db);
        let agency = agency(&app, "hz");
        let other = super::app(db);
        let ids: Vec<CaseId> = (0..CASES).map(|_| asks(&app, &agency, "张三", "合同")).collect();
        for round in 0..3 {
            if round > 0 {
                ids.iter().for_each(|id| drafts(&app, &agency, *id, &format!("第{round}稿")));
            }
            let indexed: usize = std::thread::scope(|scope| {
                let indexers = [&app, &other, &app].map(|app| scope.spawn(|| index_new(app).unwrap()));
                indexers.into_iter().map(|indexer| indexer.join().unwrap()).sum()
            });
            assert_eq!(indexed, CASES, "each once");
            let text = if round > 0 { format!("第{round}稿") } else { "合同".to_owned() };
            assert_eq!(page(&app, &all_of(&agency), &text, None, 500).cases.len(), CASES);
        }
    }

    fn an_earlier_version_does_not_replace_a_later_one(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let case_id = asks(&app, &agency, "张三", "合同");
        let document = |version, text: &str| {
            let content = format!(r#"[{{"field":"subject","text":"{text}"}}]"#);
            vec![NewDocument { case_id, version, content, terms: format!("#{} {text}", agency.id.0) }]
        };
        let keep = |documents: Vec<NewDocument>| {
            app.store.write_blocking(move |conn| store::keep(conn, &documents)).unwrap()
        };
        assert_eq!((keep(document(7, "新")), keep(document(6, "旧")), keep(document(7, "旧"))), (1, 0, 0));
        assert_eq!(cases(&app, &all_of(&agency), "新"), [case_id]);
        assert_eq!(keep(document(8, "后")), 1);
        assert_eq!((cases(&app, &all_of(&agency), "新"), cases(&app, &all_of(&agency), "后")), (vec![], vec![case_id]));
    }

    fn a_restored_store_is_indexed_from_the_beginning(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let case = asks(&app, &agency, "张喆", "合同");
        index_new(&app).unwrap();
        let mut file = Vec::new();
        app.store.export(&mut file).unwrap();
        let other = db.another_empty();
        restore(&other.settings.url.parse::<DatabaseUrl>().unwrap(), file.as_slice()).unwrap();
        let restored = super::app(&other);
        assert_eq!(cases(&restored, &all_of(&agency), "张喆"), []);
        assert_eq!((index_new(&restored).unwrap(), index_new(&restored).unwrap()), (1, 0));
        assert_eq!(cases(&restored, &all_of(&agency), "张喆"), [case]);
    }
}

/// A login of letters for a text.
fn login_for(text: &str) -> String {
    text.chars().map(|c| format!("{:x}", u32::from(c))).collect()
}
