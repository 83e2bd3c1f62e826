//! 查询条件: what is asked of a register, in the words of those who ask.

use chrono::NaiveDate;

use crate::domain::calendar::{Calendar, OutsideCalendar};
use crate::domain::code::{Category, Channel, coded_enum};
use crate::domain::ids::{ApplicantId, OfficerId, SectionId};
use crate::domain::outcome::Outcome;
use crate::domain::search::Query;
use crate::domain::status::Status;
use crate::store::queue::{Assigned, Filter, Order, Span};

coded_enum! {
    /// 待办分类: the tabs of the queue.
    Tab {
        /// 待确认收到 (art 31)
        Unconfirmed = "unconfirmed",
        /// 未办结
        Open = "open",
        /// 审查中 (art 17)
        InReview = "in_review",
        /// 待我审查: the next step is of a role that I hold there, and I have had no other step of it (R17)
        MyReview = "my_review",
        /// 待发出: every step passed
        ToDispatch = "to_dispatch",
        /// 待补正 (art 30)
        Supplement = "supplement",
        /// 待缴费
        Payment = "payment",
        /// 即将到期: due today or within three working days
        DueSoon = "due_soon",
        /// 超期
        Late = "late",
        /// 已结束
        Closed = "closed",
        /// 登记簿: all of them
        All = "all",
    }
}

coded_enum! {
    /// 排序 of a list.
    Sort {
        /// First due first; what has no due date last
        Due = "due",
        /// Last received first, after what waits to be received
        Received = "received",
        /// The last number first, agency after agency
        Number = "number",
        /// Last changed first
        Updated = "updated",
    }
}

/// Within so many working days something is due soon.
pub const SOON_WORKING_DAYS: u32 = 3;

/// 承办人, as somebody asks for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assignee {
    /// Whoever asks.
    Me,
    /// This person.
    Officer(OfficerId),
    /// Anybody at all.
    Somebody,
    /// 未分办
    Nobody,
}

/// Which cases are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// 待办分类
    pub tab: Tab,
    /// 排序
    pub sort: Sort,
    /// With every agency below in which one has a role.
    pub subtree: bool,
    /// 办理状态
    pub status: Option<Status>,
    /// 承办人
    pub assignee: Option<Assignee>,
    /// 承办科室
    pub section: Option<SectionId>,
    /// 答复期限届满之日
    pub due: Span,
    /// 收到申请之日
    pub received: Span,
    /// 申请渠道
    pub channel: Option<Channel>,
    /// 申请人类别
    pub category: Option<Category>,
    /// 办理结果
    pub outcome: Option<Outcome>,
    /// 申请人: all files of the identity that this file is of.
    pub applicant: Option<ApplicantId>,
    /// 申请人: everybody of this name, where whoever asks may know who asks for what.
    pub named: Option<String>,
    /// Words that stand in the case, as [`search`](crate::app::search) finds them.
    pub words: Option<Query>,
}

impl Question {
    /// All of a tab, in an order.
    #[must_use]
    pub fn new(tab: Tab, sort: Sort) -> Self {
        Self {
            tab,
            sort,
            subtree: false,
            status: None,
            assignee: None,
            section: None,
            due: Span::default(),
            received: Span::default(),
            channel: None,
            category: None,
            outcome: None,
            applicant: None,
            named: None,
            words: None,
        }
    }

    /// The same question of another tab.
    #[must_use]
    pub fn at(&self, tab: Tab) -> Self {
        Self { tab, ..self.clone() }
    }

    /// What the store is asked, by this person on this day; the applicant's files, the words and whose turn it is
    /// are looked up there.
    pub(super) fn filter(
        &self,
        me: Option<OfficerId>,
        calendar: &Calendar,
        today: NaiveDate,
    ) -> Result<Filter, OutsideCalendar> {
        let mut filter = Filter {
            statuses: self.statuses(),
            due: self.due,
            received: self.received,
            running_on: None,
            assigned: self.assignee.map(|assignee| assigned(assignee, me)),
            section: self.section,
            channel: self.channel,
            category: self.category,
            outcome: self.outcome,
            applicants: None,
            cases: None,
            turn: None,
        };
        match self.tab {
            Tab::DueSoon => {
                let until = calendar.add_working_days(today, SOON_WORKING_DAYS)?.on;
                filter.running_on = Some(today);
                filter.due = within(self.due, Some(today), Some(until));
            }
            Tab::Late => {
                filter.running_on = Some(today);
                filter.due = within(self.due, None, today.pred_opt());
            }
            Tab::Unconfirmed
            | Tab::Open
            | Tab::InReview
            | Tab::MyReview
            | Tab::ToDispatch
            | Tab::Supplement
            | Tab::Payment
            | Tab::Closed
            | Tab::All => {}
        }
        Ok(filter)
    }

    fn statuses(&self) -> Option<Vec<Status>> {
        let all = || Status::ALL.iter().copied();
        let of_tab: Vec<Status> = match self.tab {
            Tab::All if self.status.is_none() => return None,
            Tab::All => all().collect(),
            Tab::Open | Tab::DueSoon | Tab::Late => all().filter(|status| status.is_open()).collect(),
            Tab::Closed => all().filter(|status| !status.is_open()).collect(),
            Tab::Unconfirmed => vec![Status::AwaitingConfirmation],
            Tab::InReview | Tab::MyReview => vec![Status::InReview],
            Tab::ToDispatch => vec![Status::Cleared],
            Tab::Supplement => vec![Status::AwaitingSupplement],
            Tab::Payment => vec![Status::AwaitingPayment],
        };
        Some(of_tab.into_iter().filter(|status| self.status.is_none_or(|asked| asked == *status)).collect())
    }
}

impl Tab {
    /// Whether every case has to be looked at to be counted, or there are as many as the years have brought.
    pub(super) fn is_counted_to_a_thousand(self) -> bool {
        match self {
            Self::DueSoon | Self::Late | Self::Closed | Self::All => true,
            Self::Unconfirmed
            | Self::Open
            | Self::InReview
            | Self::MyReview
            | Self::ToDispatch
            | Self::Supplement
            | Self::Payment => false,
        }
    }
}

impl Sort {
    /// The order in the store.
    pub(super) fn order(self) -> Order {
        match self {
            Self::Due => Order::Due,
            Self::Received => Order::Received,
            Self::Number => Order::Number,
            Self::Updated => Order::Updated,
        }
    }
}

/// Nobody who has not signed in is assigned anything; ids begin at 1.
fn assigned(assignee: Assignee, me: Option<OfficerId>) -> Assigned {
    match assignee {
        Assignee::Me => Assigned::To(me.unwrap_or(OfficerId(0))),
        Assignee::Officer(officer) => Assigned::To(officer),
        Assignee::Somebody => Assigned::Somebody,
        Assignee::Nobody => Assigned::Nobody,
    }
}

/// What both spans have in common.
fn within(asked: Span, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Span {
    let latest = [asked.from, from].into_iter().flatten().max();
    let earliest = [asked.to, to].into_iter().flatten().min();
    Span { from: latest, to: earliest }
}
