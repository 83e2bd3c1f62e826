//! 统计表: the rows of the 2014 statistics table (国办发〔2014〕32号), used for the years to 2018.
//!
//! A row's key is its number as printed (`三(一)1`). A row printed without a number of its own is keyed
//! by the number above it and its place: `三(三)4其中1` is the first unnumbered row under 三（三）4. Some of
//! the labels are confirmed by published tables, the others are from the reference text alone.

use super::column::AppealColumn;
use super::old_reply::OldReply;
use crate::domain::code::{AppealGroup, Channel, UnknownCode};

/// 计量单位 of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A heading has none.
    None,
    /// 条
    Item,
    /// 件
    Piece,
    /// 次
    Time,
    /// 篇
    Article,
    /// 个
    Unit,
    /// 人
    Person,
    /// 人次
    PersonTime,
    /// 万元
    WanYuan,
}

impl Unit {
    /// The printed unit.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::None => "——",
            Self::Item => "条",
            Self::Piece => "件",
            Self::Time => "次",
            Self::Article => "篇",
            Self::Unit => "个",
            Self::Person => "人",
            Self::PersonTime => "人次",
            Self::WanYuan => "万元",
        }
    }
}

/// Where the figure of a row comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A heading without a figure.
    Heading,
    /// Entered by the office: it does not come from cases.
    Entered,
    /// Requests received in the year through any of these channels (R11).
    Received(&'static [Channel]),
    /// Requests closed in the year.
    Closed,
    /// Requests closed in the year without an extension and not late.
    ClosedWithinPeriod,
    /// Requests closed in the year after an extension, and late ones: the form knows only 按时 and 延期,
    /// and a reply after the due date was not 按时.
    ClosedExtended,
    /// Requests closed in the year with one of these replies.
    Replied(&'static [OldReply]),
    /// Appeals of these groups, concluded in the year or pending at its end.
    Appeals(&'static [AppealGroup], &'static [AppealColumn]),
    /// 举报投诉 filed in the year.
    Complaints,
    /// Fees charged in the year.
    Fees,
}

/// 统计表的行.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OldRow {
    /// The number as printed.
    pub key: &'static str,
    /// The printed label, without its number.
    pub label: &'static str,
    /// 单位
    pub unit: Unit,
    /// Where its figure comes from.
    pub source: Source,
}

impl OldRow {
    /// The row with this key.
    ///
    /// # Errors
    /// [`UnknownCode`] if the form has no such row.
    ///
    /// ```
    /// use gongkai_core::domain::annual_report::OldRow;
    /// assert_eq!(OldRow::find("三(一)1").map(|row| row.label), Ok("当面申请数"));
    /// ```
    pub fn find(key: &str) -> Result<&'static Self, UnknownCode> {
        OLD_ROWS.iter().find(|row| row.key == key).ok_or_else(|| UnknownCode {
            kind: "OldRow",
            value: key.to_owned(),
            allowed: OLD_ROWS.iter().map(|row| row.key).collect::<Vec<_>>().join(", "),
        })
    }

    /// Whether the row has a figure; a heading has none.
    #[must_use]
    pub fn has_figure(&self) -> bool {
        self.source != Source::Heading
    }

    /// Whether the figure is derived from cases.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        self.has_figure() && self.source != Source::Entered
    }

    /// How deep the row is indented: `三` 0, `三(一)` 1, `三(一)1` 2, `三(三)4其中1` 3.
    #[must_use]
    pub fn depth(&self) -> usize {
        let after_section = self.key.split_once(')').map_or("", |(_, rest)| rest);
        let levels = [
            self.key.contains('('),
            after_section.starts_with(|digit: char| digit.is_ascii_digit()),
            after_section.contains("其中"),
        ];
        levels.into_iter().filter(|level| *level).count()
    }

    /// The label with its number, as it is printed: `（一）收到申请数`, `1.当面申请数`.
    #[must_use]
    pub fn printed_label(&self) -> String {
        if let Some((_, place)) = self.key.rsplit_once("其中") {
            return if place == "1" { format!("其中：{}", self.label) } else { self.label.to_owned() };
        }
        match self.key.split_once('(').and_then(|(_, rest)| rest.split_once(')')) {
            None => format!("{}、{}", self.key, self.label),
            Some((section, "")) => format!("（{section}）{}", self.label),
            Some((_, item)) => format!("{item}.{}", self.label),
        }
    }
}

const fn heading(key: &'static str, label: &'static str) -> OldRow {
    OldRow { key, label, unit: Unit::None, source: Source::Heading }
}

const fn entered(key: &'static str, label: &'static str, unit: Unit) -> OldRow {
    OldRow { key, label, unit, source: Source::Entered }
}

const fn counted(key: &'static str, label: &'static str, source: Source) -> OldRow {
    OldRow { key, label, unit: Unit::Piece, source }
}

const LITIGATION: &[AppealGroup] = &[AppealGroup::LitigationDirect, AppealGroup::LitigationAfterReconsideration];
const RECONSIDERATION: &[AppealGroup] = &[AppealGroup::Reconsideration];
/// 其他情形 of the form; an appeal pending at the end of the year has no row of its own, and without it
/// the parts would not add up to the total.
const APPEAL_OTHER: &[AppealColumn] = &[AppealColumn::Other, AppealColumn::Pending];
const REFUSALS: &[OldReply] = &[
    OldReply::StateSecret,
    OldReply::TradeSecret,
    OldReply::Privacy,
    OldReply::PublicSafety,
    OldReply::NotGovernmentInformation,
    OldReply::OtherLaw,
];

/// 统计表: every row in printed order.
///
/// Channels: the form has no row for e-mail and none for oral requests. E-mail counts as 网络 because it
/// comes in over the network and carries no letter; an oral request is made across the counter and counts
/// as 当面.
pub const OLD_ROWS: &[OldRow] = &[
    heading("一", "主动公开情况"),
    entered("一(一)", "主动公开政府信息数（不同渠道和方式公开相同信息计1条）", Unit::Item),
    entered("一(一)其中1", "主动公开规范性文件数", Unit::Item),
    entered("一(一)其中2", "制发规范性文件总数", Unit::Piece),
    heading("一(二)", "通过不同渠道和方式公开政府信息的情况"),
    entered("一(二)1", "政府公报公开政府信息数", Unit::Item),
    entered("一(二)2", "政府网站公开政府信息数", Unit::Item),
    entered("一(二)3", "政务微博公开政府信息数", Unit::Item),
    entered("一(二)4", "政务微信公开政府信息数", Unit::Item),
    entered("一(二)5", "其他方式公开政府信息数", Unit::Item),
    heading("二", "回应解读情况"),
    entered("二(一)", "回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）", Unit::Time),
    heading("二(二)", "通过不同渠道和方式回应解读的情况"),
    entered("二(二)1", "参加或举办新闻发布会总次数", Unit::Time),
    entered("二(二)1其中1", "主要负责同志参加新闻发布会次数", Unit::Time),
    entered("二(二)2", "政府网站在线访谈次数", Unit::Time),
    entered("二(二)2其中1", "主要负责同志参加政府网站在线访谈次数", Unit::Time),
    entered("二(二)3", "政策解读稿件发布数", Unit::Article),
    entered("二(二)4", "微博微信回应事件数", Unit::Time),
    entered("二(二)5", "其他方式回应事件数", Unit::Time),
    heading("三", "依申请公开情况"),
    counted("三(一)", "收到申请数", Source::Received(Channel::ALL)),
    counted("三(一)1", "当面申请数", Source::Received(&[Channel::InPerson, Channel::Oral])),
    counted("三(一)2", "传真申请数", Source::Received(&[Channel::Fax])),
    counted("三(一)3", "网络申请数", Source::Received(&[Channel::Online, Channel::Email])),
    counted("三(一)4", "信函申请数", Source::Received(&[Channel::Post])),
    counted("三(二)", "申请办结数", Source::Closed),
    counted("三(二)1", "按时办结数", Source::ClosedWithinPeriod),
    counted("三(二)2", "延期办结数", Source::ClosedExtended),
    counted("三(三)", "申请答复数", Source::Closed),
    counted("三(三)1", "属于已主动公开范围数", Source::Replied(&[OldReply::AlreadyPublic])),
    counted("三(三)2", "同意公开答复数", Source::Replied(&[OldReply::Disclosed])),
    counted("三(三)3", "同意部分公开答复数", Source::Replied(&[OldReply::PartlyDisclosed])),
    counted("三(三)4", "不同意公开答复数", Source::Replied(REFUSALS)),
    counted("三(三)4其中1", "涉及国家秘密", Source::Replied(&[OldReply::StateSecret])),
    counted("三(三)4其中2", "涉及商业秘密", Source::Replied(&[OldReply::TradeSecret])),
    counted("三(三)4其中3", "涉及个人隐私", Source::Replied(&[OldReply::Privacy])),
    counted("三(三)4其中4", "危及国家安全、公共安全、经济安全和社会稳定", Source::Replied(&[OldReply::PublicSafety])),
    counted("三(三)4其中5", "不是《条例》所指政府信息", Source::Replied(&[OldReply::NotGovernmentInformation])),
    counted("三(三)4其中6", "法律法规规定的其他情形", Source::Replied(&[OldReply::OtherLaw])),
    counted("三(三)5", "不属于本行政机关公开数", Source::Replied(&[OldReply::OtherAgency])),
    counted("三(三)6", "申请信息不存在数", Source::Replied(&[OldReply::Nonexistent])),
    counted("三(三)7", "告知作出更改补充数", Source::Replied(&[OldReply::SupplementNeeded])),
    counted("三(三)8", "告知通过其他途径办理数", Source::Replied(&[OldReply::OtherRoute])),
    counted("四", "行政复议数量", Source::Appeals(RECONSIDERATION, &AppealColumn::PARTS)),
    counted("四(一)", "维持具体行政行为数", Source::Appeals(RECONSIDERATION, &[AppealColumn::Upheld])),
    counted("四(二)", "被依法纠错数", Source::Appeals(RECONSIDERATION, &[AppealColumn::Corrected])),
    counted("四(三)", "其他情形数", Source::Appeals(RECONSIDERATION, APPEAL_OTHER)),
    counted("五", "行政诉讼数量", Source::Appeals(LITIGATION, &AppealColumn::PARTS)),
    counted("五(一)", "维持具体行政行为或者驳回原告诉讼请求数", Source::Appeals(LITIGATION, &[AppealColumn::Upheld])),
    counted("五(二)", "被依法纠错数", Source::Appeals(LITIGATION, &[AppealColumn::Corrected])),
    counted("五(三)", "其他情形数", Source::Appeals(LITIGATION, APPEAL_OTHER)),
    counted("六", "举报投诉数量", Source::Complaints),
    OldRow { key: "七", label: "依申请公开信息收取的费用", unit: Unit::WanYuan, source: Source::Fees },
    heading("八", "机构建设和保障经费情况"),
    entered("八(一)", "政府信息公开工作专门机构数", Unit::Unit),
    entered("八(二)", "设置政府信息公开查阅点数", Unit::Unit),
    entered("八(三)", "从事政府信息公开工作人员数", Unit::Person),
    entered("八(三)1", "专职人员数（不包括政府公报及政府网站工作人员数）", Unit::Person),
    entered("八(三)2", "兼职人员数", Unit::Person),
    entered(
        "八(四)",
        "政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）",
        Unit::WanYuan,
    ),
    heading("九", "政府信息公开会议和培训情况"),
    entered("九(一)", "召开政府信息公开工作会议或专题会议数", Unit::Time),
    entered("九(二)", "举办各类培训班数", Unit::Time),
    entered("九(三)", "接受培训人员数", Unit::PersonTime),
];
