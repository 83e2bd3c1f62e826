//! The folder of kept files, by hash. A file appears there whole or not at all, and is on the disk before
//! anybody is told.

use std::fs::DirBuilder;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::{DateTime, Utc};
use object_store::local::LocalFileSystem;
use object_store::path::Path as Place;
use object_store::{Error, MultipartUpload, ObjectStore, ObjectStoreExt};
use sha2::{Digest, Sha256};
use tokio::fs::File;
use tokio::io::AsyncReadExt;
use tokio::sync::RwLock;
use tokio::sync::mpsc::Sender;

use super::error::{FilesError, FilesResult};
use super::inspect::hexadecimal;

/// Bytes in memory at once.
pub const PIECE: u64 = 256 << 10;

/// The part of the folder that object_store looks after.
const KEPT: &str = "sha256";
/// The part for what is being received.
pub(super) const INCOMING: &str = "incoming";

/// Kept files.
#[derive(Debug)]
pub(super) struct Blobs {
    dir: PathBuf,
    /// Held while a file is put in its place, and alone while one is removed: a file that is wanted again
    /// in the moment it is removed is put there after that.
    removing: RwLock<()>,
}

impl Blobs {
    pub(super) fn at(dir: PathBuf) -> Self {
        Self { dir, removing: RwLock::new(()) }
    }

    pub(super) async fn put(&self, file: &Path, sha256: &str) -> FilesResult<()> {
        make_private(&self.dir)?;
        let mut upload = self.store()?.put_multipart(&place(sha256)).await?;
        let copied = copy(file, upload.as_mut()).await;
        if copied.as_ref().is_ok_and(|found| found == sha256) {
            // Always put in place, also over the same bytes: it mends a file that was altered, and a file
            // that nobody referred to is not taken for an old one while its row is being written.
            let _in_place = self.removing.read().await;
            upload.complete().await?;
            return Ok(());
        }
        upload.abort().await?;
        copied.and_then(|_| Err(altered(sha256)))
    }

    pub(super) async fn verify(&self, sha256: &str) -> FilesResult<u64> {
        let size = self.size(sha256).await?;
        let (mut hash, mut at) = (Sha256::new(), 0);
        while at < size {
            let piece = self.piece(sha256, at, size).await?;
            at += piece.len() as u64;
            hash.update(piece);
        }
        if hexadecimal(&hash.finalize()) == sha256 { Ok(size) } else { Err(altered(sha256)) }
    }

    pub(super) async fn piece(&self, sha256: &str, from: u64, size: u64) -> FilesResult<Vec<u8>> {
        let to = size.min(from.saturating_add(PIECE));
        if from >= to {
            return Ok(Vec::new());
        }
        let bytes = self.reading(sha256)?.get_range(&place(sha256), from..to).await;
        Ok(bytes.map_err(|error| missing(sha256, error))?.to_vec())
    }

    pub(super) async fn send(&self, sha256: &str, size: u64, to: &Sender<FilesResult<Vec<u8>>>) -> FilesResult<()> {
        let (mut hash, mut at) = (Sha256::new(), 0);
        while at < size {
            let piece = self.piece(sha256, at, size).await?;
            at += piece.len() as u64;
            hash.update(&piece);
            if at == size && hexadecimal(&hash.finalize_reset()) != sha256 {
                return Err(altered(sha256));
            }
            if to.send(Ok(piece)).await.is_err() {
                return Ok(());
            }
        }
        Ok(())
    }

    pub(super) async fn exists(&self, sha256: &str) -> FilesResult<bool> {
        match self.size(sha256).await {
            Ok(_) => Ok(true),
            Err(FilesError::Missing { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn size(&self, sha256: &str) -> FilesResult<u64> {
        let found = self.reading(sha256)?.head(&place(sha256)).await;
        Ok(found.map_err(|error| missing(sha256, error))?.size)
    }

    pub(super) async fn shards(&self) -> FilesResult<Vec<String>> {
        if !self.dir.join(KEPT).exists() {
            return Ok(Vec::new());
        }
        let listed = self.store()?.list_with_delimiter(Some(&Place::from(KEPT))).await?;
        Ok(listed.common_prefixes.iter().filter_map(Place::filename).map(str::to_owned).collect())
    }

    pub(super) async fn written_before(&self, shard: &str, before: DateTime<Utc>) -> FilesResult<Vec<String>> {
        let listed = self.store()?.list_with_delimiter(Some(&Place::from_iter([KEPT, shard]))).await?;
        let old = listed.objects.into_iter().filter(|file| file.last_modified < before);
        Ok(old.filter_map(|file| file.location.filename().map(str::to_owned)).collect())
    }

    pub(super) async fn remove(&self, sha256: &str) -> FilesResult<()> {
        let _alone = self.removing.write().await;
        self.remove_now(sha256).await
    }

    pub(super) async fn remove_unless_written_since(&self, sha256: &str, since: DateTime<Utc>) -> FilesResult<bool> {
        let _alone = self.removing.write().await;
        let found = self.reading(sha256)?.head(&place(sha256)).await;
        if found.map_err(|error| missing(sha256, error))?.last_modified >= since {
            return Ok(false);
        }
        self.remove_now(sha256).await?;
        Ok(true)
    }

    async fn remove_now(&self, sha256: &str) -> FilesResult<()> {
        if !self.dir.exists() {
            return Ok(());
        }
        match self.store()?.delete(&place(sha256)).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// What was being received, and what was being copied (`HASH#1`), when the program was stopped.
    pub(super) fn remove_leftovers(&self, before: DateTime<Utc>) -> FilesResult<usize> {
        let before = SystemTime::from(before);
        let mut removed = 0;
        let shards = entries(&self.dir.join(KEPT))?;
        let copies = shards.iter().map(|shard| entries(shard)).collect::<Result<Vec<_>, _>>()?.concat();
        let copies = copies.into_iter().filter(|path| path.to_string_lossy().contains('#'));
        for path in copies.chain(entries(&self.dir.join(INCOMING))?) {
            let written = path.metadata().and_then(|found| found.modified());
            if written.is_ok_and(|written| written < before) && std::fs::remove_file(&path).is_ok() {
                removed += 1;
            }
        }
        Ok(removed)
    }

    /// The folder for reading; while it does not exist, nothing is kept.
    fn reading(&self, sha256: &str) -> FilesResult<LocalFileSystem> {
        if self.dir.exists() { self.store() } else { Err(FilesError::Missing { sha256: sha256.to_owned() }) }
    }

    fn store(&self) -> FilesResult<LocalFileSystem> {
        Ok(LocalFileSystem::new_with_prefix(&self.dir)?.with_fsync(true))
    }
}

/// Copies a file and gives the hash of what was copied.
async fn copy(file: &Path, to: &mut dyn MultipartUpload) -> FilesResult<String> {
    let mut file = File::open(file).await?;
    let mut hash = Sha256::new();
    loop {
        let mut piece = Vec::new();
        if (&mut file).take(PIECE).read_to_end(&mut piece).await? == 0 {
            return Ok(hexadecimal(&hash.finalize()));
        }
        hash.update(&piece);
        to.put_part(piece.into()).await?;
    }
}

/// Makes a folder that only its owner can look into: it holds what people sent.
pub(super) fn make_private(dir: &Path) -> FilesResult<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    Ok(builder.create(dir)?)
}

/// The files and folders in a folder; none if there is no such folder.
fn entries(dir: &Path) -> FilesResult<Vec<PathBuf>> {
    match std::fs::read_dir(dir) {
        Ok(found) => Ok(found.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

/// Where a file is kept: at most 256 folders, so that none grows very long.
fn place(sha256: &str) -> Place {
    Place::from_iter([KEPT, sha256.get(..2).unwrap_or(sha256), sha256])
}

fn altered(sha256: &str) -> FilesError {
    FilesError::Altered { sha256: sha256.to_owned() }
}

fn missing(sha256: &str, error: Error) -> FilesError {
    if matches!(error, Error::NotFound { .. }) {
        FilesError::Missing { sha256: sha256.to_owned() }
    } else {
        error.into()
    }
}
