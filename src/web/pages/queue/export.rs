//! 导出: the list that is shown, as a file.

use actix_web::HttpResponse;
use actix_web::web::Data;

use super::asked::Asked;
use crate::app::App;
use crate::web::WebError;
use crate::web::auth::{CaseReader, In};
use crate::web::posted::Posted;
use crate::web::register_files::{Lines, RegisterFile};
use crate::web::visit::Visit;

/// Sends the file: the form has the parameters of the list, and which kind of file the button names.
pub(in crate::web) async fn send(
    app: Data<App>,
    officer: In<CaseReader>,
    visit: Visit,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let asked = Asked::read(posted.others(&["act"]))?;
    let filters = asked.filters().map(|(name, _)| name.to_owned()).collect();
    let file = RegisterFile {
        actor: officer.actor(),
        agency: officer.agency.clone(),
        lang: visit.reader.lang,
        format: posted.act().parse().map_err(|_| WebError::BadParameter { name: "act" })?,
        lines: Lines::Listed(Box::new(asked.query.question), filters),
    };
    Ok(file.answer(app))
}
