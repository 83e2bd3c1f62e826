//! 先核身份: whoever may not do something is told so, whatever was sent along. Everything that a handler takes is
//! read at the same time, so a body that is wrong waits for the answer to who sent it.

use actix_web::{HttpMessage, HttpRequest};
use tokio::sync::oneshot::{Receiver, Sender, channel};

/// Held for as long as it is being looked up who asks.
pub(super) struct Asking {
    _told: Sender<()>,
}

/// Ends when [`Asking`] does.
struct Answered(Receiver<()>);

/// Begins to look up who asks.
pub(super) fn begin(request: &HttpRequest) -> Asking {
    let (told, answered) = channel();
    request.extensions_mut().insert(Answered(answered));
    Asking { _told: told }
}

/// Waits until it is known who asks; where anybody may ask, not at all.
pub(in crate::web) async fn answered(request: &HttpRequest) {
    let waiting = request.extensions_mut().remove::<Answered>();
    if let Some(Answered(answered)) = waiting {
        // Nothing is ever sent: that the other end has gone is the answer.
        let _ = answered.await;
    }
}
