//! `config/default.toml` and `Settings` say the same.

use figment::Figment;
use figment::providers::{Format, Toml};
use gongkai::config::{DEFAULTS, Settings};

/// The lines of the file that set something, by number.
fn settings() -> Vec<(usize, &'static str)> {
    DEFAULTS.lines().enumerate().filter(|(_, line)| line.contains(" = ") && !line.starts_with('#')).collect()
}

fn read(text: &str) -> Result<Settings, Box<figment::Error>> {
    Figment::from(Toml::string(text)).extract().map_err(Box::new)
}

#[test]
fn the_defaults_are_a_complete_set_of_settings() {
    read(DEFAULTS).unwrap();
}

#[test]
fn every_setting_has_its_default_in_the_file_and_nowhere_else() {
    for (number, line) in settings() {
        let without: Vec<&str> =
            DEFAULTS.lines().enumerate().filter(|(other, _)| *other != number).map(|(_, line)| line).collect();
        let error = read(&without.join("\n")).expect_err(line);
        let name = line.split(" =").next().unwrap();
        assert!(error.to_string().contains(name), "{line}: {error}");
    }
}

#[test]
fn every_setting_is_explained_in_both_languages() {
    let lines: Vec<&str> = DEFAULTS.lines().collect();
    for (number, line) in settings() {
        let comment = number.checked_sub(1).and_then(|before| lines.get(before)).unwrap();
        assert!(comment.starts_with("# ") && comment.contains('。'), "{line}");
        assert!(comment.ends_with('.'), "{line} has no English explanation");
    }
}

#[test]
fn a_setting_that_does_not_exist_is_refused_by_name() {
    for section in ["", "[server]\n", "[log]\n", "[database]\n"] {
        let text = format!("{section}blind = 1\n");
        let error = Figment::from(Toml::string(DEFAULTS)).merge(Toml::string(&text)).extract::<Settings>();
        assert!(error.unwrap_err().to_string().contains("blind"), "{section}");
    }
}
