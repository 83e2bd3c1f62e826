//! The schema goes forward and back, and what is not this program's database is refused.

use gongkai::store::{DatabaseUrl, Store, StoreError, migrate, revert_all};

use crate::support::{TestDb, on_both_databases};

fn url(db: &TestDb) -> DatabaseUrl {
    db.settings.url.parse().unwrap()
}

/// The versions of the migrations written for a database, in order.
fn written_for(database: &str) -> Vec<String> {
    let folder = format!("{}/migrations/{database}", env!("CARGO_MANIFEST_DIR"));
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut versions: Vec<String> = names.map(|name| name.split_once('_').unwrap().0.to_owned()).collect();
    versions.sort();
    versions
}

on_both_databases! {
    fn migrations_run_forward_back_and_forward_again(db: &TestDb) {
        let db = db.another_empty();
        let all = written_for("sqlite");
        assert_eq!(migrate(&url(&db)).unwrap(), all);
        assert_eq!(migrate(&url(&db)).unwrap(), [""; 0]);
        assert_eq!(revert_all(&url(&db)).unwrap().len(), all.len());
        let behind = Store::open(&db.settings);
        assert!(matches!(behind, Err(StoreError::SchemaBehind { pending }) if pending == all.len()), "{behind:?}");
        assert_eq!(migrate(&url(&db)).unwrap(), all);
        Store::open(&db.settings).unwrap();
    }

    fn every_migration_in_the_folder_is_compiled_in(db: &TestDb) {
        let compiled_in = migrate(&url(&db.another_empty())).unwrap();
        for database in ["sqlite", "postgres"] {
            assert_eq!(written_for(database), compiled_in, "{database}");
        }
    }

    fn two_programs_that_start_together_migrate_once(db: &TestDb) {
        let url = url(&db.another_empty());
        if let DatabaseUrl::Sqlite(path) = &url {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        }
        let start = || migrate(&url).unwrap().len();
        let run: usize = std::thread::scope(|scope| {
            let programs: Vec<_> = (0..4).map(|_| scope.spawn(start)).collect();
            programs.into_iter().map(|program| program.join().unwrap()).sum()
        });
        assert_eq!(run, written_for("sqlite").len());
    }

    fn a_database_of_a_newer_program_is_left_alone(db: &TestDb) {
        db.execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('9999')");
        let newer = |error| matches!(error, StoreError::SchemaAhead { migration } if migration == "9999");
        assert!(Store::open(&db.settings).is_err_and(newer));
        assert!(Store::open_migrated(&db.settings).is_err_and(newer));
    }
}

#[test]
fn opening_a_file_that_is_not_there_makes_none() {
    let db = TestDb::empty_sqlite();
    assert!(matches!(Store::open(&db.settings), Err(StoreError::NoDatabase { .. })));
    assert!(!db.file("test.db").exists());
}

#[test]
fn a_new_database_makes_the_folder_it_is_in_but_not_a_tree() {
    let db = TestDb::empty_sqlite();
    let open = |path: &str| {
        let url = format!("sqlite:{}", db.file(path).display());
        Store::open_migrated(&gongkai::config::DatabaseSettings { url, ..db.settings.clone() })
    };
    open("data/gongkai.db").unwrap();
    assert!(matches!(open("mistyped/data/gongkai.db"), Err(StoreError::File { .. })));
    assert!(!db.file("mistyped").exists());
}

#[test]
fn a_file_that_is_no_database_is_named_and_left_as_it_is() {
    let db = TestDb::empty_sqlite();
    let text = "not a database, but somebody's notes, and long enough to be one: ".repeat(100);
    std::fs::write(db.file("test.db"), &text).unwrap();
    for opened in [Store::open(&db.settings), Store::open_migrated(&db.settings)] {
        let error = opened.unwrap_err();
        assert!(matches!(&error, StoreError::Unavailable { reason } if reason.contains("test.db")), "{error}");
    }
    assert_eq!(std::fs::read_to_string(db.file("test.db")).unwrap(), text);
}

#[test]
fn an_address_that_is_neither_database_is_refused_without_showing_its_password() {
    for text in ["mysql://root:secret@host/db", "data.db", "postgress://u:secret@h/d", "", "postgres:host"] {
        let error = text.parse::<DatabaseUrl>().unwrap_err();
        assert!(matches!(error, StoreError::UnknownScheme { .. }), "{text}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
    for text in ["sqlite:", "sqlite::memory:", "sqlite://data.db", "sqlite:file:x?mode=ro"] {
        assert!(matches!(text.parse::<DatabaseUrl>(), Err(StoreError::UnusableUrl { .. })), "{text}");
    }
}

#[test]
fn a_database_address_prints_without_its_password() {
    let shown = |text: &str| text.parse::<DatabaseUrl>().unwrap().to_string();
    assert_eq!(shown("postgres://ogi:se:cr@et@db.local:5432/gongkai"), "postgres://ogi@db.local:5432/gongkai");
    assert_eq!(shown("postgresql:///gongkai?password=secret&host=/run"), "postgresql:///gongkai");
    assert_eq!(shown("sqlite:data/gongkai.db"), "sqlite:data/gongkai.db");
    let debug = format!("{:?}", "postgres://ogi:secret@h/d".parse::<DatabaseUrl>().unwrap());
    assert!(!debug.contains("secret"), "{debug}");
}

#[test]
fn a_server_that_does_not_answer_is_named_in_the_error() {
    let url: DatabaseUrl = "postgres://nobody:secret@127.0.0.1:1/none".parse().unwrap();
    let error = migrate(&url).unwrap_err();
    assert!(matches!(&error, StoreError::Unavailable { reason } if reason.contains("127.0.0.1")), "{error}");
    assert!(!error.to_string().contains("secret"));
}
