//! 先人后事: threads that nobody waits for let those that answer go first.

/// How far a thread steps back. It keeps about a tenth of a processor that everybody wants, so that mail leaves and
/// duties are done however busy the day is.
#[cfg(target_os = "linux")]
const BACKGROUND: i32 = 10;

/// Lets every thread that answers requests go before this one and those that it starts. On Linux a priority is each
/// thread's own; elsewhere it would be the whole program's, so nothing is changed there.
pub fn step_back() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(Some(rustix::thread::gettid()), BACKGROUND) {
        tracing::debug!(%error, "a background thread keeps its priority");
    }
}
