//! An example of every kind: what a template is checked and previewed with.

use chrono::NaiveDate;

use super::content::{DigestCase, DigestGroup, Figures, MailContent, MovedDate};
use super::kind::{DigestHeading, Escalation, MailKind};
use crate::domain::code::AppealGroup;
use crate::domain::ids::CaseId;

impl MailContent {
    /// An example of this kind.
    ///
    /// ```
    /// use gongkai_core::domain::mail::{MailContent, MailKind};
    /// for kind in MailKind::ALL {
    ///     assert_eq!(MailContent::sample(*kind).kind(), *kind);
    /// }
    /// ```
    #[must_use]
    pub fn sample(kind: MailKind) -> Self {
        let (monday, due_on) = (day(3, 3), day(3, 31));
        match kind {
            MailKind::Receipt => {
                Self::Receipt { submitted_on: monday, received_on: None, due_on: None, seed: "sample".to_owned() }
            }
            MailKind::Received => Self::Received { received_on: monday, due_on: Some(due_on), provisional: false },
            MailKind::SupplementNotice => Self::SupplementNotice { respond_by: day(3, 20) },
            MailKind::SupplementReminder => Self::SupplementReminder { respond_by: day(3, 20) },
            MailKind::SupplementLapsed => Self::SupplementLapsed { respond_by: Some(day(3, 20)) },
            MailKind::Consultation => Self::Consultation { since: day(3, 14) },
            MailKind::Extension => Self::Extension { working_days: 20, due_on: Some(day(4, 29)) },
            MailKind::FeeNotice => Self::FeeNotice { amount_yuan: 380, payable_by: Some(day(4, 1)) },
            MailKind::FeeReminder => Self::FeeReminder { amount_yuan: 380, payable_by: day(4, 1) },
            MailKind::FeePaid => Self::FeePaid { amount_yuan: 380, due_on: Some(day(4, 29)) },
            MailKind::FeeLapsed => Self::FeeLapsed {},
            MailKind::ReplyReady => Self::ReplyReady { replied_on: day(3, 28), enclosed: false },
            MailKind::AppealReminder => {
                Self::AppealReminder { group: AppealGroup::Reconsideration, last_on: day(5, 27) }
            }
            MailKind::Closed => Self::Closed { closed_on: day(3, 28) },
            MailKind::Assigned => Self::Assigned { due_on: Some(due_on) },
            MailKind::Digest => Self::Digest { on: day(3, 31), groups: digest() },
            MailKind::ReviewWaiting => Self::ReviewWaiting { step: "1".to_owned(), due_on: Some(due_on) },
            MailKind::ReviewSentBack => Self::ReviewSentBack { step: "2".to_owned(), due_on: Some(due_on) },
            MailKind::ReviewPassed => Self::ReviewPassed { due_on: Some(due_on) },
            MailKind::ThirdPartyEnding => Self::ThirdPartyEnding { ends_on: day(4, 7) },
            MailKind::Unconfirmed => Self::Unconfirmed { submitted_on: monday, working_days: 2 },
            MailKind::Late => Self::Late { due_on, working_days: 3, level: Escalation::SectionHead },
            MailKind::Urged => Self::Urged { answer_by: day(4, 3), due_on: Some(due_on) },
            MailKind::UrgingAnswered => Self::UrgingAnswered { answer_by: day(4, 3) },
            MailKind::AppealAnswerDue => {
                Self::AppealAnswerDue { group: AppealGroup::Reconsideration, due_on: day(6, 9) }
            }
            MailKind::DueDatesFixed => Self::DueDatesFixed { cases: moved() },
            MailKind::CalendarMissing => Self::CalendarMissing { year: 2026 },
            MailKind::ReportReady => Self::ReportReady { year: 2024, findings: 2 },
            MailKind::ReportUnsigned => Self::ReportUnsigned { year: 2024, due_on: day(1, 31) },
            MailKind::ReportLate => Self::ReportLate { year: 2024, due_on: day(1, 31) },
            MailKind::UrgingList => Self::UrgingList { from: monday, to: day(3, 31), rows: figures() },
            MailKind::Bulletin => Self::Bulletin { from: day(1, 1), to: day(3, 31), rows: figures() },
            MailKind::Test => Self::Test {},
        }
    }
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, month, day).unwrap_or_default()
}

fn digest() -> Vec<DigestGroup> {
    let case = |id, due_on, working_days| DigestCase {
        case: CaseId(id),
        case_no: format!("2025-{id:05}"),
        due_on: Some(due_on),
        working_days: Some(working_days),
    };
    vec![
        DigestGroup { heading: DigestHeading::Late, total: 1, cases: vec![case(7, day(3, 27), -2)] },
        DigestGroup { heading: DigestHeading::DueToday, total: 1, cases: vec![case(9, day(3, 31), 0)] },
        DigestGroup {
            heading: DigestHeading::DueIn3,
            total: 40,
            cases: vec![case(12, day(4, 2), 2), case(13, day(4, 3), 3)],
        },
    ]
}

fn moved() -> Vec<MovedDate> {
    vec![MovedDate { case_no: "2025-00007".to_owned(), from: Some(day(10, 9)), to: Some(day(10, 10)) }]
}

fn figures() -> Vec<Figures> {
    let whole = Figures {
        agency: "hz-zfb".to_owned(),
        section: None,
        received: 12,
        answered: 10,
        on_time: 9,
        average_working_days: Some("11.5".to_owned()),
        late: 1,
        carried: 3,
    };
    let section = Figures { section: Some("A".to_owned()), answered: 0, average_working_days: None, ..whole.clone() };
    vec![whole, section]
}
