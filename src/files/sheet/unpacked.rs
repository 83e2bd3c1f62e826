//! 解压后的大小: how much an archive says that it holds, before any of it is unpacked.

use super::SheetError;

/// Bytes of everything in the archive at most: a register of 50,000 lines has some 60 MB.
const MAX_UNPACKED: u64 = 400 << 20;
const ENTRY: &[u8] = b"PK\x01\x02";
const ENTRY_LENGTH: usize = 46;

/// Refuses an archive that would fill the memory.
pub(super) fn check(bytes: &[u8]) -> Result<(), SheetError> {
    let mut rest = bytes;
    let mut unpacked = 0_u64;
    while let Some(at) = rest.windows(ENTRY.len()).position(|some| some == ENTRY) {
        rest = rest.get(at..).unwrap_or_default();
        let size = rest.get(24..28).and_then(|four| four.first_chunk()).map_or(0, |four| u32::from_le_bytes(*four));
        unpacked += u64::from(size);
        rest = rest.get(ENTRY_LENGTH..).unwrap_or_default();
    }
    if unpacked > MAX_UNPACKED { Err(SheetError::Swollen) } else { Ok(()) }
}
