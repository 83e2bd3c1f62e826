//! 病毒扫描: clamd's INSTREAM, over TCP or a unix socket.

use std::io;
use std::path::Path;
use std::time::Duration;

use tokio::fs::File;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
#[cfg(unix)]
use tokio::net::UnixStream;

use super::blobs::PIECE;
use super::error::{FilesError, FilesResult};

/// How long a scan may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// The longest answer that is read.
const LONGEST_ANSWER: u64 = 4096;

/// What the scanner says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing was found.
    Clean,
    /// Something was found.
    Infected {
        /// What the scanner calls it.
        finding: String,
    },
}

/// Where clamd listens: `host:port`, or the path of its socket.
#[derive(Debug)]
pub(super) struct Scanner {
    address: String,
}

impl Scanner {
    pub(super) fn at(address: &str) -> Self {
        Self { address: address.to_owned() }
    }

    pub(super) async fn scan(&self, file: &Path) -> FilesResult<Verdict> {
        let asked = tokio::time::timeout(PATIENCE, self.ask(file)).await;
        let answer = asked.map_err(|_| unavailable("it did not answer in time"))?.map_err(unavailable)?;
        verdict(answer.trim_end_matches(['\0', '\n']))
    }

    async fn ask(&self, file: &Path) -> io::Result<String> {
        let file = File::open(file).await?;
        #[cfg(unix)]
        if self.address.starts_with('/') {
            return exchange(UnixStream::connect(&self.address).await?, file).await;
        }
        exchange(TcpStream::connect(&self.address).await?, file).await
    }
}

/// Sends a file in pieces, each after its length; a length of 0 ends it.
async fn exchange<S: AsyncRead + AsyncWrite + Unpin>(mut clamd: S, mut file: File) -> io::Result<String> {
    clamd.write_all(b"zINSTREAM\0").await?;
    loop {
        let mut piece = Vec::new();
        let count = (&mut file).take(PIECE).read_to_end(&mut piece).await?;
        clamd.write_u32(u32::try_from(count).map_err(io::Error::other)?).await?;
        if count == 0 {
            break;
        }
        clamd.write_all(&piece).await?;
    }
    clamd.flush().await?;
    let mut answer = String::new();
    clamd.take(LONGEST_ANSWER).read_to_string(&mut answer).await?;
    Ok(answer)
}

fn verdict(answer: &str) -> FilesResult<Verdict> {
    let said = answer.strip_prefix("stream: ").unwrap_or(answer);
    match said.strip_suffix(" FOUND") {
        Some(finding) => Ok(Verdict::Infected { finding: finding.to_owned() }),
        None if said == "OK" => Ok(Verdict::Clean),
        None => Err(unavailable(format!("it answered {said:?}"))),
    }
}

fn unavailable(reason: impl ToString) -> FilesError {
    FilesError::Scanner { reason: reason.to_string() }
}
