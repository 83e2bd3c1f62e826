//! 期限计算: the reply clock of a case that nobody has recorded.

use chrono::{Days, NaiveDate};

use super::{App, AppError, calendars, find_agency};
use crate::domain::case::{Case, Command, ConsultationKind, Context, Mode, Opening, Policy, Refused, Request};
use crate::domain::code::{Category, Channel};
use crate::domain::deadline::{self, Deadline};
use crate::domain::ids::AgencyCode;
use crate::domain::regime::{RegimeId, Regimes};
use crate::domain::role::Actor;

/// What would happen, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhatIf {
    /// 收到申请之日
    pub received_on: NaiveDate,
    /// By which regulation to count; the one in force on the day of receipt if none (R10).
    pub regime: Option<RegimeId>,
    /// 补正通知
    pub supplement: Option<NaiveDate>,
    /// 收到补正
    pub supplemented: Option<NaiveDate>,
    /// 征求第三方意见
    pub consulted: Option<NaiveDate>,
    /// 收到意见
    pub answered: Option<NaiveDate>,
    /// 延期: when it is notified, and by how many working days; as many as the regulation allows if none
    pub extended: Option<(NaiveDate, Option<u32>)>,
    /// The day from which to look; today if none.
    pub as_of: Option<NaiveDate>,
}

impl WhatIf {
    /// The regulations to count by.
    fn regimes(&self, regimes: &Regimes) -> Option<Regimes> {
        self.regime.map_or_else(|| Some(regimes.clone()), |id| regimes.always(id))
    }

    /// The acts in the order of their dates.
    fn acts(&self, regimes: &Regimes) -> Vec<(NaiveDate, Command)> {
        let longest = regimes.on(self.received_on).map_or(0, |regime| regime.extension.working_days);
        let third_party = ConsultationKind::ThirdParty;
        let acts = [
            self.supplement.map(|on| {
                let respond_by = self.supplemented.unwrap_or(on + Days::new(15)).max(on);
                (on, Command::RequestSupplement { respond_by, items: String::from("-") })
            }),
            self.supplemented.map(|on| (on, Command::ReceiveSupplement { text: None })),
            self.consulted.map(|on| (on, Command::Consult { kind: third_party, with: None })),
            self.answered
                .map(|on| (on, Command::RecordAnswer { kind: third_party, consultation: None, consents: None })),
            self.extended.map(|(on, working_days)| {
                (on, Command::Extend { working_days: working_days.unwrap_or(longest), reason: None })
            }),
        ];
        let mut acts: Vec<_> = acts.into_iter().flatten().collect();
        acts.sort_by_key(|(on, _)| *on);
        acts
    }
}

/// When the reply would be due, and why.
///
/// # Errors
/// [`AppError::Refused`] if this cannot have happened like this; [`AppError::OutsideCalendar`];
/// [`AppError::Store`] if there is no such agency.
pub fn preview(app: &App, agency: Option<&AgencyCode>, what_if: &WhatIf) -> Result<Deadline, AppError> {
    app.store.read(|conn| calendars::refresh(app, conn))?;
    let calendar = match agency {
        Some(code) => find_agency(app, code)?.calendar,
        None => app.rulebook.calendar(None)?,
    };
    let regimes = what_if.regimes(app.rulebook.regimes()).ok_or(Refused::NotReceived)?;
    let policy = Policy::default();
    let context = Context {
        mode: Mode::Recorded,
        actor: &Actor::Import,
        policy: &policy,
        regimes: &regimes,
        calendar: &calendar,
        // A what-if may lie in the future: nothing here is recorded.
        today: NaiveDate::MAX,
    };
    let opening = Opening {
        channel: Channel::Online,
        category: Category::NaturalPerson,
        applicant: None,
        request: Request { subject: String::from("-"), ..Request::default() },
        source_ref: None,
        submitted_on: what_if.received_on,
        received_on: Some(what_if.received_on),
    };
    let history = Case::open(&opening, &context)?;
    let Some(mut case) = Case::fold(&history, context.regimes) else {
        return Err(Refused::NotReceived.into());
    };
    for (on, command) in what_if.acts(&regimes) {
        case.apply(&command, on, &context)?;
    }
    let as_of = what_if.as_of.unwrap_or_else(|| app.clock.today()).max(what_if.received_on);
    deadline::reply(&case, &calendar, as_of)?.ok_or(AppError::Refused(Refused::NotReceived))
}
