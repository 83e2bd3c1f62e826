//! 要素 (law.md §6.2): what no letter may lack, whoever wrote its words.

use super::{Block, Letter};
use crate::domain::code::coded_enum;

coded_enum! {
    /// Something that a letter lacks, or has and must not.
    Gap {
        /// 标题
        Title = "title",
        /// 发文机关署名
        Signature = "signature",
        /// 文号
        Number = "number",
        /// 主送
        Addressee = "addressee",
        /// 正文
        Finding = "finding",
        /// 所依据的条文
        Article = "article",
        /// 救济途径, where the letter decides something (R19)
        Remedies = "remedies",
        /// 救济途径 in a letter that decides nothing: 补正, 延期, 收费 (R19)
        RemediesNotDue = "remedies_not_due",
    }
}

/// The mark of a paragraph on remedies.
const RECONSIDERATION: &str = "行政复议";

impl Letter {
    /// What this letter lacks. A draft has no number yet.
    #[must_use]
    pub fn gaps(&self, is_draft: bool) -> Vec<Gap> {
        let text = self.text();
        let has_remedies = text.contains(RECONSIDERATION);
        let checks = [
            (Gap::Title, self.title.trim().is_empty()),
            (Gap::Signature, self.issuer.trim().is_empty()),
            (Gap::Number, !is_draft && self.number.as_deref().unwrap_or_default().trim().is_empty()),
            (Gap::Addressee, self.addressee.trim().is_empty()),
            (Gap::Finding, text.trim().is_empty()),
            (Gap::Article, self.kind.rests_on_an_article() && !cites_an_article(&text)),
            (Gap::Remedies, self.kind.tells_of_remedies() && !has_remedies),
            (Gap::RemediesNotDue, !self.kind.tells_of_remedies() && has_remedies),
        ];
        checks.into_iter().filter_map(|(gap, is_there)| is_there.then_some(gap)).collect()
    }

    /// Everything that its body says, a line for each block.
    #[must_use]
    pub fn text(&self) -> String {
        let lines: Vec<String> = self.body.iter().map(Block::text).collect();
        lines.join("\n")
    }
}

impl Block {
    fn text(&self) -> String {
        match self {
            Self::Paragraph { text } | Self::Heading { text } | Self::Subheading { text } => text.clone(),
            Self::Table { rows, .. } => rows.iter().map(|row| row.join("\t")).collect::<Vec<_>>().join("\n"),
        }
    }
}

/// Whether a law is named and an article of it, 《条例》第三十条 for example; or a document of 〔year〕.
fn cites_an_article(text: &str) -> bool {
    let article = |rest: &str| {
        let number = rest.split_once('条').map_or("", |(number, _)| number);
        (1..=12).contains(&number.chars().count())
    };
    let names_article = text.split('第').skip(1).any(article);
    names_article && text.contains('》') || text.contains('〔') && text.contains("号")
}
