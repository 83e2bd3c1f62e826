//! The tables of the public pages.

diesel::table! {
    draft_files (draft_hash, sha256) {
        draft_hash -> Text,
        sha256 -> Text,
        name -> Text,
        kind -> Text,
        bytes -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::table! {
    offers (agency_id, day) {
        agency_id -> BigInt,
        day -> Date,
        answered -> Integer,
        asked -> Integer,
    }
}
