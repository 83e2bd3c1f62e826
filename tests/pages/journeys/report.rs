//! The head of an office reads the year's report, follows a figure to a case, and signs it off until the public has it.

use gongkai::domain::role::Role;

use crate::city::{City, OFFICE};
use crate::journeys::officer::sign_in;
use crate::window::{Scripts, Window};

#[test]
fn a_figure_is_followed_to_its_cases_and_the_report_signed_off() {
    is_read_and_signed_off(Scripts::On);
}

#[test]
fn a_figure_is_followed_to_its_cases_and_the_report_signed_off_without_scripts() {
    is_read_and_signed_off(Scripts::Off);
}

fn is_read_and_signed_off(scripts: Scripts) {
    let city = City::new();
    let desk = Window::open(scripts);
    sign_in(&city, &desk, Role::OfficeHead);
    desk.go_to(&city.at("/reports?year=2024"));
    desk.click_on(&format!("main a[href*='/agencies/{OFFICE}/reports/2024']"));
    follow_a_figure(&desk);
    desk.press("江城市人民政府办公室2024年");
    enter_zeros(&desk);
    for (act, done) in [("定稿", "已定稿。"), ("签发", "已签发，可以发布。"), ("发布", "已发布，门户上可以查看。")]
    {
        desk.press(act);
        desk.press(&format!("确认{act}"));
        desk.expect(done);
    }
    desk.go_to(&city.at("/published"));
    desk.press("江城市人民政府办公室2024年");
    desk.expect("办理结果（件）");
}

/// A case that is counted in a figure says when it came.
fn follow_a_figure(desk: &Window) {
    desk.expect("点击表中的数字");
    let figure = desk.read("table.statutory td a[href*='table3']");
    desk.click_on("table.statutory td a[href*='table3']");
    desk.expect(&format!("现在计 {figure}"));
    let number = desk.read("table.behind th a");
    desk.click_on("table.behind th a");
    desk.expect(&number);
    desk.back();
}

/// What no case tells is entered; nothing happened.
fn enter_zeros(desk: &Window) {
    desk.press("填报");
    desk.fill_all("main form.entries input:not([type=hidden])", "0");
    desk.press("保存");
    desk.expect("已保存。");
}
