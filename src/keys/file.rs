//! The key file on disk: readable by its owner only, written whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::KeyError;
use super::contents::Contents;

/// Reads the file; `None` if there is none.
pub(super) fn read(path: &Path) -> Result<Option<Contents>, KeyError> {
    let io = |source| KeyError::Io { path: path.to_owned(), source };
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(io(error)),
    };
    refuse_if_others_read(path, &file.metadata().map_err(io)?)?;
    let mut bytes = Zeroizing::new(Vec::new());
    file.read_to_end(&mut bytes).map_err(io)?;
    let damaged = |damage| KeyError::Damaged { path: path.to_owned(), damage };
    let text = std::str::from_utf8(&bytes).map_err(|_| damaged(super::Damage::Form))?;
    Contents::parse(text).map(Some).map_err(damaged)
}

/// Puts the file in place: first under another name, on disk, then renamed, then the folder on
/// disk. Whenever the power fails there is the old file or the new one. Call with the lock held.
pub(super) fn write(path: &Path, contents: &Contents) -> Result<(), KeyError> {
    let text = contents.to_text().map_err(|damage| KeyError::Damaged { path: path.to_owned(), damage })?;
    write_durably(path, text.as_bytes()).map_err(|source| KeyError::Io { path: path.to_owned(), source })
}

fn write_durably(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = unfinished(path);
    // Left behind by a crash; whoever holds the lock is alone.
    match fs::remove_file(&unfinished) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let mut file = private_file(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&unfinished, path)?;
    sync_folder(&folder(path))
}

fn unfinished(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    PathBuf::from(name)
}

/// Keeps other processes from changing the file until dropped: two that add a key at once would
/// each write a file without the other's key. The folder is made if it is missing.
pub(super) fn lock(path: &Path) -> Result<Option<File>, KeyError> {
    let locked = || {
        let folder = folder(path);
        fs::create_dir_all(&folder)?;
        lock_folder(&folder)
    };
    locked().map_err(|source| KeyError::Io { path: path.to_owned(), source })
}

fn folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        Some(_) | None => PathBuf::from("."),
    }
}

#[cfg(unix)]
fn private_file(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(unix)]
fn refuse_if_others_read(path: &Path, metadata: &fs::Metadata) -> Result<(), KeyError> {
    use std::os::unix::fs::PermissionsExt;
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o077 == 0 { Ok(()) } else { Err(KeyError::Permissions { path: path.to_owned(), mode }) }
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(unix)]
fn lock_folder(folder: &Path) -> io::Result<Option<File>> {
    let folder = File::open(folder)?;
    folder.lock()?;
    Ok(Some(folder))
}

// Elsewhere a folder cannot be opened as a file, and permissions are inherited from it.

#[cfg(not(unix))]
fn private_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

#[cfg(not(unix))]
fn refuse_if_others_read(_: &Path, _: &fs::Metadata) -> Result<(), KeyError> {
    Ok(())
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
fn lock_folder(_: &Path) -> io::Result<Option<File>> {
    Ok(None)
}
