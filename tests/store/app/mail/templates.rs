//! Every template in both languages, and what an agency may write in its place.

use std::fmt::Write;

use gongkai::app::mail::{preview_template, remove_template, save_template, templates};
use gongkai::app::{AgencyForm, create_agency};
use gongkai::domain::mail::{Language, MailContent, MailKind};
use gongkai::domain::role::Role;
use gongkai::mail::{Particulars, TemplateFault, Templates, Words};

use super::{app_at, rows, send_all, write, written_to};
use crate::mime::Part;
use crate::smtp::Sink;
use crate::support::{TestDb, on_both_databases};

fn example() -> Particulars {
    Particulars {
        agency: "某市人民政府办公室".to_owned(),
        unsubscribe: Some("https://example.cn/mail/unsubscribe".to_owned()),
        ..Particulars::example()
    }
}

/// All mails of a language, one after another.
fn everything(language: Language) -> String {
    let templates = Templates::built_in();
    let mut all = String::new();
    for kind in MailKind::ALL {
        let words = templates.words(*kind, language);
        let made =
            templates.check(&words, language, *kind, &example()).unwrap_or_else(|fault| panic!("{kind}: {fault}"));
        writeln!(all, "==== {kind}\n{}\n\n{}", made.subject, made.text).unwrap();
    }
    all
}

#[test]
fn every_mail_in_chinese() {
    insta::assert_snapshot!(everything(Language::Zh));
}

#[test]
fn every_mail_in_english() {
    let all = everything(Language::En);
    let without_the_agency = all.replace("某市人民政府办公室", "");
    assert!(without_the_agency.chars().all(|c| !('\u{4e00}'..='\u{9fff}').contains(&c)), "no Chinese");
    insta::assert_snapshot!(all);
}

#[test]
fn a_mail_as_html() {
    let templates = Templates::built_in();
    let made = |kind| {
        let words = templates.words(kind, Language::Zh);
        templates.check(&words, Language::Zh, kind, &example()).unwrap().html
    };
    insta::assert_snapshot!(format!("{}\n{}", made(MailKind::Receipt), made(MailKind::Bulletin)));
}

#[test]
fn no_subject_names_a_person_or_what_was_asked_for() {
    // Whatever a template could know of a person would have to be among the data.
    for kind in MailKind::ALL {
        let data = serde_json::to_value(MailContent::sample(*kind)).unwrap();
        let names: Vec<_> = data.as_object().unwrap().keys().cloned().collect();
        for name in ["name", "applicant", "subject", "email", "address", "text", "outcome"] {
            assert!(!names.contains(&name.to_owned()), "{kind}: {name}");
        }
    }
}

fn words(text: &str) -> Words {
    Words { text: text.to_owned(), html: None }
}

#[test]
fn a_template_that_cannot_be_filled_is_told_apart_before_it_is_due() {
    let templates = Templates::built_in();
    let fault = |text: &str| {
        let kind = MailKind::Received;
        templates.check(&words(text), Language::Zh, kind, &example()).err()
    };
    assert_eq!(fault("主题\n\n{{ link }}"), None);
    assert!(matches!(fault("\n\n{{ link }}"), Some(TemplateFault::Subject { .. })));
    assert!(matches!(fault("主题"), Some(TemplateFault::NoText)));
    assert!(matches!(fault("主题\n\n请看"), Some(TemplateFault::Missing { name: "link" })));
    for (text, line) in [
        ("主题\n\n{{ link }}\n{{ applicant }}", 4),
        ("主题\n\n{{ link }}\n{% if %}", 4),
        ("主题\n\n{{ link }}\n{{ due_on.year }}", 4),
        ("主题\n\n{{ link }}{% for i in range(100000) %}{% for j in range(100000) %}x{% endfor %}{% endfor %}", 3),
    ] {
        let Some(TemplateFault::Broken { part: "text", line: found, .. }) = fault(text) else { panic!("{text}") };
        assert_eq!(found, Some(line), "{text}");
    }
}

#[test]
fn a_folder_of_the_offices_own_comes_before_what_is_built_in() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("en")).unwrap();
    let own = folder.path().join("en/closed.txt");
    std::fs::write(&own, "Done: {{ case_no }}\r\n\r\n{{ link }}\r\n").unwrap();
    let loaded = Templates::load(folder.path()).unwrap();
    assert!(loaded.words(MailKind::Closed, Language::En).text.starts_with("Done: {{ case_no }}\n"));
    let built_in = Templates::built_in();
    assert_eq!(loaded.words(MailKind::Closed, Language::Zh), built_in.words(MailKind::Closed, Language::Zh));
    std::fs::write(&own, "Done\n\n{{ what }}").unwrap();
    assert!(
        matches!(Templates::load(folder.path()), Err(TemplateFault::File { path, .. }) if path.ends_with("closed.txt"))
    );
}

on_both_databases! {
    fn an_agency_writes_its_own_words_and_goes_back(db: &TestDb) {
        let app = app_at(db, "2025-03-03T02:00:00Z");
        let agency = create_agency(&app, AgencyForm::new("hz".parse().unwrap(), "某市人民政府办公室")).unwrap();
        let officer = written_to(&app, &agency, Role::Administrator, "wang@hz.example.cn");
        let place = (MailKind::Test, Language::Zh);
        assert!(save_template(&app, &agency, officer, place, words("主题\n\n没有链接")).is_err());
        for text in ["第一版\n\n{{ link }}", "{{ agency }}的邮件\n\n<b>{{ link }}</b>"] {
            save_template(&app, &agency, officer, place, words(text)).unwrap();
        }
        let own: Vec<_> = templates(&app, &agency).unwrap().into_iter().filter(|view| view.is_own).collect();
        assert_eq!(own.len(), 1);
        let sink = Sink::start();
        write(&app, &agency, officer, MailContent::Test {}, 1);
        assert_eq!(send_all(&app, &sink), 1);
        let mail = Part::read(&sink.arrived()[0].text);
        assert_eq!(mail.header("subject"), "某市人民政府办公室的邮件");
        assert!(mail.parts[1].text().contains("&lt;b&gt;"), "a text is not markup");
        // A later version of the program may know fewer names: the mail leaves all the same.
        db.execute("UPDATE mail_templates SET text = '旧'");
        write(&app, &agency, officer, MailContent::Test {}, 1);
        assert_eq!(send_all(&app, &sink), 1);
        assert_eq!(Part::read(&sink.arrived()[1].text).header("subject"), "测试邮件");
        assert!(remove_template(&app, &agency, place).unwrap());
        assert!(!remove_template(&app, &agency, place).unwrap());
        assert_eq!(rows(&app, &agency).len(), 2);
        let preview = preview_template(&app, &agency, place, &words("主题 {{ agency }}\n\n{{ link }}")).unwrap();
        assert_eq!(preview.subject, "主题 某市人民政府办公室");
    }
}
