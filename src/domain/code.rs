//! The fixed words of the contract: every enum here is stored, exchanged and filtered by its code.

/// Declares an enum whose variants are contract codes, with one table for both directions.
///
/// Serde, `Display` and `FromStr` all go through [`as_str`](crate::domain::outcome::Outcome::as_str),
/// so a code can never be spelled in two ways.
#[macro_export]
macro_rules! coded_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every value, in the order of the contract.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The contract's code.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::code::UnknownCode;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($code => Ok(Self::$variant),)+
                    _ => Err($crate::domain::code::UnknownCode {
                        kind: stringify!($name),
                        value: text.to_owned(),
                        allowed: [$($code,)+].join(", "),
                    }),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

pub use coded_enum;

/// A word that is not one of the codes of its kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{value}` is not a {kind}; use one of: {allowed}")]
pub struct UnknownCode {
    /// The enum's name.
    pub kind: &'static str,
    /// What was given.
    pub value: String,
    /// The codes that exist, separated by commas.
    pub allowed: String,
}

coded_enum! {
    /// 申请渠道 (art 29, 31): how the request reached the agency.
    Channel {
        /// 当面
        InPerson = "in_person",
        /// 信函
        Post = "post",
        /// 传真
        Fax = "fax",
        /// 电子邮件
        Email = "email",
        /// 网上
        Online = "online",
        /// 口头 (taken down by the office, art 29)
        Oral = "oral",
    }
}

coded_enum! {
    /// 申请人情况 (Table 3): the report's category of the applicant.
    Category {
        /// 自然人
        NaturalPerson = "natural_person",
        /// 商业企业
        Enterprise = "enterprise",
        /// 科研机构
        Research = "research",
        /// 社会公益组织
        PublicWelfare = "public_welfare",
        /// 法律服务机构
        LegalService = "legal_service",
        /// 其他
        OtherOrg = "other_org",
    }
}

coded_enum! {
    /// 复议诉讼结果 (Table 4).
    AppealResult {
        /// 结果维持
        Upheld = "upheld",
        /// 结果纠正
        Corrected = "corrected",
        /// 其他结果
        Other = "other",
    }
}

coded_enum! {
    /// The three column groups of Table 4.
    AppealGroup {
        /// 行政复议
        Reconsideration = "reconsideration",
        /// 行政诉讼：未经复议直接起诉
        LitigationDirect = "litigation_direct",
        /// 行政诉讼：复议后起诉
        LitigationAfterReconsideration = "litigation_after_reconsideration",
    }
}
