//! An office with a database of its own, under the default settings.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use gongkai::app::import::{Summary, import};
use gongkai::app::{Agency, AgencyForm, App, create_agency};
use gongkai::bootstrap;
use gongkai::clock::Clock;
use gongkai::config::Settings;

/// An open program and the agency whose register is measured.
pub struct Office {
    pub app: App,
    pub agency: Agency,
}

impl Office {
    /// The agency with this code in a SQLite file, both made if they are not there.
    pub fn in_file(path: &Path, code: &str) -> Self {
        Self::at(&format!("sqlite:{}", path.display()), code)
    }

    /// The agency with this code in any database.
    pub fn at(url: &str, code: &str) -> Self {
        let mut settings = Settings::load(None).expect("the settings are sound");
        settings.database.url = url.to_owned();
        let app = bootstrap::start(&settings, Clock::real(settings.time_zone)).expect("the database opens");
        let code = code.parse().expect("the code is one");
        let agency = create_agency(&app, AgencyForm::new(code, "市政府办公室")).expect("the agency is entered");
        Self { app, agency }
    }

    /// Takes over a register, every line of which must be accepted.
    pub fn import(&self, register: impl BufRead) -> Summary {
        let summary = import(&self.app, &self.agency, register, |line| eprintln!("{line:?}")).expect("the import runs");
        assert_eq!(summary.refused, 0, "the generator writes what cannot have happened");
        summary
    }
}

/// Where databases are measured: `GONGKAI_BENCH_DIR`, or Cargo's folder for such files. The disk matters.
pub fn folder() -> PathBuf {
    let folder =
        std::env::var_os("GONGKAI_BENCH_DIR").map_or_else(|| env!("CARGO_TARGET_TMPDIR").into(), PathBuf::from);
    std::fs::create_dir_all(&folder).expect("the folder for databases can be made");
    folder
}

/// An empty folder there that goes away with the bench.
pub fn temporary_folder() -> tempfile::TempDir {
    tempfile::tempdir_in(folder()).expect("a temporary folder can be made")
}
