//! 公文版式 (GB/T 9704-2012): a letter as PDF.

use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

use super::{Dress, Letter};
use crate::letters::press::{Layout, Press, PressError};
use crate::messages::Lang;

/// The layout of letters.
const LAYOUT: Layout = Layout { name: "/letter.typ", source: include_str!("../templates/letter.typ") };
/// Names of the picture of a seal.
const SEALS: [&str; 2] = ["/seal.png", "/seal.jpg"];

impl Letter {
    /// The letter on paper.
    ///
    /// # Errors
    /// [`PressError`].
    pub fn pdf(&self, press: &Press, dress: Dress<'_>) -> Result<Vec<u8>, PressError> {
        match dress {
            Dress::Draft => press.set(LAYOUT, &self.data(Some(Lang::Zh.text("letters-draft")), None), &[]),
            Dress::Plain => press.set(LAYOUT, &self.data(None, None), &[]),
            Dress::Sealed { picture, is_png } => {
                let name = SEALS[usize::from(!is_png)];
                press.set(LAYOUT, &self.data(None, Some(name)), &[(name, picture)])
            }
        }
    }

    fn data(&self, watermark: Option<String>, seal: Option<&str>) -> Value {
        json!({
            "title": self.title,
            "heading": [self.issuer, self.title],
            "issuer": self.issuer,
            "number": self.number,
            "addressee": format!("{}：", self.addressee),
            "body": self.body,
            "enclosures": self.enclosures,
            "after": [],
            "date": written(self.dated_on),
            "day": { "year": self.dated_on.year(), "month": self.dated_on.month(), "day": self.dated_on.day() },
            "watermark": watermark,
            "seal": seal,
            "words": { "enclosures": Lang::Zh.text("letters-enclosures"), "seal": Lang::Zh.text("letters-seal") },
        })
    }
}

/// 成文日期: 2026年1月5日.
pub(super) fn written(on: NaiveDate) -> String {
    on.format(&Lang::Zh.text("letters-date")).to_string()
}
