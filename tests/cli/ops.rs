//! The commands by which an office is set up and kept running.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use gongkai::app::App;
use gongkai::app::applicants::{open_identifiers, seal_identifiers};
use gongkai::clock::Clock;
use gongkai::config::Settings;
use gongkai::domain::applicant::ApplicantForm;
use gongkai::domain::code::Category;
use gongkai::domain::ids::{AgencyId, ApplicantId};
use gongkai::keys::Keyring;
use gongkai::store::{StoreError, applicants, officers};
use gongkai::{bootstrap, passwords};
use tempfile::TempDir;

use crate::support::{Run, run};

/// An office with a database of its own.
struct Office {
    folder: TempDir,
}

impl Office {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn url(&self) -> String {
        format!("sqlite:{}", self.file("office.db").display())
    }

    fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, "")
    }

    fn run_with(&self, args: &[&str], input: &str) -> Run {
        run(&[args, &["--database", &self.url()]].concat(), input)
    }

    /// Runs what must succeed and gives what it printed.
    fn done(&self, args: &[&str]) -> String {
        let run = self.run(args);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
        run.out
    }

    /// Runs what must be refused with one sentence and this exit code, in both languages.
    fn refused(&self, args: &[&str], code: i32) -> String {
        let english = self.run(&[args, &["--lang", "en"]].concat());
        let chinese = self.run(args);
        for (run, stop) in [(&english, '.'), (&chinese, '。')] {
            assert_eq!((run.code, run.out.as_str()), (code, ""), "{args:?} {}", run.err);
            assert_eq!(run.err.lines().count(), 1, "{}", run.err);
            assert!(run.err.trim_end().ends_with(stop), "{}", run.err);
        }
        chinese.err
    }

    fn app(&self) -> App {
        let mut settings = Settings::load(None).unwrap();
        settings.database.url = self.url();
        bootstrap::start(&settings, Clock::real(settings.time_zone)).unwrap()
    }

    /// An office with one agency.
    fn with_agency() -> Self {
        let office = Self::new();
        office.done(&["agency", "add", "hz", "某市人民政府"]);
        office
    }
}

#[test]
fn migrate_says_what_ran_and_then_that_there_is_nothing_to_do() {
    let office = Office::new();
    let first = office.done(&["migrate", "--lang", "en"]);
    assert!(first.contains("0001"), "{first}");
    let again = office.done(&["migrate", "--to-newest", "--lang", "en"]);
    assert!(again.contains("is up to date; there was nothing to do."), "{again}");
    assert!(office.done(&["migrate"]).contains("已是最新"));
}

#[test]
fn migrate_does_not_make_a_database_of_an_address_it_does_not_know() {
    let run = run(&["migrate", "--database", "mysql://root:secret@localhost/x"], "");
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("mysql") && !run.err.contains("secret"), "{}", run.err);
}

#[test]
fn agencies_are_listed_as_a_tree_and_as_json() {
    let office = Office::with_agency();
    office.done(&["agency", "add", "hz-zfb", "某市政府办公室", "--parent", "hz", "--prefix", "某政公复"]);
    office.done(&["agency", "add", "nn", "某市", "--region", "CN-GX"]);
    let tree = office.done(&["agency", "list"]);
    assert_eq!(tree, "hz  某市人民政府\n  hz-zfb  某市政府办公室  某政公复\nnn  某市  CN-GX\n");
    let lines = office.done(&["agency", "list", "--json"]);
    assert_eq!(
        lines.lines().nth(1).unwrap(),
        r#"{"code":"hz-zfb","name":"某市政府办公室","parent":"hz","region":null,"prefix":"某政公复"}"#
    );
}

#[test]
fn an_agency_that_cannot_be_is_refused() {
    let office = Office::with_agency();
    let taken = office.refused(&["agency", "add", "hz", "另一个"], 1);
    assert!(taken.contains("hz"), "{taken}");
    office.refused(&["agency", "add", "x", "某局", "--parent", "nowhere"], 1);
    office.refused(&["agency", "add", "x", "某局", "--region", "XX-YY"], 1);
    office.refused(&["agency", "add", "x", "  "], 2);
    office.refused(&["agency", "add", "x", "某局", "--prefix", "{n}"], 2);
    assert_eq!(office.run(&["agency", "add", "has space", "某局"]).code, 2);
    assert_eq!(office.done(&["agency", "list"]).lines().count(), 1);
}

#[test]
fn a_list_does_not_make_a_database() {
    let office = Office::new();
    for args in [&["agency", "list"][..], &["user", "list"], &["export"], &["backup", "copy.db"]] {
        office.refused(args, 2);
        assert!(!office.file("office.db").exists(), "{args:?}");
    }
}

#[test]
fn a_password_that_was_not_given_is_made_and_shown_once() {
    let office = Office::with_agency();
    let printed =
        office.done(&["user", "add", "wang", "王某", "--agency", "hz", "--role", "registrar", "case_officer"]);
    let password = printed.trim_end().rsplit('：').next().unwrap();
    let stored = office.app().store.read(|conn| officers::find_by_login(conn, "wang")).unwrap().unwrap();
    assert_eq!(passwords::verify(password, &stored.password_hash), Ok(true), "{printed}");
    assert!(!office.done(&["user", "list"]).contains(password));
}

#[test]
fn a_password_from_standard_input_is_the_first_line_without_its_end() {
    let office = Office::with_agency();
    let args = ["user", "add", "wang", "王某", "--agency", "hz", "--role", "registrar", "--password-stdin"];
    let added = office.run_with(&args, "correct horse 电池\r\nnot this\n");
    assert_eq!((added.code, added.err.as_str()), (0, ""));
    assert!(!added.out.contains("correct"), "{}", added.out);
    let stored = office.app().store.read(|conn| officers::find_by_login(conn, "wang")).unwrap().unwrap();
    assert_eq!(passwords::verify("correct horse 电池", &stored.password_hash), Ok(true));
}

#[test]
fn an_account_that_cannot_be_is_refused() {
    let office = Office::with_agency();
    let add = |login, more: &[&'static str]| {
        [&["user", "add", login, "王某", "--agency", "hz", "--role", "registrar"], more].concat()
    };
    office.done(&add("wang", &[]));
    let taken = office.refused(&add("wang", &[]), 1);
    assert!(taken.contains("登录名 wang 已有人使用"), "{taken}");
    let weak = office.run_with(&add("zhao", &["--password-stdin"]), "short\n");
    assert_eq!((weak.code, weak.err.trim_end()), (1, "密码至少 10 个字符，请加长；用几个词连起来最好记。"));
    office.refused(&["user", "add", "zhao", "赵某", "--agency", "nowhere", "--role", "registrar"], 1);
    office.refused(&["user", "add", "zhao", "\u{202e}赵某", "--agency", "hz", "--role", "registrar"], 2);
    for usage in [
        &["user", "add", "zhao", "赵某", "--agency", "hz"][..],
        &["user", "add", "zhao", "赵某", "--agency", "hz", "--role", "king"],
        &["user", "add", "zhao zhao", "赵某", "--agency", "hz", "--role", "registrar"],
    ] {
        assert_eq!(office.run(usage).code, 2, "{usage:?}");
    }
    assert_eq!(office.done(&["user", "list"]).lines().count(), 1);
}

#[test]
fn accounts_are_listed_with_what_they_may_do_where() {
    let office = Office::with_agency();
    office.done(&["agency", "add", "hz-zfb", "某市政府办公室", "--parent", "hz"]);
    office.done(&["user", "add", "zhao", "赵某", "--agency", "hz", "--role", "supervisor", "--subtree"]);
    office.done(&["user", "add", "wang", "王某", "--agency", "hz", "--role", "registrar"]);
    office.done(&["user", "disable", "zhao"]);
    assert_eq!(office.done(&["user", "list", "--agency", "hz-zfb"]), "zhao  赵某  主管部门（hz 及下级）  （已停用）\n");
    assert_eq!(
        office.done(&["user", "list", "--agency", "hz", "--json"]),
        concat!(
            r#"{"login":"zhao","name":"赵某","active":false,"roles":[{"agency":"hz","role":"supervisor","subtree":true}]}"#,
            "\n",
            r#"{"login":"wang","name":"王某","active":true,"roles":[{"agency":"hz","role":"registrar","subtree":false}]}"#,
            "\n"
        )
    );
    office.refused(&["user", "list", "--agency", "nowhere"], 1);
}

#[test]
fn an_account_is_disabled_once_and_an_unknown_one_refused() {
    let office = Office::with_agency();
    office.done(&["user", "add", "wang", "王某", "--agency", "hz", "--role", "registrar"]);
    assert!(office.done(&["user", "disable", "wang"]).contains("已停用"));
    assert!(office.done(&["user", "disable", "wang"]).contains("早已停用"));
    office.refused(&["user", "disable", "nobody"], 1);
}

#[test]
fn an_export_is_restored_into_an_empty_database_and_into_no_other() {
    let office = Office::with_agency();
    let file = office.file("all.jsonl");
    let file = file.to_str().unwrap();
    let said = office.done(&["export", file]);
    assert!(said.contains("office.keys"), "{said}");
    let streamed = office.done(&["export"]);
    assert_eq!(streamed, std::fs::read_to_string(file).unwrap());
    assert_eq!(office.done(&["export", "-"]), streamed);
    office.refused(&["export", file], 1);
    let other = Office::new();
    other.done(&["restore", file]);
    assert_eq!(other.done(&["export"]), streamed);
    other.refused(&["restore", file], 1);
    let third = Office::new();
    let piped = third.run_with(&["restore", "-"], &streamed);
    assert_eq!((piped.code, piped.err.as_str()), (0, ""));
    assert_eq!(third.done(&["export"]), streamed);
}

#[test]
fn half_an_export_restores_nothing() {
    let office = Office::with_agency();
    let whole = office.done(&["export"]);
    let half = &whole[..whole.len() - 40];
    let other = Office::new();
    let run = other.run_with(&["restore", "-"], half);
    assert_eq!(run.code, 1, "{}", run.err);
    assert_eq!(other.done(&["agency", "list"]), "");
    other.refused(&["restore", "no-such-file.jsonl"], 2);
}

#[cfg(unix)]
#[test]
fn an_export_is_readable_by_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let office = Office::with_agency();
    let file = office.file("all.jsonl");
    office.done(&["export", file.to_str().unwrap()]);
    assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_backup_is_a_database_of_its_own_and_never_written_over() {
    let office = Office::with_agency();
    let copy = office.file("copy.db");
    office.done(&["backup", copy.to_str().unwrap()]);
    office.refused(&["backup", copy.to_str().unwrap()], 1);
    office.done(&["agency", "add", "nb", "后来的"]);
    let url = format!("sqlite:{}", copy.display());
    assert_eq!(run(&["agency", "list", "--database", &url], "").out, "hz  某市人民政府\n");
}

#[test]
fn every_command_shows_an_example_in_both_languages() {
    let commands = [
        &["migrate"][..],
        &["agency", "add"],
        &["agency", "list"],
        &["user", "add"],
        &["user", "list"],
        &["user", "disable"],
        &["rekey"],
        &["export"],
        &["restore"],
        &["backup"],
    ];
    for command in commands {
        for lang in ["zh", "en"] {
            let help = run(&[command, &["--help", "--lang", lang]].concat(), "").out;
            let example = format!("gongkai {}", command.join(" "));
            assert!(help.contains(&example) && !help.contains("cli-"), "{help}");
        }
    }
}

const APPLICANTS: usize = 4_000;

/// Applicants whose files are sealed with the first key.
fn fill(office: &Office) {
    let app = office.app();
    let keys = app.keys.open_or_create().unwrap();
    let applicant = ApplicantForm { name: "张三".to_owned(), ..ApplicantForm::new(Category::NaturalPerson) };
    let applicant = applicant.check(app.clock.today()).unwrap();
    let file = seal_identifiers(&keys, AgencyId(1), &applicant, app.clock.now()).unwrap();
    let inserted: Result<(), StoreError> = app
        .store
        .write_blocking(move |conn| (0..APPLICANTS).try_for_each(|_| applicants::insert(conn, &file).map(drop)));
    inserted.unwrap();
}

/// Whether every file opens with the keys on the disk.
fn all_open(office: &Office) -> bool {
    let app = office.app();
    let keys = Keyring::open(&office.file("office.keys")).unwrap();
    let files =
        app.store.read(|conn| applicants::sealed_under_another_key(conn, "", ApplicantId(0), u32::MAX)).unwrap();
    files.len() == APPLICANTS && files.iter().all(|file| open_identifiers(&keys, &file.details).is_ok())
}

#[test]
fn a_change_of_keys_that_is_killed_loses_nothing_and_is_finished_by_the_next() {
    let office = Office::with_agency();
    fill(&office);
    for milliseconds in [5, 20, 40, 60, 90, 130, 200] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_gongkai"))
            .args(["rekey", "--database", &office.url()])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(all_open(&office), "killed after {milliseconds} ms");
    }
    office.done(&["rekey"]);
    assert!(all_open(&office));
    assert_eq!(Keyring::open(&office.file("office.keys")).unwrap().key_ids().len(), 1);
}

#[test]
fn a_change_of_keys_says_what_was_done_and_what_to_back_up() {
    let office = Office::with_agency();
    let said = office.done(&["rekey", "--lang", "en"]);
    assert!(said.contains("office.keys") && said.contains("Old keys destroyed: 1."), "{said}");
    assert_eq!(Keyring::open(&office.file("office.keys")).unwrap().active_key().0, 2);
}
