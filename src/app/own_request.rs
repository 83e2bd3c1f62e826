//! 本人申请: what an applicant sees and does with a request, named by its number and its query code.
//!
//! A wrong number and a wrong code are the same to whoever tries them. What is shown is the applicant's own: no
//! notes, no names of officers, no third party's, no draft; the reply once it has been sent.

use std::sync::Arc;

use chrono::NaiveDate;

use super::act::{Act, Order, act_once, decide_anew};
use super::attachments::{self, Adding, Addition, Kept};
use super::case_file::{self, CaseFile};
use super::once::{self, OnceKey};
use super::{Agency, App, AppError, calendars, fees, sealing};
use crate::domain::attachment::FilePurpose;
use crate::domain::case::{Case, Command, CommandKind, Event, FeeNotice, Refused, Reply};
use crate::domain::fee::Fee;
use crate::domain::ids::{AttachmentId, CaseId};
use crate::domain::mail::Language;
use crate::domain::query_code::QueryCode;
use crate::domain::remedies::Remedies;
use crate::domain::role::Actor;
use crate::keys::Purpose;
use crate::store::attachments::AttachmentRow;
use crate::store::correspondents::{self, CorrespondentRow};
use crate::store::ratings::{self, RatingRow};
use crate::store::{DbConn, StoreError, agencies, cases, fee_acknowledgements};

/// A request that its applicant has named.
#[derive(Debug, Clone)]
pub struct OwnRequest {
    /// Whose desk it is on.
    pub agency: Agency,
    /// The case.
    pub case: CaseId,
}

/// A request as its applicant sees it.
#[derive(Debug, Clone)]
pub struct OwnView {
    /// The case file, with the entries of the history that concern the applicant.
    pub file: CaseFile,
    /// What the applicant is asked to make clearer.
    pub supplement: Option<AskedSupplement>,
    /// The fee that waits for payment with its tiers, and when the applicant acknowledged it.
    pub fee: Option<OwedFee>,
    /// The last reply with its files.
    pub reply: Option<OwnReply>,
    /// What the applicant said of the handling.
    pub rating: Option<RatingRow>,
}

/// 补正通知 that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedSupplement {
    /// The last day.
    pub respond_by: NaiveDate,
    /// 需要补正的事项
    pub items: String,
}

/// A fee that waits for payment.
#[derive(Debug, Clone)]
pub struct OwedFee {
    /// The notice.
    pub notice: FeeNotice,
    /// The tiers; none where the amount follows from no tariff.
    pub fee: Option<Fee>,
    /// 最后缴费日
    pub payable_by: Option<NaiveDate>,
    /// When the applicant said that it was seen (UTC).
    pub acknowledged: bool,
}

/// A reply as it was sent.
#[derive(Debug, Clone)]
pub struct OwnReply {
    /// When, under which number, with which result.
    pub reply: Reply,
    /// What it says; an older register does not tell.
    pub text: Option<String>,
    /// Its files.
    pub files: Vec<AttachmentRow>,
    /// How it may be contested, and until when.
    pub remedies: Remedies,
}

/// The request with this number and this query code.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`] if there is none.
pub fn find(app: &App, case_no: &str, query_code: &str) -> Result<OwnRequest, AppError> {
    let not_found = || StoreError::NotFound { what: "request", key: case_no.trim().to_owned() };
    // A mistyped code takes the same way as a wrong one.
    let code = query_code.parse::<QueryCode>();
    let hash =
        sealing::keyring(app)?.keyed_hash(Purpose::QueryCode, code.as_ref().map_or("", |code| QueryCode::as_str(code)));
    // What is looked up is a keyed hash: how long it takes tells nothing about any code.
    let found = app.store.read(|conn| {
        let Some(row) = cases::find_by_query_code(conn, &hash, case_no.trim())? else { return Ok(None) };
        let agency = agencies::find(conn, row.origin.agency_id)?;
        Ok::<_, StoreError>(Some((row, agency)))
    })?;
    let Some((row, agency)) = found.filter(|_| code.is_ok()) else { return Err(not_found().into()) };
    Ok(OwnRequest { agency: Agency::from_row(app, agency)?, case: row.id })
}

/// The request as its applicant sees it.
///
/// # Errors
/// [`AppError::Store`].
pub fn view(app: &App, own: &OwnRequest) -> Result<OwnView, AppError> {
    let mut file = open(app, own)?;
    let reply = own_reply(app, &file)?;
    file.history.retain(concerns_applicant);
    let supplement = file.case.open_supplement().and_then(|_| file.history.iter().rev().find_map(asked_supplement));
    let fee = owed_fee(app, own, &file.case)?;
    let rating = app.store.read(|conn| ratings::find(conn, own.case))?;
    Ok(OwnView { file, supplement, fee, reply, rating })
}

fn open(app: &App, own: &OwnRequest) -> Result<CaseFile, AppError> {
    case_file::open_case_of(app, &own.agency, own.case)
}

fn asked_supplement(act: &case_file::Act) -> Option<AskedSupplement> {
    let Event::SupplementRequested { respond_by, items } = &act.event else { return None };
    Some(AskedSupplement { respond_by: *respond_by, items: items.clone() })
}

fn owed_fee(app: &App, own: &OwnRequest, case: &Case) -> Result<Option<OwedFee>, AppError> {
    let Some(notice) = case.open_fee().cloned() else { return Ok(None) };
    let fee = fees::assess(app, &own.agency, own.case, notice.quantity)?;
    let within = case.regime.as_deref().and_then(|regime| regime.fee.payable_within.as_ref());
    let payable_by = within
        .map(|period| own.agency.calendar.add_working_days(notice.notified_on.on, period.working_days))
        .transpose()?
        .map(|last| last.on);
    let version = i32::try_from(notice.notified_on.version).unwrap_or(i32::MAX);
    let acknowledged = app.store.read(|conn| fee_acknowledgements::exists(conn, own.case, version))?;
    Ok(Some(OwedFee { notice, fee, payable_by, acknowledged }))
}

fn own_reply(app: &App, file: &CaseFile) -> Result<Option<OwnReply>, AppError> {
    let Some(reply) = file.case.replies.last().cloned() else { return Ok(None) };
    let reached_on = reply.delivered_on.unwrap_or(reply.dispatched_on).on;
    let remedies = Remedies::against(reply.outcome, reached_on);
    let (text, files) = (sent_text(&file.history), attachments::released(app, file.row.id)?);
    Ok(Some(OwnReply { text, files, remedies, reply }))
}

/// The draft that became the last reply: once it is sent the case keeps none, and a later one is nobody's business yet.
fn sent_text(history: &[case_file::Act]) -> Option<String> {
    let mut back = history.iter().rev().skip_while(|act| !matches!(act.event, Event::Replied { .. }));
    let Event::Replied { digest: Some(_), .. } = back.next()?.event else { return None };
    back.find_map(|act| if let Event::ReplyDrafted { draft } = &act.event { Some(draft.text.clone()) } else { None })
}

/// Whether an entry of the history is shown to the applicant.
fn concerns_applicant(act: &case_file::Act) -> bool {
    !matches!(
        act.event,
        Event::Assigned { .. }
            | Event::Noted { .. }
            | Event::Linked { .. }
            | Event::ReplyDrafted { .. }
            | Event::SubmittedForReview { .. }
            | Event::ReviewPassed { .. }
            | Event::ReviewSentBack { .. }
            | Event::ReviewReferred { .. }
            | Event::ReviewRecorded { .. }
            | Event::AttachmentMarkedSecret { .. }
            | Event::AttachmentsPurged { .. }
    )
}

/// 补正 by the applicant, with files: both in one transaction, once under the same key.
///
/// # Errors
/// [`AppError::Refused`] if no supplement is awaited; then no file is kept either.
pub fn supplement(
    app: &App,
    own: &OwnRequest,
    text: Option<String>,
    files: Vec<Kept>,
    once: Option<OnceKey>,
) -> Result<(), AppError> {
    calendars::with_current(app, &own.agency, |agency| {
        let supplement = Arc::new(Supplement::new(app, agency, own.case, text.clone(), files.clone(), once.clone()));
        decide_anew(|| {
            let supplement = Arc::clone(&supplement);
            app.store.write_blocking(move |conn| supplement.run(conn))
        })
    })
}

/// A supplement with all it needs, so that it can be run again.
struct Supplement {
    files: Option<Adding>,
    act: Act,
    once: Option<OnceKey>,
}

impl Supplement {
    fn new(
        app: &App,
        agency: &Agency,
        case: CaseId,
        text: Option<String>,
        files: Vec<Kept>,
        once: Option<OnceKey>,
    ) -> Self {
        let (actor, purpose, on) = (Actor::Applicant, FilePurpose::Supplement, app.clock.today());
        let addition = Addition { case, actor: actor.clone(), purpose, files, once: None };
        let files = (!addition.files.is_empty()).then(|| Adding::new(app, agency, addition));
        let command = Command::ReceiveSupplement { text };
        let order = Order { agency, case, expected: None, actor: &actor, command, on, once: None };
        Self { files, act: Act::new(app, order), once }
    }

    fn run(&self, conn: &mut DbConn) -> Result<(), AppError> {
        once::run(conn, self.once.as_ref(), |conn| {
            if let Some(files) = &self.files {
                files.add(conn)?;
            }
            self.act.perform(conn).map(|_| ())
        })
    }
}

/// 撤回申请 by the applicant, once under the same key.
///
/// # Errors
/// [`AppError::Refused`] if the request has ended.
pub fn withdraw(app: &App, own: &OwnRequest, reason: Option<String>, once: Option<OnceKey>) -> Result<(), AppError> {
    let (agency, actor, on) = (&own.agency, &Actor::Applicant, app.clock.today());
    let command = Command::Withdraw { reason };
    act_once(app, Order { agency, case: own.case, expected: None, actor, command, on, once }).map(|_| ())
}

/// The applicant says that the fee notice has been seen, once under the same key.
///
/// # Errors
/// [`AppError::Refused`] if none waits for payment.
pub fn acknowledge_fee(app: &App, own: &OwnRequest, once: Option<OnceKey>) -> Result<(), AppError> {
    let (id, now) = (own.case, app.clock.now());
    let case = open(app, own)?.case;
    let version = case.open_fee().map(|notice| i32::try_from(notice.notified_on.version).unwrap_or(i32::MAX));
    let refused = Refused::WrongStatus { status: case.status, command: CommandKind::RecordPayment };
    app.store.write_blocking(move |conn| {
        once::run(conn, once.as_ref(), |conn| {
            let version = version.ok_or_else(|| refused.clone())?;
            Ok(fee_acknowledgements::put(conn, id, version, now)?)
        })
    })
}

/// 评价; `false` while the request is open.
///
/// # Errors
/// [`AppError::Store`].
pub fn rate(app: &App, own: &OwnRequest, stars: u8, words: Option<String>) -> Result<bool, AppError> {
    if open(app, own)?.case.is_open() {
        return Ok(false);
    }
    let row = RatingRow { case_id: own.case, stars: i32::from(stars), words, rated_at: app.clock.now() };
    app.store.write_blocking(move |conn| Ok::<_, AppError>(ratings::put(conn, &row)?))?;
    Ok(true)
}

/// 通信方式: in which language the applicant is written to, whether the reply itself comes by e-mail, whether the
/// last days of the remedies are called to mind. `false` if the applicant gave no e-mail address.
///
/// # Errors
/// [`AppError::Store`].
pub fn choose_mail(app: &App, own: &OwnRequest, choice: MailChoice) -> Result<bool, AppError> {
    let case = own.case;
    Ok(app.store.write_blocking(move |conn| {
        let Some(known) = correspondents::find(conn, case)? else { return Ok::<_, StoreError>(false) };
        let row = CorrespondentRow {
            case_id: case,
            language: choice.language.unwrap_or(known.language),
            reply_enclosed: choice.reply_enclosed.unwrap_or(known.reply_enclosed),
            appeal_reminder: choice.appeal_reminder.unwrap_or(known.appeal_reminder),
        };
        correspondents::put(conn, &row)?;
        Ok(true)
    })?)
}

/// How an applicant wants to be written to; what is not named stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailChoice {
    /// 语言
    pub language: Option<Language>,
    /// Whether the reply itself comes by e-mail.
    pub reply_enclosed: Option<bool>,
    /// Whether the last days of the remedies are called to mind.
    pub appeal_reminder: Option<bool>,
}

/// A file of the reply that was sent.
///
/// # Errors
/// [`AppError::Store`] with [`StoreError::NotFound`].
pub fn file(app: &App, own: &OwnRequest, id: AttachmentId) -> Result<AttachmentRow, AppError> {
    let found = attachments::released(app, own.case)?.into_iter().find(|row| row.id == id);
    found.ok_or_else(|| StoreError::NotFound { what: "attachment", key: id.to_string() }.into())
}
