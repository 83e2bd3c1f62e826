//! Small files of every kind, as programs write them.

#![allow(dead_code, reason = "every test binary uses a part of this")]

use std::io::Cursor;

use gongkai::domain::attachment::FileKind;

/// A file of each kind that is accepted.
pub fn every_kind() -> Vec<(FileKind, Vec<u8>)> {
    FileKind::ALL.iter().map(|kind| (*kind, sample(*kind))).collect()
}

pub fn sample(kind: FileKind) -> Vec<u8> {
    match kind {
        FileKind::Pdf => pdf("样例"),
        FileKind::Ofd => zip(&[("OFD.xml", b"<ofd:OFD/>"), ("Doc_0/Document.xml", b"<x/>")]),
        FileKind::Png => [b"\x89PNG\r\n\x1a\n".as_slice(), &[0; 32]].concat(),
        FileKind::Jpeg => [b"\xff\xd8\xff\xe0\0\x10JFIF\0".as_slice(), &[0; 32]].concat(),
        FileKind::Tiff => [b"II*\0\x08\0\0\0".as_slice(), &[0; 32]].concat(),
        FileKind::Webp => [b"RIFF\x24\0\0\0WEBPVP8 ".as_slice(), &[0; 32]].concat(),
        FileKind::Docx => docx(),
        FileKind::Xlsx => rust_xlsxwriter::Workbook::new().save_to_buffer().unwrap(),
        FileKind::Pptx => zip(&[("[Content_Types].xml", b"<Types/>"), ("ppt/presentation.xml", b"<p/>")]),
        FileKind::Doc => ole("WordDocument"),
        FileKind::Xls => ole("Workbook"),
        FileKind::Ppt => ole("PowerPoint Document"),
        FileKind::Odt => zip(&[("mimetype", FileKind::Odt.media_type().as_bytes()), ("content.xml", b"<o/>")]),
        FileKind::Ods => zip(&[("mimetype", FileKind::Ods.media_type().as_bytes()), ("content.xml", b"<o/>")]),
        FileKind::Text => "关于申请公开2024年度采购合同的说明\r\n".into(),
    }
}

/// A red dot, as PNG that can be shown.
pub const DOT: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8,
    2, 0, 0, 0, 0x90, 0x77, 0x53, 0xde, 0, 0, 0, 0x0c, b'I', b'D', b'A', b'T', 0x08, 0xd7, 0x63, 0xf8, 0xcf, 0xc0, 0,
    0, 0x03, 0x01, 0x01, 0, 0x18, 0xdd, 0x8d, 0xb0, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

/// A PDF file that differs from others by a line.
pub fn pdf(line: &str) -> Vec<u8> {
    format!("%PDF-1.7\n% {line}\n%%EOF\n").into()
}

fn docx() -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let paragraph = docx_rs::Paragraph::new().add_run(docx_rs::Run::new().add_text("申请书"));
    docx_rs::Docx::new().add_paragraph(paragraph).build().pack(&mut file).unwrap();
    file.into_inner()
}

/// An archive with these files, not compressed.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let start = u32::try_from(archive.len()).unwrap();
        let size = u32::try_from(content.len()).unwrap().to_le_bytes();
        let name_length = u16::try_from(name.len()).unwrap().to_le_bytes();
        // Version, flags, method, time, date, checksum; sizes; lengths of name and extra field.
        let common = [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], &size[..], &size, &name_length, &[0, 0]].concat();
        archive.extend([b"PK\x03\x04", &common[..], name.as_bytes(), content].concat());
        let place = [&[0; 10], &start.to_le_bytes()[..]].concat();
        directory.extend([b"PK\x01\x02\x14\0", &common[..], &place, name.as_bytes()].concat());
    }
    let (start, length) = (u32::try_from(archive.len()).unwrap(), u32::try_from(directory.len()).unwrap());
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    let end = [&[0; 4], &count[..], &count, &length.to_le_bytes(), &start.to_le_bytes(), &[0, 0]].concat();
    [archive, directory, b"PK\x05\x06".to_vec(), end].concat()
}

/// A compound file with one stream in its directory.
pub fn ole(stream: &str) -> Vec<u8> {
    let mut file = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    file.resize(1024, 0);
    for (name, kind) in [("Root Entry", 5), (stream, 2)] {
        let mut entry: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        let length = u16::try_from(entry.len()).unwrap();
        entry.resize(64, 0);
        entry.extend([&length.to_le_bytes()[..], &[kind]].concat());
        entry.resize(128, 0);
        file.extend(entry);
    }
    file.resize(2048, 0);
    file
}
