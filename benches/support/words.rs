//! How often what occurs: channels, applicants, results, subjects.

use gongkai::domain::code::{AppealResult, Category, Channel};
use gongkai::domain::outcome::Outcome;

use super::random::Random;

/// Before online forms were common, and after.
pub const OLD_CHANNELS: [(Channel, u64); 6] = [
    (Channel::InPerson, 62),
    (Channel::Post, 14),
    (Channel::Email, 10),
    (Channel::Online, 8),
    (Channel::Fax, 4),
    (Channel::Oral, 2),
];
pub const NEW_CHANNELS: [(Channel, u64); 6] = [
    (Channel::Online, 56),
    (Channel::Post, 27),
    (Channel::Email, 8),
    (Channel::InPerson, 7),
    (Channel::Fax, 1),
    (Channel::Oral, 1),
];

pub const CATEGORIES: [(Category, u64); 6] = [
    (Category::NaturalPerson, 82),
    (Category::Enterprise, 9),
    (Category::LegalService, 4),
    (Category::OtherOrg, 2),
    (Category::Research, 2),
    (Category::PublicWelfare, 1),
];

pub const OLD_OUTCOMES: [(Outcome, u64); 13] = [
    (Outcome::Disclosed, 480),
    (Outcome::AlreadyPublic, 120),
    (Outcome::PartlyDisclosed, 50),
    (Outcome::RefusedStateSecret, 4),
    (Outcome::RefusedTradeSecret, 8),
    (Outcome::RefusedPrivacy, 12),
    (Outcome::RefusedPublicSafety, 6),
    (Outcome::RefusedNotGovernmentInformation, 60),
    (Outcome::RefusedOtherLaw, 20),
    (Outcome::OtherAgency, 100),
    (Outcome::Nonexistent, 90),
    (Outcome::SupplementNeeded, 20),
    (Outcome::OtherRoute, 30),
];
pub const NEW_OUTCOMES: [(Outcome, u64); 19] = [
    (Outcome::Disclosed, 430),
    (Outcome::PartlyDisclosed, 110),
    (Outcome::WithheldStateSecret, 3),
    (Outcome::WithheldProhibitedByLaw, 8),
    (Outcome::WithheldPublicSafety, 4),
    (Outcome::WithheldThirdParty, 20),
    (Outcome::WithheldInternalAffairs, 15),
    (Outcome::WithheldProcessInformation, 15),
    (Outcome::WithheldEnforcementFile, 12),
    (Outcome::WithheldAdministrativeInquiry, 10),
    (Outcome::UnavailableNotHeld, 240),
    (Outcome::UnavailableNeedsCreation, 25),
    (Outcome::UnavailableStillUnclear, 15),
    (Outcome::NotProcessedPetition, 40),
    (Outcome::NotProcessedRepeat, 20),
    (Outcome::NotProcessedPublication, 3),
    (Outcome::NotProcessedExcessive, 2),
    (Outcome::NotProcessedReconfirmation, 5),
    (Outcome::OtherOther, 23),
];

pub const APPEAL_RESULTS: [(AppealResult, u64); 3] =
    [(AppealResult::Upheld, 70), (AppealResult::Corrected, 15), (AppealResult::Other, 15)];

const SURNAMES: [&str; 16] =
    ["王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "欧阳"];
const GIVEN: [&str; 16] = [
    "伟", "芳", "娜", "敏", "静", "建国", "丽华", "志强", "秀英", "桂兰", "晓明", "海燕", "文博", "国庆", "春梅",
    "永福",
];
const PLACES: [&str; 12] = [
    "青山区",
    "滨江街道",
    "城关镇",
    "东湖新区",
    "白云路",
    "西河村",
    "南站片区",
    "开发区",
    "大学城",
    "老城区",
    "柳林乡",
    "港口二期",
];
const TOPICS: [&str; 12] = [
    "征地补偿安置方案",
    "国有土地上房屋征收决定",
    "建设工程规划许可证",
    "环境影响评价批复",
    "政府采购合同",
    "信访事项处理意见",
    "低保发放名册",
    "道路改造工程预算",
    "食品安全抽检结果",
    "教师招聘成绩",
    "公共停车场收费依据",
    "行政处罚决定书",
];

/// 所需信息的名称, for example 2016年度青山区环境影响评价批复.
pub fn subject(random: &mut Random, year: i32) -> String {
    format!("{year}年度{}{}", random.pick(&PLACES), random.pick(&TOPICS))
}

/// 姓名或名称.
pub fn name(random: &mut Random, category: Category) -> String {
    let person = format!("{}{}", random.pick(&SURNAMES), random.pick(&GIVEN));
    let place = random.pick(&PLACES);
    match category {
        Category::NaturalPerson => person,
        Category::Enterprise => format!("{place}{person}商贸有限公司"),
        Category::Research => format!("{place}规划研究院"),
        Category::PublicWelfare => format!("{place}环境保护协会"),
        Category::LegalService => format!("{person}律师事务所"),
        Category::OtherOrg => format!("{place}业主委员会"),
    }
}
