//! A long answer that is sent while it is written: memory does not grow with it.

use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::body::{BodySize, MessageBody};
use actix_web::web::Bytes;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::WebError;

/// Bytes in one piece.
const PIECE: usize = 64 * 1024;
/// Pieces that wait for the network.
const WAITING: usize = 4;
/// How often the network is asked whether it takes a piece, and how many times: half a minute in all. Whoever
/// reads more slowly holds a connection of the database.
const PAUSE: Duration = Duration::from_millis(10);
const PAUSES: u32 = 3_000;

/// The body of an answer that `work` writes on a thread of its own. If it fails, or nobody reads, the answer
/// is cut off.
pub(super) fn written(work: impl FnOnce(&mut Pipe) -> Result<(), WebError> + Send + 'static) -> Written {
    let (sender, receiver) = channel(WAITING);
    actix_web::rt::task::spawn_blocking(move || {
        let mut pipe = Pipe { sender, piece: Vec::with_capacity(PIECE) };
        let done = work(&mut pipe).and_then(|()| pipe.flush().map_err(|error| cut_off(&error)));
        if let Err(error) = done {
            tracing::warn!(error = %error, "an answer was cut off");
            // The reader may be gone, and then needs no telling.
            let _ = pipe.sender.blocking_send(Err(io::Error::other("cut off")));
        }
    });
    Written(receiver)
}

fn cut_off(error: &io::Error) -> WebError {
    WebError::App(crate::store::StoreError::Unavailable { reason: error.to_string() }.into())
}

/// Where the work writes.
pub(super) struct Pipe {
    sender: Sender<io::Result<Bytes>>,
    piece: Vec<u8>,
}

impl Pipe {
    fn send(&mut self) -> io::Result<()> {
        let mut piece = Ok(Bytes::from(std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE))));
        for _ in 0..PAUSES {
            match self.sender.try_send(piece) {
                Ok(()) => return Ok(()),
                Err(TrySendError::Closed(_)) => return Err(io::ErrorKind::BrokenPipe.into()),
                Err(TrySendError::Full(back)) => piece = back,
            }
            std::thread::sleep(PAUSE);
        }
        Err(io::ErrorKind::TimedOut.into())
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.piece.is_empty() { Ok(()) } else { self.send() }
    }
}

/// The body.
pub(super) struct Written(Receiver<io::Result<Bytes>>);

impl MessageBody for Written {
    type Error = io::Error;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        self.get_mut().0.poll_recv(cx)
    }
}
