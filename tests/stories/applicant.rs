//! The citizen at the other side of the counter, who has no account but a number and a query code.

use serde_json::{Value, json};

use crate::client::Answer;
use crate::office::{Case, Office, REGISTRAR};

/// What the citizen keeps.
#[derive(Debug, Clone)]
pub struct Receipt {
    number: String,
    code: String,
}

/// Sends a request online; the answer got lost, so it is sent again under the same key. The office finds it among
/// what is to be confirmed.
pub fn submits(office: &mut Office<'_>, name: &str, id_number: &str, subject: &str) -> (Receipt, Case) {
    let form = json!({
        "agency": "shi",
        "applicant": {"category": "natural_person", "name": name, "id_number": id_number, "phone": "138-0013-8000",
                      "email": "zhangsan@example.cn"},
        "request": {"subject": subject, "provide_as": "纸面"},
    });
    let headers = [("Content-Type", "application/json"), ("Idempotency-Key", "from a telephone")];
    let send = |office: &Office<'_>| office.ask_anonymously("POST", "/api/v1/requests", &headers, &form.to_string());
    let (first, again) = (send(office), send(office));
    assert_eq!((first.status, again.status, &first.body), (201, 201, &again.body), "{}", first.body);
    let told = first.json();
    assert_eq!((&told["status"], &told["received_on"]), (&json!("awaiting_confirmation"), &Value::Null));
    let text = |field: &str| told[field].as_str().unwrap().to_owned();
    let receipt = Receipt { number: text("case_no"), code: text("query_code") };

    let waiting = "/api/v1/agencies/shi/cases?status=awaiting_confirmation";
    let listed = office.ask(REGISTRAR, "GET", waiting, None, &Value::Null).json();
    let case = listed["cases"].as_array().unwrap().iter().find(|case| case["case_no"] == told["case_no"]);
    (receipt, Case::of(case.expect("it is in the queue once")))
}

impl Receipt {
    /// Asks with the number and the query code.
    pub fn ask(&self, office: &Office<'_>, method: &str, rest: &str, body: &Value) -> Answer {
        let path = format!("/api/v1/requests/{}{rest}", self.number);
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let kind = ("Content-Type", "application/json");
        office.ask_anonymously(method, &path, &[kind, ("Query-Code", &self.code)], &body)
    }

    /// Asks, and is told how the request stands.
    pub fn is_told(&self, office: &Office<'_>, method: &str, rest: &str, body: &Value) -> Value {
        let answer = self.ask(office, method, rest, body);
        assert_eq!(answer.status, 200, "{method} {rest}: {}", answer.body);
        answer.json()
    }

    /// How the request stands.
    pub fn follows(&self, office: &Office<'_>) -> Value {
        self.is_told(office, "GET", "", &Value::Null)
    }

    /// Without the right code there is no such request.
    pub fn is_secret(&self, office: &Office<'_>) {
        let stranger = Self { number: self.number.clone(), code: "ABCDE-FGHJK-MNPQR".to_owned() };
        assert_eq!(stranger.ask(office, "GET", "", &Value::Null).status, 404);
    }
}
