//! The chart of the procedure and the dossier of a case, as poppler reads them.

use std::fs;
use std::process::Command as Program;

use gongkai::app::act;
use gongkai::app::letters;
use gongkai::domain::case::{Command, diagram};
use gongkai::domain::letter::LetterKind;
use gongkai::letters::letter::{Dress, Letter};
use gongkai::messages::Lang;

use super::attachments::Desk;
use super::{agency, app, day};
use crate::support::{TestDb, on_both_databases, samples};

/// What poppler reads in a PDF.
fn text(pdf: &[u8], how: &str) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), pdf).unwrap();
    let read = Program::new("pdftotext").arg(how).arg(file.path()).arg("-").output();
    let output = read.unwrap_or_else(|error| panic!("pdftotext (poppler-utils): {error}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn word(kind: &str, code: &str) -> String {
    without_spaces(&Lang::Zh.text(&format!("{kind}-{}", code.replace('_', "-"))))
}

/// The pages of a PDF.
fn pages(pdf: &[u8]) -> Vec<String> {
    let all = text(pdf, "-layout");
    all.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect()
}

on_both_databases! {
    fn the_chart_shows_every_state_and_every_act_and_nothing_is_cut_off(db: &TestDb) {
        let app = app(db);
        let hz = agency(&app, "hz");
        let pdf = letters::process_chart(&app, &hz).unwrap().pdf(&app.press).unwrap();
        let said = without_spaces(&text(&pdf, "-raw"));
        let edges = diagram::edges(&diagram::transitions(app.rulebook.regimes(), &hz.calendar).unwrap());
        assert!(edges.len() > 20);
        for ((from, to), acts) in edges {
            for name in [word("status", from.as_str()), word("status", to.as_str())] {
                assert!(said.contains(&name), "{name} is not in {said}");
            }
            for act in acts {
                let name = word("command", act.as_str());
                assert!(said.contains(&name), "{name} is not in {said}");
            }
        }
        let boxes = text(&pdf, "-bbox");
        let number = |line: &str, name: &str| -> Option<f64> {
            line.split_once(&format!("{name}=\""))?.1.split('"').next()?.parse().ok()
        };
        let mut words = 0;
        for line in boxes.lines().filter(|line| line.contains("<word")) {
            let at = ["xMin", "yMin", "xMax", "yMax"].map(|name| number(line, name).unwrap());
            assert!(at[0] > 20.0 && at[1] > 20.0 && at[2] < 575.0 && at[3] < 822.0, "{line}");
            words += 1;
        }
        assert!(words > 50);
    }

    fn the_contents_of_a_dossier_tell_where_each_letter_and_file_begins(db: &TestDb) {
        let desk = Desk::new(db);
        let Desk { app, agency, case, clerk, .. } = &desk;
        let command = Command::RequestSupplement { respond_by: day("2025-03-20"), items: "请写明许可证的名称。".to_owned() };
        act(app, agency, *case, None, clerk, command, app.clock.today()).unwrap();
        let notice = letters::letters_of(app, agency, *case).unwrap().letters;
        let notice = notice.iter().find(|row| row.letter.kind == LetterKind::SupplementNotice).unwrap();
        let letter = letters::print(app, agency, *case, notice.id).unwrap().letter;
        let body = std::iter::repeat_n(letter.body.clone(), 12).flatten().collect();
        let long = Letter { body, ..letter };
        let two_pages = long.pdf(&app.press, Dress::Plain).unwrap();
        let half = &two_pages[..two_pages.len() / 3];
        let files = desk.add(&[("平面图.png", samples::DOT), ("许可证.pdf", &two_pages), ("受损.pdf", half)]);
        desk.add(&[("说明.txt", "说明".as_bytes())]);

        let (_, pdf) = letters::dossier(app, agency, clerk, *case).unwrap();
        let pages = pages(&pdf);
        assert!(pages[0].contains("政府信息公开申请案卷") && pages[0].contains("张三"), "{}", pages[0]);
        let contents = &pages[1];
        let mut listed = Vec::new();
        for line in contents.lines() {
            // The dots end with a word joiner.
            let Some((title, page)) = line.trim().rsplit_once([' ', '.', '\u{2060}']) else { continue };
            let Ok(page) = page.parse::<usize>() else { continue };
            let title = without_spaces(title.trim_end_matches([' ', '.', '\u{2060}']));
            let there = without_spaces(&pages[page - 1]);
            assert!(there.contains(&title), "{title} is not on page {page}: {there}");
            listed.push(title);
        }
        for title in ["办理经过", "附件", "政府信息公开申请补正告知书某政公复补〔2025〕1号", "平面图.png", "许可证.pdf"] {
            assert!(listed.iter().any(|known| known == title), "{title} is not in {listed:?}");
        }
        assert!(!listed.iter().any(|known| known.contains("受损") || known.contains("说明.txt")), "{listed:?}");
        let all = without_spaces(&pages.concat());
        assert!(all.contains("请写明许可证的名称。"), "the letter itself is there");
        let groups = files[2].file.sha256.as_bytes().chunks(8).map(|group| str::from_utf8(group).unwrap());
        assert!({ groups }.all(|group| all.contains(group)), "a file that cannot be shown is listed with its hash");
        assert!(all.contains("仅列目"));
    }
}
