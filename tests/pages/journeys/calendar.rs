//! A year's calendar is uploaded, looked at and put in force, and a due date moves.

use gongkai::domain::role::Role;

use crate::city::City;
use crate::journeys::officer::{sign_in, sign_in_as, sign_out};
use crate::window::{Scripts, Window};

const CALENDAR: &str = include_str!("../../../config/calendars/cn-2026.toml");

#[test]
fn an_imported_calendar_moves_a_due_date() {
    moves_a_due_date(Scripts::On);
}

#[test]
fn an_imported_calendar_moves_a_due_date_without_scripts() {
    moves_a_due_date(Scripts::Off);
}

fn moves_a_due_date(scripts: Scripts) {
    let city = City::new();
    let case = format!("/cases/{}", city.submit("学区划分方案").case);
    let desk = Window::open(scripts);
    sign_in(&city, &desk, Role::CaseOfficer);
    desk.go_to(&city.at(&case));
    desk.expect("2026-01-22");
    sign_out(&desk);

    sign_in_as(&city, &desk, city.root());
    desk.go_to(&city.at("/administration/calendars"));
    let file = city.server.folder.path().join("cn-2026.toml");
    std::fs::write(&file, changed()).unwrap();
    desk.pick_file("file", file.to_str().unwrap());
    desk.press("核对变动");
    desk.expect("2026-01-22");
    desk.expect("2026-01-23");
    desk.press("启用这份日历");
    desk.expect("日历变更已生效");
    sign_out(&desk);

    sign_in(&city, &desk, Role::CaseOfficer);
    desk.go_to(&city.at(&case));
    desk.expect("2026-01-23");
}

/// The fifth of January is off as well, and nobody counts the year.
fn changed() -> String {
    CALENDAR.split("[check]").next().unwrap().replacen("\"2026-01-03\"]", "\"2026-01-03\", \"2026-01-05\"]", 1)
}
