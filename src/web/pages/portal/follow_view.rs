//! 进度页: where a request stands, whose turn it is, when it is due and why, and what the applicant may do.

use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

use super::drafts::{self, PickedFiles};
use super::office::Office;
use crate::app::case_file::CaseFile;
use crate::app::own_request::{AskedSupplement, OwedFee, OwnReply, OwnView};
use crate::domain::case::FeeQuantity;
use crate::domain::deadline::Deadline;
use crate::domain::remedies::{Remedies, RemedyBodies};
use crate::domain::status::{DeadlineState, Status};
use crate::files::Limits;
use crate::messages::Lang;
use crate::narrate;
use crate::web::pages::layout::Page;
use crate::web::pages::parts::{Choice, Explanation, Faults, Field, Fields, Summary};
use crate::web::pages::queue::word;

/// What is typed into the forms of the page.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Answers {
    pub text: String,
    pub reason: String,
    /// Whether the withdrawal is meant: `yes`.
    pub sure: String,
    pub stars: String,
    pub words: String,
    /// The secret under which the files of a supplement wait.
    pub draft: String,
}

#[derive(Template)]
#[template(path = "portal/followed.html", config = "src/web/askama.toml")]
pub(super) struct FollowedPage {
    page: Page,
    summary: Option<Summary>,
    case_no: String,
    agency: String,
    subject: String,
    status: String,
    /// Whose turn it is.
    turn: String,
    /// Whether it is the applicant's.
    is_own_turn: bool,
    submitted_on: NaiveDate,
    received_on: Option<NaiveDate>,
    due: Option<Due>,
    explanation: Option<Explanation>,
    course: Vec<(NaiveDate, String)>,
    supplement: Option<Supplement>,
    fee: Option<Fee>,
    reply: Option<Reply>,
    office: Option<Office>,
    withdrawal: Option<(Field, Field)>,
    rating: Option<Rating>,
}

struct Due {
    date: Option<NaiveDate>,
    note: String,
    tone: &'static str,
    is_provisional: bool,
}

struct Supplement {
    respond_by: NaiveDate,
    items: String,
    text: Field,
    files: Field,
    draft: String,
    picked: PickedFiles,
}

struct Fee {
    amount_yuan: i64,
    payable_by: Option<NaiveDate>,
    /// How many, for how much each, how much together.
    tiers: Vec<(String, u64, u64)>,
    is_acknowledged: bool,
}

struct Reply {
    dispatched_on: NaiveDate,
    document_no: Option<String>,
    outcome: String,
    text: Option<String>,
    /// Name, size and address of each file.
    files: Vec<(String, String, String)>,
    remedies: Vec<String>,
}

struct Rating {
    given: Option<i32>,
    stars: Field,
    words: Field,
}

impl FollowedPage {
    pub(super) fn new(
        page: Page,
        view: OwnView,
        answers: &Answers,
        faults: &Faults,
        (picked, limits): (PickedFiles, Limits),
    ) -> Self {
        let lang = page.reader.lang;
        let fields = Fields::new(lang, faults);
        let OwnView { file, supplement, fee, reply, rating } = view;
        let (status, is_open) = (file.row.state.status, file.case.is_open());
        let given = rating.map(|rating| rating.stars);
        Self {
            summary: faults.summary(lang),
            status: word(lang, "status", status.as_str()),
            turn: lang.text(&format!("portal-turn-{}", status.as_str().replace('_', "-"))),
            is_own_turn: matches!(status, Status::AwaitingSupplement | Status::AwaitingPayment),
            submitted_on: file.case.submitted_on,
            received_on: file.row.state.received_on,
            due: file.deadline.as_ref().map(|deadline| due(lang, &file, deadline)),
            explanation: file
                .deadline
                .as_ref()
                .map(|deadline| Explanation::of(lang, &deadline.trace, &file.agency.calendar)),
            course: file.history.iter().map(|act| (act.on, narrate::event(lang, &act.event))).collect(),
            supplement: supplement.map(|asked| asked_supplement(lang, asked, fields, answers, (picked, limits))),
            fee: fee.map(|owed| owed_fee(lang, owed)),
            reply: reply.map(|own| own_reply(&page, own, &file.agency.policy.remedies)),
            withdrawal: is_open.then(|| {
                let sure = fields.tick("sure", "portal-withdraw-sure", !answers.sure.is_empty());
                (fields.area("reason", "portal-withdraw-reason", &answers.reason).rows(3), sure)
            }),
            rating: (!is_open).then(|| Rating {
                given,
                stars: fields.radios("stars", "portal-stars", &answers.stars, stars(lang)).required(),
                words: fields.area("words", "portal-words", &answers.words).rows(3),
            }),
            office: Office::of(lang, &file.agency.policy.contact),
            case_no: file.row.origin.case_no,
            agency: file.agency.name,
            subject: file.row.state.subject,
            page,
        }
    }
}

/// What the date means today.
fn due(lang: Lang, file: &CaseFile, deadline: &Deadline) -> Due {
    let text = |on: Option<NaiveDate>| on.map(|on| on.to_string()).unwrap_or_default();
    let remaining = deadline.remaining_working_days.unwrap_or_default();
    let is_open = file.row.state.is_open;
    let (id, tone) = match deadline.state {
        DeadlineState::Running if remaining == 0 => ("web-due-today", "today"),
        DeadlineState::Running => ("web-due-running", "calm"),
        DeadlineState::Stopped => ("web-verdict-restarted", "still"),
        DeadlineState::Late if is_open => ("web-due-late", "late"),
        DeadlineState::Late => ("web-due-ended-late", "late"),
        DeadlineState::Met => ("web-verdict-met", "done"),
    };
    let particulars = [
        ("left", remaining.into()),
        ("late", (-remaining).into()),
        ("closed", text(file.row.state.closed_on).into()),
        ("restarted", text(deadline.due_if_restarted_today).into()),
    ];
    Due { date: deadline.due_on, note: lang.with(id, &particulars), tone, is_provisional: deadline.provisional }
}

fn asked_supplement(
    lang: Lang,
    AskedSupplement { respond_by, items }: AskedSupplement,
    fields: Fields<'_>,
    answers: &Answers,
    (picked, limits): (PickedFiles, Limits),
) -> Supplement {
    Supplement {
        respond_by,
        items,
        text: fields.area("text", "portal-supplement-text", &answers.text).required(),
        files: fields.files("file", "portal-files", &drafts::accept()).hint(drafts::hint(lang, limits)),
        draft: answers.draft.clone(),
        picked,
    }
}

fn owed_fee(lang: Lang, OwedFee { notice, fee, payable_by, acknowledged }: OwedFee) -> Fee {
    let unit = match notice.quantity {
        FeeQuantity::Item { .. } => "portal-fee-items",
        FeeQuantity::Page { .. } => "portal-fee-pages",
    };
    let lines = fee.map(|fee| fee.lines).unwrap_or_default();
    let tiers = lines.into_iter().map(|line| {
        let particulars = [("from", line.from.into()), ("to", line.to.into()), ("count", line.count.into())];
        (lang.with(unit, &particulars), line.unit_yuan, line.subtotal_yuan)
    });
    Fee { amount_yuan: notice.amount_yuan, payable_by, tiers: tiers.collect(), is_acknowledged: acknowledged }
}

/// How to contest a reply: until when, and where.
fn contested(lang: Lang, remedies: Remedies, RemedyBodies { reconsideration, court }: &RemedyBodies) -> Vec<String> {
    let say = |(general, named): (&str, &str), on: NaiveDate, name: &str| {
        let id = if name.is_empty() { general } else { named };
        lang.with(id, &[("on", on.to_string().into()), ("name", name.to_owned().into())])
    };
    let ids = ("portal-remedy-reconsideration", "portal-remedy-reconsideration-named");
    let first = say(ids, remedies.reconsideration_by, reconsideration);
    let second = match remedies.litigation_by {
        Some(by) => say(("portal-remedy-litigation", "portal-remedy-litigation-named"), by, court),
        None => lang.text("portal-remedy-review-first"),
    };
    vec![first, second]
}

fn own_reply(page: &Page, OwnReply { reply, text, files, remedies }: OwnReply, bodies: &RemedyBodies) -> Reply {
    let lang = page.reader.lang;
    let file = |row: crate::store::attachments::AttachmentRow| {
        let bytes = u64::try_from(row.file.bytes).unwrap_or_default();
        (row.file.name, drafts::size(lang, bytes), page.href(&format!("/follow/request/files/{}", row.id)))
    };
    Reply {
        dispatched_on: reply.dispatched_on.on,
        document_no: reply.document_no,
        outcome: word(lang, "outcome", reply.outcome.as_str()),
        text,
        files: files.into_iter().map(file).collect(),
        remedies: contested(lang, remedies, bodies),
    }
}

fn stars(lang: Lang) -> Vec<Choice> {
    let choice = |stars: u8| Choice::new(&stars.to_string(), lang.text(&format!("portal-stars-{stars}")));
    (1..=5).rev().map(choice).collect()
}
