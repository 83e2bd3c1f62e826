//! A PostgreSQL server for one test process, in a temporary folder, reached through a socket there.

use std::io::{BufRead, BufReader};
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};

/// Starts the server, says where it is, and stops it when standard input ends: that happens when the
/// test process is gone, however it went. Sorting by a language's rules, as offices' servers do, shows
/// whatever relies on the order of bytes.
const SUPERVISOR: &str = r#"
set -e
dir=$(mktemp -d "${TMPDIR:-/tmp}/gongkai-pg.XXXXXX")
trap 'rm -rf "$dir"' EXIT
chmod 755 "$dir"
"$BIN/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C --locale-provider=icu --icu-locale=zh \
    --no-sync >"$dir/log" 2>&1 || { cat "$dir/log" >&2; exit 1; }
"$BIN/postgres" -D "$dir/data" -k "$dir" -c listen_addresses= -c unix_socket_permissions=0777 \
    -c fsync=off -c full_page_writes=off -c max_connections=300 >>"$dir/log" 2>&1 &
server=$!
until "$BIN/pg_isready" -q -h "$dir"; do
    kill -0 "$server" 2>/dev/null || { cat "$dir/log" >&2; exit 1; }
    sleep 0.05
done
echo "$dir"
cat >/dev/null
kill -QUIT "$server"
wait "$server" || true
"#;

const TEMPLATE: &str = "template_gongkai";

struct Cluster {
    folder: String,
    databases: AtomicU32,
    /// Holds the supervisor's standard input open.
    _supervisor: Child,
}

fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| {
        let cluster = Cluster::start();
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
    fn start() -> Self {
        let mut command = as_ordinary_user("sh");
        command.args(["-c", SUPERVISOR]).env("BIN", binaries());
        // A group of its own, so that Ctrl-C ends the tests and the supervisor still tidies up.
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).process_group(0);
        let mut supervisor = command.spawn().expect("sh starts");
        let mut folder = String::new();
        BufReader::new(supervisor.stdout.take().unwrap()).read_line(&mut folder).unwrap();
        assert!(!folder.is_empty(), "PostgreSQL for the tests did not start; its log is above");
        Self { folder: folder.trim_end().to_owned(), databases: AtomicU32::new(0), _supervisor: supervisor }
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
fn as_ordinary_user(program: &str) -> Command {
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
