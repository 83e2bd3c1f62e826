//! 部分: what is written for a report.

use crate::domain::code::coded_enum;

coded_enum! {
    /// A text of the report: a section as it is printed, or material that the draft of a section is made of.
    Part {
        /// 一、总体情况
        Overview = "overview",
        /// 五、存在的主要问题及改进情况
        Problems = "problems",
        /// 六、其他需要报告的事项
        Others = "others",
        /// 联系方式, at the end of the report.
        Contact = "contact",
        /// 素材：主动公开
        Disclosure = "disclosure",
        /// 素材：政府信息管理
        Management = "management",
        /// 素材：政府信息公开平台建设
        Platform = "platform",
        /// 素材：监督保障
        Oversight = "oversight",
        /// 素材：存在的问题
        Shortcomings = "shortcomings",
        /// 素材：改进措施
        Measures = "measures",
        /// 素材：其他事项
        Matters = "matters",
    }
}

impl Part {
    /// What is printed, in the order of the report.
    pub const SECTIONS: [Self; 4] = [Self::Overview, Self::Problems, Self::Others, Self::Contact];

    /// 台账素材: a line an item, from which drafts are made.
    pub const MATERIAL: [Self; 7] = [
        Self::Disclosure,
        Self::Management,
        Self::Platform,
        Self::Oversight,
        Self::Shortcomings,
        Self::Measures,
        Self::Matters,
    ];

    /// Whether it is printed as it is written.
    ///
    /// ```
    /// use gongkai_core::domain::annual_report::narrative::Part;
    /// assert!(Part::Problems.is_section() && !Part::Measures.is_section());
    /// ```
    #[must_use]
    pub fn is_section(self) -> bool {
        Self::SECTIONS.contains(&self)
    }
}
