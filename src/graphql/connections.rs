//! Relay connections over keyset pages.

use async_graphql::SimpleObject;

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

/// Defines the connection and the edge of a type. Where lists are counted, `of` takes what to count,
/// and the connection's own file resolves `totalCount` from it.
macro_rules! connection {
    ($connection:ident, $edge:ident, $node:ty, $what:literal $(, $complex:ident counts $counted:ty)?) => {
        #[doc = concat!("A page of ", $what, ".")]
        #[derive(Debug, async_graphql::SimpleObject)]
        $(#[graphql($complex)])?
        pub struct $connection {
            /// The page with a cursor for each entry.
            pub edges: Vec<$edge>,
            /// The page without cursors.
            pub nodes: Vec<$node>,
            /// Where the page stands in the list.
            pub page_info: $crate::graphql::connections::PageInfo,
            $(#[graphql(skip)]
            counted: $counted,)?
        }

        #[doc = concat!("One of a page of ", $what, ".")]
        #[derive(Clone, Debug, async_graphql::SimpleObject)]
        pub struct $edge {
            /// Where it stands in the list.
            pub cursor: String,
            /// What stands there.
            pub node: $node,
        }

        impl $connection {
            /// Makes the connection of a page.
            pub(in $crate::graphql) fn of<T: Into<$node>>(
                page: $crate::paging::Page<T>,
                $(counted: $counted,)?
            ) -> Self {
                let page_info = $crate::graphql::connections::PageInfo::of(&page);
                let edges: Vec<$edge> = page
                    .items
                    .into_iter()
                    .map(|(cursor, node)| $edge { cursor, node: node.into() })
                    .collect();
                let nodes = edges.iter().map(|edge| edge.node.clone()).collect();
                Self { edges, nodes, page_info, $(counted: { let counted: $counted = counted; counted })? }
            }
        }
    };
}

pub(super) use connection;
