//! 申请内容的核对 (art 29(二)(三)): the half of the request form that says what is asked for.

use super::command::Request;
use crate::domain::applicant::{Field, FieldError, Problem, one_line, several_lines};

/// Longest 所需信息的名称, in characters.
pub const SUBJECT_MAX: usize = 500;
/// Longest 内容描述, in characters.
pub const DESCRIPTION_MAX: usize = 5_000;
/// Longest of the other fields, in characters.
const LINE_MAX: usize = 200;

impl Request {
    /// Brings every field into the form in which it is kept. Only the name of what is asked for must be
    /// there: whether it is clear enough is decided by people, and asked for by 补正 (art 30).
    ///
    /// ```
    /// use gongkai_core::domain::applicant::{Field, Problem};
    /// use gongkai_core::domain::case::Request;
    /// let request = Request { subject: " 2024年度采购合同 ".into(), purpose: Some("".into()), ..Request::default() };
    /// let checked = request.check().unwrap_or_default();
    /// assert_eq!((checked.subject.as_str(), checked.purpose), ("2024年度采购合同", None));
    /// let errors = Request::default().check().unwrap_err();
    /// assert_eq!((errors[0].field, errors[0].problem), (Field::Subject, Problem::Missing));
    /// ```
    ///
    /// # Errors
    /// All that is wrong, in the order of the form.
    pub fn check(&self) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut keep = |field, value: Result<String, Problem>| {
            value.map_err(|problem| errors.push(FieldError { field, problem })).ok()
        };
        let checked = Self {
            subject: keep(Field::Subject, one_line(&self.subject, SUBJECT_MAX)).unwrap_or_default(),
            description: given(self.description.as_deref())
                .and_then(|text| keep(Field::Description, several_lines(text, DESCRIPTION_MAX))),
            document_no: given(self.document_no.as_deref())
                .and_then(|text| keep(Field::DocumentNo, one_line(text, LINE_MAX))),
            purpose: given(self.purpose.as_deref()).and_then(|text| keep(Field::Purpose, one_line(text, LINE_MAX))),
            provide_as: given(self.provide_as.as_deref())
                .and_then(|text| keep(Field::ProvideAs, one_line(text, LINE_MAX))),
            obtain_by: given(self.obtain_by.as_deref())
                .and_then(|text| keep(Field::ObtainBy, one_line(text, LINE_MAX))),
        };
        if errors.is_empty() { Ok(checked) } else { Err(errors) }
    }
}

fn given(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.trim().is_empty())
}
