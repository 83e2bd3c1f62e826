//! 字体 (GB/T 9704-2012): the office's own where it has them, those that come with the program otherwise.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use super::PressError;

/// 仿宋: the text of a letter.
const TEXT: &[&str] = &["FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "FandolFang R", "FandolFang"];
/// 小标宋: its title.
const TITLE: &[&str] =
    &["FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "方正小标宋_GBK", "FandolSong", "FandolSong B"];
/// 黑体: its headings.
const HEADING: &[&str] = &["SimHei", "黑体", "FandolHei R", "FandolHei"];
/// 楷体: headings below those; only an office's own.
const SUBHEADING: &[&str] = &["KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体"];
/// 宋体: page numbers, and every character that no other font has.
const FALLBACK: &[&str] = &["Noto Serif SC", "Noto Serif CJK SC", "SimSun", "宋体"];

/// Which families a document is set in, the first that has a character before the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Families {
    /// 仿宋
    pub text: Vec<String>,
    /// 小标宋
    pub title: Vec<String>,
    /// 黑体
    pub heading: Vec<String>,
    /// 楷体, or 仿宋 where there is none.
    pub subheading: Vec<String>,
    /// 宋体
    pub page: Vec<String>,
}

/// The fonts at hand.
#[derive(Debug)]
pub(super) struct Fonts {
    pub(super) book: LazyHash<FontBook>,
    pub(super) fonts: Vec<Font>,
    pub(super) families: Families,
}

impl Fonts {
    /// Reads every font of the office's own folder and of the one that comes with the program.
    pub(super) fn load(own: &Path, shipped: &[PathBuf]) -> Result<Self, PressError> {
        let mut fonts = Vec::new();
        if !own.as_os_str().is_empty() {
            read_folder(own, &mut fonts)?;
        }
        let shipped_in = shipped.iter().find(|folder| folder.is_dir());
        if let Some(folder) = shipped_in {
            read_folder(folder, &mut fonts)?;
        }
        let book = FontBook::from_fonts(&fonts);
        let families = Families::of(&book);
        if families.text.is_empty() || families.title.is_empty() || families.page.is_empty() {
            let looked = shipped.iter().map(|folder| folder.display().to_string()).collect();
            return Err(PressError::NoFonts { looked });
        }
        Ok(Self { book: LazyHash::new(book), fonts, families })
    }
}

impl Families {
    fn of(book: &FontBook) -> Self {
        let known = |names: &[&str]| -> Vec<String> {
            let has = |name: &&&str| book.contains_family(&name.to_lowercase());
            names.iter().filter(has).map(|name| (*name).to_owned()).collect()
        };
        let fallback = known(FALLBACK);
        let or_fallback = |names: &[&str]| [known(names), fallback.clone()].concat();
        let text = or_fallback(TEXT);
        let mut subheading = known(SUBHEADING);
        subheading.extend_from_slice(&text);
        Self { title: or_fallback(TITLE), heading: or_fallback(HEADING), subheading, text, page: fallback }
    }
}

fn read_folder(folder: &Path, fonts: &mut Vec<Font>) -> Result<(), PressError> {
    let unreadable = |error: std::io::Error| PressError::Unreadable {
        path: folder.display().to_string(),
        reason: error.to_string(),
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        files.push(entry.map_err(unreadable)?.path());
    }
    // The order of a folder is nobody's; the same fonts must give the same letter.
    files.sort();
    for file in files.into_iter().filter(|file| is_font(file)) {
        fonts.extend(Font::iter(Bytes::new(fs::read(&file).map_err(unreadable)?)));
    }
    Ok(())
}

fn is_font(file: &Path) -> bool {
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_lowercase();
    matches!(extension.as_str(), "otf" | "ttf" | "ttc" | "otc")
}
