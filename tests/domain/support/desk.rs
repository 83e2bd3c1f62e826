//! A desk at which a case is worked: who does what on which day, and what the case says.

use chrono::NaiveDate;
use gongkai::domain::case::decide::gates::{Gate, Passage};
use gongkai::domain::case::{Case, Command, Context, Entry, Event, Mode, Opening, Policy, Refused, Request};
use gongkai::domain::code::{Category, Channel};
use gongkai::domain::deadline::{self, Deadline, DeadlineKind};
use gongkai::domain::ids::OfficerId;
use gongkai::domain::outcome::Outcome;
use gongkai::domain::review::{AttachmentRef, Draft, Ground, ReplyDigest};
use gongkai::domain::role::{Actor, Role};

use crate::calendar::{national, on, rules};

fn officer(id: i64, roles: &[Role]) -> Actor {
    Actor::Officer { id: OfficerId(id), roles: roles.to_vec() }
}

/// 承办人
pub fn clerk() -> Actor {
    officer(1, &[Role::Registrar, Role::CaseOfficer])
}

/// 政府信息公开工作机构负责人
pub fn head() -> Actor {
    officer(2, &[Role::OfficeHead])
}

/// 初审、审核、审发: the reviewer of a step, from 1.
pub fn reviewer(step: i64) -> Actor {
    let role = [Role::PreliminaryReviewer, Role::Examiner, Role::ReleaseAuthority][usize::try_from(step).unwrap() - 1];
    officer(10 + step, &[role])
}

/// Somebody who may do everything.
pub fn anybody(id: i64) -> Actor {
    officer(id, Role::ALL)
}

/// A case in live mode, and the agency's policy.
#[derive(Debug, Clone)]
pub struct Desk {
    pub case: Case,
    pub policy: Policy,
    pub history: Vec<Entry>,
}

impl Desk {
    /// A letter signed for on a day.
    pub fn received(day: &str) -> Self {
        Self::open(&opening(Channel::Post, day, Some(day)), Policy::default())
    }

    /// An online request that nobody has confirmed.
    pub fn submitted_online(day: &str) -> Self {
        Self::open(&opening(Channel::Online, day, None), Policy::default())
    }

    pub fn open(opening: &Opening, policy: Policy) -> Self {
        let history = with_context(Mode::Live, &clerk(), &policy, on("2040-01-01"), |context| {
            Case::open(opening, context).unwrap()
        });
        let case = Case::fold(&history, rules().regimes()).unwrap();
        Self { case, policy, history }
    }

    /// What follows from an act, or why not. Today is the day of the act.
    pub fn asks(&self, who: &Actor, day: &str, command: &Command) -> Result<Vec<Event>, Refused> {
        with_context(Mode::Live, who, &self.policy, on(day), |context| self.case.decide(command, on(day), context))
    }

    /// 送审关口 on a day, for the case officer.
    pub fn gates(&self, day: &str) -> Vec<(Gate, Passage)> {
        with_context(Mode::Live, &clerk(), &self.policy, on(day), |context| self.case.gates(on(day), context))
    }

    /// The act is done.
    pub fn does(&mut self, who: &Actor, day: &str, command: Command) -> &mut Self {
        self.acts(Mode::Live, who, day, &command)
    }

    /// A register says that it was done.
    pub fn records(&mut self, day: &str, command: Command) -> &mut Self {
        self.acts(Mode::Recorded, &Actor::Import, day, &command)
    }

    fn acts(&mut self, mode: Mode, who: &Actor, day: &str, command: &Command) -> &mut Self {
        let applied =
            with_context(mode, who, &self.policy, on(day), |context| self.case.apply(command, on(day), context));
        self.history.extend(applied.unwrap_or_else(|refused| panic!("{command:?} on {day}: {refused}")));
        self
    }

    /// The code with which an act is refused.
    pub fn refusal(&self, who: &Actor, day: &str, command: Command) -> &'static str {
        match self.asks(who, day, &command) {
            Ok(_) => panic!("{command:?} on {day} is allowed"),
            Err(refused) => refused.code(),
        }
    }

    /// Drafted, submitted and passed by three people on one day.
    pub fn reviewed(&mut self, day: &str, outcome: Outcome) -> &mut Self {
        self.does(&clerk(), day, draft(outcome, "答复"));
        self.does(&clerk(), day, Command::SubmitForReview { digest: digest("答复") });
        for step in 1..=3 {
            self.does(&reviewer(step), day, pass(u8::try_from(step).unwrap(), "答复"));
        }
        self
    }

    /// Reviewed and sent on one day.
    pub fn replied(&mut self, day: &str, outcome: Outcome) -> &mut Self {
        self.reviewed(day, outcome).does(&clerk(), day, dispatch("答复"))
    }

    /// 答复期限 on a day.
    pub fn reply(&self, as_of: &str) -> Deadline {
        deadline::reply(&self.case, &national(), on(as_of)).unwrap().unwrap()
    }

    /// The last day for the reply, as seen on a day.
    pub fn due_on(&self, as_of: &str) -> Option<NaiveDate> {
        self.reply(as_of).due_on
    }

    /// Another deadline on a day, if there is one.
    pub fn deadline(&self, kind: DeadlineKind, as_of: &str) -> Option<Deadline> {
        let all = deadline::all(&self.case, &self.policy, &national(), on(as_of)).unwrap();
        all.into_iter().find(|deadline| deadline.kind == kind)
    }
}

pub fn opening(channel: Channel, submitted_on: &str, received_on: Option<&str>) -> Opening {
    Opening {
        channel,
        category: Category::NaturalPerson,
        applicant: None,
        request: Request { subject: "2024年度采购合同".to_owned(), ..Request::default() },
        source_ref: None,
        submitted_on: on(submitted_on),
        received_on: received_on.map(on),
    }
}

/// Runs something that needs a context.
pub fn with_context<T>(
    mode: Mode,
    actor: &Actor,
    policy: &Policy,
    today: NaiveDate,
    run: impl FnOnce(&Context<'_>) -> T,
) -> T {
    let calendar = national();
    run(&Context { mode, actor, policy, regimes: rules().regimes(), calendar: &calendar, today })
}

pub fn digest(text: &str) -> ReplyDigest {
    ReplyDigest(format!("sha256 of {text}"))
}

/// 拟稿, with the ground that its outcome needs.
pub fn draft(outcome: Outcome, text: &str) -> Command {
    Command::DraftReply { draft: Box::new(reply(outcome, text)) }
}

pub fn reply(outcome: Outcome, text: &str) -> Draft {
    let ground = Ground {
        item: "合同附件二".to_owned(),
        outcome: Outcome::WithheldThirdParty,
        article: "第十五条".to_owned(),
        reason: "涉及商业秘密，权利人不同意公开".to_owned(),
    };
    Draft {
        outcome,
        sub_reason: None,
        text: text.to_owned(),
        grounds: outcome.withholds().then_some(ground).into_iter().collect(),
        attachments: Vec::new(),
        secret: None,
    }
}

pub fn submit(text: &str) -> Command {
    Command::SubmitForReview { digest: digest(text) }
}

pub fn pass(step: u8, text: &str) -> Command {
    Command::PassReview { step, digest: digest(text), opinion: None }
}

pub fn dispatch(text: &str) -> Command {
    Command::Dispatch { digest: digest(text), document_no: None, method: None }
}

pub fn file(name: &str) -> AttachmentRef {
    AttachmentRef { name: format!("{name}.pdf"), sha256: format!("sha256 of {name}") }
}

pub fn text(text: &str) -> String {
    text.to_owned()
}
