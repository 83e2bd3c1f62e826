//! Whole journeys, as a person makes them.

mod calendar;
mod citizen;
mod officer;
mod report;
