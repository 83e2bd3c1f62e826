//! What may come in, by name, by bytes, by size, and by what a scanner says.

use std::io::{Read, Write};
use std::net::TcpListener;

use gongkai::app::AppError;
use gongkai::domain::attachment::FileKind;
use gongkai::files::{Files, FilesError};

use super::received;
use crate::app::LIMITS;
use crate::support::TestDb;
use crate::support::samples::{every_kind, ole, pdf, sample, zip};

/// The code with which a file is refused.
fn refusal(name: &str, bytes: &[u8]) -> &'static str {
    let db = TestDb::empty_sqlite();
    let files = Files::new(db.file("attachments"), LIMITS, "");
    match received(&db, &files, &[(name, bytes)]) {
        Err(AppError::File { refused, .. }) => {
            assert!(!db.file("attachments").exists(), "nothing of a refused file is kept");
            refused.code()
        }
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn every_accepted_kind_is_known_by_its_bytes_under_each_of_its_endings() {
    let db = TestDb::empty_sqlite();
    let files = Files::new(db.file("attachments"), LIMITS, "");
    for (kind, bytes) in every_kind() {
        for ending in kind.endings() {
            let name = format!("附件.{}", ending.to_uppercase());
            let kept = received(&db, &files, &[(&name, &bytes)]).unwrap_or_else(|error| panic!("{name}: {error:?}"));
            assert_eq!((kept[0].kind, kept[0].bytes), (kind, bytes.len() as u64), "{name}");
            assert_eq!(kept[0].file.name, name);
        }
        let unnamed = received(&db, &files, &[("附件", &bytes)]).unwrap();
        assert_eq!(unnamed[0].file.name, format!("附件.{}", kind.endings()[0]));
    }
}

#[test]
fn a_file_that_lies_about_its_kind_is_refused() {
    let every = every_kind();
    for (kind, bytes) in &every {
        for (other, _) in every.iter().filter(|(other, _)| other != kind) {
            assert_eq!(refusal(&format!("a.{}", other.endings()[0]), bytes), "file_type_mismatch", "{kind} as {other}");
        }
        assert_eq!(refusal("a.exe", bytes), "file_type_mismatch", "{kind}");
    }
}

#[test]
fn what_is_not_accepted_is_refused_whatever_it_is_called() {
    let program = [b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0".as_slice(), &[0; 64]].concat();
    let macros: &[(&str, &[u8])] =
        &[("[Content_Types].xml", b"<T/>"), ("word/document.xml", b""), ("word/vbaProject.bin", b"")];
    let template = FileKind::Odt.media_type().to_owned() + "-template";
    let refused: [(&str, Vec<u8>); 9] = [
        ("program", program),
        ("page", b"<!DOCTYPE html><html><script>x</script></html>".to_vec()),
        ("archive", zip(&[("a.txt", b"a"), ("b.exe", b"MZ")])),
        ("archive of programs", zip(&[("META-INF/MANIFEST.MF", b""), ("A.class", b"")])),
        ("macros", zip(macros)),
        ("template", zip(&[("mimetype", template.as_bytes())])),
        ("installer", ole("Installer")),
        ("encrypted", ole("EncryptedPackage")),
        ("noise", (0..=255).collect()),
    ];
    for (what, bytes) in refused {
        for name in ["a.pdf", "a.docx", "a.txt", "a"] {
            assert_eq!(refusal(name, &bytes), "file_type_not_accepted", "{what} as {name}");
        }
    }
}

#[test]
fn empty_too_large_too_many_and_nameless_files_are_refused() {
    assert_eq!(refusal("a.txt", b""), "file_empty");
    let most = usize::try_from(LIMITS.max_bytes).unwrap();
    assert_eq!(refusal("a.txt", &vec![b'a'; most + 1]), "file_too_large");
    assert_eq!(refusal(" .. ", &pdf("a")), "file_name_missing");
    assert_eq!(refusal(&"长".repeat(201), &pdf("a")), "file_name_too_long");
    let db = TestDb::empty_sqlite();
    let files = Files::new(db.file("attachments"), LIMITS, "");
    received(&db, &files, &[("a.txt", &vec![b'a'; most])]).unwrap();
    let bytes = pdf("a");
    let many = vec![("a.pdf", bytes.as_slice()); LIMITS.max_files + 1];
    let result = received(&db, &files, &many);
    assert!(matches!(&result, Err(AppError::File { refused, .. }) if refused.code() == "too_many_files"), "{result:?}");
}

#[test]
fn one_file_that_is_refused_keeps_all_of_them_out() {
    let db = TestDb::empty_sqlite();
    let files = Files::new(db.file("attachments"), LIMITS, "");
    assert!(received(&db, &files, &[("a.pdf", &pdf("a")), ("b.pdf", b"")]).is_err());
    assert!(!db.file("attachments").exists());
}

/// A scanner that answers everybody the same, and sends back what it was given.
fn scanner(answer: &'static [u8]) -> (String, std::sync::mpsc::Receiver<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        while let Ok((mut stream, _)) = listener.accept() {
            let mut command = [0; 10];
            stream.read_exact(&mut command).unwrap();
            assert_eq!(&command, b"zINSTREAM\0");
            let mut given = Vec::new();
            loop {
                let mut length = [0; 4];
                stream.read_exact(&mut length).unwrap();
                let mut piece = vec![0; u32::from_be_bytes(length) as usize];
                if piece.is_empty() {
                    break;
                }
                stream.read_exact(&mut piece).unwrap();
                given.extend(piece);
            }
            stream.write_all(answer).unwrap();
            let _ = tell.send(given);
        }
    });
    (address, told)
}

fn scanned(clamd: &str, bytes: &[u8]) -> Result<(), AppError> {
    let db = TestDb::empty_sqlite();
    let files = Files::new(db.file("attachments"), LIMITS, clamd);
    received(&db, &files, &[("a.txt", bytes)]).map(drop)
}

#[test]
fn a_file_is_given_to_the_scanner_whole_before_it_is_kept() {
    let (clamd, told) = scanner(b"stream: OK\0");
    let bytes = "扫描".repeat(100_000).into_bytes();
    scanned(&clamd, &bytes).unwrap();
    assert!(told.recv().unwrap() == bytes);
}

#[test]
fn what_the_scanner_finds_is_refused() {
    let (clamd, _told) = scanner(b"stream: Win.Test.EICAR_HDB-1 FOUND\0");
    let result = scanned(&clamd, b"X5O!P%@AP");
    let Err(AppError::File { refused, .. }) = result else { panic!("{result:?}") };
    assert_eq!((refused.code(), refused.to_string().contains("EICAR")), ("infected", true));
}

#[test]
fn without_an_answer_from_the_scanner_nothing_is_kept() {
    let (overwhelmed, _told) = scanner(b"INSTREAM size limit exceeded. ERROR\0");
    let (silent, _told) = scanner(b"");
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    for clamd in [overwhelmed, silent, closed, "/no/such/socket".to_owned()] {
        let result = scanned(&clamd, b"text");
        assert!(matches!(result, Err(AppError::Files(FilesError::Scanner { .. }))), "{clamd}: {result:?}");
    }
}

#[cfg(unix)]
#[test]
fn the_scanner_may_listen_on_a_socket() {
    let db = TestDb::empty_sqlite();
    let path = db.file("clamd.sock");
    let listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut given = vec![0; 10 + 4 + 4 + 4];
        stream.read_exact(&mut given).unwrap();
        stream.write_all(b"stream: OK\0").unwrap();
    });
    scanned(path.to_str().unwrap(), b"text").unwrap();
}

#[test]
fn an_office_format_is_not_taken_for_another_because_of_its_name() {
    assert_eq!(refusal("公文.doc", &sample(FileKind::Xls)), "file_type_mismatch");
}
