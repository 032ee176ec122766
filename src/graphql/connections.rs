//! Relay connections over keyset pages.

use async_graphql::{Context, SimpleObject};

use super::ready::plain;
use crate::app::App;
use crate::error::Result;
use crate::paging::{Cursor, PageRequest};

/// Where a page stands in its list.
#[derive(Clone, Debug, SimpleObject)]
pub struct PageInfo {
    /// Whether the list goes on behind this page.
    pub has_next_page: bool,
    /// Whether the list has something before this page.
    pub has_previous_page: bool,
    /// The cursor of the first edge.
    pub start_cursor: Option<String>,
    /// The cursor of the last edge.
    pub end_cursor: Option<String>,
}

plain!(
    PageInfo,
    "hasNextPage": has_next_page,
    "hasPreviousPage": has_previous_page,
    "startCursor": start_cursor,
    "endCursor": end_cursor,
);

/// Whether a list goes on on both sides of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surroundings {
    pub(super) has_next: bool,
    pub(super) has_previous: bool,
}

impl Surroundings {
    /// Describes the page that is between its first and its last cursor.
    pub(super) fn page_info(self, first: Option<&Cursor>, last: Option<&Cursor>) -> PageInfo {
        PageInfo {
            has_next_page: self.has_next,
            has_previous_page: self.has_previous,
            start_cursor: first.map(Cursor::encode),
            end_cursor: last.map(Cursor::encode),
        }
    }
}

/// Checks `first` and `after`.
pub(super) fn forward(app: &App, first: Option<i32>, after: Option<&str>) -> Result<PageRequest> {
    PageRequest::new(first, after, None, None, app.config.limits.page_size)
}

/// What says how long a whole list is.
pub(super) trait Counted {
    /// Counts the list.
    async fn count(&self, ctx: &Context<'_>) -> Result<u64>;
}

/// Defines the connection and the edge of a type. Where lists are counted, `of` takes what to count.
macro_rules! connection {
    ($connection:ident, $edge:ident, $node:ty, $what:literal $(, counts $counted:ty)?) => {
        #[doc = concat!("A page of ", $what, ".")]
        #[derive(Clone, Debug, async_graphql::SimpleObject)]
        #[graphql(complex)]
        pub struct $connection {
            /// The page with a cursor for each entry.
            pub edges: $crate::graphql::ready::ReadyList<$edge>,
            #[graphql(skip)]
            surroundings: $crate::graphql::connections::Surroundings,
            $(#[graphql(skip)]
            counted: $counted,)?
        }

        #[async_graphql::ComplexObject]
        impl $connection {
            /// Where the page stands in the list.
            async fn page_info(&self) -> $crate::graphql::connections::PageInfo {
                let (first, last) = (self.edges.0.first(), self.edges.0.last());
                self.surroundings.page_info(first.map(|edge| &edge.at), last.map(|edge| &edge.at))
            }

            /// The page without cursors.
            async fn nodes(&self) -> $crate::graphql::ready::ReadyList<&$node> {
                $crate::graphql::ready::ReadyList(self.edges.0.iter().map(|edge| &edge.node.0).collect())
            }

            $(/// How many entries the whole list has.
            async fn total_count(
                &self,
                ctx: &async_graphql::Context<'_>,
            ) -> Result<i32, $crate::graphql::errors::ApiError> {
                let counted: &$counted = &self.counted;
                let count = $crate::graphql::connections::Counted::count(counted, ctx).await?;
                Ok(i32::try_from(count).unwrap_or(i32::MAX))
            })?
        }

        #[doc = concat!("One of a page of ", $what, ".")]
        #[derive(Clone, Debug, async_graphql::SimpleObject)]
        #[graphql(complex)]
        pub struct $edge {
            #[graphql(skip)]
            at: $crate::paging::Cursor,
            /// What stands there.
            pub node: $crate::graphql::ready::Ready<$node>,
        }

        #[async_graphql::ComplexObject]
        impl $edge {
            /// Where it stands in the list.
            async fn cursor(&self) -> String {
                self.at.encode()
            }
        }

        $crate::graphql::ready::plain!(
            $connection;
            "edges" => |page, field| field.list(page.edges.0.iter()),
            "nodes" => |page, field| field.list(page.edges.0.iter().map(|edge| &edge.node)),
        );
        $crate::graphql::ready::plain!(
            $edge;
            "cursor" => |edge, _field| Some(edge.at.encode().into()),
            "node" => |edge, field| field.object(&edge.node),
        );

        impl $connection {
            /// Makes the connection of a page.
            pub(in $crate::graphql) fn of<T: Into<$node>>(
                page: $crate::paging::Page<T>,
                $(counted: $counted,)?
            ) -> Self {
                let $crate::paging::Page { items, has_next, has_previous } = page;
                let edge = |(at, node): ($crate::paging::Cursor, T)| {
                    $edge { at, node: $crate::graphql::ready::Ready(node.into()) }
                };
                let edges = $crate::graphql::ready::ReadyList(items.into_iter().map(edge).collect());
                let surroundings = $crate::graphql::connections::Surroundings { has_next, has_previous };
                Self { edges, surroundings, $(counted: { let counted: $counted = counted; counted })? }
            }
        }
    };
}

pub(super) use connection;
