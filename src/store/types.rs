//! How the domain's words and numbers are kept: a code as its text, an id as its number. One generic
//! pair per type serves both databases, and a text that is not a code is an error, not a default.

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::{BigInt, Text};

use crate::domain::annual_report::life::ReportStatus;
use crate::domain::annual_report::narrative::Part;
use crate::domain::annual_report::{OutsiderSource, Scope};
use crate::domain::attachment::{FileKind, FilePurpose};
use crate::domain::code::{Category, Channel};
use crate::domain::duty::{Duty, NoticeKind};
use crate::domain::ids::{
    AgencyId, ApplicantId, AttachmentId, CaseId, FeedId, LetterId, MailId, MessageId, OfficerId, RegisterImportId,
    SectionId, SessionId, UrgingId, ViewId, WebhookId,
};
use crate::domain::letter::{LetterKind, LetterState, LetterText};
use crate::domain::mail::{Language, MailKind, MailState};
use crate::domain::message::{MessageKind, MessageState};
use crate::domain::outcome::Outcome;
use crate::domain::regime::RegimeId;
use crate::domain::register::{Field, ImportState};
use crate::domain::role::Role;
use crate::domain::status::{ClockState, Status};

/// Stores an enum of the domain as its code.
macro_rules! stored_as_code {
    ($($proxy:ident = $code:ident),+ $(,)?) => { $(
        #[derive(AsExpression, FromSqlRow)]
        #[diesel(foreign_derive, sql_type = Text)]
        #[expect(dead_code, reason = "stands in for a type of the domain, which knows no database")]
        struct $proxy($code);

        impl<DB: Backend> ToSql<Text, DB> for $code
        where
            str: ToSql<Text, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                <str as ToSql<Text, DB>>::to_sql(self.as_str(), out)
            }
        }

        impl<DB: Backend> FromSql<Text, DB> for $code
        where
            String: FromSql<Text, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
                Ok(String::from_sql(bytes)?.parse()?)
            }
        }
    )+ };
}

/// Stores an id as its number.
macro_rules! stored_as_number {
    ($($proxy:ident = $id:ident),+ $(,)?) => { $(
        #[derive(AsExpression, FromSqlRow)]
        #[diesel(foreign_derive, sql_type = BigInt)]
        #[expect(dead_code, reason = "stands in for a type of the domain, which knows no database")]
        struct $proxy($id);

        impl<DB: Backend> ToSql<BigInt, DB> for $id
        where
            i64: ToSql<BigInt, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                self.0.to_sql(out)
            }
        }

        impl<DB: Backend> FromSql<BigInt, DB> for $id
        where
            i64: FromSql<BigInt, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
                i64::from_sql(bytes).map(Self)
            }
        }
    )+ };
}

stored_as_code! {
    StatusProxy = Status,
    ClockStateProxy = ClockState,
    ChannelProxy = Channel,
    CategoryProxy = Category,
    OutcomeProxy = Outcome,
    RegimeProxy = RegimeId,
    RegisterFieldProxy = Field,
    ImportStateProxy = ImportState,
    RoleProxy = Role,
    ScopeProxy = Scope,
    ReportStatusProxy = ReportStatus,
    PartProxy = Part,
    OutsiderSourceProxy = OutsiderSource,
    MessageKindProxy = MessageKind,
    MessageStateProxy = MessageState,
    MailKindProxy = MailKind,
    MailStateProxy = MailState,
    LanguageProxy = Language,
    FileKindProxy = FileKind,
    PurposeProxy = FilePurpose,
    DutyProxy = Duty,
    NoticeKindProxy = NoticeKind,
    LetterKindProxy = LetterKind,
    LetterStateProxy = LetterState,
    LetterTextProxy = LetterText,
}

stored_as_number! {
    CaseIdProxy = CaseId,
    AgencyIdProxy = AgencyId,
    ApplicantIdProxy = ApplicantId,
    OfficerIdProxy = OfficerId,
    SectionIdProxy = SectionId,
    AttachmentIdProxy = AttachmentId,
    ViewIdProxy = ViewId,
    WebhookIdProxy = WebhookId,
    MessageIdProxy = MessageId,
    MailIdProxy = MailId,
    UrgingIdProxy = UrgingId,
    LetterIdProxy = LetterId,
    FeedIdProxy = FeedId,
    SessionIdProxy = SessionId,
    RegisterImportIdProxy = RegisterImportId,
}
