//! 文字: every sentence a person reads, Simplified Chinese first and English second, from
//! `config/messages/<language>/*.ftl`. Code names a message by its id and passes the particulars.

use std::borrow::Cow;
use std::collections::HashMap;

/// A particular of a message: text or a number.
pub use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, langid, static_loader};
use serde::Deserialize;

use crate::domain::mail::Language;

pub mod administration;
pub mod attachments;
pub mod letters;
pub mod outcomes;
pub mod people;
pub mod regions;

static_loader! {
    static LOCALES = {
        locales: "../../config/messages",
        fallback_language: "zh-CN",
        // The marks around inserted values would end up in files that other programs read.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

static ZH: LanguageIdentifier = langid!("zh-CN");
static EN: LanguageIdentifier = langid!("en");

/// 语言: the reader's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, clap::ValueEnum)]
pub enum Lang {
    /// 简体中文
    #[default]
    #[serde(rename = "zh")]
    Zh,
    /// English
    #[serde(rename = "en")]
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Zh => Self::Zh,
            Language::En => Self::En,
        }
    }
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Zh => Self::Zh,
            Lang::En => Self::En,
        }
    }
}

impl Lang {
    /// Both languages, the first one first.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    fn id(self) -> &'static LanguageIdentifier {
        match self {
            Self::Zh => &ZH,
            Self::En => &EN,
        }
    }

    /// The value of an HTML `lang` attribute.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The message without particulars.
    #[must_use]
    pub fn text(self, id: &str) -> String {
        self.find(id).unwrap_or_else(|| id.to_owned())
    }

    /// The message without particulars, or `None` if no file has it.
    #[must_use]
    pub fn find(self, id: &str) -> Option<String> {
        LOCALES.try_lookup(self.id(), id)
    }

    /// The message with its particulars filled in.
    ///
    /// ```
    /// use gongkai_core::messages::Lang;
    /// let text = Lang::En.with("import-no-agency", &[("agency", "hz-zfb".into())]);
    /// assert!(text.starts_with("There is no agency hz-zfb."));
    /// ```
    #[must_use]
    pub fn with(self, id: &str, particulars: &[(&'static str, FluentValue<'_>)]) -> String {
        let arguments: HashMap<Cow<'static, str>, FluentValue<'_>> =
            particulars.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect();
        LOCALES.try_lookup_with_args(self.id(), id, &arguments).unwrap_or_else(|| id.to_owned())
    }
}
