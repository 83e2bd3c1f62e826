//! The regulation, article by article and ruling by ruling: each a sentence, each a test.

mod appeals;
mod consultation;
mod corrections;
mod counting;
mod extension;
mod fees;
mod gates;
mod reasons;
mod receipt;
mod review;
mod secrets;
mod supplement;
