//! An office on a working day: what a citizen has filed is confirmed, answered, reviewed by three people and sent, by
//! five people at one desk after another; the citizen fetches the reply, and the year's report counts it.

use gongkai::domain::role::Role;

use crate::city::{City, OFFICE, Receipt};
use crate::journeys::citizen;
use crate::window::{Scripts, Window};

const REVIEWERS: [Role; 3] = [Role::PreliminaryReviewer, Role::Examiner, Role::ReleaseAuthority];

#[test]
fn an_office_takes_a_request_from_confirmation_to_the_reply() {
    from_confirmation_to_the_reply(Scripts::On);
}

#[test]
fn an_office_takes_a_request_from_confirmation_to_the_reply_without_scripts() {
    from_confirmation_to_the_reply(Scripts::Off);
}

fn from_confirmation_to_the_reply(scripts: Scripts) {
    let city = City::new();
    let desk = Window::open(scripts);
    let receipt = citizen::file(&city, &desk);
    confirm(&city, &desk, &receipt);
    draft(&city, &desk, &receipt);
    for role in REVIEWERS {
        review(&city, &desk, &receipt, role);
    }
    dispatch(&city, &desk, &receipt);
    citizen_reads(&city, &desk, &receipt);
    is_counted(&city, &desk, &receipt);
}

/// The registrar sees what the confirmation will do before it is done.
fn confirm(city: &City, desk: &Window, receipt: &Receipt) {
    sign_in(city, desk, Role::Registrar);
    desk.go_to(&city.at(&format!("/cases/{}", receipt.case)));
    desk.expect("公共租赁住房分配名单");
    desk.press("确认收到");
    desk.expect("答复期限自次日起算 20 个工作日，应于 2026-01-22 前答复");
    desk.press("确认收到");
    desk.expect("已办理：确认收到");
    sign_out(desk);
}

fn draft(city: &City, desk: &Window, receipt: &Receipt) {
    sign_in(city, desk, Role::CaseOfficer);
    desk.go_to(&city.at(&format!("/cases/{}", receipt.case)));
    desk.press("拟稿");
    desk.unfold("怎么给");
    desk.choose("finding", "disclosed");
    desk.press("填入样稿");
    desk.expect("现随本答复提供");
    desk.press("保存并送审");
    desk.expect("已经送审");
    sign_out(desk);
}

fn review(city: &City, desk: &Window, receipt: &Receipt, role: Role) {
    sign_in(city, desk, role);
    desk.go_to(&city.at("/reviews"));
    desk.press(&receipt.number);
    desk.expect("将要发出的答复");
    desk.expect("现随本答复提供");
    desk.press("通过");
    desk.expect("已经通过");
    sign_out(desk);
}

fn dispatch(city: &City, desk: &Window, receipt: &Receipt) {
    sign_in(city, desk, Role::CaseOfficer);
    desk.go_to(&city.at(&format!("/cases/{}", receipt.case)));
    desk.press("发出答复");
    desk.choose("method", "online");
    desk.press("发出");
    desk.expect("的答复已经发出");
    sign_out(desk);
}

fn citizen_reads(city: &City, window: &Window, receipt: &Receipt) {
    window.go_to(&city.at("/follow"));
    window.fill("case_no", &receipt.number);
    window.fill("query_code", &receipt.code);
    window.press("查询");
    window.expect("〔2025〕1号");
    window.expect("现随本答复提供");
}

/// The head of the office finds the request behind the first figure of the report: new requests of natural persons.
fn is_counted(city: &City, desk: &Window, receipt: &Receipt) {
    sign_in(city, desk, Role::OfficeHead);
    desk.go_to(&city.at(&format!("/agencies/{OFFICE}/reports/2025")));
    desk.go_to(&city.at(&desk.leads_to("table.statutory td a[href*='table3']")));
    while !desk.says(&receipt.number) {
        desk.go_to(&city.at(&desk.leads_to(".pager a[rel=next]")));
    }
    desk.press(&receipt.number);
    desk.expect("公共租赁住房分配名单");
}

pub fn sign_in(city: &City, desk: &Window, role: Role) {
    sign_in_as(city, desk, city.login(role));
}

pub fn sign_in_as(city: &City, desk: &Window, (login, password): (&str, &str)) {
    desk.go_to(&city.at("/sign-in"));
    desk.fill("login", login);
    desk.fill("password", password);
    desk.press("登录");
    desk.expect("今天");
    desk.find(".who");
}

pub fn sign_out(desk: &Window) {
    desk.click_on(".who button");
    desk.find("[name=login]");
}
