//! 日常事务: the tables of what the program does by itself.

diesel::table! {
    duty_runs (duty, run_on) {
        duty -> Text,
        run_on -> Date,
        started_at -> Timestamp,
        claimed_by -> Nullable<Text>,
        claimed_until -> Nullable<Timestamp>,
        attempts -> Integer,
        finished_at -> Nullable<Timestamp>,
        counts -> Text,
        last_error -> Nullable<Text>,
    }
}

diesel::table! {
    duty_notices (kind, subject, about) {
        kind -> Text,
        subject -> BigInt,
        about -> Text,
        told_on -> Date,
    }
}

diesel::table! {
    year_closings (agency_id, year, scope) {
        agency_id -> BigInt,
        year -> Integer,
        scope -> Text,
        closed_at -> Timestamp,
        figures -> Text,
    }
}

diesel::table! {
    bulletins (agency_id, period, section_id) {
        agency_id -> BigInt,
        period -> Text,
        section_id -> BigInt,
        received -> BigInt,
        answered -> BigInt,
        on_time -> BigInt,
        working_days -> BigInt,
        late -> BigInt,
        carried -> BigInt,
        made_at -> Timestamp,
    }
}
