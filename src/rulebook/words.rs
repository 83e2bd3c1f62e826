//! What is wrong with a calendar, or with a question to it, in the reader's language.

use crate::domain::calendar::{CalendarError, CalendarFault, OutsideCalendar};
use crate::messages::{FluentValue, Lang};

/// Why there is no calendar, and what to do.
#[must_use]
pub fn calendar_error(error: &CalendarError, lang: Lang) -> String {
    match error {
        CalendarError::Faulty { layer, fault } => {
            let problem = fault_text(fault, lang);
            lang.with("error-calendar-faulty", &[("layer", layer.to_string().into()), ("problem", problem.into())])
        }
        CalendarError::UnknownRegion { region, known } => {
            lang.with("error-calendar-unknown-region", &[("region", region.into()), ("known", known.into())])
        }
    }
}

/// Why a question has no answer, and what to do.
#[must_use]
pub fn outside_calendar(error: OutsideCalendar, lang: Lang) -> String {
    match error {
        OutsideCalendar::Day { day, first, last } => {
            lang.with("error-calendar-outside", &[("day", date(day)), ("first", date(first)), ("last", date(last))])
        }
        OutsideCalendar::TooFar { start, working_days, last, .. } => lang.with(
            "error-calendar-too-far",
            &[("start", date(start)), ("n", working_days.to_string().into()), ("last", date(last))],
        ),
    }
}

fn fault_text(fault: &CalendarFault, lang: Lang) -> String {
    let id = format!("fault-{}", fault.code().replace('_', "-"));
    lang.with(&id, &particulars(fault))
}

fn particulars(fault: &CalendarFault) -> Vec<(&'static str, FluentValue<'_>)> {
    match fault {
        CalendarFault::NoWeekend | CalendarFault::ImpossibleYear | CalendarFault::TwoFiles => vec![],
        CalendarFault::UnknownSchema(schema) => vec![("schema", schema.to_string().into())],
        CalendarFault::UnknownNotice(notice) | CalendarFault::NoticeTwice(notice) => {
            vec![("notice", (&**notice).into())]
        }
        CalendarFault::OutsideYear(day)
        | CalendarFault::HolidayAndMakeup(day)
        | CalendarFault::ListedTwice(day)
        | CalendarFault::MakeupOnWorkingDay(day) => vec![("day", date(*day))],
        CalendarFault::ChangeDisagrees { notice, day } => vec![("notice", (&**notice).into()), ("day", date(*day))],
        CalendarFault::MonthDisagrees { month, stated, computed } => {
            vec![("month", month.to_string().into()), ("stated", stated.into()), ("computed", computed.into())]
        }
        CalendarFault::YearDisagrees { stated, computed } => {
            vec![("stated", stated.into()), ("computed", computed.into())]
        }
        CalendarFault::BadJurisdiction(jurisdiction) => vec![("jurisdiction", (&**jurisdiction).into())],
        CalendarFault::MissingBase(base) | CalendarFault::WrongBase(base) => vec![("base", (&**base).into())],
        CalendarFault::Gap(earlier) => vec![("earlier", earlier.to_string().into())],
    }
}

fn date(day: chrono::NaiveDate) -> FluentValue<'static> {
    day.to_string().into()
}
