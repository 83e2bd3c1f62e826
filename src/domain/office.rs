//! 政府信息公开工作机构 (arts 4, 12, 50): how the office that discloses for an agency is reached.

use serde::{Deserialize, Serialize};

use super::applicant::{Email, Phone, Postcode, Problem};
use super::code::coded_enum;

coded_enum! {
    /// What is known of a disclosure office, in the order in which guides print it (art 12).
    OfficeFact {
        /// 机构名称
        Name = "name",
        /// 办公地址
        Address = "address",
        /// 邮政编码
        Postcode = "postcode",
        /// 办公时间
        Hours = "hours",
        /// 联系电话
        Phone = "phone",
        /// 传真号码
        Fax = "fax",
        /// 电子邮箱
        Email = "email",
    }
}

/// 政府信息公开工作机构的联系方式, which the guide (art 12) and the annual report give. What is empty is not known,
/// and general words stand in its place.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OfficeContact {
    /// 机构名称
    pub name: String,
    /// 办公地址
    pub address: String,
    /// 邮政编码
    pub postcode: String,
    /// 办公时间
    pub hours: String,
    /// 联系电话
    pub phone: String,
    /// 传真号码
    pub fax: String,
    /// 电子邮箱
    pub email: String,
}

impl OfficeContact {
    /// Characters of a line at most.
    pub const LINE_MAX: usize = 120;

    /// One of the facts; empty if it is not known.
    #[must_use]
    pub fn get(&self, fact: OfficeFact) -> &str {
        match fact {
            OfficeFact::Name => &self.name,
            OfficeFact::Address => &self.address,
            OfficeFact::Postcode => &self.postcode,
            OfficeFact::Hours => &self.hours,
            OfficeFact::Phone => &self.phone,
            OfficeFact::Fax => &self.fax,
            OfficeFact::Email => &self.email,
        }
    }

    /// What is known.
    pub fn known(&self) -> impl Iterator<Item = (OfficeFact, &str)> {
        OfficeFact::ALL.iter().map(|fact| (*fact, self.get(*fact))).filter(|(_, text)| !text.is_empty())
    }

    /// What cannot stand as it is written. Braces name figures in a report, so no line has any.
    ///
    /// ```
    /// use gongkai_core::domain::office::{OfficeContact, OfficeFact};
    /// let contact = OfficeContact { phone: "0571-12345678".into(), email: "nobody".into(), ..Default::default() };
    /// assert_eq!(contact.wrong().collect::<Vec<_>>(), [OfficeFact::Email]);
    /// ```
    pub fn wrong(&self) -> impl Iterator<Item = OfficeFact> {
        self.known().filter(|(fact, text)| !(is_a_line(text) && is_right(*fact, text))).map(|(fact, _)| fact)
    }
}

fn is_a_line(text: &str) -> bool {
    text == text.trim()
        && text.chars().count() <= OfficeContact::LINE_MAX
        && !text.contains(|c: char| c.is_control() || c == '{' || c == '}')
}

fn is_right(fact: OfficeFact, text: &str) -> bool {
    let read: Result<(), Problem> = match fact {
        OfficeFact::Name | OfficeFact::Address | OfficeFact::Hours => Ok(()),
        OfficeFact::Postcode => text.parse::<Postcode>().map(|_| ()),
        OfficeFact::Phone | OfficeFact::Fax => text.parse::<Phone>().map(|_| ()),
        OfficeFact::Email => text.parse::<Email>().map(|_| ()),
    };
    read.is_ok()
}
