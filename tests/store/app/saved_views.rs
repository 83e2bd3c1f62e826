//! Lists that an officer keeps under a name.

use gongkai::app::saved_views::{
    AT_MOST, ViewForm, create_view, delete_shared_view, delete_view, list_shared, list_views, replace_view,
};
use gongkai::app::{App, AppError};
use gongkai::domain::ids::{OfficerId, ViewId};
use gongkai::domain::role::Role;
use gongkai::store::StoreError;

use super::{agency, app, officer};
use crate::support::{TestDb, on_both_databases};

fn view(name: &str) -> ViewForm {
    ViewForm { name: name.parse().unwrap(), query: r#"{"tab":"late"}"#.to_owned(), shared_in: None }
}

fn somebody(app: &App, code: &str) -> OfficerId {
    officer(app, &agency(app, code), Role::CaseOfficer).officer().unwrap()
}

fn names(app: &App, officer: OfficerId) -> Vec<String> {
    list_views(app, officer).unwrap().into_iter().map(|view| view.name).collect()
}

on_both_databases! {
    fn a_view_is_kept_replaced_and_removed_by_its_officer_alone(db: &TestDb) {
        let app = app(db);
        let (me, other) = (somebody(&app, "hz"), somebody(&app, "nb"));
        let kept = create_view(&app, me, &view("超期件"), None).unwrap();
        create_view(&app, other, &view("超期件"), None).unwrap();
        let taken = create_view(&app, me, &view("超期件"), None);
        assert!(matches!(taken, Err(AppError::Store(StoreError::Duplicate { what: "view", .. }))), "{taken:?}");
        let renamed = ViewForm { query: r#"{"tab":"all"}"#.to_owned(), ..view("全部") };
        let replaced = replace_view(&app, me, kept.id, &renamed).unwrap();
        assert_eq!((replaced.name.as_str(), replaced.query), ("全部", renamed.query.clone()));
        create_view(&app, me, &view("超期件"), None).unwrap();
        let taken = replace_view(&app, me, kept.id, &view("超期件"));
        assert!(matches!(taken, Err(AppError::Store(StoreError::Duplicate { .. }))), "{taken:?}");
        let not_found = |done: Result<(), AppError>| matches!(done, Err(AppError::Store(StoreError::NotFound { what: "view", .. })));
        assert!(not_found(delete_view(&app, other, kept.id)));
        assert!(not_found(replace_view(&app, other, kept.id, &renamed).map(|_| ())));
        assert!(not_found(delete_view(&app, me, ViewId(404))));
        delete_view(&app, me, kept.id).unwrap();
        assert_eq!((names(&app, me), names(&app, other)), (vec!["超期件".to_owned()], vec!["超期件".to_owned()]));
    }

    fn nobody_keeps_more_than_fifty_however_fast_they_are_added(db: &TestDb) {
        let app = app(db);
        let me = somebody(&app, "hz");
        for n in 0..AT_MOST - 1 {
            create_view(&app, me, &view(&format!("查询{n}")), None).unwrap();
        }
        let added: Vec<_> = std::thread::scope(|scope| {
            let app = &app;
            let adding: Vec<_> = (0..4)
                .map(|n| scope.spawn(move || create_view(app, me, &view(&format!("最后{n}")), None).map(|_| ())))
                .collect();
            adding.into_iter().map(|it| it.join().unwrap()).collect()
        });
        assert_eq!(added.iter().filter(|it| it.is_ok()).count(), 1, "{added:?}");
        assert!(added.iter().filter_map(|it| it.as_ref().err()).all(|it| matches!(it, AppError::TooManyViews { at_most: 50 })));
        assert_eq!(names(&app, me).len(), AT_MOST as usize);
    }

    fn a_shared_view_is_everybodys_in_the_agency_and_is_shared_only_where_one_reads(db: &TestDb) {
        let app = app(db);
        let (hz, nb) = (agency(&app, "hz"), agency(&app, "nb"));
        let me = officer(&app, &hz, Role::CaseOfficer).officer().unwrap();
        let form = |code: &str| ViewForm { shared_in: Some(code.parse().unwrap()), ..view("共用") };
        let kept = create_view(&app, me, &form("hz"), None).unwrap();
        let shared = |agency| list_shared(&app, agency).unwrap().into_iter().map(|row| row.id).collect::<Vec<_>>();
        assert_eq!((shared(&hz), shared(&nb)), (vec![kept.id], vec![]));
        let elsewhere = replace_view(&app, me, kept.id, &form("nb"));
        assert!(matches!(elsewhere, Err(AppError::Store(StoreError::NotFound { what: "agency", .. }))), "{elsewhere:?}");
        assert!(delete_shared_view(&app, &nb, kept.id).is_err());
        delete_shared_view(&app, &hz, kept.id).unwrap();
        assert_eq!((shared(&hz), names(&app, me)), (vec![], vec![]));
    }
}
