//! A service that is killed while a thousand people send their requests at once: whoever was given a number
//! keeps it, and whoever was not sends the same again under the same key.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::office::import;
use crate::support::serving::{Lost, Serving, ask, assert_sound};
use crate::support::{TestDb, on_both_databases};

const PEOPLE: usize = 1_000;
/// How many have their number when the service is killed: once early, once in the middle, once late.
const KILLS: [std::ops::Range<usize>; 3] = [1..200, 300..500, 600..800];

/// What everybody knows of the service.
struct Street {
    /// Where it is open, if it is.
    door: watch::Sender<Option<SocketAddr>>,
    /// How many have a number.
    served: watch::Sender<usize>,
    /// Requests that were sent and never answered.
    unheard: AtomicUsize,
}

/// What somebody keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Receipt {
    person: usize,
    body: String,
}

impl Receipt {
    fn told(&self, field: &str) -> String {
        let told: Value = serde_json::from_str(&self.body).unwrap();
        told[field].as_str().unwrap().to_owned()
    }
}

fn subject(person: usize) -> String {
    format!("2024年度采购合同（{person}）")
}

/// Asks until there is an answer.
async fn answered(street: &Street, what: &str, headers: &[(&str, &str)], body: &str) -> (u16, String) {
    let mut door = street.door.subscribe();
    loop {
        let address = door.wait_for(Option::is_some).await.unwrap().unwrap();
        match ask(address, what, headers, body).await {
            Ok((503, _)) | Err(Lost::NotSent) => {}
            Ok(answer) => return answer,
            Err(Lost::NotAnswered) => {
                street.unheard.fetch_add(1, Ordering::Relaxed);
            }
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn submit(street: Arc<Street>, person: usize) -> Receipt {
    let form = json!({
        "agency": "a",
        "applicant": {"category": "natural_person", "name": "张三", "id_number": "11010519491231002X",
                      "phone": "13900000000", "address": "某市某路1号"},
        "request": {"subject": subject(person)},
    });
    let key = format!("person-{person}");
    let headers = [("Idempotency-Key", &*key)];
    let (status, body) = answered(&street, "POST /api/v1/requests", &headers, &form.to_string()).await;
    assert_eq!(status, 201, "{body}");
    Receipt { person, body }
}

async fn everybody_submits(street: &Arc<Street>) -> JoinSet<Receipt> {
    let mut people = JoinSet::new();
    for person in 0..PEOPLE {
        let street = Arc::clone(street);
        people.spawn(async move {
            let receipt = submit(Arc::clone(&street), person).await;
            street.served.send_modify(|served| *served += 1);
            receipt
        });
    }
    people
}

/// The request can be followed, and is the one that this person sent.
async fn follow(street: Arc<Street>, receipt: Receipt) {
    let what = format!("GET /api/v1/requests/{}", receipt.told("case_no"));
    let code = receipt.told("query_code");
    let (status, body) = answered(&street, &what, &[("Query-Code", &code)], "").await;
    let told: Value = serde_json::from_str(&body).unwrap();
    assert_eq!((status, told["subject"].as_str()), (200, Some(&*subject(receipt.person))), "{body}");
}

/// Kills the service at each of the moments and starts it again. How many had been filed without anybody having
/// been told.
async fn kill_and_restart(db: &TestDb, street: &Street, mut serving: Serving, moments: &[usize]) -> (Serving, usize) {
    let mut filed_unheard = 0;
    for moment in moments {
        street.served.subscribe().wait_for(|served| served >= moment).await.unwrap();
        street.door.send_replace(None);
        serving.kill();
        let (filed, served) = (db.case_numbers().len(), *street.served.borrow());
        assert!(served < PEOPLE, "everybody had a number already: this was no kill in the middle");
        assert!(filed >= served, "{served} were told a number, and {filed} are in the register");
        filed_unheard += filed - served;
        serving = Serving::start(db, &[], &[]);
        street.door.send_replace(Some(serving.address));
    }
    (serving, filed_unheard)
}

async fn a_thousand_people(db: &TestDb, moments: &[usize]) {
    let serving = Serving::start(db, &[], &[]);
    let (door, served) = (watch::Sender::new(Some(serving.address)), watch::Sender::new(0));
    let street = Arc::new(Street { door, served, unheard: AtomicUsize::new(0) });
    let people = everybody_submits(&street).await;
    let (_serving, filed_unheard) = kill_and_restart(db, &street, serving, moments).await;
    let mut receipts = people.join_all().await;
    let unheard = street.unheard.load(Ordering::Relaxed);
    println!(
        "killed after {moments:?}: {unheard} requests cut off, {filed_unheard} filed of which nobody had heard yet"
    );
    assert!(unheard >= moments.len(), "no kill interrupted anybody");

    let told: BTreeSet<String> = receipts.iter().map(|receipt| receipt.told("case_no")).collect();
    assert_eq!(db.case_numbers(), Vec::from_iter(told), "every number once, and no other");
    assert_eq!(db.case_numbers().len(), PEOPLE);

    // Whoever asks again is told the same, word for word, and nothing is filed.
    let mut again = everybody_submits(&street).await.join_all().await;
    receipts.sort_by_key(|receipt| receipt.person);
    again.sort_by_key(|receipt| receipt.person);
    assert_eq!(again, receipts);
    assert_eq!(db.case_numbers().len(), PEOPLE);
    let following = receipts.into_iter().map(|receipt| follow(Arc::clone(&street), receipt));
    following.collect::<JoinSet<_>>().join_all().await;
}

on_both_databases! {
    fn a_thousand_requests_sent_at_once_are_each_filed_once_whenever_the_service_is_killed(db: &TestDb) {
        let seed: u64 = rand::random();
        println!("seed {seed}");
        let mut random = StdRng::seed_from_u64(seed);
        let moments = KILLS.map(|range| random.random_range(range));
        import(db, "a", "").good();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(a_thousand_people(db, &moments));
        drop(runtime);
        assert_sound(db);
    }
}
