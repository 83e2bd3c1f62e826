//! One address with several servers behind it, which answer in turn. It knows nothing of HTTP and does not look
//! whether a server is alive: whoever is sent to a dead one is cut off.

#![allow(dead_code, reason = "every test binary uses a part of this")]

use std::net::SocketAddr;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};

/// The address, for as long as this lives.
pub struct RoundRobin {
    /// What everybody asks.
    pub address: SocketAddr,
    _runtime: Runtime,
}

impl RoundRobin {
    /// Opens the address.
    pub fn to(servers: Vec<SocketAddr>) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn(async move {
            for server in servers.iter().cycle().copied() {
                let Ok((client, _)) = listener.accept().await else { continue };
                tokio::spawn(pass_on(client, server));
            }
        });
        Self { address, _runtime: runtime }
    }
}

async fn pass_on(mut client: TcpStream, server: SocketAddr) {
    if let Ok(mut server) = TcpStream::connect(server).await {
        // Either end may go away at any time.
        let _ = copy_bidirectional(&mut client, &mut server).await;
    }
}
