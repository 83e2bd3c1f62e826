//! One function per thing a person or the scheduler can do. `app` parses nothing and renders nothing;
//! it loads, asks the domain, and saves in one transaction.

pub mod case_log;
