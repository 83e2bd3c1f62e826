//! 公文: an official letter, as data. Two writers put it on paper: [`Letter::pdf`] by GB/T 9704-2012 and
//! [`Letter::docx`] for whoever wants to go on writing.
//!
//! The wording is a [template](Wording) that an agency may replace; what a letter may not lack is
//! [checked](Letter::gaps) whoever wrote it.

mod docx;
mod gaps;
mod pdf;
mod wording;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::letter::LetterKind;

pub use gaps::Gap;
pub use wording::{Example, Wording, WordingFault};

/// A stretch of a letter's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A paragraph, its first line two characters in.
    Paragraph {
        /// What it says.
        text: String,
    },
    /// 一级标题, 黑体.
    Heading {
        /// What it says.
        text: String,
    },
    /// 二级标题, 楷体.
    Subheading {
        /// What it says.
        text: String,
    },
    /// A table.
    Table {
        /// Whether the first row heads the columns.
        head: bool,
        /// Row by row.
        rows: Vec<Vec<String>>,
    },
}

/// 公文.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// 种类
    pub kind: LetterKind,
    /// 发文机关
    pub issuer: String,
    /// 标题
    pub title: String,
    /// 文号; none in a draft.
    pub number: Option<String>,
    /// 主送: to whom, without the colon.
    pub addressee: String,
    /// 正文
    pub body: Vec<Block>,
    /// 附件说明
    pub enclosures: Vec<String>,
    /// 成文日期
    pub dated_on: NaiveDate,
}

/// What a letter looks like beside what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dress<'a> {
    /// 草稿: watermarked, never sealed.
    Draft,
    /// Without a picture of the seal: it is stamped by hand, or not at all.
    Plain,
    /// 盖章: the picture of the agency's seal over the date; PNG or JPEG.
    Sealed {
        /// The picture.
        picture: &'a [u8],
        /// Whether it is a PNG, else a JPEG.
        is_png: bool,
    },
}
