//! 登记簿文件: a register as an answer that is sent while it is written.

use std::io::Write;

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Data;

use super::download::disposition;
use super::{WebError, pipe};
use crate::app::queue::{Export, Question, export_cases};
use crate::app::register::{RegisterLine, YearRegister, YearSpan, export_year};
use crate::app::{Agency, App, AppError};
use crate::domain::code::coded_enum;
use crate::domain::role::Actor;
use crate::letters::register::{Book, Csv, Heading, Of, Sheet, cells, columns};
use crate::messages::Lang;
use crate::store::StoreError;

coded_enum! {
    /// The formats of a register.
    RegisterFormat {
        /// A spreadsheet.
        Xlsx = "xlsx",
        /// Text in columns.
        Csv = "csv",
    }
}

impl RegisterFormat {
    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }
}

/// Which lines are in the file.
#[derive(Debug, Clone)]
pub(super) enum Lines {
    /// A list as it is shown, and the names of the parameters that narrow it.
    Listed(Box<Question>, Vec<String>),
    /// 年度登记簿, with the agencies below or without.
    OfYear(YearSpan, bool),
}

/// A register that somebody takes along.
#[derive(Debug, Clone)]
pub(super) struct RegisterFile {
    pub agency: Agency,
    pub actor: Actor,
    pub lang: Lang,
    pub format: RegisterFormat,
    pub lines: Lines,
}

impl RegisterFile {
    /// The answer with the file.
    pub(super) fn answer(self, app: Data<App>) -> HttpResponse {
        let of = match self.lines {
            Lines::Listed(..) => app.clock.today().to_string(),
            Lines::OfYear(span, _) => span.year.to_string(),
        };
        let (name, format) = (format!("{}-{of}.{}", self.agency.code, self.format), self.format);
        let body = pipe::written(move |out| self.write(&app, out).map_err(WebError::from));
        HttpResponse::Ok()
            .insert_header((header::CONTENT_TYPE, format.media_type()))
            .insert_header((header::CONTENT_DISPOSITION, disposition(&name)))
            .insert_header((header::CACHE_CONTROL, "private, no-store"))
            .body(body)
    }

    fn write(&self, app: &App, out: &mut impl Write) -> Result<(), AppError> {
        match self.format {
            RegisterFormat::Csv => {
                let mut csv = Csv::begin(out, &columns(self.lang)).map_err(StoreError::from)?;
                self.fill(app, |line| Ok(csv.line(&cells(self.lang, &line.values())).map_err(StoreError::from)?))
            }
            RegisterFormat::Xlsx => {
                let of = match self.lines {
                    Lines::Listed(..) => None,
                    Lines::OfYear(span, _) => Some(Of { year: span.year, form: span.form }),
                };
                let heading = Heading { agency: self.agency.name.clone(), of };
                let mut book = Book::begin(self.lang, &heading).map_err(StoreError::from)?;
                self.fill(app, |line| Ok(book.line(&line.values(), &line.facts).map_err(StoreError::from)?))?;
                Ok(book.finish(out).map_err(StoreError::from)?)
            }
        }
    }

    fn fill(&self, app: &App, take: impl FnMut(&RegisterLine) -> Result<(), AppError>) -> Result<(), AppError> {
        let Self { agency, actor, format, .. } = self;
        let format = format.as_str();
        match &self.lines {
            Lines::Listed(question, filters) => {
                let export = Export { agency, actor, question, filters: filters.clone(), format };
                export_cases(app, &export, take)?;
            }
            Lines::OfYear(span, subtree) => {
                let wanted = YearRegister { agency, actor, span: *span, subtree: *subtree, format };
                export_year(app, &wanted, take)?;
            }
        }
        Ok(())
    }
}
