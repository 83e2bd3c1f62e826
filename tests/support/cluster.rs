//! A PostgreSQL server for one test process, in a temporary folder, reached through a socket there.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};

/// Starts the server, says where it is, and stops it when standard input ends: that happens when the
/// test process is gone, however it went. A line there is a crash: the server ends without writing
/// anything more, and is started again. Sorting by a language's rules, as offices' servers do, shows
/// whatever relies on the order of bytes.
const SUPERVISOR: &str = r#"
set -e
dir=$(mktemp -d "${TMPDIR:-/tmp}/gongkai-pg.XXXXXX")
trap 'rm -rf "$dir"' EXIT
chmod 755 "$dir"
"$BIN/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C --locale-provider=icu --icu-locale=zh \
    --no-sync >"$dir/log" 2>&1 || { cat "$dir/log" >&2; exit 1; }
start() {
    "$BIN/postgres" -D "$dir/data" -k "$dir" -c listen_addresses= -c unix_socket_permissions=0777 \
        -c fsync="$FSYNC" -c full_page_writes="$FSYNC" -c max_connections=300 >>"$dir/log" 2>&1 &
    server=$!
    until "$BIN/pg_isready" -q -h "$dir"; do
        kill -0 "$server" 2>/dev/null || { cat "$dir/log" >&2; exit 1; }
        sleep 0.05
    done
}
crash() {
    kill -QUIT "$server"
    wait "$server" || true
}
start
echo "$dir"
while read -r _; do
    crash
    start
    echo recovered
done
crash
"#;

const TEMPLATE: &str = "template_gongkai";

/// Whether the server makes sure that what it confirmed is on the disk.
#[derive(Clone, Copy)]
enum Fsync {
    On,
    Off,
}

struct Cluster {
    folder: String,
    databases: AtomicU32,
    /// Its standard input, held open, ends the server when it is closed.
    supervisor: Child,
    answers: BufReader<ChildStdout>,
}

/// A server of a test's own, which may be crashed.
pub struct OwnCluster(Cluster);

impl OwnCluster {
    /// Starts it, with fsync, and makes a database with the program's schema.
    pub fn start() -> (Self, String) {
        let cluster = Cluster::start(Fsync::On);
        let database = cluster.create("template0");
        gongkai::store::migrate(&database.parse().unwrap()).unwrap();
        (Self(cluster), database)
    }

    /// Ends it as `pg_ctl stop -m immediate` does, and returns when it has recovered.
    pub fn crash(&mut self) {
        self.0.supervisor.stdin.as_mut().unwrap().write_all(b"crash\n").unwrap();
        let mut answer = String::new();
        self.0.answers.read_line(&mut answer).unwrap();
        assert_eq!(answer, "recovered\n");
    }
}

fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| {
        let cluster = Cluster::start(Fsync::Off);
        cluster.execute(&format!("CREATE DATABASE {TEMPLATE}"));
        gongkai::store::migrate(&cluster.url(TEMPLATE).parse().unwrap()).unwrap();
        cluster
    })
}

/// The address of a new database with the program's schema.
pub fn migrated_database() -> String {
    cluster().create(TEMPLATE)
}

/// The address of a new database without tables.
pub fn empty_database() -> String {
    cluster().create("template0")
}

impl Cluster {
    fn start(fsync: Fsync) -> Self {
        let fsync = match fsync {
            Fsync::On => "on",
            Fsync::Off => "off",
        };
        let mut command = as_ordinary_user("sh");
        command.args(["-c", SUPERVISOR]).env("BIN", binaries()).env("FSYNC", fsync);
        // A group of its own, so that Ctrl-C ends the tests and the supervisor still tidies up.
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).process_group(0);
        let mut supervisor = command.spawn().expect("sh starts");
        let mut folder = String::new();
        let mut answers = BufReader::new(supervisor.stdout.take().unwrap());
        answers.read_line(&mut folder).unwrap();
        assert!(!folder.is_empty(), "PostgreSQL for the tests did not start; its log is above");
        Self { folder: folder.trim_end().to_owned(), databases: AtomicU32::new(0), supervisor, answers }
    }

    fn create(&self, template: &str) -> String {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.execute(&format!("CREATE DATABASE {name} TEMPLATE {template}"));
        self.url(&name)
    }

    fn execute(&self, statement: &str) {
        PgConnection::establish(&self.url("postgres")).unwrap().batch_execute(statement).unwrap();
    }

    fn url(&self, database: &str) -> String {
        format!("postgres:///{database}?host={}&user=postgres", self.folder)
    }
}

/// PostgreSQL refuses to run as root.
pub fn as_ordinary_user(program: &str) -> Command {
    // The owner of this folder is the user that the process runs as.
    if std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0) {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups", program]);
        command
    } else {
        Command::new(program)
    }
}

fn binaries() -> PathBuf {
    if let Some(folder) = std::env::var_os("GONGKAI_TEST_POSTGRES_BIN") {
        return folder.into();
    }
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    folders.sort();
    let installed = folders.into_iter().rfind(|folder| folder.join("initdb").exists());
    installed.expect(
        "these tests need PostgreSQL's programs: install the package `postgresql`, \
         or set GONGKAI_TEST_POSTGRES_BIN to the folder with initdb and postgres",
    )
}
