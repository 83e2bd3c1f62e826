//! What a received file is: read once, from the first byte to the last.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use super::error::{FilesError, FilesResult};
use super::sniff;
use crate::domain::attachment::Found;

/// What a received file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspected {
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
    /// How many bytes.
    pub bytes: u64,
    /// What the bytes are.
    pub found: Found,
}

/// Reads a file where reading may wait.
pub(super) async fn inspect(path: PathBuf) -> FilesResult<Inspected> {
    let reading = tokio::task::spawn_blocking(move || read(&mut File::open(path)?));
    reading.await.map_err(|error| FilesError::Io(error.into()))?
}

fn read(file: &mut File) -> FilesResult<Inspected> {
    let (mut hash, mut bytes) = (Sha256::new(), 0);
    let mut piece = vec![0; 64 << 10];
    loop {
        let count = file.read(&mut piece)?;
        if count == 0 {
            break;
        }
        hash.update(&piece[..count]);
        bytes += count as u64;
    }
    file.seek(SeekFrom::Start(0))?;
    Ok(Inspected { sha256: hexadecimal(&hash.finalize()), bytes, found: sniff::sniff(file)? })
}

/// Bytes as text, two lower-case digits a byte.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
