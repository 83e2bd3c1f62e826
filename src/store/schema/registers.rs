//! 登记簿导入: the tables of registers that offices bring along.

diesel::table! {
    register_imports (id) {
        id -> BigInt,
        agency_id -> BigInt,
        officer_id -> BigInt,
        file_name -> Text,
        sha256 -> Text,
        content -> Binary,
        version -> Integer,
        state -> Text,
        mapping -> Text,
        fates -> Text,
        created_at -> Timestamp,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    register_headings (agency_id, heading) {
        agency_id -> BigInt,
        heading -> Text,
        field -> Nullable<Text>,
    }
}
