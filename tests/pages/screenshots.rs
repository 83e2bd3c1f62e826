//! Pictures of every page, to be looked at by people: `tests/pages/screenshots FOLDER`.

use std::collections::BTreeSet;
use std::path::Path;

use crate::city::City;
use crate::client::Server;
use crate::skeleton::skeleton;
use crate::visitors::{Visitor, applicants};
use crate::walk::addresses;
use crate::window::{Scripts, Window};

/// A phone, a tablet, a desk.
const WIDTHS: [u32; 3] = [375, 768, 1440];
/// Between the margins of a sheet of A4.
const PAPER: u32 = 680;
/// Where the pictures go.
const FOLDER: &str = "GONGKAI_SCREENSHOTS";

#[test]
#[ignore = "makes pictures for people; tests/pages/screenshots runs it"]
fn pictures_of_every_page() {
    let folder = std::env::var(FOLDER).expect("the folder for the pictures");
    std::fs::create_dir_all(&folder).unwrap();
    let city = City::new();
    city.publish_report();
    let mut visitors = vec![Visitor::public()];
    visitors.extend(applicants(&city));
    visitors.extend(city.staff());
    let window = Window::open(Scripts::On);
    let addresses = addresses(&city);
    let mut taken = BTreeSet::new();
    for visitor in &visitors {
        visitor.sits_down(&window, &city.server);
        for address in &addresses {
            let page = visitor.asks(&city.server, address, "zh-CN");
            if page.status != 303 && taken.insert(skeleton(&page.body)) {
                take(&window, &city.server, address, &Path::new(&folder).join(name(visitor, address)));
            }
        }
    }
    println!("{} pages in {folder}", taken.len());
}

/// The whole page at each width, by day and by night, and on paper.
fn take(window: &Window, server: &Server, address: &str, file: &Path) {
    let address = format!("http://{}{address}", server.address);
    for (dark, scheme) in [(false, "light"), (true, "dark")] {
        window.prefer_dark(dark);
        for width in WIDTHS {
            picture(window, &address, width, &format!("{}-{width}-{scheme}.png", file.display()));
        }
    }
    window.print(true);
    picture(window, &address, PAPER, &format!("{}-paper.png", file.display()));
    window.print(false);
}

fn picture(window: &Window, address: &str, width: u32, file: &str) {
    window.resize(width, 900);
    window.go_to(address);
    let height = window.run("return document.documentElement.scrollHeight", Vec::new());
    window.resize(width, u32::try_from(height.as_u64().unwrap()).unwrap().clamp(600, 6000));
    std::fs::write(file, window.picture()).unwrap();
}

/// `desk-zhuguan`: what the page is, and who sees it.
fn name(visitor: &Visitor, address: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let page: String = address.trim_start_matches('/').chars().map(plain).take(60).collect();
    format!("{}-{}", if page.is_empty() { "home" } else { &page }, visitor.name.replace(' ', "-"))
}
