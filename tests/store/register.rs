//! Agencies, people, applicants and cases are kept as they were entered and found again.

use std::collections::HashSet;

use gongkai::domain::code::Category;
use gongkai::domain::ids::{AgencyCode, AgencyId, ApplicantId, OfficerId};
use gongkai::domain::role::Role;
use gongkai::store::applicants::{self, NewApplicant, Sealed};
use gongkai::store::officers::{self, NewOfficer, OfficerRoleRow};
use gongkai::store::{StoreError, agencies, cases};

use crate::example::{agency, applicant, at, new_case, office};
use crate::support::{TestDb, on_both_databases};

fn code(text: &str) -> AgencyCode {
    text.parse().unwrap()
}

fn officer(login: &str) -> NewOfficer {
    let login = login.to_owned();
    NewOfficer {
        name: format!("{login} 同志"),
        login,
        password_hash: "$argon2id$".to_owned(),
        active: true,
        created_at: at(0),
        must_change_password: false,
    }
}

on_both_databases! {
    fn an_agency_finds_everything_under_it_and_nothing_beside_it(db: &TestDb) {
        let store = db.store();
        store
            .write_blocking(|conn| {
                let province = agency(conn, "province", None)?;
                // Enough of them for ids of which one begins with another: /1/2/ and /1/21/.
                let cities: Vec<AgencyId> =
                    (0..20).map(|n| agency(conn, &format!("city-{n}"), Some(province))).collect::<Result<_, _>>()?;
                let county = agency(conn, "county", Some(cities[0]))?;
                let subtree = |conn: &mut _, of: &str| {
                    let of = agencies::find_by_code(conn, &code(of))?;
                    agencies::subtree_ids(conn, &of)
                };
                assert_eq!(subtree(conn, "city-0")?, [cities[0], county]);
                assert_eq!(subtree(conn, "county")?, [county]);
                let mut all = subtree(conn, "province")?;
                assert_eq!(all[0], province, "whoever is above comes first");
                all.sort_unstable();
                assert_eq!(all.len(), 22);
                assert_eq!(agencies::list(conn)?.len(), 22);
                Ok::<_, StoreError>(())
            })
            .unwrap();
    }

    fn applicants_entered_together_get_each_their_own_id(db: &TestDb) {
        let store = db.store();
        store
            .write_blocking(|conn| {
                let office = agency(conn, "hz", None)?;
                let new = |n: usize| NewApplicant {
                    agency_id: office,
                    category: Category::NaturalPerson,
                    name: format!("申请人{}", n % 400),
                    match_name: format!("申请人{}", n % 400),
                    id_hash: None,
                    key_id: None,
                    sealed: None,
                    created_at: at(0),
                };
                // More than one statement takes, and several of the same name.
                let new: Vec<NewApplicant> = (0..1100).map(new).collect();
                let ids = applicants::insert_many(conn, &new.iter().collect::<Vec<_>>())?;
                let stored: Vec<NewApplicant> =
                    ids.iter().map(|id| applicants::find(conn, *id).map(|row| row.details)).collect::<Result<_, _>>()?;
                assert_eq!(stored, new);
                assert_eq!(ids.iter().collect::<HashSet<_>>().len(), new.len());
                Ok::<_, StoreError>(())
            })
            .unwrap();
    }

    fn a_code_a_section_and_a_login_are_given_once(db: &TestDb) {
        let store = db.store();
        let (hz, _) = store.write_blocking(|conn| office(conn, "hz")).unwrap();
        store.write_blocking(move |conn| agencies::create_section(conn, hz, "办公室")).unwrap();
        store.write_blocking(|conn| officers::create(conn, &officer("wang"))).unwrap();
        let duplicates = [
            store.write_blocking(|conn| agency(conn, "hz", None).map(drop)),
            store.write_blocking(move |conn| agencies::create_section(conn, hz, "办公室").map(drop)),
            store.write_blocking(|conn| officers::create(conn, &officer("wang")).map(drop)),
        ];
        for (duplicate, name) in duplicates.into_iter().zip(["hz", "办公室", "wang"]) {
            assert!(matches!(&duplicate, Err(StoreError::Duplicate { key, .. }) if key == name), "{duplicate:?}");
        }
    }

    fn what_is_not_there_is_said_to_be_missing(db: &TestDb) {
        let store = db.store();
        store
            .read(|conn| {
                assert!(matches!(agencies::find_by_code(conn, &code("none")), Err(StoreError::NotFound { what: "agency", .. })));
                assert!(matches!(officers::find(conn, OfficerId(404)), Err(StoreError::NotFound { what: "officer", .. })));
                assert_eq!(officers::find_by_login(conn, "nobody")?, None);
                assert_eq!(cases::find_by_no(conn, AgencyId(1), "2025-0001")?, None);
                Ok::<_, StoreError>(())
            })
            .unwrap();
    }

    fn a_role_holds_where_it_was_given_and_below_only_if_it_says_so(db: &TestDb) {
        let store = db.store();
        store
            .write_blocking(|conn| {
                let province = agency(conn, "province", None)?;
                let city = agency(conn, "city", Some(province))?;
                let other = agency(conn, "other", None)?;
                let officer_id = officers::create(conn, &officer("wang"))?;
                let role = |agency_id, role, subtree| OfficerRoleRow { officer_id, agency_id, role, subtree };
                for role in [
                    role(province, Role::Supervisor, true),
                    role(province, Role::OfficeHead, false),
                    role(city, Role::Registrar, false),
                    role(city, Role::Registrar, false),
                ] {
                    officers::grant(conn, &role)?;
                }
                assert_eq!(officers::roles(conn, officer_id)?.len(), 3);
                assert_eq!(officers::roles_in(conn, officer_id, province)?, [Role::OfficeHead, Role::Supervisor]);
                assert_eq!(officers::roles_in(conn, officer_id, city)?, [Role::Registrar, Role::Supervisor]);
                assert_eq!(officers::roles_in(conn, officer_id, other)?, []);
                officers::revoke(conn, &role(province, Role::Supervisor, true))?;
                assert_eq!(officers::roles_in(conn, officer_id, city)?, [Role::Registrar]);
                Ok::<_, StoreError>(())
            })
            .unwrap();
    }

    fn an_applicant_is_found_by_identity_and_by_name_in_the_same_agency_only(db: &TestDb) {
        let store = db.store();
        store
            .write_blocking(|conn| {
                let (one, _) = office(conn, "a")?;
                let (other, _) = office(conn, "b")?;
                let li = applicant(conn, one, "李某")?;
                applicant(conn, other, "李某")?;
                let sealed = Sealed { id_hash: Some("ab12".into()), key_id: Some("k1".into()), sealed: Some(vec![0, 159, 255]) };
                applicants::reseal(conn, li, &sealed)?;
                assert_eq!(applicants::find(conn, li)?.details.sealed, sealed.sealed);
                let ids = |rows: Vec<applicants::ApplicantRow>| rows.into_iter().map(|row| row.id).collect::<Vec<_>>();
                assert_eq!(ids(applicants::with_id_hash(conn, one, "ab12")?), [li]);
                assert_eq!(ids(applicants::with_id_hash(conn, other, "ab12")?), []);
                assert_eq!(ids(applicants::with_names(conn, one, &["李某", "王某"])?), [li]);
                assert_eq!(ids(applicants::sealed_under_another_key(conn, "k2", ApplicantId(0), 10)?), [li]);
                assert_eq!(ids(applicants::sealed_under_another_key(conn, "k1", ApplicantId(0), 10)?), []);
                Ok::<_, StoreError>(())
            })
            .unwrap();
    }

    fn applicants_inserted_together_get_their_ids_in_order(db: &TestDb) {
        let store = db.store();
        store
            .write_blocking(|conn| {
                let (_, first) = office(conn, "a")?;
                let like = applicants::find(conn, first)?.details;
                let new: Vec<_> =
                    (0..1200).map(|n| applicants::NewApplicant { name: format!("{n}"), ..like.clone() }).collect();
                let ids = applicants::insert_many(conn, &new.iter().collect::<Vec<_>>())?;
                assert_eq!(ids.len(), 1200);
                for (id, new) in ids.iter().zip(&new) {
                    assert_eq!(applicants::find(conn, *id)?.details.name, new.name);
                }
                Ok::<_, StoreError>(())
            })
            .unwrap();
    }

    fn cases_inserted_together_get_their_ids_in_order_and_are_found_by_reference(db: &TestDb) {
        let store = db.store();
        store
            .write_blocking(|conn| {
                let (agency, who) = office(conn, "a")?;
                let new: Vec<_> = (0..1200)
                    .map(|n| {
                        let mut case = new_case(agency, who, &format!("2025-{n:04}"));
                        case.origin.source_ref = Some(format!("旧-{n}"));
                        case.state.source_digest = (n % 2 == 0).then(|| format!("digest {n}"));
                        case
                    })
                    .collect();
                let rows = cases::insert_many(conn, new.clone())?;
                for (row, new) in rows.iter().zip(&new).step_by(97) {
                    assert_eq!((&cases::find(conn, row.id)?, &row.origin), (row, &new.origin));
                }
                let refs: Vec<String> = (1100..1300).map(|n| format!("旧-{n}")).collect();
                let refs: Vec<&str> = refs.iter().map(String::as_str).collect();
                let found = cases::imported(conn, agency, &refs)?;
                assert_eq!(found.len(), 100);
                assert_eq!(found["旧-1100"].id, rows[1100].id);
                assert_eq!(found["旧-1100"].source_digest.as_deref(), Some("digest 1100"));
                assert_eq!(found["旧-1101"].source_digest, None);
                Ok::<_, StoreError>(())
            })
            .unwrap();
    }

    fn a_number_is_given_to_one_case_of_an_agency(db: &TestDb) {
        let store = db.store();
        let (agency, who) = store.write_blocking(|conn| office(conn, "a")).unwrap();
        store.write_blocking(move |conn| cases::insert(conn, &new_case(agency, who, "1"))).unwrap();
        let twice = store.write_blocking(move |conn| cases::insert(conn, &new_case(agency, who, "1")));
        assert!(matches!(twice, Err(StoreError::Duplicate { what: "case", .. })), "{twice:?}");
        let together = store.write_blocking(move |conn| {
            let new = ["2", "3", "3"].map(|number| new_case(agency, who, number));
            cases::insert_many(conn, new.to_vec())
        });
        assert!(matches!(together, Err(StoreError::Duplicate { what: "case", .. })), "{together:?}");
        assert_eq!(store.read(|conn| cases::find_by_no(conn, agency, "2")).unwrap(), None);
    }
}
