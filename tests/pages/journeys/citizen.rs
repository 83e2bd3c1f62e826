//! A citizen with a phone: files a request, supplements it, fetches the reply and says how it was.

use gongkai::domain::case::Command;
use gongkai::domain::review::Draft;
use gongkai::domain::role::Role;

use crate::city::{City, Receipt};
use crate::window::{Scripts, Window};

#[test]
fn a_citizen_files_supplements_and_fetches_on_a_phone() {
    files_supplements_and_fetches(Scripts::On);
}

#[test]
fn a_citizen_files_supplements_and_fetches_on_a_phone_without_scripts() {
    files_supplements_and_fetches(Scripts::Off);
}

fn files_supplements_and_fetches(scripts: Scripts) {
    let city = City::new();
    let phone = Window::open(scripts);
    phone.be_a_phone();
    let receipt = file(&city, &phone);
    city.act(receipt.case, Role::Registrar, Command::ConfirmReceipt);
    let (respond_by, items) = ("2026-01-10".parse().unwrap(), "请写明是哪一年的名单。".to_owned());
    city.act(receipt.case, Role::CaseOfficer, Command::RequestSupplement { respond_by, items });
    supplement(&city, &phone, &receipt, scripts);
    let file = city.attach(receipt.case, "分配名单.txt", "一号楼，二号楼");
    city.reply(receipt.case, Draft { attachments: vec![file], ..City::disclosing() });
    fetch_and_rate(&city, &phone);
}

/// From the start page to the receipt; the ID number is wrong at first.
pub fn file(city: &City, phone: &Window) -> Receipt {
    phone.go_to(&city.at("/"));
    phone.fill("q", "人民政府办公室");
    phone.press("查找");
    phone.press("申请公开");
    phone.expect("江城市人民政府办公室");
    phone.fill("subject", "公共租赁住房分配名单");
    phone.fill("description", "云山区，分到各栋楼");
    phone.choose("category", "natural_person");
    phone.fill("name", "张三");
    phone.fill("id_number", "110105194912310021");
    phone.fill("phone", "13900000000");
    phone.press("下一步：核对");
    phone.expect("校验位不符");
    phone.fill("id_number", "11010519491231002X");
    phone.press("下一步：核对");
    phone.expect("还没有提交");
    phone.expect("云山区，分到各栋楼");
    phone.press("提交申请");
    phone.expect("申请已提交");
    let receipt = city.receipt(&phone.read("#case-no"), &phone.read("#query-code"));
    phone.press("查看进度");
    phone.expect("机关：与您确认收到申请");
    receipt
}

/// Another day, and perhaps another phone: by number and code.
fn supplement(city: &City, phone: &Window, receipt: &Receipt, scripts: Scripts) {
    phone.go_to(&city.at("/calculator"));
    phone.click_on(".brand");
    phone.press("查询进度");
    phone.fill("case_no", &receipt.number);
    phone.fill("query_code", &receipt.code.to_lowercase());
    phone.press("查询");
    phone.expect("请写明是哪一年的名单。");
    phone.expect("您：请按通知补正");
    phone.unfold("期限是怎么算的");
    phone.expect("收到申请，次日起计算期限");
    phone.fill("text", "2025 年的");
    let file = city.server.folder.path().join("示意图.txt");
    std::fs::write(&file, "云山区示意图").unwrap();
    phone.pick_file("file", file.to_str().unwrap());
    if scripts == Scripts::On {
        phone.find("#picked .picked");
    }
    phone.press("提交补正");
    phone.expect("补正已提交");
    phone.expect("机关：正在办理");
}

fn fetch_and_rate(city: &City, phone: &Window) {
    phone.go_to(&city.at("/follow/request"));
    phone.expect("您申请公开的信息可以公开");
    phone.expect("分配名单.txt");
    phone.expect("可以在 2026-02-22 前（含当日）申请行政复议");
    phone.choose("stars", "5");
    phone.fill("words", "很快");
    phone.press("提交评价");
    phone.expect("谢谢您的评价");
    phone.press("退出查询");
    phone.expect("已退出查询");
}
