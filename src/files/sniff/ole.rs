//! Word, Excel and PowerPoint files of 1997–2003 (MS-CFB), which WPS writes as well: told apart by the name
//! of the stream that holds the document.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use crate::domain::attachment::{FileKind, Found};

/// How every such file begins.
pub(super) const MAGIC: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// A line of the directory.
const ENTRY: usize = 128;
/// Where a line says how long its name is, in bytes with the two that end it.
const NAME_LENGTH: usize = 64;
/// Where a line says what it is; 2 is a stream.
const KIND: usize = 66;

const STREAMS: [(&str, FileKind); 4] = [
    ("WordDocument", FileKind::Doc),
    ("Workbook", FileKind::Xls),
    ("Book", FileKind::Xls),
    ("PowerPoint Document", FileKind::Ppt),
];

/// Looks for the stream in every place where a line of the directory can stand.
pub(super) fn sniff<F: Read + Seek>(file: &mut F) -> io::Result<Found> {
    file.seek(SeekFrom::Start(0))?;
    let mut file = BufReader::with_capacity(64 << 10, file);
    let mut entry = [0; ENTRY];
    while read_whole(&mut file, &mut entry)? {
        if let Some((_, kind)) = STREAMS.iter().find(|(name, _)| names(&entry, name)) {
            return Ok(Found::Accepted(*kind));
        }
    }
    Ok(Found::Other("application/x-ole-storage"))
}

fn names(entry: &[u8; ENTRY], name: &str) -> bool {
    let utf16: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    let length = u16::from_le_bytes([entry[NAME_LENGTH], entry[NAME_LENGTH + 1]]);
    entry[KIND] == 2 && usize::from(length) == utf16.len() && entry.starts_with(&utf16)
}

/// `false` at the end of the file.
fn read_whole(file: &mut impl Read, entry: &mut [u8; ENTRY]) -> io::Result<bool> {
    match file.read_exact(entry) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}
