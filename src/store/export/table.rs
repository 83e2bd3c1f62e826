//! Every table as it travels: how its rows are read in order, written as a line, and put back.

use std::io::Write;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Date, Integer, Text};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::line;
use super::restore::Lines;
use crate::store::admin_log::AdminEventRow;
use crate::store::agencies::{AgencyRow, SectionRow};
use crate::store::applicants::ApplicantRow;
use crate::store::attachments::AttachmentRow;
use crate::store::bulletins::BulletinRow;
use crate::store::calendar_feeds::FeedRow;
use crate::store::calendar_files::CalendarFileRow;
use crate::store::cases::CaseRow;
use crate::store::conn::{DbConn, on_both};
use crate::store::correspondents::CorrespondentRow;
use crate::store::counters::CounterRow;
use crate::store::duty_notices::NoticeRow;
use crate::store::duty_runs::DutyRunRow;
use crate::store::error::StoreResult;
use crate::store::events::EventRow;
use crate::store::fee_acknowledgements::FeeAcknowledgementRow;
use crate::store::letter_templates::{LetterTemplateRow, SealPictureRow};
use crate::store::letters::LetterRow;
use crate::store::mail_templates::MailTemplateRow;
use crate::store::mails::MailRow;
use crate::store::meta::MetaRow;
use crate::store::offers::OfferRow;
use crate::store::officers::{OfficerRoleRow, OfficerRow};
use crate::store::outbox::MessageRow;
use crate::store::ratings::RatingRow;
use crate::store::register_imports::HeadingRow;
use crate::store::report_entries::ReportEntryRow;
use crate::store::report_outsiders::ReportOutsiderRow;
use crate::store::report_texts::ReportTextRow;
use crate::store::reports::{ReportEventRow, ReportRow};
use crate::store::saved_views::SavedViewRow;
use crate::store::schema;
use crate::store::seals::SealRow;
use crate::store::tallies::TallyRow;
use crate::store::unsealings::UnsealingRow;
use crate::store::urgings::UrgingRow;
use crate::store::webhooks::WebhookRow;
use crate::store::year_closings::YearClosingRow;

/// Rows in memory and in one statement; a case has 30 values and SQLite takes 32,766 in all.
const ROWS_AT_ONCE: i64 = 500;

/// A table, whatever its rows are.
pub(super) struct Table {
    pub(super) name: &'static str,
    /// Whether its ids are numbers that the database gives.
    pub(super) gives_ids: bool,
    pub(super) export: fn(&mut DbConn, &mut dyn Write) -> StoreResult<u64>,
    pub(super) restore: fn(&mut DbConn, &mut Lines<'_>) -> StoreResult<u64>,
    pub(super) is_empty: fn(&mut DbConn) -> StoreResult<bool>,
}

/// Every table, each after those it refers to.
pub(super) const TABLES: &[Table] = &[
    Table::of::<MetaRow>(),
    Table::of::<AgencyRow>(),
    Table::of::<SectionRow>(),
    Table::of::<OfficerRow>(),
    Table::of::<OfficerRoleRow>(),
    Table::of::<ApplicantRow>(),
    Table::of::<CaseRow>(),
    Table::of::<EventRow>(),
    Table::of::<AttachmentRow>(),
    // After the events: a sealed day takes no more of them.
    Table::of::<SealRow>(),
    Table::of::<TallyRow>(),
    Table::of::<CounterRow>(),
    Table::of::<ReportEntryRow>(),
    Table::of::<RatingRow>(),
    Table::of::<OfferRow>(),
    Table::of::<FeeAcknowledgementRow>(),
    Table::of::<UnsealingRow>(),
    Table::of::<CalendarFileRow>(),
    Table::of::<AdminEventRow>(),
    Table::of::<SavedViewRow>(),
    Table::of::<ReportEventRow>(),
    Table::of::<ReportRow>(),
    Table::of::<ReportTextRow>(),
    Table::of::<ReportOutsiderRow>(),
    Table::of::<WebhookRow>(),
    Table::of::<MessageRow>(),
    Table::of::<FeedRow>(),
    Table::of::<DutyRunRow>(),
    Table::of::<NoticeRow>(),
    Table::of::<YearClosingRow>(),
    Table::of::<BulletinRow>(),
    Table::of::<CorrespondentRow>(),
    Table::of::<MailRow>(),
    Table::of::<MailTemplateRow>(),
    Table::of::<UrgingRow>(),
    Table::of::<LetterRow>(),
    Table::of::<LetterTemplateRow>(),
    Table::of::<SealPictureRow>(),
    Table::of::<HeadingRow>(),
];

impl Table {
    const fn of<R: Row>() -> Self {
        Self {
            name: R::TABLE,
            gives_ids: R::GIVES_IDS,
            export: export::<R>,
            restore: restore::<R>,
            is_empty: |conn| Ok(R::after(conn, None, 1)?.is_empty()),
        }
    }
}

/// A row that can be written to a file and put back.
trait Row: Sized + Serialize + DeserializeOwned {
    const TABLE: &'static str;
    const GIVES_IDS: bool;

    /// The rows after `last` in the order of the table's key, at most `size`.
    fn after(conn: &mut DbConn, last: Option<&Self>, size: i64) -> StoreResult<Vec<Self>>;
    /// Puts rows back as they were, with their ids.
    fn insert(conn: &mut DbConn, rows: &[Self]) -> StoreResult<()>;
}

#[derive(Serialize)]
struct Line<'a, R> {
    table: &'static str,
    row: &'a R,
}

fn export<R: Row>(conn: &mut DbConn, mut out: &mut dyn Write) -> StoreResult<u64> {
    let mut count = 0;
    let mut rows = R::after(conn, None, ROWS_AT_ONCE)?;
    while let Some(last) = rows.last() {
        for row in &rows {
            line(&mut out, &Line { table: R::TABLE, row })?;
        }
        count += rows.len() as u64;
        rows = R::after(conn, Some(last), ROWS_AT_ONCE)?;
    }
    Ok(count)
}

fn restore<R: Row>(conn: &mut DbConn, lines: &mut Lines<'_>) -> StoreResult<u64> {
    let mut count = 0;
    loop {
        let rows: Vec<R> = lines.rows_of(R::TABLE, ROWS_AT_ONCE)?;
        if rows.is_empty() {
            return Ok(count);
        }
        R::insert(conn, &rows).map_err(|error| lines.refused(error))?;
        count += rows.len() as u64;
    }
}

/// A row type, its table, whether the database gives its ids, and its key: each column with its type
/// and where the row has it.
macro_rules! row {
    ($row:ty, $table:ident, gives_ids: $gives:literal, |$last:ident|
     $first:ident: $first_kind:ty = $first_value:expr $(, $more:ident: $kind:ty = $value:expr)*) => {
        impl Row for $row {
            const TABLE: &'static str = stringify!($table);
            const GIVES_IDS: bool = $gives;

            fn after(conn: &mut DbConn, last: Option<&Self>, size: i64) -> StoreResult<Vec<Self>> {
                use schema::$table::dsl;
                let ordered = dsl::$table.order((dsl::$first, $(dsl::$more),*)).limit(size);
                let mut query = ordered.select(<$row>::as_select()).into_boxed();
                if let Some($last) = last {
                    let later = sql::<Bool>(concat!("(", stringify!($first), $(", ", stringify!($more),)* ") > ("))
                        .bind::<$first_kind, _>($first_value)
                        $(.sql(", ").bind::<$kind, _>($value))*
                        .sql(")");
                    query = query.filter(later);
                }
                Ok(query.load(conn)?)
            }

            fn insert(conn: &mut DbConn, rows: &[Self]) -> StoreResult<()> {
                on_both!(conn, c => diesel::insert_into(schema::$table::table).values(rows).execute(c))?;
                Ok(())
            }
        }
    };
}

row!(MetaRow, meta, gives_ids: false, |last| key: Text = &last.key);
row!(AgencyRow, agencies, gives_ids: true, |last| id: BigInt = last.id);
row!(SectionRow, sections, gives_ids: true, |last| id: BigInt = last.id);
row!(OfficerRow, officers, gives_ids: true, |last| id: BigInt = last.id);
row!(OfficerRoleRow, officer_roles, gives_ids: false, |last|
    officer_id: BigInt = last.officer_id, agency_id: BigInt = last.agency_id,
    role: Text = last.role, subtree: Bool = last.subtree);
row!(ApplicantRow, applicants, gives_ids: true, |last| id: BigInt = last.id);
row!(CaseRow, cases, gives_ids: true, |last| id: BigInt = last.id);
row!(EventRow, events, gives_ids: false, |last| case_id: BigInt = last.case_id, version: Integer = last.version);
row!(AttachmentRow, attachments, gives_ids: true, |last| id: BigInt = last.id);
row!(SealRow, seals, gives_ids: false, |last| day: Date = last.day);
row!(TallyRow, tallies, gives_ids: false, |last|
    agency_id: BigInt = last.agency_id, year: Integer = last.year,
    measure: Text = &last.measure, category: Text = last.category);
row!(CounterRow, counters, gives_ids: false, |last|
    agency_id: BigInt = last.agency_id, kind: Text = &last.kind, year: Integer = last.year);
row!(ReportEntryRow, report_entries, gives_ids: false, |last|
    agency_id: BigInt = last.agency_id, year: Integer = last.year, cell: Text = &last.cell);
row!(FeeAcknowledgementRow, fee_acknowledgements, gives_ids: false, |last|
    case_id: BigInt = last.case_id, version: Integer = last.version);
row!(UnsealingRow, unsealings, gives_ids: false, |last|
    case_id: BigInt = last.case_id, officer_id: BigInt = last.officer_id, on_date: Date = last.on_date);
row!(RatingRow, ratings, gives_ids: false, |last| case_id: BigInt = last.case_id);
row!(OfferRow, offers, gives_ids: false, |last| agency_id: BigInt = last.agency_id, day: Date = last.day);
row!(CalendarFileRow, calendar_files, gives_ids: false, |last| name: Text = &last.name);
row!(AdminEventRow, admin_events, gives_ids: false, |last|
    agency_id: BigInt = last.agency_id, version: Integer = last.version);
row!(SavedViewRow, saved_views, gives_ids: true, |last| id: BigInt = last.id);
row!(ReportEventRow, report_events, gives_ids: false, |last|
    agency_id: BigInt = last.agency_id, year: Integer = last.year, scope: Text = last.scope,
    version: Integer = last.version);
row!(ReportRow, reports, gives_ids: false, |last|
    agency_id: BigInt = last.agency_id, year: Integer = last.year, scope: Text = last.scope);
row!(ReportTextRow, report_texts, gives_ids: false, |last|
    agency_id: BigInt = last.agency_id, year: Integer = last.year, scope: Text = last.scope, part: Text = last.part,
    version: Integer = last.version);
row!(ReportOutsiderRow, report_outsiders, gives_ids: false, |last|
    agency_id: BigInt = last.agency_id, year: Integer = last.year, name: Text = &last.name);
row!(WebhookRow, webhooks, gives_ids: true, |last| id: BigInt = last.id);
row!(MessageRow, outbox, gives_ids: true, |last| id: BigInt = last.id);
row!(FeedRow, calendar_feeds, gives_ids: true, |last| id: BigInt = last.id);
row!(DutyRunRow, duty_runs, gives_ids: false, |last| duty: Text = last.duty, run_on: Date = last.run_on);
row!(NoticeRow, duty_notices, gives_ids: false, |last|
    kind: Text = last.kind, subject: BigInt = last.subject, about: Text = &last.about);
row!(YearClosingRow, year_closings, gives_ids: false, |last|
    agency_id: BigInt = last.agency_id, year: Integer = last.year, scope: Text = last.scope);
row!(BulletinRow, bulletins, gives_ids: false, |last|
    agency_id: BigInt = last.agency_id, period: Text = &last.period, section_id: BigInt = last.section_id);
row!(CorrespondentRow, correspondents, gives_ids: false, |last| case_id: BigInt = last.case_id);
row!(MailRow, mails, gives_ids: true, |last| id: BigInt = last.id);
row!(MailTemplateRow, mail_templates, gives_ids: false, |last|
    agency_id: BigInt = last.agency_id, kind: Text = last.kind, language: Text = last.language);
row!(UrgingRow, urgings, gives_ids: true, |last| id: BigInt = last.id);
row!(LetterRow, letters, gives_ids: true, |last| id: BigInt = last.id);
row!(LetterTemplateRow, letter_templates, gives_ids: false, |last|
    agency_id: BigInt = last.agency_id, kind: Text = last.kind);
row!(SealPictureRow, seal_pictures, gives_ids: false, |last| agency_id: BigInt = last.agency_id);
row!(HeadingRow, register_headings, gives_ids: false, |last|
    agency_id: BigInt = last.agency_id, heading: Text = &last.heading);
