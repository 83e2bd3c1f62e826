//! 规则: reads `config/regimes` and `config/calendars`, compiled in, into the domain's types.
