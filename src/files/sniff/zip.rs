//! Documents that are ZIP archives (OOXML, OpenDocument, OFD), told apart by the names in the archive's
//! directory. An archive of anything else is not accepted.

use std::io::{self, Read, Seek, SeekFrom};

use crate::domain::attachment::{FileKind, Found};

/// The longest end of an archive: its record and a comment.
const LONGEST_END: u64 = 22 + 0xFFFF;
/// The longest directory that is read; a document of hundreds of pages has a few kilobytes.
const LONGEST_DIRECTORY: u32 = 4 << 20;

const ARCHIVE: Found = Found::Other("application/zip");
/// Word, Excel and PowerPoint files with macros: the archive has a program in it.
const WITH_MACROS: Found = Found::Other("application/vnd.ms-office.vbaproject");

pub(super) fn sniff<F: Read + Seek>(file: &mut F, head: &[u8]) -> io::Result<Found> {
    let Some(names) = names(file)? else { return Ok(ARCHIVE) };
    let has = |name: &str| names.iter().any(|it| it == name.as_bytes());
    let has_folder = |folder: &str| names.iter().any(|it| it.starts_with(folder.as_bytes()));
    if names.iter().any(|name| name.ends_with(b"vbaProject.bin")) {
        return Ok(WITH_MACROS);
    }
    let kind = if has("[Content_Types].xml") {
        let folders = [("word/", FileKind::Docx), ("xl/", FileKind::Xlsx), ("ppt/", FileKind::Pptx)];
        folders.into_iter().find(|(folder, _)| has_folder(folder)).map(|(_, kind)| kind)
    } else if has("OFD.xml") {
        Some(FileKind::Ofd)
    } else {
        [FileKind::Odt, FileKind::Ods].into_iter().find(|kind| says_it_is(head, *kind))
    };
    Ok(kind.map_or(ARCHIVE, Found::Accepted))
}

/// OpenDocument: the first file is called `mimetype` and holds the media type, uncompressed.
fn says_it_is(head: &[u8], kind: FileKind) -> bool {
    let Some(rest) = head.get(30..).and_then(|rest| rest.strip_prefix(b"mimetype")) else { return false };
    let extra = head.get(28..30).map_or(0, u16_at);
    let Some(content) = rest.get(usize::from(extra)..) else { return false };
    // A template's type goes on after the document's.
    let followed = content.strip_prefix(kind.media_type().as_bytes());
    followed.is_some_and(|after| after.first().is_none_or(|byte| *byte != b'-'))
}

/// The names in the directory at the end of the archive; `None` if there is none that can be read.
fn names<F: Read + Seek>(file: &mut F) -> io::Result<Option<Vec<Vec<u8>>>> {
    let size = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(size.saturating_sub(LONGEST_END)))?;
    let mut end = Vec::new();
    file.read_to_end(&mut end)?;
    let Some(at) = (0..end.len().saturating_sub(21)).rev().find(|at| end[*at..].starts_with(b"PK\x05\x06")) else {
        return Ok(None);
    };
    let (length, start) = (u32_at(&end[at + 12..]), u32_at(&end[at + 16..]));
    if length > LONGEST_DIRECTORY || u64::from(start) + u64::from(length) > size {
        return Ok(None);
    }
    file.seek(SeekFrom::Start(start.into()))?;
    let mut directory = Vec::new();
    file.take(length.into()).read_to_end(&mut directory)?;
    Ok(Some(entries(&directory)))
}

fn entries(mut directory: &[u8]) -> Vec<Vec<u8>> {
    let mut names = Vec::new();
    while directory.len() >= 46 && directory.starts_with(b"PK\x01\x02") {
        let lengths = [28, 30, 32].map(|at| usize::from(u16_at(&directory[at..])));
        let Some(name) = directory.get(46..46 + lengths[0]) else { break };
        names.push(name.to_vec());
        directory = directory.get(46 + lengths.iter().sum::<usize>()..).unwrap_or_default();
    }
    names
}

fn u16_at(bytes: &[u8]) -> u16 {
    bytes.first_chunk().map_or(0, |two| u16::from_le_bytes(*two))
}

fn u32_at(bytes: &[u8]) -> u32 {
    bytes.first_chunk().map_or(0, |four| u32::from_le_bytes(*four))
}
