//! The registers of the years before, so that the annual reports have something to count.

use chrono::{Datelike, Months, NaiveDate};

use super::city::History;
use crate::app::import::{ImportError, import};
use crate::app::{Agency, App, AppError};
use crate::domain::case_log::{LogApplicant, LogLine, LogStep, StepKind};
use crate::domain::code::{AppealResult, Category, Channel};
use crate::domain::outcome::Outcome;

/// Results in the proportion in which offices give them.
const OUTCOMES: [Outcome; 10] = [
    Outcome::Disclosed,
    Outcome::Disclosed,
    Outcome::Disclosed,
    Outcome::UnavailableNotHeld,
    Outcome::UnavailableNotHeld,
    Outcome::PartlyDisclosed,
    Outcome::NotProcessedPetition,
    Outcome::WithheldThirdParty,
    Outcome::UnavailableNeedsCreation,
    Outcome::OtherOther,
];

pub(super) fn import_registers(
    app: &App,
    agencies: &[Agency],
    history: &History,
    today: NaiveDate,
) -> Result<(), AppError> {
    for agency in agencies {
        let Some(monthly) = history.monthly.get(&agency.code) else { continue };
        let register = write_register(agency, history.years, *monthly, today)?;
        match import(app, agency, register.as_bytes(), |_| ()) {
            Ok(_) => {}
            Err(ImportError::App(error)) => return Err(error),
            Err(ImportError::Unreadable(error)) => return Err(crate::store::StoreError::from(error).into()),
        }
    }
    Ok(())
}

fn write_register(agency: &Agency, years: i32, monthly: u32, today: NaiveDate) -> Result<String, AppError> {
    let mut register = String::new();
    let mut number = 0;
    // The last two months are left to the cases that are told one by one.
    let end = today.checked_sub_months(Months::new(2)).unwrap_or(today);
    let mut month = NaiveDate::from_ymd_opt(today.year() - years, 1, 1).unwrap_or(today);
    while month < end {
        for nth in 0..monthly {
            number += 1;
            let received = month + chrono::Days::new(u64::from(nth * 27 / monthly));
            let line = entry(agency, number, received)?;
            register.push_str(&serde_json::to_string(&line).unwrap_or_default());
            register.push('\n');
        }
        month = month.checked_add_months(Months::new(1)).unwrap_or(end);
    }
    Ok(register)
}

fn entry(agency: &Agency, number: usize, received_on: NaiveDate) -> Result<LogLine, AppError> {
    let reply_after = 4 + u32::try_from(number * 7 % 16).unwrap_or(4);
    let replied = agency.calendar.add_working_days(received_on, reply_after)?.on;
    let outcome = pick(&OUTCOMES, number * 7);
    let mut steps = vec![LogStep { outcome: Some(outcome), ..step(StepKind::Replied, replied) }];
    if number.is_multiple_of(23) {
        let filed = agency.calendar.add_working_days(replied, 8)?.on;
        let concluded = agency.calendar.add_working_days(filed, 25)?.on;
        steps.push(step(StepKind::ReconsiderationFiled, filed));
        let result = Some(pick(AppealResult::ALL, number / 23));
        steps.push(LogStep { result, ..step(StepKind::ReconsiderationConcluded, concluded) });
    }
    Ok(LogLine {
        source_ref: format!("{}-{number:04}", received_on.year()),
        channel: pick(&[Channel::Online, Channel::Online, Channel::Post, Channel::InPerson, Channel::Email], number),
        applicant: LogApplicant { category: category(number), name: None },
        subject: None,
        submitted_on: None,
        received_on,
        steps,
    })
}

fn category(number: usize) -> Category {
    if number.is_multiple_of(4) { pick(Category::ALL, number / 4) } else { Category::NaturalPerson }
}

fn pick<T: Copy>(from: &[T], number: usize) -> T {
    from[number % from.len()]
}

fn step(kind: StepKind, on: NaiveDate) -> LogStep {
    LogStep::new(on, kind)
}
