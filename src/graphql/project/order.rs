//! What a list of projects is restricted to, and in which order it comes.

use async_graphql::{Enum, InputObject};

use crate::graphql::members::ProjectRole;
use crate::projects;

/// Restricts a list of projects.
#[derive(InputObject)]
pub struct ProjectFilter {
    /// Words that the name or the description contains, in any case.
    search: Option<String>,
    /// The viewer's role.
    role: Option<ProjectRole>,
}

impl From<ProjectFilter> for projects::Filter {
    fn from(filter: ProjectFilter) -> Self {
        Self { search: filter.search, role: filter.role.map(projects::Role::from) }
    }
}

/// Orders a list of projects.
#[derive(InputObject)]
pub struct ProjectOrder {
    /// By what.
    field: ProjectOrderField,
    /// Which end first.
    direction: OrderDirection,
}

impl ProjectOrder {
    /// As the domain has it: by what, and whether the greatest comes first.
    pub(super) fn split(self) -> (projects::OrderBy, bool) {
        (self.field.into(), self.direction == OrderDirection::Desc)
    }
}

/// What projects can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "projects::OrderBy")]
pub enum ProjectOrderField {
    /// When something changed last.
    UpdatedAt,
    /// When it was made.
    CreatedAt,
    /// The name, in any case.
    Name,
}

/// Which end of a list comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum OrderDirection {
    /// The smallest, the oldest, A.
    Asc,
    /// The greatest, the newest, Z.
    Desc,
}
