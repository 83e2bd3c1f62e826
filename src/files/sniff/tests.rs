//! What is text, and what the containers say when they are damaged. Whole files are tested in `tests/store`.

#![allow(clippy::unwrap_used)]

use std::io::Cursor;

use super::sniff;
use crate::domain::attachment::{FileKind, Found};

fn found(bytes: &[u8]) -> Found {
    sniff(&mut Cursor::new(bytes)).unwrap()
}

#[test]
fn text_is_utf_8_or_gb18030_without_control_characters() {
    let is_text = |bytes: &[u8]| found(bytes) == Found::Accepted(FileKind::Text);
    assert!(is_text("\u{feff}第一行\r\n\t第二行\u{1f600}".as_bytes()));
    assert!(is_text(b"MZ and BM are how programs and pictures begin, and words"));
    // 公开 and a character of four bytes.
    assert!(is_text(b"\xb9\xab\xbf\xaa \x81\x30\x81\x30\n"));
    assert!(!is_text(b"a\0b"));
    assert!(!is_text(b"a\x1b[2Jb"));
    assert!(!is_text(b"\xb9\xab\xbf"), "cut in the middle of a character");
    assert!(!is_text(b"\xff\xfea\0"), "UTF-16");
    assert!(!is_text(b"\x81\x30\x81\x20"));
}

#[test]
fn a_character_may_lie_across_two_reads() {
    let mut text = vec![b'a'; (64 << 10) - 1];
    text.extend("公开".as_bytes());
    assert_eq!(found(&text), Found::Accepted(FileKind::Text));
    text.pop();
    assert_eq!(found(&text), Found::Other("application/octet-stream"));
}

#[test]
fn pages_and_scripts_are_not_text() {
    assert_eq!(found(b"  <!DOCTYPE html><script>alert(1)</script>"), Found::Other("text/html"));
    assert_eq!(found(b"<?xml version=\"1.0\"?><svg/>"), Found::Other("text/xml"));
    assert_eq!(found(b"#!/bin/sh\nrm -rf ~\n"), Found::Other("text/x-shellscript"));
}

#[test]
fn damaged_containers_are_named_and_never_accepted() {
    for bytes in [
        b"PK".as_slice(),
        b"PK\x03\x04",
        b"PK\x05\x06",
        &[b'P'; 3],
        b"PK\x05\x06\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
    ] {
        assert!(matches!(found(bytes), Found::Other(_) | Found::Accepted(FileKind::Text)), "{bytes:?}");
    }
    assert_eq!(found(&[b'P', b'K', 3, 4, 0, 0]), Found::Other("application/zip"));
    assert_eq!(found(&super::ole::MAGIC), Found::Other("application/x-ole-storage"));
}
