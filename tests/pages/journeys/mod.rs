//! Whole journeys, as a person makes them.

mod citizen;
mod officer;
mod report;
