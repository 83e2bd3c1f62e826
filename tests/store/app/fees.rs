//! What a request costs its applicant.

use gongkai::app::{Agency, App, AppError, CaseView, act, fees};
use gongkai::domain::case::{Command, FeeQuantity, Refused};
use gongkai::domain::ids::CaseId;
use gongkai::domain::role::Role;

use super::{ID_NUMBER, agency, app, app_on, assert_sound, form, officer, over_the_counter};
use crate::support::{TestDb, on_both_databases};

fn notify(app: &App, agency: &Agency, case: CaseId, quantity: FeeQuantity, amount: i64) -> Result<CaseView, AppError> {
    let head = officer(app, agency, Role::OfficeHead);
    // What the caller expects is of no account.
    let command = Command::NotifyFee { quantity, amount_yuan: amount, expected_yuan: Some(amount) };
    act(app, agency, case, None, &head, command, app.clock.today())
}

fn amount(app: &App, agency: &Agency, case: CaseId, items: u32) -> u64 {
    fees::assess(app, agency, case, FeeQuantity::Item { items }).unwrap().unwrap().amount_yuan
}

on_both_databases! {
    fn items_are_counted_over_the_month_and_over_every_file_of_the_identity(db: &TestDb) {
        let february = app_on(db, "2025-02-28");
        let agency = agency(&february, "hz");
        over_the_counter(&february, &agency, form("张三", ID_NUMBER));
        let app = app(db);
        let cases: Vec<CaseId> = (0..12)
            .map(|number| {
                let mut form = form("张三", ID_NUMBER);
                form.email = format!("{number}@example.cn");
                over_the_counter(&app, &agency, form).view.row.id
            })
            .collect();
        over_the_counter(&app, &agency, form("李四", ""));
        assert_eq!(amount(&app, &agency, cases[9], 1), 0);
        assert_eq!(amount(&app, &agency, cases[10], 1), 100);
        assert_eq!(amount(&app, &agency, cases[11], 3), 300);
        let wrong = notify(&app, &agency, cases[11], FeeQuantity::Item { items: 1 }, 200);
        let expected = Refused::FeeAmountWrong { amount_yuan: 200, expected_yuan: 100 };
        assert!(matches!(&wrong, Err(AppError::Refused(refused)) if *refused == expected), "{wrong:?}");
        notify(&app, &agency, cases[11], FeeQuantity::Item { items: 1 }, 100).unwrap();
        assert_sound(&app);
    }

    fn a_request_split_into_items_counts_as_many_for_those_after_it(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        let case = || over_the_counter(&app, &agency, form("张三", ID_NUMBER)).view.row.id;
        let (first, second) = (case(), case());
        assert_eq!(amount(&app, &agency, second, 10), 100);
        notify(&app, &agency, first, FeeQuantity::Item { items: 12 }, 200).unwrap();
        assert_eq!(amount(&app, &agency, second, 10), 1000);
        assert_eq!(amount(&app, &agency, first, 12), 200, "later requests make the earlier one no dearer");
    }

    fn pages_are_not_added_up(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        over_the_counter(&app, &agency, form("张三", ID_NUMBER));
        let case = over_the_counter(&app, &agency, form("张三", ID_NUMBER)).view.row.id;
        let fee = fees::assess(&app, &agency, case, FeeQuantity::Page { pages: 68 }).unwrap().unwrap();
        assert_eq!(fee.amount_yuan, 380);
        notify(&app, &agency, case, FeeQuantity::Page { pages: 68 }, 380).unwrap();
    }

    fn people_without_proof_of_identity_are_not_added_up(db: &TestDb) {
        let app = app(db);
        let agency = agency(&app, "hz");
        for _ in 0..11 {
            over_the_counter(&app, &agency, form("张三", ""));
        }
        let case = over_the_counter(&app, &agency, form("张三", "")).view.row.id;
        assert_eq!(amount(&app, &agency, case, 1), 0);
    }
}
