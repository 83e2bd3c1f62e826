//! `gongkai demo`: the example city on a throw-away store, served until the program is stopped.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use super::{CliError, Context};
use crate::app::demo::{self, Login};
use crate::app::rehearsal::claim_clock;
use crate::bootstrap;
use crate::config::Settings;
use crate::messages::Lang;
use crate::web;

pub(super) fn run(context: &Context) -> Result<ExitCode, CliError> {
    let lang = context.lang;
    let folder = Folder::make(lang)?;
    let settings = settings(context, folder.path());
    println!("{}", lang.text("demo-filling"));
    let app = context.opened(bootstrap::start(&settings, context.clock.simulated()))?;
    claim_clock(&app).map_err(|error| context.refused(&error))?;
    bootstrap::open_keys(&settings, &app).map_err(|error| CliError::Refused(error.to_string()))?;
    let logins = demo::fill(&app).map_err(|error| context.refused(&error))?;
    let serving = web::run(Arc::new(app), &settings, |address| announce(lang, address, &logins));
    actix_web::rt::System::new().block_on(serving).map_err(|error| CliError::Refused(error.to_string()))?;
    Ok(ExitCode::SUCCESS)
}

/// The settings in force, but for a store that is thrown away and a port that is free.
fn settings(context: &Context, folder: &Path) -> Settings {
    let mut settings = context.settings.clone();
    settings.database.url = format!("sqlite:{}", folder.join("demo.db").display());
    settings.secrets.key_file = folder.join("demo.keys");
    if TcpListener::bind(&settings.server.bind).is_err() {
        settings.server.bind = "127.0.0.1:0".to_owned();
    }
    settings
}

fn announce(lang: Lang, address: SocketAddr, logins: &[Login]) {
    println!("{}", lang.with("demo-ready", &[("address", format!("http://{address}").into())]));
    for login in logins {
        let roles: Vec<String> = login.roles.iter().map(|role| role_name(lang, role.as_str())).collect();
        println!("  {:<10} {}  {}", login.login, login.password, roles.join(&lang.text("list-separator")));
    }
    println!("{}", lang.text("demo-stop"));
}

fn role_name(lang: Lang, code: &str) -> String {
    lang.text(&format!("role-{}", code.replace('_', "-")))
}

/// A folder of this run alone, taken away at its end.
struct Folder(PathBuf);

impl Folder {
    fn make(lang: Lang) -> Result<Self, CliError> {
        let path = std::env::temp_dir().join(format!("gongkai-demo-{}", std::process::id()));
        std::fs::create_dir(&path).map_err(|error| super::files::unreadable(&path, lang, &error))?;
        Ok(Self(path))
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be taken away is left to whoever cleans the temporary files.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
