//! Through every page, in both languages, as everybody who sees it.

use std::collections::BTreeSet;
use std::sync::Mutex;

use gongkai::app::setup;
use gongkai::bootstrap;
use gongkai::clock::Clock;
use serde_json::{Value, json};

use crate::city::{City, OFFICE};
use crate::client::{Answer, Server, TODAY, serve, settings};
use crate::look;
use crate::places::{NO_PAGES, NOWHERE, PLACES};
use crate::skeleton::skeleton;
use crate::visitors::{Visitor, applicants};
use crate::window::{Scripts, Window};
use gongkai::domain::role::Role;

const LANGUAGES: [&str; 2] = ["zh-CN", "en"];
/// Where the example's words are, which are in no language of the reader's.
const INVENTED: [&str; 3] =
    [include_str!("../../config/demo/city.toml"), include_str!("city.rs"), include_str!("visitors.rs")];

/// Terms that are Chinese in every language: a placeholder, names of steps that agencies give, numbers of documents.
const TERMS: [&str; 6] = ["{代字}", "初审", "审核", "审发", "国办公开办函〔2021〕30号", "×公复〔2025〕18号"];

/// What was found out about all pages.
#[derive(Default)]
struct Findings {
    /// Pages that were looked at, as language and skeleton.
    looked_at: Mutex<BTreeSet<(&'static str, String)>>,
    /// Addresses that were looked at, with the language: what another visitor sees there differs in a few parts.
    addresses: Mutex<BTreeSet<(&'static str, String)>>,
    /// Addresses that were shown to somebody.
    shown: Mutex<BTreeSet<String>>,
    faults: Mutex<BTreeSet<String>>,
}

/// Somebody at a window.
struct Walk<'a> {
    window: Window,
    server: &'a Server,
    data: Vec<String>,
    findings: &'a Findings,
}

impl<'a> Walk<'a> {
    fn begin(server: &'a Server, findings: &'a Findings) -> Self {
        Self { window: Window::open(Scripts::On), server, data: invented(), findings }
    }

    fn everywhere(&self, visitor: &Visitor, addresses: &[String]) {
        visitor.sits_down(&self.window, self.server);
        for address in addresses {
            for lang in LANGUAGES {
                self.visit(visitor, address, lang);
            }
        }
    }

    fn visit(&self, visitor: &Visitor, address: &str, lang: &'static str) {
        let page = visitor.asks(self.server, address, lang);
        match page.status {
            200 | 422 => drop(self.findings.shown.lock().unwrap().insert(address.to_owned())),
            303 => return,
            403 | 404 => {}
            _ => return self.fault(visitor, address, lang, &page.body),
        }
        for fault in look::wrong_words(&self.window, &page.body, &self.data) {
            self.fault(visitor, address, lang, &fault);
        }
        let is_new = !self.findings.looked_at.lock().unwrap().contains(&(lang, skeleton(&page.body)));
        if is_new && self.findings.addresses.lock().unwrap().insert((lang, address.to_owned())) {
            self.findings.looked_at.lock().unwrap().insert((lang, skeleton(&page.body)));
            self.look(visitor, address, lang);
        }
    }

    fn look(&self, visitor: &Visitor, address: &str, lang: &'static str) {
        self.window.devtools("Network.setExtraHTTPHeaders", json!({"headers": {"Accept-Language": lang}}));
        self.window.go_to(&format!("http://{}{address}", self.server.address));
        for fault in look::faults(&self.window) {
            self.fault(visitor, address, lang, &fault);
        }
    }

    fn fault(&self, visitor: &Visitor, address: &str, lang: &str, fault: &str) {
        let line = format!("{address} ({lang}, {}): {fault}", visitor.name);
        self.findings.faults.lock().unwrap().insert(line);
    }
}

#[test]
fn every_page_is_sound_in_both_languages_for_everybody_who_sees_it() {
    let city = City::new();
    city.publish_report();
    let applicants = applicants(&city);
    let addresses = addresses(&city);
    let findings = Findings::default();
    let staff = city.staff();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let walk = Walk::begin(&city.server, &findings);
            for visitor in [Visitor::public()].iter().chain(&applicants) {
                walk.everywhere(visitor, &addresses);
            }
            walk_the_empty_office(&findings);
        });
        let (server, findings, addresses) = (&city.server, &findings, &addresses);
        for half in staff.chunks(staff.len().div_ceil(2)) {
            scope.spawn(move || {
                let walk = Walk::begin(server, findings);
                half.iter().for_each(|visitor| walk.everywhere(visitor, addresses));
            });
        }
    });
    let shown = findings.shown.into_inner().unwrap();
    let mut faults = findings.faults.into_inner().unwrap();
    let unseen = addresses.iter().filter(|address| !shown.contains(*address) && !NOWHERE.contains(&address.as_str()));
    faults.extend(unseen.map(|address| format!("{address}: nobody sees it")));
    eprintln!("{} pages looked at", findings.looked_at.into_inner().unwrap().len());
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn what_is_no_page_is_none() {
    let city = City::new();
    for (route, _) in NO_PAGES {
        let address = route
            .replace("{code}", OFFICE)
            .replace("{case_id}", "case_11")
            .replace("{year}", "2025")
            .replace("{attachment_id}", "attachment_1");
        for visitor in city.staff().iter().chain(&[Visitor::public()]) {
            let answer: Answer = visitor.asks(&city.server, &address, "zh-CN");
            assert!(answer.status != 200 || !answer.body.contains("class=\"brand\""), "{address} is a page");
        }
    }
}

#[test]
fn what_is_wrong_with_a_page_is_found() {
    let (server, _) = empty_office();
    let window = Window::open(Scripts::On);
    window.go_to(&format!("http://{}/sign-in", server.address));
    assert_eq!(look::faults(&window), [""; 0]);
    let spoil = "
        const picture = new Image();
        picture.src = 'https://example.com/picture.png';
        document.querySelector('main').append(picture);
        document.querySelector('main button').style.outline = 'none';
        for (const part of document.querySelectorAll('h1')) {
            part.style.color = 'rgb(200, 200, 200)';
            part.style.width = '900px';
        }";
    window.run(spoil, Vec::new());
    let faults = look::faults(&window).join("\n");
    for found in
        ["image-alt", "color-contrast: h1", "at 375 px it is", "focus is not seen: <button", "Content Security Policy"]
    {
        assert!(faults.contains(found), "{found} is not among\n{faults}");
    }
    let page = |lang: &str, text: &str| format!("<html lang=\"{lang}\"><p title=\"{text}\"></p></html>");
    let words = |lang: &str, text: &str| look::wrong_words(&window, &page(lang, text), &["江城".to_owned()]).len();
    assert_eq!(
        [words("zh-CN", "Nobody has read this page"), words("zh-CN", "web-name"), words("zh-CN", "按 DOCX 下载")],
        [1, 1, 0]
    );
    assert_eq!([words("en", "已经答复"), words("en", "web-name"), words("en", "read-only for 江城, 张*")], [1, 1, 0]);
}

/// The page of the first start, which an office sees once.
fn walk_the_empty_office(findings: &Findings) {
    let (server, token) = empty_office();
    let walk = Walk::begin(&server, findings);
    walk.everywhere(&Visitor::public(), &[format!("/setup?token={token}"), "/".to_owned(), "/published".to_owned()]);
    findings.shown.lock().unwrap().insert("/setup".to_owned());
}

/// A server without an agency, and the secret of the link that makes the first.
fn empty_office() -> (Server, String) {
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(&folder);
    let app = bootstrap::start(&settings, Clock::starting_at(settings.time_zone, TODAY.parse().unwrap())).unwrap();
    let app = std::sync::Arc::new(app);
    let token = setup::new_link(&app).unwrap().unwrap();
    (serve(folder, app), token)
}

/// Every address, with what stands for something in it put in.
pub fn addresses(city: &City) -> Vec<String> {
    let mails = city.ask(Role::Administrator, "GET", &format!("/api/v1/agencies/{OFFICE}/mails"), &Value::Null);
    let mail = mails["mails"][0]["id"].as_str().unwrap();
    let webhook = city.tell_another_system();
    let all = PLACES.iter().flat_map(|(_, addresses)| *addresses).chain(NOWHERE);
    all.map(|address| address.replace("{mail}", mail).replace("{webhook}", &webhook)).collect()
}

/// The words of the example, longest first; they may contain each other.
fn invented() -> Vec<String> {
    let quoted = INVENTED.iter().flat_map(|text| text.split('"').skip(1).step_by(2));
    let quoted = quoted.chain(["hz-zfb"]).chain(TERMS);
    let is_foreign = |text: &&str| !text.is_ascii() || text.contains('-');
    let mut words: Vec<String> = quoted.filter(is_foreign).map(str::to_owned).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
}
