//! Who looks at pages: the public, everybody who works here, and applicants whose request stands somewhere.

use std::collections::BTreeMap;

use gongkai::domain::case::{Command, FeeQuantity};
use gongkai::domain::review::Draft;
use gongkai::domain::role::Role;
use serde_json::json;

use crate::browser::{hidden, token};
use crate::city::{City, OFFICE, Receipt};
use crate::client::{Answer, Server};
use crate::window::Window;

/// Somebody with the cookies that their browser keeps.
pub struct Visitor {
    pub name: String,
    cookies: BTreeMap<String, String>,
}

impl Visitor {
    pub fn new(name: &str, cookies: BTreeMap<String, String>) -> Self {
        Self { name: name.to_owned(), cookies }
    }

    /// Somebody who has not been here.
    pub fn public() -> Self {
        Self::new("public", BTreeMap::new())
    }

    /// The page as this visitor gets it in a language.
    pub fn asks(&self, server: &Server, path: &str, lang: &'static str) -> Answer {
        let mut browser = server.browser();
        browser.cookies.clone_from(&self.cookies);
        browser.lang = lang;
        browser.get(path)
    }

    /// Puts the visitor before the window.
    pub fn sits_down(&self, window: &Window, server: &Server) {
        let address = format!("http://{}/", server.address);
        window.devtools("Network.clearBrowserCookies", json!({}));
        for (name, value) in &self.cookies {
            let cookie = json!({"name": name, "value": value, "url": address, "httpOnly": true});
            window.devtools("Network.setCookie", cookie);
        }
    }
}

/// Applicants whose requests are as far as requests can be.
pub fn applicants(city: &City) -> Vec<Visitor> {
    let supplement = city.submit("关于我家房子的所有文件");
    let (respond_by, items) = ("2026-01-10".parse().unwrap(), "请写明文件的名称或者文号。".to_owned());
    city.act(supplement.case, Role::CaseOfficer, Command::RequestSupplement { respond_by, items });
    let fee = city.submit("历年市政府常务会议纪要");
    let quantity = FeeQuantity::Page { pages: 68 };
    city.act(fee.case, Role::OfficeHead, Command::NotifyFee { quantity, amount_yuan: 380, expected_yuan: None });
    let replied = city.submit("江城市垃圾分类实施方案");
    let file = city.attach(replied.case, "实施方案.txt", "江城市生活垃圾分类实施方案");
    city.reply(replied.case, Draft { attachments: vec![file], ..City::disclosing() });
    let withdrawn = city.submit("相关材料一份");
    city.act(withdrawn.case, Role::CaseOfficer, Command::Withdraw { reason: None });
    let open = city.submit("学区划分方案");
    let followers = [
        ("is asked to supplement", supplement),
        ("is asked to pay", fee),
        ("has a reply", replied),
        ("has withdrawn", withdrawn),
        ("waits", open),
    ];
    let follow = |(name, receipt): &(&str, Receipt)| follower(city, name, receipt);
    followers.iter().map(follow).chain([newcomer(city)]).collect()
}

fn follower(city: &City, name: &str, receipt: &Receipt) -> Visitor {
    let mut browser = city.server.browser();
    let fields = [("case_no", &*receipt.number), ("query_code", &*receipt.code)];
    let answer = browser.post("/follow", "/follow", &fields);
    assert_eq!(answer.header("location"), "/follow/request");
    Visitor::new(name, browser.cookies)
}

/// Somebody who has just asked, and has the receipt before them.
fn newcomer(city: &City) -> Visitor {
    let mut browser = city.server.browser();
    let address = format!("/apply/{OFFICE}");
    let form = browser.get(&address).body;
    let draft = hidden(&form, "draft").unwrap();
    let fields = [
        ("subject", "江城市公共租赁住房分配名单"),
        ("category", "natural_person"),
        ("name", "张三"),
        ("id_kind", "resident_id"),
        ("id_number", "11010519491231002X"),
        ("phone", "13900000000"),
        ("draft", &draft),
        ("act", "submit"),
    ];
    let answer = browser.send(&address, &token(&form), &fields);
    assert_eq!(answer.header("location"), "/receipt", "{}", answer.body);
    Visitor::new("has just asked", browser.cookies)
}
