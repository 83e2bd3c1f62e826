//! What is wrong with a template.

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateFault {
    /// The first line is empty or too long.
    #[error("the first line must be a subject of 1 to {max} characters")]
    Subject {
        /// Characters at most.
        max: usize,
    },
    /// There is nothing below the subject.
    #[error("there is no text below the subject")]
    NoText,
    /// A receipt that does not tell the number or the query code, or a mail without its link.
    #[error("{{{{ {name} }}}} is missing")]
    Missing {
        /// What has to be in it.
        name: &'static str,
    },
    /// It cannot be filled.
    #[error("{part}: {detail}")]
    Broken {
        /// `subject`, `text`, `html` or `data`.
        part: &'static str,
        /// The line of that part.
        line: Option<usize>,
        /// What the template engine says.
        detail: String,
    },
    /// A file of the folder cannot be read, or is not named after a kind of mail.
    #[error("{path}: {reason}")]
    File {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
}

impl TemplateFault {
    pub(super) fn of(part: &'static str, error: &minijinja::Error) -> Self {
        let detail =
            error.detail().map_or_else(|| error.kind().to_string(), |detail| format!("{}: {detail}", error.kind()));
        // The subject is the first line of the file, the text begins in the second.
        let line = error.line().map(|line| if part == "text" { line + 1 } else { line });
        Self::Broken { part, line, detail }
    }

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Subject { .. } => "template_subject",
            Self::NoText => "template_text",
            Self::Missing { .. } => "template_missing",
            Self::Broken { .. } => "template_broken",
            Self::File { .. } => "template_file",
        }
    }
}
