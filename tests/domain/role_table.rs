//! Role × Command: whose act each is.

use std::fmt::Write;

use gongkai::domain::case::decide::who::{self, Officers};
use gongkai::domain::case::{CommandKind, Refused};
use gongkai::domain::ids::OfficerId;
use gongkai::domain::role::{Actor, Role};

use crate::support::desk::{Desk, clerk, digest, draft, head, pass, reviewer, submit, text};

const DAY: &str = "2026-03-10";

fn officer(role: Role) -> Actor {
    Actor::Officer { id: OfficerId(1), roles: vec![role] }
}

#[test]
fn every_act_belongs_to_the_roles_that_were_reviewed() {
    let mut table = String::new();
    for kind in CommandKind::ALL {
        let roles: Vec<&str> = match who::may(*kind).officers {
            Officers::With(_) => Role::ALL
                .iter()
                .filter(|role| who::check(*kind, &officer(**role)).is_ok())
                .map(|it| it.as_str())
                .collect(),
            Officers::OfTheStep => vec!["the step's"],
            Officers::Nobody => vec!["nobody"],
        };
        let others = [("applicant", Actor::Applicant), ("system", Actor::System), ("import", Actor::Import)];
        let decided_here = matches!(who::may(*kind).officers, Officers::With(_));
        let also = others.iter().filter(|(_, actor)| decided_here && who::check(*kind, actor).is_ok());
        let also: String = also.map(|(name, _)| format!(" + {name}")).collect();
        writeln!(table, "{:<22} {}{also}", kind.to_string(), roles.join(" ")).unwrap();
    }
    insta::assert_snapshot!(table);
}

#[test]
fn whoever_only_watches_or_administers_does_nothing_to_a_case() {
    for kind in CommandKind::ALL {
        for role in [Role::Supervisor, Role::Administrator, Role::Auditor] {
            let is_asked_elsewhere = !matches!(who::may(*kind).officers, Officers::With(_));
            assert!(is_asked_elsewhere || who::check(*kind, &officer(role)).is_err(), "{kind} by {role}");
        }
    }
}

#[test]
fn a_refusal_names_a_role_that_may() {
    for kind in CommandKind::ALL {
        if let Err(refused) = who::check(*kind, &Actor::Import) {
            let Refused::NotAuthorised { role } = refused else { panic!("{refused}") };
            assert!(who::check(*kind, &officer(role)).is_ok(), "{kind}");
        }
    }
}

#[test]
fn whose_act_it_is_is_asked_before_anything_else() {
    use gongkai::domain::case::Command;
    let desk = Desk::received("2026-03-02");
    // Nothing was notified, nothing was asked for, and the day has not come.
    let payment = Command::RecordPayment { amount_yuan: 0, receipt_no: None };
    assert_eq!(desk.refusal(&reviewer(1), DAY, payment), "not_authorised");
    let extension = Command::Extend { working_days: 99, reason: None };
    assert_eq!(desk.refusal(&clerk(), DAY, extension), "not_authorised");
    assert_eq!(desk.refusal(&head(), DAY, Command::LapseSupplement), "not_authorised");
}

#[test]
fn the_applicant_supplements_and_withdraws_and_does_nothing_else_of_the_offices() {
    use gongkai::domain::case::Command;
    use gongkai::domain::outcome::Outcome;
    let mut desk = Desk::received("2026-03-02");
    let items = Command::RequestSupplement { respond_by: "2026-03-30".parse().unwrap(), items: text("文号") };
    assert_eq!(desk.refusal(&Actor::Applicant, DAY, items.clone()), "not_authorised");
    desk.does(&clerk(), DAY, items);
    desk.does(&Actor::Applicant, DAY, Command::ReceiveSupplement { text: Some(text("〔2024〕3号")) });
    for command in [draft(Outcome::Disclosed, "答复"), submit("答复"), Command::LapseFee] {
        assert_eq!(desk.refusal(&Actor::Applicant, DAY, command), "not_authorised");
    }
    desk.does(&clerk(), DAY, draft(Outcome::Disclosed, "答复"));
    desk.does(&clerk(), DAY, Command::SubmitForReview { digest: digest("答复") });
    assert_eq!(desk.refusal(&Actor::Applicant, DAY, pass(1, "答复")), "not_authorised");
    desk.does(&Actor::Applicant, DAY, Command::Withdraw { reason: None });
}

#[test]
fn periods_run_out_by_themselves() {
    use gongkai::domain::case::Command;
    let mut desk = Desk::received("2026-03-02");
    let items = Command::RequestSupplement { respond_by: "2026-03-20".parse().unwrap(), items: text("文号") };
    desk.does(&clerk(), DAY, items);
    assert_eq!(desk.refusal(&Actor::System, "2026-03-23", Command::Withdraw { reason: None }), "not_authorised");
    desk.does(&Actor::System, "2026-03-23", Command::LapseSupplement);
}
