//! An office on a working day: a request is answered, reviewed by three people and sent, by five people
//! at one desk after another.

use gongkai::domain::role::Role;

use crate::city::{City, Receipt};
use crate::window::{Scripts, Window};

const REVIEWERS: [Role; 3] = [Role::PreliminaryReviewer, Role::Examiner, Role::ReleaseAuthority];

#[test]
fn an_office_takes_a_request_from_draft_to_reply() {
    from_draft_to_reply(Scripts::On);
}

#[test]
fn an_office_takes_a_request_from_draft_to_reply_without_scripts() {
    from_draft_to_reply(Scripts::Off);
}

fn from_draft_to_reply(scripts: Scripts) {
    let city = City::new();
    let receipt = city.submit("滨江公园改造方案");
    let desk = Window::open(scripts);
    draft(&city, &desk, &receipt);
    for role in REVIEWERS {
        review(&city, &desk, &receipt, role);
    }
    dispatch(&city, &desk, &receipt);
    citizen_reads(&city, &desk, &receipt);
}

fn draft(city: &City, desk: &Window, receipt: &Receipt) {
    sign_in(city, desk, Role::CaseOfficer);
    desk.go_to(&city.at(&format!("/cases/{}/draft", receipt.case)));
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
    desk.go_to(&city.at(&format!("/cases/{}/dispatch", receipt.case)));
    desk.choose("method", "online");
    desk.fill("document_no", "江公复〔2025〕18号");
    desk.press("发出");
    desk.expect("的答复已经发出");
    sign_out(desk);
}

fn citizen_reads(city: &City, window: &Window, receipt: &Receipt) {
    window.go_to(&city.at("/follow"));
    window.fill("case_no", &receipt.number);
    window.fill("query_code", &receipt.code);
    window.press("查询");
    window.expect("江公复〔2025〕18号");
    window.expect("现随本答复提供");
}

pub fn sign_in(city: &City, desk: &Window, role: Role) {
    sign_in_as(city, desk, city.login(role));
}

fn sign_in_as(city: &City, desk: &Window, (login, password): (&str, &str)) {
    desk.go_to(&city.at("/sign-in"));
    desk.fill("login", login);
    desk.fill("password", password);
    desk.press("登录");
    desk.expect("今天");
    desk.find(".who");
}

fn sign_out(desk: &Window) {
    desk.click_on(".who button");
    desk.find("[name=login]");
}
