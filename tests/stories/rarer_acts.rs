//! What happens to few requests: acts that the long story does without.

use serde_json::{Value, json};

use crate::office::{AUTHORITY, CHIEF, CLERK, Case, EXAMINER, HEAD, Office, REGISTRAR};
use crate::support::{TestDb, on_both_databases};

fn received(office: &mut Office<'_>, subject: &str) -> Case {
    let mut case = office.register("张三", "11010519491231002X", subject);
    case.does(office, REGISTRAR, "confirm-receipt", json!({}));
    case
}

fn pages(pages: u32, amount_yuan: i64) -> Value {
    json!({"by": "page", "pages": pages, "amount_yuan": amount_yuan})
}

on_both_databases! {
    fn a_request_is_turned_away_before_it_is_received_or_ends_because_nobody_answers(db: &TestDb) {
        let mut office = Office::new(db, "2026-03-02");
        let mut passed_on = office.register("张三", "11010519491231002X", "应向他机关提出的申请");
        let told = passed_on.does(&mut office, REGISTRAR, "reject-before-receipt", json!({"reason": "已转送"}));
        assert_eq!(told["received_on"], Value::Null);

        let (mut unclear, mut unpaid) = (received(&mut office, "合同"), received(&mut office, "全部合同"));
        let items = json!({"respond_by": "2026-03-20", "items": "请写明合同的文号"});
        unclear.does(&mut office, CLERK, "request-supplement", items);
        unpaid.does(&mut office, HEAD, "notify-fee", pages(68, 380));
        office.on("2026-05-11");
        let told = unclear.does(&mut office, CLERK, "lapse-supplement", json!({}));
        assert_eq!(told["status"], "closed");
        let told = unpaid.does(&mut office, CLERK, "lapse-fee", json!({}));
        assert_eq!(told["status"], "closed");
        office.assert_sound();
    }

    fn a_request_waits_for_a_court_and_a_later_date_is_agreed_for_many_requests(db: &TestDb) {
        let mut office = Office::new(db, "2026-03-02");
        let mut case = received(&mut office, "采购合同");
        let told = case.does(&mut office, CLERK, "suspend", json!({"reason": "须先有法院的裁判"}));
        assert_eq!(told["added"][0]["event"], "suspended");
        case.is_refused(&mut office, HEAD, "suspend", json!({"reason": "又一次"}), 422, "already_suspended");
        office.on("2026-03-09");
        assert_eq!(case.does(&mut office, HEAD, "resume", json!({}))["added"][0]["event"], "resumed");
        case.does(&mut office, CLERK, "request-supplement", json!({"respond_by": "2026-03-20", "items": "请写明文号"}));
        case.does(&mut office, REGISTRAR, "receive-supplement", json!({"text": "某府采〔2024〕3号"}));
        case.does(&mut office, CLERK, "request-reasons", json!({}));
        case.does(&mut office, REGISTRAR, "record-reasons", json!({}));
        let later = json!({"due_on": "2026-06-30", "reason": "申请数量明显超过合理范围"});
        assert_eq!(case.does(&mut office, HEAD, "agree-later-date", later)["due_on"], "2026-06-30");
        case.does(&mut office, REGISTRAR, "note", json!({"text": "电话联系过申请人"}));
        let amendment = json!({"field": "subject", "to": "2024年度采购合同"});
        case.does(&mut office, REGISTRAR, "correct", json!({"amendment": amendment, "reason": "录入有误"}));
        office.assert_sound();
    }

    fn a_fee_is_taken_back_waived_or_returned(db: &TestDb) {
        let mut office = Office::new(db, "2026-03-02");
        let mut case = received(&mut office, "全部合同");
        case.does(&mut office, HEAD, "notify-fee", pages(68, 380));
        let told = case.does(&mut office, CLERK, "withdraw-fee-notice", json!({"reason": "申请人缩小了范围"}));
        assert_eq!(told["status"], "processing");
        case.does(&mut office, HEAD, "notify-fee", pages(50, 200));
        case.does(&mut office, HEAD, "waive-fee", json!({"amount_yuan": 100, "reason": "经济困难"}));
        case.does(&mut office, REGISTRAR, "record-payment", json!({"amount_yuan": 100}));
        case.does(&mut office, HEAD, "refund-fee", json!({"amount_yuan": 50, "reason": "多算了一份"}));
        office.assert_sound();
    }

    fn a_reviewer_asks_above_and_somebody_complains(db: &TestDb) {
        let mut office = Office::new(db, "2026-03-02");
        let mut case = received(&mut office, "会议纪要");
        case.is_submitted(&mut office, json!({"outcome": "disclosed", "text": "予以公开。"}));
        case.is_passed(&mut office, 1, CHIEF);
        let above = json!({"step": 2, "to": "保密行政管理部门", "reason": "是否涉密不明确"});
        case.does(&mut office, EXAMINER, "refer", above);
        case.is_passed(&mut office, 2, EXAMINER);
        case.is_passed(&mut office, 3, AUTHORITY);
        let digest = case.digest(&mut office, CLERK);
        case.does(&mut office, CLERK, "dispatch", json!({"digest": digest}));
        case.does(&mut office, HEAD, "file-complaint", json!({}));
        case.does(&mut office, HEAD, "conclude-complaint", json!({}));
        office.assert_sound();
    }
}
