//! `wrk` (Debian package of that name), and what it measured.

use std::process::{Command, Stdio};
use std::time::Duration;

use super::server::Server;

/// What one run of wrk found.
#[derive(Debug)]
pub struct Load {
    pub requests_per_second: f64,
    pub p99_milliseconds: f64,
    /// Answers other than 2xx and 3xx, connections that broke, answers that never came.
    pub failures: u64,
}

impl Load {
    /// Asks for a while as the script in `tests/load/` says. wrk has one thread, so that the program has the rest
    /// of a small machine, and the script counts from one.
    pub fn run(server: &Server, script: &str, connections: u32, time: Duration, arguments: &[&str]) -> Self {
        let output = Command::new("wrk")
            .args(["-t1", &format!("-c{connections}"), &format!("-d{}s", time.as_secs()), "--timeout", "5s"])
            .arg("-s")
            .arg(format!("{}/tests/load/{script}", env!("CARGO_MANIFEST_DIR")))
            .arg(format!("http://{}", server.address))
            .arg("--")
            .args(arguments)
            .stderr(Stdio::inherit())
            .output()
            .expect("wrk is installed: apt-get install wrk");
        let text = String::from_utf8(output.stdout).unwrap();
        let figures = text.lines().find_map(|line| line.strip_prefix("figures: ")).expect(&text);
        let figures: Vec<f64> = figures.split(' ').map(|figure| figure.parse().unwrap()).collect();
        let &[requests, seconds, p99_milliseconds, failures] = figures.as_slice() else { panic!("{text}") };
        Self { requests_per_second: requests / seconds, p99_milliseconds, failures: failures as u64 }
    }
}
