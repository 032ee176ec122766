//! Relay connections over keyset pages.

use async_graphql::{Context, SimpleObject};

use crate::app::App;
use crate::error::Result;
use crate::paging::{Page, PageRequest};

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

impl PageInfo {
    /// Describes a page.
    pub(super) fn of<T>(page: &Page<T>) -> Self {
        Self {
            has_next_page: page.has_next,
            has_previous_page: page.has_previous,
            start_cursor: page.items.first().map(|(cursor, _)| cursor.clone()),
            end_cursor: page.items.last().map(|(cursor, _)| cursor.clone()),
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
        #[derive(Debug, async_graphql::SimpleObject)]
        #[graphql(complex)]
        pub struct $connection {
            /// The page with a cursor for each entry.
            pub edges: $crate::graphql::ready::ReadyList<$edge>,
            /// Where the page stands in the list.
            pub page_info: $crate::graphql::connections::PageInfo,
            $(#[graphql(skip)]
            counted: $counted,)?
        }

        #[async_graphql::ComplexObject]
        impl $connection {
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
        pub struct $edge {
            /// Where it stands in the list.
            pub cursor: String,
            /// What stands there.
            pub node: $crate::graphql::ready::Ready<$node>,
        }

        $crate::graphql::ready::plain!($connection);
        $crate::graphql::ready::plain!($edge, "cursor": cursor);

        impl $connection {
            /// Makes the connection of a page.
            pub(in $crate::graphql) fn of<T: Into<$node>>(
                page: $crate::paging::Page<T>,
                $(counted: $counted,)?
            ) -> Self {
                let page_info = $crate::graphql::connections::PageInfo::of(&page);
                let edge = |(cursor, node): (String, T)| {
                    $edge { cursor, node: $crate::graphql::ready::Ready(node.into()) }
                };
                let edges = $crate::graphql::ready::ReadyList(page.items.into_iter().map(edge).collect());
                Self { edges, page_info, $(counted: { let counted: $counted = counted; counted })? }
            }
        }
    };
}

pub(super) use connection;
