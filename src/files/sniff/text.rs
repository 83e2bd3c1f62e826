//! 纯文本: UTF-8 or GB18030 without control characters.

use std::io::{self, BufRead, BufReader, Read};

/// Whether a whole file is text in one of the two encodings.
pub(super) fn is_text(file: impl Read) -> io::Result<bool> {
    let mut file = BufReader::with_capacity(64 << 10, file);
    let (mut utf8, mut gb18030) = (Some(Utf8::default()), Some(Gb18030::Start));
    loop {
        let bytes = file.fill_buf()?;
        if bytes.is_empty() {
            let ends_whole = utf8.is_some_and(Utf8::is_whole) || gb18030 == Some(Gb18030::Start);
            return Ok(ends_whole);
        }
        for byte in bytes {
            if is_control(*byte) {
                return Ok(false);
            }
            utf8 = utf8.and_then(|state| state.next(*byte));
            gb18030 = gb18030.and_then(|state| state.next(*byte));
        }
        if utf8.is_none() && gb18030.is_none() {
            return Ok(false);
        }
        let count = bytes.len();
        file.consume(count);
    }
}

/// No byte of either encoding's longer characters is one of these.
fn is_control(byte: u8) -> bool {
    (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C)) || byte == 0x7F
}

/// The bytes of a character so far.
#[derive(Debug, Clone, Copy, Default)]
struct Utf8 {
    bytes: [u8; 4],
    count: usize,
}

impl Utf8 {
    fn next(mut self, byte: u8) -> Option<Self> {
        *self.bytes.get_mut(self.count)? = byte;
        self.count += 1;
        match std::str::from_utf8(&self.bytes[..self.count]) {
            Ok(_) => Some(Self::default()),
            Err(error) => error.error_len().is_none().then_some(self),
        }
    }

    fn is_whole(self) -> bool {
        self.count == 0
    }
}

/// Where in a character of one, two or four bytes we are (GB 18030-2022, 5.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gb18030 {
    Start,
    Second,
    Third,
    Fourth,
}

impl Gb18030 {
    fn next(self, byte: u8) -> Option<Self> {
        match (self, byte) {
            (Self::Start, 0x00..=0x7F) | (Self::Second, 0x40..=0x7E | 0x80..=0xFE) | (Self::Fourth, 0x30..=0x39) => {
                Some(Self::Start)
            }
            (Self::Start, 0x81..=0xFE) => Some(Self::Second),
            (Self::Second, 0x30..=0x39) => Some(Self::Third),
            (Self::Third, 0x81..=0xFE) => Some(Self::Fourth),
            _ => None,
        }
    }
}
