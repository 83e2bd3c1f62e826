//! A window of Debian's Chromium, used as a person uses it. Each has a driver and a browser of its own, which end
//! with it.

use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tokio::runtime::{Builder, Runtime};

use crate::commands::OwnCommand;

/// Nothing leaves this computer, and nothing waits for a screen.
const ARGUMENTS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--lang=zh-CN",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];
/// How long a page may take to show what is waited for, on a busy computer.
const PATIENCE: Duration = Duration::from_secs(20);

/// Whether the browser runs scripts of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scripts {
    On,
    Off,
}

pub struct Window {
    runtime: Runtime,
    client: Client,
    _driver: Driver,
    /// What the driver says goes nowhere, but must go.
    _said: Lines<BufReader<ChildStdout>>,
}

impl Window {
    /// Opens a window; without a browser there is no test.
    pub fn open(scripts: Scripts) -> Self {
        let mut driver = Driver::start();
        let mut said = BufReader::new(driver.0.stdout.take().unwrap()).lines();
        let port = said.by_ref().map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("successfully on port ")?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        let port = port.expect("chromedriver says on which port it listens");
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let driver_at = format!("http://127.0.0.1:{port}");
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let connecting = builder.capabilities(capabilities(scripts)).connect(&driver_at);
        let client = runtime.block_on(connecting).expect("Chromium starts");
        Self { runtime, client, _driver: driver, _said: said }
    }

    /// A command of the DevTools protocol.
    pub fn devtools(&self, name: &str, parameters: Value) -> Value {
        self.wait_for(self.client.issue_cmd(OwnCommand::devtools(name, &parameters)))
    }

    /// A window of this width, in the browser's pixels.
    pub fn resize(&self, width: u32, height: u32) {
        self.emulate(width, height, false);
    }

    /// A phone that one touches.
    pub fn be_a_phone(&self) {
        self.emulate(375, 812, true);
    }

    fn emulate(&self, width: u32, height: u32, mobile: bool) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile});
        self.devtools("Emulation.setDeviceMetricsOverride", size);
    }

    pub fn prefer_dark(&self, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.devtools("Emulation.setEmulatedMedia", features);
    }

    /// As the page is printed, until it is shown on the screen again.
    pub fn print(&self, on_paper: bool) {
        self.devtools(
            "Emulation.setEmulatedMedia",
            json!({"media": if on_paper { "print" } else { "" }, "features": []}),
        );
    }

    pub fn go_to(&self, address: &str) {
        self.wait_for(self.client.goto(address));
    }

    /// The address that is shown.
    pub fn address(&self) -> String {
        self.wait_for(self.client.current_url()).into()
    }

    /// What the page reads to somebody who sees it; nothing while it gives way to another.
    fn text(&self) -> String {
        self.runtime.block_on(self.find("body").text()).unwrap_or_default()
    }

    /// What is written in one place.
    pub fn read(&self, selector: &str) -> String {
        self.wait_for(self.find(selector).text())
    }

    pub fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.wait_for(self.client.execute(script, arguments))
    }

    /// Runs a script that calls its last argument when it is done.
    pub fn run_until_done(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.wait_for(self.client.execute_async(script, arguments))
    }

    /// What stands in the console since the last time.
    pub fn console(&self) -> Vec<String> {
        let entries = self.wait_for(self.client.issue_cmd(OwnCommand::console()));
        entries.as_array().unwrap().iter().map(|entry| entry["message"].as_str().unwrap().to_owned()).collect()
    }

    /// What can be seen of the page, as a picture.
    pub fn picture(&self) -> Vec<u8> {
        self.wait_for(self.client.screenshot())
    }

    /// Types into a field in place of what stands there; a date is typed `2025-12-24`.
    pub fn fill(&self, name: &str, text: &str) {
        let field = self.find(&format!("main [name='{name}']:not([type=hidden])"));
        self.wait_for(field.clear());
        self.wait_for(field.send_keys(text));
    }

    /// Picks a file from the computer.
    pub fn pick_file(&self, name: &str, path: &str) {
        self.wait_for(self.find(&format!("input[type=file][name='{name}']")).send_keys(path));
    }

    /// Chooses an option, a radio button or a box by its value.
    pub fn choose(&self, name: &str, value: &str) {
        let choice = format!("[name='{name}'] option[value='{value}'], input[name='{name}'][value='{value}']");
        self.click(&self.find(&choice));
    }

    /// Opens what is folded under this heading, unless it is open.
    pub fn unfold(&self, heading: &str) {
        let summary = self.find_by(Locator::XPath(&format!("//summary[contains(., '{heading}')]")));
        let folded = self.wait_for(summary.find(Locator::XPath("..")));
        if self.wait_for(folded.attr("open")).is_none() {
            self.click(&summary);
        }
    }

    /// Types the same into every field that the selector finds.
    pub fn fill_all(&self, selector: &str, text: &str) {
        for field in self.wait_for(self.client.find_all(Locator::Css(selector))) {
            self.wait_for(field.clear());
            self.wait_for(field.send_keys(text));
        }
    }

    /// Back to the page before.
    pub fn back(&self) {
        self.wait_for(self.client.back());
    }

    /// Where a link on the page leads.
    pub fn leads_to(&self, selector: &str) -> String {
        self.wait_for(self.find(selector).attr("href")).unwrap()
    }

    /// Whether these words are on the page.
    pub fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    pub fn click_on(&self, selector: &str) {
        self.click(&self.find(selector));
    }

    /// Presses the button, or follows the link, that reads so; if there is none, the first that has these words
    /// among others.
    pub fn press(&self, words: &str) {
        let reads = |how: &str| format!("//main//*[self::button or self::a][{how}][not(contains(@class, 'unseen'))]");
        let exactly = reads(&format!("normalize-space(.)='{words}'"));
        let roughly = reads(&format!("contains(normalize-space(.), '{words}')"));
        self.click(&self.find_by(Locator::XPath(&format!("({exactly} | {roughly}[not({exactly})])[1]"))));
    }

    fn click(&self, element: &Element) {
        self.wait_for(element.click());
    }

    /// The first that the selector finds, as soon as it is there.
    pub fn find(&self, selector: &str) -> Element {
        self.find_by(Locator::Css(selector))
    }

    fn find_by(&self, what: Locator<'_>) -> Element {
        let begun = Instant::now();
        loop {
            match self.runtime.block_on(self.client.find(what)) {
                Ok(element) => return element,
                Err(error) if error.is_no_such_element() && begun.elapsed() < PATIENCE => {
                    std::thread::sleep(Duration::from_millis(50));
                }
                Err(error) => panic!("{what:?}: {error}\n{}", self.describe()),
            }
        }
    }

    /// Waits until the page reads so.
    #[track_caller]
    pub fn expect(&self, words: &str) {
        let begun = Instant::now();
        while !self.text().contains(words) {
            assert!(begun.elapsed() < PATIENCE, "{words} is missing: {}", self.describe());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Where one is and what is there.
    fn describe(&self) -> String {
        format!("{}\n{}", self.address(), self.runtime.block_on(self.client.source()).unwrap_or_default())
    }

    #[track_caller]
    fn wait_for<T>(&self, doing: impl Future<Output = Result<T, CmdError>>) -> T {
        self.runtime.block_on(doing).unwrap_or_else(|error| panic!("{error}"))
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // The browser ends with its session; it may have ended already.
        let _ = self.runtime.block_on(self.client.clone().close());
    }
}

/// The driver's process: it ends with this, also where no window was opened.
struct Driver(Child);

impl Driver {
    fn start() -> Self {
        let mut command = Command::new("chromedriver");
        command.arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null());
        Self(command.spawn().expect("chromedriver does not start: is chromium-driver installed?"))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn capabilities(scripts: Scripts) -> Map<String, Value> {
    let mut preferences = json!({"intl.accept_languages": "zh-CN,zh", "credentials_enable_service": false});
    if scripts == Scripts::Off {
        preferences["profile.managed_default_content_settings.javascript"] = json!(2);
    }
    let capabilities = json!({
        "browserName": "chrome",
        "goog:chromeOptions": {"args": ARGUMENTS, "prefs": preferences},
        "goog:loggingPrefs": {"browser": "ALL"},
    });
    capabilities.as_object().unwrap().clone()
}
