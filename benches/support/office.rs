//! An office with a database of its own, under the default settings.

use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::time::Instant;

use gongkai::app::import::{Summary, import};
use gongkai::app::search::index_new;
use gongkai::app::{Agency, AgencyForm, App, create_agency, find_agency};
use gongkai::bootstrap;
use gongkai::clock::Clock;
use gongkai::config::Settings;
use gongkai::store::agencies;

use super::register::Register;

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

    /// An office that receives what is sent online at once, which is the longer act: another event and the figures.
    pub fn receiving(url: &str, code: &str) -> Self {
        let Self { app, agency } = Self::at(url, code);
        let id = agency.id;
        app.store.write_blocking(move |conn| agencies::set_settings(conn, id, r#"{"receipt":"automatic"}"#)).unwrap();
        let agency = find_agency(&app, &code.parse().unwrap()).unwrap();
        Self { app, agency }
    }

    /// The office with this register, made only if it is not there yet: a file has its name when it is whole.
    pub fn with_register(path: &Path, code: &str, register: &Register) -> Self {
        let unfinished = path.with_extension("unfinished");
        if !path.exists() {
            let begun = Instant::now();
            let office = Self::in_file(&unfinished, code);
            let accepted = office.import(register.reader()).accepted;
            // What is measured is an office at work, not one that has just taken its register over.
            index_new(&office.app).expect("the index is made");
            drop(office);
            let seconds = begun.elapsed().as_secs_f64();
            std::fs::rename(&unfinished, path).unwrap();
            println!("{}: {accepted} cases in {seconds:.0} s", path.display());
        }
        Self::in_file(path, code)
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
