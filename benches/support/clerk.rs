//! Somebody who may see the queue.

use gongkai::app::accounts::{NewAccount, create_account};
use gongkai::domain::role::Role;
use gongkai::keys::random_bytes;

use super::office::Office;
use super::server::Server;

const PASSWORD: &str = "a sentence for the bench alone";

/// Hires a case officer under a new name, and gives the login.
pub fn clerk(office: &Office) -> String {
    let login = format!("bench-{}", u32::from_le_bytes(random_bytes().unwrap()));
    let account = NewAccount {
        login: login.parse().unwrap(),
        name: "承办人".parse().unwrap(),
        roles: vec![Role::CaseOfficer],
        subtree: false,
    };
    create_account(&office.app, &office.agency, &account, PASSWORD).unwrap();
    login
}

/// Signs somebody in.
pub fn token(server: &Server, login: &str) -> String {
    let body = format!(r#"{{"login":"{login}","password":"{PASSWORD}"}}"#);
    let (status, answer) = server.post("/api/v1/sign-in", &body).unwrap();
    assert_eq!(status, 200, "{answer}");
    let tokens: serde_json::Value = serde_json::from_str(&answer).unwrap();
    tokens["access_token"].as_str().unwrap().to_owned()
}

/// Signs somebody in on the page, and gives the cookie of the session.
pub fn cookie(server: &Server, login: &str) -> String {
    let page = server.exchange("GET /sign-in HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n").unwrap();
    let browser = page.cookie("gongkai_form").unwrap();
    let (_, field) = page.body.split_once(r#"name="form_token" value=""#).unwrap();
    let form_token = field.split('"').next().unwrap();
    let password = PASSWORD.replace(' ', "+");
    let form = format!("form_token={form_token}&login={login}&password={password}");
    let answer = server.post_form("/sign-in", &browser, &form).unwrap();
    answer.cookie("gongkai_session").unwrap_or_else(|| panic!("{}: {}", answer.status, answer.body))
}
