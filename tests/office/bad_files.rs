//! Files, databases, calendars and reports that cannot be used: one sentence, the right exit code, and
//! no more memory than for a good file.

use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::office::{assert_clean, command, finish, gongkai, import, run};
use crate::support::{TestDb, as_ordinary_user};

const GOOD: &str =
    r#"{"ref":"1","channel":"post","applicant":{"category":"natural_person"},"received_on":"2025-03-03","steps":[]}"#;
const MEBIBYTE: usize = 1024 * 1024;

/// Feeds an import `pieces`, and gives the most memory of its own that it was seen to use, in MiB, its exit
/// code and its summary. Pages of the database file that the system keeps for it are not its own.
fn memory_of_import(db: &TestDb, pieces: impl Iterator<Item = Vec<u8>> + Send) -> (u64, i32, String) {
    let args = ["import", "-", "--agency", "a", "--create-agency", "某机关", "--json", "--database", &db.settings.url];
    let mut child = command(&args).stderr(Stdio::inherit()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let reading = std::thread::spawn(move || {
        let mut last = Vec::new();
        let mut piece = vec![0; MEBIBYTE];
        while let Ok(size @ 1..) = stdout.read(&mut piece) {
            last.extend(&piece[..size]);
            last.drain(..last.len().saturating_sub(200));
        }
        String::from_utf8_lossy(&last).lines().last().unwrap_or_default().to_owned()
    });
    let mut peak = 0;
    for piece in pieces {
        // The pipe holds little, so what was given before has been read when this is.
        stdin.write_all(&piece).unwrap();
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
        let own = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).unwrap();
        peak = peak.max(own.trim().trim_end_matches(" kB").parse::<u64>().unwrap());
    }
    drop(stdin);
    let code = child.wait().unwrap().code().unwrap();
    (peak / 1024, code, reading.join().unwrap())
}

#[test]
fn two_hundred_megabytes_of_junk_in_one_line_need_no_memory() {
    let db = TestDb::sqlite();
    let junk = (0..200).map(|_| vec![b'x'; MEBIBYTE]);
    let end = format!("\n{GOOD}\n").into_bytes();
    let (peak, code, summary) = memory_of_import(&db, junk.chain([end]));
    assert!(peak < 100, "{peak} MiB");
    assert_eq!((code, summary.as_str()), (1, r#"{"accepted":1,"unchanged":0,"refused":1}"#));
    assert_clean(&db);
}

#[test]
fn two_hundred_megabytes_of_junk_in_many_lines_need_no_memory() {
    let db = TestDb::sqlite();
    let line = |n: usize| {
        let mut line = vec![b"x{[\"\xff"[n % 5]; 100_000];
        line.push(b'\n');
        line
    };
    let end = format!("{GOOD}\n").into_bytes();
    let (peak, code, summary) = memory_of_import(&db, (0..2_000).map(line).chain([end]));
    assert!(peak < 100, "{peak} MiB");
    assert_eq!((code, summary.as_str()), (1, r#"{"accepted":1,"unchanged":0,"refused":2000}"#));
    assert_clean(&db);
}

#[test]
fn good_lines_of_the_greatest_length_need_little_memory() {
    let db = TestDb::sqlite();
    let steps: Vec<Value> = (0..4_000)
        .map(|n| json!({"on":"2025-03-10","do":if n % 2 == 0 { "complaint_filed" } else { "complaint_concluded" }}))
        .collect();
    let line = |n: usize| {
        let mut line: Value = serde_json::from_str(GOOD).unwrap();
        line["ref"] = json!(n.to_string());
        line["steps"] = json!(steps);
        format!("{line}\n").into_bytes()
    };
    let (peak, code, summary) = memory_of_import(&db, (0..80).map(line));
    assert!(peak < 100, "{peak} MiB");
    assert_eq!((code, summary.as_str()), (0, r#"{"accepted":80,"unchanged":0,"refused":0}"#));
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let db = TestDb::sqlite();
    let read = |file: &str| gongkai(&db, &["import", file, "--agency", "a", "--create-agency", "某机关"]);
    read("/no/such/register.jsonl").says(2, &["/no/such/register.jsonl"]);
    read(db.file("").to_str().unwrap()).says(2, &[db.file("").to_str().unwrap()]);
    gongkai(&db, &["deadlines", "/no/such/register.jsonl"]).says(2, &["/no/such/register.jsonl"]);
}

#[test]
fn an_agency_that_is_not_there_is_named() {
    let db = TestDb::sqlite();
    gongkai(&db, &["import", "/dev/null", "--agency", "nobody"]).says(1, &["nobody", "--create-agency"]);
    gongkai(&db, &["report", "--agency", "nobody", "--year", "2025"]).says(1, &["nobody"]);
    let orphan = ["import", "/dev/null", "--agency", "a", "--create-agency", "某机关", "--parent", "nobody"];
    gongkai(&db, &orphan).says(1, &["nobody"]);
    gongkai(&db, &["report", "--agency", "a", "--year", "2025"]).says(1, &["a"]);
}

/// Runs every command that opens a database on this address.
fn opened(url: &str) -> [crate::office::Run; 3] {
    let commands: [&[&str]; 3] = [
        &["import", "/dev/null", "--agency", "a", "--create-agency", "某机关"],
        &["report", "--agency", "a", "--year", "2025"],
        &["check"],
    ];
    commands.map(|args| run(&[args, &["--database", url]].concat(), b""))
}

#[test]
fn an_address_that_is_no_database_is_a_usage_error() {
    let db = TestDb::sqlite();
    let folder = db.file("").display().to_string();
    for (url, word) in [
        ("mysql://root:geheim@localhost/gongkai".to_owned(), "sqlite:"),
        ("gongkai.db".to_owned(), "sqlite:"),
        (String::new(), "sqlite:"),
        ("sqlite:".to_owned(), "sqlite:"),
        ("sqlite::memory:".to_owned(), "sqlite:"),
        (format!("sqlite:{folder}"), folder.as_str()),
        (format!("sqlite:{folder}/a/b/c.db"), "/a/b"),
        ("postgres:///x?host=/no/such/folder&password=geheim".to_owned(), "/no/such/folder"),
    ] {
        for run in opened(&url) {
            run.says(2, &[word]);
            assert!(!run.out.contains("geheim") && !run.err.contains("geheim"), "{}{}", run.out, run.err);
        }
    }
}

#[test]
fn a_file_that_is_no_database_is_named_and_left_alone() {
    let db = TestDb::empty_sqlite();
    let file = db.file("test.db");
    fs::write(&file, "登记簿\n".repeat(1000)).unwrap();
    for run in opened(&db.settings.url) {
        run.says(2, &[file.to_str().unwrap()]);
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "登记簿\n".repeat(1000));
}

#[test]
fn a_database_that_was_never_made_is_not_made_by_reading() {
    let db = TestDb::empty_sqlite();
    let file = db.file("test.db");
    for args in [&["check"][..], &["report", "--agency", "a", "--year", "2025"]] {
        gongkai(&db, args).says(2, &[file.to_str().unwrap(), "gongkai migrate"]);
    }
    assert!(!file.exists());
}

#[test]
fn a_database_that_may_only_be_read_says_so() {
    let db = TestDb::sqlite();
    import(&db, "a", GOOD).good();
    let file = db.file("test.db");
    for (path, mode) in [(file.clone(), 0o444), (db.file(""), 0o555)] {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }
    let mut ordinary = as_ordinary_user(env!("CARGO_BIN_EXE_gongkai"));
    ordinary.args(["import", "-", "--agency", "a", "--database", &db.settings.url]).current_dir("/");
    ordinary.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let run = finish(ordinary.spawn().unwrap(), GOOD.as_bytes());
    fs::set_permissions(db.file(""), fs::Permissions::from_mode(0o755)).unwrap();
    run.says(2, &[file.to_str().unwrap()]);
}

#[test]
fn calendars_that_contradict_themselves_are_named_and_nothing_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let year = "schema = 1\njurisdiction = \"CN\"\nyear = 2027\ntimezone = \"Asia/Shanghai\"\nweekend = [\"sat\", \"sun\"]\ncoverage = \"full\"\n";
    let notice = "[[notice]]\nid = \"n\"\nkind = \"annual\"\ntitle = \"通知\"\nissuer = \"国务院办公厅\"\n";
    let holiday = "[[holiday]]\nname = \"元旦\"\nnotice = \"n\"\ndates = [\"2027-01-02\"]\n";
    let makeup = "[[makeup]]\ndate = \"2027-01-02\"\nfor = \"元旦\"\nnotice = \"n\"\n";
    for (text, word) in [
        (format!("{year}{notice}{holiday}{makeup}"), "2027-01-02"),
        (format!("{year}{notice}{}", holiday.replace("2027", "2026")), "2026-01-02"),
        (format!("{year}{holiday}"), "n"),
        ("year = [".to_owned(), "1"),
    ] {
        let words = ["2027.toml", word];
        fs::write(folder.path().join("2027.toml"), text).unwrap();
        let db = TestDb::empty_sqlite();
        for args in [
            &["import", "/dev/null", "--agency", "a", "--create-agency", "某机关"][..],
            &["check"],
            &["deadlines", "/dev/null"],
            &["workdays", "add", "2027-01-04", "1"],
        ] {
            let mut command = command(&[args, &["--database", &db.settings.url]].concat());
            command.env("GONGKAI__CALENDARS__DIR", folder.path());
            finish(command.spawn().unwrap(), b"").says(2, &words);
        }
        assert!(!db.file("test.db").exists());
    }
}

#[test]
fn a_report_that_cannot_be_read_is_no_contradiction() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.json");
    let name = file.to_str().unwrap();
    run(&["reconcile", name], b"").says(2, &[name]);
    let good = json!({"form":"2021","table3":{"一":{"total":"12"}}}).to_string();
    for text in ["", "{", "null", "[]", "\u{0}", good.as_str(), r#"{"form":2021,"table3":[]}"#, r#"{"form":"1999"}"#] {
        fs::write(&file, text).unwrap();
        run(&["reconcile", name], b"").says(2, &[name]);
    }
    fs::write(&file, b"\xff\xfe{}").unwrap();
    run(&["reconcile", name], b"").says(2, &[name]);
}

#[test]
fn deadlines_answers_every_line_it_can() {
    let bad = [
        "not json",
        r#"{"ref":"half","chan"#,
        &GOOD.replace("2025-03-03", "2025-02-30"),
        &GOOD.replace("\"ref\"", "\"sent_on\":1,\"ref\""),
        &GOOD.replace("[]", r#"[{"on":"2025-03-05","do":"supplemented"}]"#),
        &format!(r#"{{"case":{GOOD},"as_of":"2025-13-01"}}"#),
    ];
    let input: String = bad.iter().map(|bad| format!("{GOOD}\n{bad}\n")).collect();
    let run = run(&["deadlines", "-", "--as-of", "2025-03-10", "--json"], input.as_bytes());
    assert_eq!(run.code, 1);
    let answers = run.lines();
    assert_eq!(answers.len(), bad.len());
    assert!(answers.iter().all(|answer| answer["due_on"] == "2025-03-31" && answer["ref"] == "1"), "{}", run.out);
    let said: Vec<&str> = run.err.lines().collect();
    assert_eq!(said.len(), bad.len(), "{}", run.err);
    for (number, said) in (1..).zip(said) {
        assert!(said.starts_with(&format!("line {}: ref ", 2 * number)), "{said}");
    }
}
