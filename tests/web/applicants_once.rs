//! Applicants who did not hear the answer ask again under the same key.

use serde_json::{Value, json};

use gongkai::domain::case::{Command, FeeQuantity};

use crate::applicants::{Office, Receipt};
use crate::client::Answer;
use crate::samples::pdf;

const KEY: &str = "Idempotency-Key";

fn again(office: &Office, receipt: &Receipt, rest: &str, key: &str, body: &Value) -> Answer {
    let headers = [("Query-Code", &*receipt.code), (KEY, key)];
    office.send("POST", &format!("{}{rest}", receipt.path), &headers, body)
}

fn code(answer: &Answer) -> (u16, String) {
    (answer.status, answer.json()["code"].as_str().unwrap_or_default().to_owned())
}

fn ask_for_supplement(office: &Office, receipt: &Receipt) {
    let (respond_by, items) = ("2026-01-10".parse().unwrap(), "请写明合同的文号".to_owned());
    office.act(receipt, "case_officer", Command::RequestSupplement { respond_by, items });
}

#[test]
fn a_supplement_that_is_sent_again_under_its_key_is_answered_as_it_was() {
    let office = Office::new();
    let receipt = office.submit();
    ask_for_supplement(&office, &receipt);
    let words = json!({"text": "某采〔2024〕3号"});
    let first = again(&office, &receipt, "/supplement", "supplement-1", &words);
    assert_eq!(first.status, 200, "{}", first.body);
    let second = again(&office, &receipt, "/supplement", "supplement-1", &words);
    assert_eq!((second.status, second.json()), (200, first.json()));
    let other = again(&office, &receipt, "/supplement", "supplement-1", &json!({"text": "别的"}));
    assert_eq!(code(&other), (422, "key_reused".to_owned()));
    assert_eq!(again(&office, &receipt, "/supplement", "supplement-2", &words).status, 422);
}

#[test]
fn files_of_a_supplement_are_added_once_and_not_at_all_where_none_is_awaited() {
    let office = Office::new();
    let receipt = office.submit();
    let file = String::from_utf8(pdf("附件")).unwrap();
    let body = format!(
        "--line\r\nContent-Disposition: form-data; name=\"request\"\r\n\r\n{{\"text\":\"见附件\"}}\r\n\
         --line\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n{file}\r\n--line--\r\n"
    );
    let send = || {
        let headers = [
            ("Query-Code", &*receipt.code),
            (KEY, "with a file"),
            ("Content-Type", "multipart/form-data; boundary=line"),
        ];
        office.server.send("POST", &format!("{}/supplement", receipt.path), &headers, &body)
    };
    assert_eq!(send().status, 422);
    assert_eq!(office.files(&receipt), 0);
    ask_for_supplement(&office, &receipt);
    for _ in 0..2 {
        let answer = send();
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(office.files(&receipt), 1);
    }
}

#[test]
fn a_request_that_is_withdrawn_again_under_the_same_key_is_withdrawn_once() {
    let office = Office::new();
    let receipt = office.submit();
    let first = again(&office, &receipt, "/withdraw", "withdraw-1", &json!({}));
    assert_eq!(first.status, 200, "{}", first.body);
    let second = again(&office, &receipt, "/withdraw", "withdraw-1", &json!({}));
    assert_eq!((second.status, second.json()), (200, first.json()));
    assert_eq!(code(&again(&office, &receipt, "/withdraw", "withdraw-2", &json!({}))).1, "already_closed");
}

#[test]
fn a_fee_that_was_acknowledged_under_a_key_is_so_also_after_it_was_paid() {
    let office = Office::new();
    let receipt = office.submit();
    let quantity = FeeQuantity::Page { pages: 68 };
    office.act(&receipt, "office_head", Command::NotifyFee { quantity, amount_yuan: 380, expected_yuan: None });
    let seen = |key: &str| again(&office, &receipt, "/acknowledge-fee", key, &Value::Null).status;
    assert_eq!(seen("fee-1"), 200);
    office.act(&receipt, "case_officer", Command::RecordPayment { amount_yuan: 380, receipt_no: None });
    assert_eq!((seen("fee-1"), seen("fee-2")), (200, 409));
}
