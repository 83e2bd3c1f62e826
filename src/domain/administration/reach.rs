//! 管理范围: the agencies that somebody administers.

/// One place where somebody is 系统管理员.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The agency, by its place in the tree: the numbers from the root to itself, `/1/4/`.
    pub path: String,
    /// Whether it holds for every agency below as well.
    pub subtree: bool,
}

/// 管理范围: all of them together.
///
/// ```
/// use gongkai_core::domain::administration::{Grant, Reach};
/// let reach = Reach::of([Grant { path: "/1/4/".into(), subtree: true }]);
/// assert!(reach.covers("/1/4/") && reach.covers("/1/4/9/"));
/// assert!(!reach.covers("/1/") && !reach.covers("/1/5/") && !reach.covers("/1/44/"));
/// assert!(!reach.has_a_root());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// Whoever runs the program itself.
    Everything,
    Grants(Vec<Grant>),
}

impl Reach {
    /// Of whoever runs the program itself, on its command line.
    #[must_use]
    pub fn everything() -> Self {
        Self(Kind::Everything)
    }

    /// Of a person who is an administrator in these places.
    #[must_use]
    pub fn of(grants: impl IntoIterator<Item = Grant>) -> Self {
        Self(Kind::Grants(grants.into_iter().collect()))
    }

    /// Whether the agency at `path` is administered.
    #[must_use]
    pub fn covers(&self, path: &str) -> bool {
        self.any(|grant| grant.path == path || (grant.subtree && path.starts_with(&grant.path)))
    }

    /// Whether the agency at `path` and everything that is or will be below it is administered.
    #[must_use]
    pub fn covers_subtree(&self, path: &str) -> bool {
        self.any(|grant| grant.subtree && path.starts_with(&grant.path))
    }

    /// Whether an agency that has none above it is administered.
    #[must_use]
    pub fn has_a_root(&self) -> bool {
        self.any(|grant| is_root(&grant.path))
    }

    /// Whether such an agency is administered with everything below it.
    #[must_use]
    pub fn has_a_whole_tree(&self) -> bool {
        self.any(|grant| grant.subtree && is_root(&grant.path))
    }

    fn any(&self, wanted: impl Fn(&Grant) -> bool) -> bool {
        match &self.0 {
            Kind::Everything => true,
            Kind::Grants(grants) => grants.iter().any(wanted),
        }
    }
}

/// `/1/`, not `/1/4/`.
fn is_root(path: &str) -> bool {
    path.matches('/').count() == 2
}
