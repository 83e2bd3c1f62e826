//! Connections for reading, shared.

use std::time::Duration;

use diesel::r2d2::{ManageConnection, Pool, R2D2Connection};

use super::conn::{Access, DbConn};
use super::error::StoreError;
use super::url::DatabaseUrl;

/// How long a reader waits for a connection before it is told that none is free.
const WAIT: Duration = Duration::from_secs(10);

/// Opens connections that cannot write. diesel's own manager would try one database after the other
/// and make a new file of a mistyped address.
#[derive(Debug)]
pub(super) struct Readers {
    url: DatabaseUrl,
}

impl ManageConnection for Readers {
    type Connection = DbConn;
    type Error = StoreError;

    fn connect(&self) -> Result<DbConn, StoreError> {
        self.url.connect(Access::Read)
    }

    fn is_valid(&self, conn: &mut DbConn) -> Result<(), StoreError> {
        Ok(conn.ping()?)
    }

    fn has_broken(&self, conn: &mut DbConn) -> bool {
        conn.is_broken()
    }
}

/// A pool of `size` readers that opens them as they are needed.
pub(super) fn readers(url: &DatabaseUrl, size: u32) -> Pool<Readers> {
    let server_may_go_away = matches!(url, DatabaseUrl::Postgres(_));
    Pool::builder()
        .max_size(size.max(1))
        .min_idle(Some(1))
        .connection_timeout(WAIT)
        .test_on_check_out(server_may_go_away)
        .build_unchecked(Readers { url: url.clone() })
}
