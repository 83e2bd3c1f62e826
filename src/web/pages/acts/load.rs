//! What is read for the form of an act.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::app::administration::sections;
use crate::app::case_file::{Act, CaseFile};
use crate::app::{App, AppError, Order, accounts, desk, fees, foresee};
use crate::domain::case::{Command, CommandKind, FeeQuantity, Refused};
use crate::domain::deadline::Foresight;
use crate::domain::fee::Fee;
use crate::domain::ids::OfficerId;
use crate::domain::role::Role;
use crate::messages::Lang;
use crate::narrate;
use crate::web::pages::case::Seat;

/// A case, for one of its acts.
pub(super) struct Loaded {
    pub file: CaseFile,
    /// Why the act is refused to whoever looks, if it is.
    pub refused: Option<Refused>,
    /// 承办人, by id
    pub officers: Vec<(String, String)>,
    /// 科室, by id
    pub sections: Vec<(String, String)>,
    names: HashMap<OfficerId, String>,
}

/// What an act would do, as far as the form tells so far.
#[derive(Default)]
pub(super) struct Outlook {
    pub foresight: Option<Foresight>,
    pub fee: Option<Fee>,
}

impl Loaded {
    pub(super) fn read(app: &App, seat: &Seat, kind: CommandKind) -> Result<Self, AppError> {
        let (file, names) = desk::view_history(app, &seat.agency, seat.case)?;
        let asked = desk::ask_every_act(app, &seat.agency, &seat.actor(), &file.case);
        let refused = asked.into_iter().find(|(it, _)| *it == kind).and_then(|(_, refused)| refused);
        let (mut officers, mut rooms) = (Vec::new(), Vec::new());
        if kind == CommandKind::Assign {
            officers = accounts::holders(app, &seat.agency, Role::CaseOfficer)?;
            rooms = sections::list(app, &seat.agency)?;
        }
        Ok(Self {
            file,
            refused,
            officers: officers.into_iter().map(|(id, name)| (id.to_string(), name)).collect(),
            sections: rooms.into_iter().map(|row| (row.id.to_string(), row.name)).collect(),
            names,
        })
    }

    /// What has happened since a version, in sentences.
    pub(super) fn since(&self, lang: Lang, version: i32) -> Vec<String> {
        let later = self.file.history.iter().filter(|act| act.version > version);
        later.map(|act| self.sentence(lang, act)).collect()
    }

    fn sentence(&self, lang: Lang, act: &Act) -> String {
        let name = act.actor.parse().ok().and_then(|officer: OfficerId| self.names.get(&officer).cloned());
        let particulars = [
            ("on", act.on.to_string().into()),
            ("who", name.unwrap_or_else(|| narrate::actor(lang, &act.actor)).into()),
            ("what", narrate::event(lang, &act.event).into()),
        ];
        lang.with("act-since", &particulars)
    }
}

impl Outlook {
    /// What a command would do on a day. An act that is refused does nothing; why is told elsewhere.
    pub(super) fn of(app: &App, seat: &Seat, command: Command, on: NaiveDate) -> Result<Self, AppError> {
        let order = Order {
            agency: &seat.agency,
            case: seat.case,
            expected: None,
            actor: &seat.actor(),
            command,
            on,
            once: None,
        };
        match foresee(app, order) {
            Ok(foresight) => Ok(Self { foresight: Some(foresight), fee: None }),
            Err(AppError::Refused(_) | AppError::OutsideCalendar(_)) => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    /// What a fee notice would come to, and what it would do.
    pub(super) fn of_fee(app: &App, seat: &Seat, quantity: FeeQuantity, on: NaiveDate) -> Result<Self, AppError> {
        let Some(fee) = fees::assess(app, &seat.agency, seat.case, quantity)? else { return Ok(Self::default()) };
        let amount_yuan = i64::try_from(fee.amount_yuan).unwrap_or(i64::MAX);
        let command = Command::NotifyFee { quantity, amount_yuan, expected_yuan: None };
        Ok(Self { fee: Some(fee), ..Self::of(app, seat, command, on)? })
    }
}
