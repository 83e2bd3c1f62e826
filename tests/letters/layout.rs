//! 公文版式 (GB/T 9704-2012), measured on the PDF: where things stand, in which font and size.

use gongkai::letters::letter::{Block, Dress, Letter};
use gongkai::letters::press::Press;

use crate::support::{Line, PRESS, lines, picture, read, reply};

/// Millimetres from points.
fn mm(points: f64) -> f64 {
    points * 25.4 / 72.0
}

fn near(measured: f64, wanted: f64, by: f64, what: &str) {
    assert!((measured - wanted).abs() <= by, "{what}: {measured:.2} instead of {wanted:.2}");
}

/// Without punctuation, so that every line is full.
fn long() -> Letter {
    reply(&"本机关依法公开政府信息并将有关情况答复申请人".repeat(60))
}

fn set(letter: &Letter) -> Vec<u8> {
    letter.pdf(&PRESS, Dress::Plain).unwrap()
}

fn of_text(all: &[Line]) -> Vec<&Line> {
    all.iter().filter(|line| line.font.contains("FandolFang") && line.text.chars().count() > 20).collect()
}

#[test]
fn a_page_has_22_lines_of_28_characters_between_the_margins() {
    let all = lines(&set(&long()));
    let second: Vec<&Line> = of_text(&all).into_iter().filter(|line| line.page == 2).collect();
    assert_eq!(second.len(), 22);
    for line in &second {
        assert_eq!(line.text.chars().count(), 28, "{}", line.text);
        near(mm(line.left), 28.0, 0.6, "订口");
        near(mm(line.width), 156.0, 1.0, "版心宽");
        near(line.size, 16.0, 0.6, "3号");
    }
    near(mm(second[0].top), 37.0, 1.5, "天头");
    let pitch = (second[21].top - second[0].top) / 21.0;
    near(pitch, 28.99, 0.3, "行距");
    assert!(mm(second[21].top + 16.0) <= 297.0 - 35.0 + 0.5, "the last line is inside 版心");
}

#[test]
fn a_paragraph_begins_two_characters_in() {
    let all = lines(&set(&long()));
    let first = of_text(&all)[0];
    near(mm(first.left), 28.0 + 2.0 * 156.0 / 28.0, 0.8, "首行缩进");
}

#[test]
fn title_number_addressee_and_page_number_stand_where_they_belong() {
    let all = lines(&set(&long()));
    let find = |text: &str| all.iter().find(|line| line.text.contains(text)).unwrap_or_else(|| panic!("{text}"));
    let middle = |line: &Line| mm(line.left + line.width / 2.0);
    for text in ["杭州市某局", "政府信息公开申请答复书"] {
        let line = find(text);
        near(middle(line), 28.0 + 78.0, 1.0, text);
        near(line.size, 22.0, 0.8, "2号");
        assert!(line.font.contains("Song"), "{}", line.font);
    }
    near(middle(find("杭某公复〔2026〕18号")), 28.0 + 78.0, 1.0, "文号");
    near(mm(find("张三：").left), 28.0, 0.6, "主送顶格");
    let (one, two) = (find("— 1 —"), find("— 2 —"));
    assert!(mm(one.left) > 160.0 && mm(two.left) < 45.0, "odd pages right, even pages left");
    near(one.size, 14.0, 0.8, "4号");
    assert!(mm(one.top) > 297.0 - 35.0, "页码 below 版心");
}

#[test]
fn the_date_ends_four_characters_from_the_edge_with_the_name_centred_over_it() {
    let all = lines(&set(&reply("予以公开。")));
    let date = all.iter().find(|line| line.text == "2026年1月5日").unwrap();
    let name = all.iter().rfind(|line| line.text == "杭州市某局").unwrap();
    near(mm(date.left + date.width), 28.0 + 156.0 - 4.0 * 156.0 / 28.0, 1.0, "右空四字");
    near(mm(name.left + name.width / 2.0), mm(date.left + date.width / 2.0), 0.8, "居中");
    assert!(date.top > name.top);
}

#[test]
fn headings_are_black_and_the_rest_is_fang_song() {
    let mut letter = reply("正文。");
    letter.body.insert(0, Block::Heading { text: "一、基本情况".to_owned() });
    let all = lines(&set(&letter));
    let font = |text: &str| all.iter().find(|line| line.text.contains(text)).unwrap().font.clone();
    assert!(font("一、基本情况").contains("FandolHei"));
    assert!(font("正文。").contains("FandolFang"));
}

#[test]
fn rare_characters_of_names_come_out() {
    let letter = Letter { addressee: "喆堃玥㛃䶮𠅤".to_owned(), ..reply("予以公开。") };
    let pdf = set(&letter);
    assert!(read("pdftotext", &[], &pdf).contains("喆堃玥㛃䶮𠅤："));
    // A character that no font has would be set in a box of some font; the fallback has them all.
    assert!(read("pdffonts", &[], &pdf).contains("NotoSerifSC"));
}

#[test]
fn every_font_is_in_the_file_and_the_file_says_what_it_is() {
    let pdf = set(&reply("予以公开。"));
    let fonts = read("pdffonts", &[], &pdf);
    for font in fonts.lines().skip(2) {
        let flags: Vec<&str> = font.split_whitespace().rev().skip(2).take(3).collect();
        assert_eq!(flags, ["yes"; 3], "{font}");
    }
    let about = read("pdfinfo", &[], &pdf);
    for wanted in ["政府信息公开申请答复书", "杭州市某局", "A4"] {
        assert!(about.contains(wanted), "{about}");
    }
    assert!(about.contains("Tagged:          yes"), "{about}");
    let text = String::from_utf8_lossy(&pdf);
    assert!(text.contains("pdfaid:part"), "PDF/A");
    assert!(text.contains("/Lang"), "the language of the document");
}

#[test]
fn the_same_letter_has_the_same_bytes() {
    assert_eq!(set(&long()), set(&long()));
}

#[test]
fn a_draft_is_watermarked_and_never_sealed() {
    let letter = reply("予以公开。");
    let draft = letter.pdf(&PRESS, Dress::Draft).unwrap();
    let words = |pdf: &[u8]| read("pdftotext", &[], pdf).split_whitespace().collect::<String>();
    assert!(words(&draft).contains("草稿"));
    assert!(!read("pdfimages", &["-list"], &draft).contains("image"));
    let sealed = letter.pdf(&PRESS, Dress::Sealed { picture: &picture(), is_png: true }).unwrap();
    assert!(!words(&sealed).contains("草稿"));
    assert!(read("pdfimages", &["-list"], &sealed).contains("image"));
}

#[test]
fn without_fonts_it_says_where_they_were_looked_for() {
    let press = Press::new(std::path::PathBuf::new(), vec!["/nowhere/fonts".into()]);
    let error = reply("予以公开。").pdf(&press, Dress::Plain).unwrap_err();
    assert!(error.to_string().contains("/nowhere/fonts"), "{error}");
}
