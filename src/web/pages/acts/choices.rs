//! 选项: what can be chosen in a form, from the words of the contract, the case, and the people of the agency.

use super::command::Units;
use super::load::Loaded;
use crate::domain::case::{Case, ConsultationKind};
use crate::domain::code::{AppealGroup, AppealResult, Category, Channel};
use crate::messages::Lang;
use crate::narrate;
use crate::web::pages::parts::Choice;
use crate::web::pages::queue::word;

/// Where choices come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// 承办人 of the agency
    Officers,
    /// 科室
    Sections,
    /// 征求意见的对象
    Kinds,
    /// Letters that wait for an answer
    Letters,
    /// 是否同意公开
    Consents,
    /// 按件 or 按量
    Units,
    /// 复议、诉讼
    Appeals,
    /// Those that are pending
    PendingAppeals,
    /// 复议诉讼结果
    Results,
    /// 申请渠道
    Channels,
    /// 申请人类别
    Categories,
    /// 办理结果 of the case's regime
    Outcomes,
    /// Steps of the history with a date
    Steps,
}

impl Source {
    /// What there is to choose from in a case.
    pub(super) fn choices(self, lang: Lang, loaded: &Loaded) -> Vec<Choice> {
        let case = &loaded.file.case;
        match self {
            Self::Officers => named(&loaded.officers),
            Self::Sections => named(&loaded.sections),
            Self::Kinds => codes(lang, "kind", ConsultationKind::ALL.iter().map(|kind| kind.as_str())),
            Self::Letters => letters(lang, case),
            Self::Consents => {
                let choice = |it| Choice::new(it, lang.text(&format!("act-consents-{it}")));
                ["yes", "no", "unsaid"].map(choice).to_vec()
            }
            Self::Units => {
                let choice = |it: &Units| Choice::new(it.as_str(), lang.text(&format!("act-by-{it}")));
                Units::ALL.iter().map(choice).collect()
            }
            Self::Appeals => codes(lang, "group", AppealGroup::ALL.iter().map(|group| group.as_str())),
            Self::PendingAppeals => {
                let pending = case.appeals.iter().filter(|appeal| appeal.concluded.is_none());
                codes(lang, "group", pending.map(|appeal| appeal.group.as_str()))
            }
            Self::Results => {
                let choice = |it: &AppealResult| Choice::new(it.as_str(), lang.text(&format!("act-result-{it}")));
                AppealResult::ALL.iter().map(choice).collect()
            }
            Self::Channels => codes(lang, "channel", Channel::ALL.iter().map(|it| it.as_str())),
            Self::Categories => codes(lang, "category", Category::ALL.iter().map(|it| it.as_str())),
            Self::Outcomes => {
                let regime = case.regime.iter();
                codes(lang, "outcome", regime.flat_map(|regime| &regime.outcomes).map(|it| it.as_str()))
            }
            Self::Steps => steps(lang, loaded),
        }
    }
}

fn named(known: &[(String, String)]) -> Vec<Choice> {
    known.iter().map(|(id, name)| Choice::new(id, name.clone())).collect()
}

fn codes<'a>(lang: Lang, kind: &str, codes: impl Iterator<Item = &'a str>) -> Vec<Choice> {
    codes.map(|code| Choice::new(code, word(lang, kind, code))).collect()
}

fn letters(lang: Lang, case: &Case) -> Vec<Choice> {
    let open = case.consultations.iter().filter(|letter| letter.answered_on.is_none());
    open.map(|letter| {
        let particulars = [
            ("kind", word(lang, "kind", letter.kind.as_str()).into()),
            ("with", letter.with.clone().unwrap_or_default().into()),
            ("on", letter.sent_on.on.to_string().into()),
        ];
        Choice::new(&letter.sent_on.version.to_string(), lang.with("act-letter-sent", &particulars))
    })
    .collect()
}

fn steps(lang: Lang, loaded: &Loaded) -> Vec<Choice> {
    let dated = loaded.file.history.iter().filter(|act| act.version > 1 && act.event.is_step());
    let choice = |act: &crate::app::case_file::Act| {
        let particulars = [("on", act.on.to_string().into()), ("what", narrate::event(lang, &act.event).into())];
        Choice::new(&act.version.to_string(), lang.with("act-step-named", &particulars))
    };
    dated.map(choice).collect()
}
