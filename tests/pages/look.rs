//! What is wrong with a page: with what it says, how it looks, how it sounds and what it asks for.

use serde_json::{Value, json};

use crate::window::Window;

const AXE: &str = include_str!("axe/axe.min.js");
const LOOKS: &str = include_str!("look.js");
const WORDS: &str = include_str!("words.js");
/// WCAG 2.2, A and AA.
const TAGS: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/// Bytes that go over the line on a first visit, and on one with style sheet and script at hand.
const MOST_AT_FIRST: u32 = 100 * 1024;
const MOST_LATER: u32 = 20 * 1024;

/// Looks at the page that is in the window from every side.
pub fn faults(window: &Window) -> Vec<String> {
    let mut faults = texts(&run(window, &format!("return looks.weight({MOST_AT_FIRST}, {MOST_LATER})")));
    run(window, "return looks.unfold()");
    // A phone, a desk with everything twice as large, a tablet.
    for width in [375, 640, 768] {
        window.resize(width, 900);
        faults.extend(texts(&run(window, "return looks.overflow()")));
    }
    window.run(AXE, Vec::new());
    window.resize(375, 900);
    faults.extend(axe(window, &json!({"runOnly": ["target-size", "scrollable-region-focusable"]})));
    window.resize(1280, 900);
    faults.extend(axe(window, &json!({"runOnly": TAGS})));
    faults.extend(texts(&run(window, "return looks.focus()")));
    window.prefer_dark(true);
    faults
        .extend(axe(window, &json!({"runOnly": ["color-contrast"]})).into_iter().map(|fault| format!("dark: {fault}")));
    window.prefer_dark(false);
    faults.extend(complaints(window));
    faults
}

/// What the browser says of a page that it was shown; that a page is an error page is not said of the page.
fn complaints(window: &Window) -> Vec<String> {
    let address = window.address();
    let is_own_status = |line: &String| line.starts_with(&address) && line.contains("Failed to load resource");
    window.console().into_iter().filter(|line| !is_own_status(line)).collect()
}

/// Words of a page that are in the wrong language; `data` is in none.
pub fn wrong_words(window: &Window, html: &str, data: &[String]) -> Vec<String> {
    texts(&window.run(WORDS, vec![json!(html), json!(data)]))
}

fn run(window: &Window, call: &str) -> Value {
    window.run(&format!("{LOOKS}\n{call}"), Vec::new())
}

fn axe(window: &Window, options: &Value) -> Vec<String> {
    let call = "const done = arguments[1]; looks.axe(arguments[0]).then(done, (error) => done([`axe: ${error}`]))";
    texts(&window.run_until_done(&format!("{LOOKS}\n{call}"), vec![options.clone()]))
}

fn texts(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}
