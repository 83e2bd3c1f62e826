//! The templates that come with the program, and a folder of the office's own.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use rust_embed::Embed;

use super::{Particulars, TemplateFault, Words, file_name};
use crate::domain::mail::{Language, MailKind};
use crate::messages::Lang;

#[derive(Embed)]
#[folder = "../../config/mail"]
struct BuiltIn;

/// 邮件模板 of the installation.
#[derive(Debug, Clone)]
pub struct Templates {
    words: HashMap<(MailKind, Language), Words>,
    footers: HashMap<Language, String>,
    layout: String,
}

impl Templates {
    /// The built-in templates, and in their place those of a folder (`zh-CN/closed.txt`, `en/closed.html`); an
    /// empty path means none. Every file of the folder is checked.
    ///
    /// # Errors
    /// [`TemplateFault`] if a file of the folder cannot be used.
    pub fn load(folder: &Path) -> Result<Self, TemplateFault> {
        let mut templates = Self::built_in();
        if folder.as_os_str().is_empty() {
            return Ok(templates);
        }
        for language in Language::ALL {
            for kind in MailKind::ALL {
                templates.take_over(folder, *kind, *language)?;
            }
        }
        Ok(templates)
    }

    /// The templates that come with the program.
    #[must_use]
    pub fn built_in() -> Self {
        let text = |name: &str| embedded(name).unwrap_or_default();
        let mut templates = Self { words: HashMap::new(), footers: HashMap::new(), layout: text("layout.html") };
        for language in Language::ALL {
            let lang: Lang = (*language).into();
            templates.footers.insert(*language, text(&format!("{}/footer.txt", lang.tag())));
            for kind in MailKind::ALL {
                let html = embedded(&file_name(*language, *kind, "html"));
                let words = Words { text: text(&file_name(*language, *kind, "txt")), html };
                templates.words.insert((*kind, *language), words);
            }
        }
        templates
    }

    fn take_over(&mut self, folder: &Path, kind: MailKind, language: Language) -> Result<(), TemplateFault> {
        let text = own(folder, &file_name(language, kind, "txt"))?;
        let html = own(folder, &file_name(language, kind, "html"))?;
        if text.is_none() && html.is_none() {
            return Ok(());
        }
        let known = self.words(kind, language);
        let words =
            Words { html: html.or_else(|| known.html.filter(|_| text.is_none())), text: text.unwrap_or(known.text) };
        self.check(&words, language, kind, &Particulars::example()).map_err(|fault| TemplateFault::File {
            path: folder.join(file_name(language, kind, "txt")).display().to_string(),
            reason: fault.to_string(),
        })?;
        self.words.insert((kind, language), words);
        Ok(())
    }

    /// The template of a kind in a language.
    #[must_use]
    pub fn words(&self, kind: MailKind, language: Language) -> Words {
        let none = || Words { text: String::new(), html: None };
        self.words.get(&(kind, language)).cloned().unwrap_or_else(none)
    }

    pub(super) fn footer(&self, lang: Lang) -> &str {
        self.footers.get(&lang.into()).map_or("", String::as_str)
    }

    pub(super) fn layout(&self) -> &str {
        &self.layout
    }
}

impl Particulars {
    /// What examples are filled with.
    #[must_use]
    pub fn example() -> Self {
        Self {
            agency: "hz-zfb".to_owned(),
            case_no: "2025-00007".to_owned(),
            query_code: "ABCDE-FGHJK-MNPQR".to_owned(),
            link: "https://example.cn/link".to_owned(),
            site: "https://example.cn".to_owned(),
            unsubscribe: None,
        }
    }
}

fn embedded(name: &str) -> Option<String> {
    String::from_utf8(BuiltIn::get(name)?.data.into_owned()).ok()
}

/// A file of the office's own, if there is one.
fn own(folder: &Path, name: &str) -> Result<Option<String>, TemplateFault> {
    let path = folder.join(name);
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Some(text.replace("\r\n", "\n"))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(TemplateFault::File { path: path.display().to_string(), reason: error.to_string() }),
    }
}
