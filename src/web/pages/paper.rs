//! 待发答复: what would leave the house, as whoever drafts, reviews or sends it sees it.

use askama::Template;
use askama::filters::HtmlSafe;

use super::layout::Page;
use super::portal::drafts::size;
use super::queue::word;
use crate::domain::ids::CaseId;
use crate::domain::outcome::Outcome;
use crate::domain::regime::RegimeId;
use crate::domain::remedies::{RemedyBodies, RemedyRoute};
use crate::domain::review::{Draft, Ground};
use crate::messages::Lang;
use crate::store::attachments::AttachmentRow;

/// The reply. In a template: `{{ paper }}`.
#[derive(Template)]
#[template(path = "parts/paper.html", config = "src/web/askama.toml")]
pub(super) struct Paper {
    lang: Lang,
    outcome: String,
    basis: String,
    text: String,
    remedies: Vec<String>,
    files: Vec<PaperFile>,
    grounds: Vec<PaperGround>,
    /// 定密依据
    secret: Option<String>,
}

impl HtmlSafe for Paper {}

/// A file that goes with a reply.
struct PaperFile {
    name: String,
    size: String,
    address: String,
    sha256: String,
}

/// An item that is kept back.
struct PaperGround {
    item: String,
    outcome: String,
    article: String,
    reason: String,
}

impl Paper {
    /// The draft of a case with the files that it names.
    pub(super) fn new(
        page: &Page,
        case: CaseId,
        regime: Option<RegimeId>,
        draft: Draft,
        files: Vec<AttachmentRow>,
        bodies: &RemedyBodies,
    ) -> Self {
        let lang = page.reader.lang;
        let Draft { outcome, sub_reason, text, grounds, attachments: _, secret } = draft;
        Self {
            lang,
            outcome: outcome_in_words(lang, outcome, sub_reason.as_deref()),
            basis: basis(lang, regime, outcome, sub_reason.as_deref()),
            text,
            remedies: remedies(lang, outcome, bodies),
            files: files.into_iter().map(|row| file(page, case, row)).collect(),
            grounds: grounds.into_iter().map(|it| ground(lang, it)).collect(),
            secret: secret.map(|secret| {
                let level = word(lang, "level", secret.level.as_str());
                let particulars =
                    [("level", level.into()), ("term", secret.term.into()), ("basis", secret.basis.into())];
                lang.with("paper-secret-line", &particulars)
            }),
        }
    }
}

fn file(page: &Page, case: CaseId, row: AttachmentRow) -> PaperFile {
    PaperFile {
        size: size(page.reader.lang, u64::try_from(row.file.bytes).unwrap_or_default()),
        address: page.href(&format!("/cases/{case}/files/{}", row.id)),
        name: row.file.name,
        sha256: row.file.sha256,
    }
}

fn ground(lang: Lang, Ground { item, outcome, article, reason }: Ground) -> PaperGround {
    PaperGround { item, outcome: word(lang, "outcome", outcome.as_str()), article, reason }
}

/// 办理结果 with its 细分原因.
pub(super) fn outcome_in_words(lang: Lang, outcome: Outcome, sub_reason: Option<&str>) -> String {
    let name = word(lang, "outcome", outcome.as_str());
    match sub_reason {
        None => name,
        Some(sub_reason) => {
            // In the row of 其他处理 it is free text.
            let id = format!("sub-reason-{}", sub_reason.replace('_', "-"));
            let words = lang.find(&id).unwrap_or_else(|| sub_reason.to_owned());
            [name, words].join(&lang.text("paper-colon"))
        }
    }
}

/// The article that a result is based on; where one row holds two results, that of its 细分原因.
pub(super) fn basis(lang: Lang, regime: Option<RegimeId>, outcome: Outcome, sub_reason: Option<&str>) -> String {
    let particular = sub_reason.filter(|_| outcome == Outcome::UnavailableNotHeld);
    let particular = particular.and_then(|code| lang.find(&format!("sub-basis-{}", code.replace('_', "-"))));
    let id = format!("basis-{}", outcome.as_str().replace(['_', '.'], "-"));
    particular.unwrap_or_else(|| lang.with(&id, &[("regime", regime.map_or("", RegimeId::as_str).into())]))
}

/// The paragraph on remedies of a reply (R19).
fn remedies(lang: Lang, outcome: Outcome, RemedyBodies { reconsideration, court }: &RemedyBodies) -> Vec<String> {
    let route = RemedyRoute::against(outcome).as_str().replace('_', "-");
    let named = |id: &str, name: &str| lang.with(id, &[("name", name.to_owned().into())]);
    let authority = match reconsideration.as_str() {
        "" => lang.text("paper-remedy-authority"),
        name => named("paper-remedy-authority-named", name),
    };
    let court = (!court.is_empty()).then(|| named("paper-remedy-court", court));
    [lang.text(&format!("paper-remedy-{route}")), authority].into_iter().chain(court).collect()
}
