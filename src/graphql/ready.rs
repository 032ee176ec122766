//! Objects and lists most of whose fields are at hand.
//!
//! The executor boxes every selected field and waits for all of them in a set, which is most of what an
//! answer with a thousand small fields costs. Here fields are tried in their order: what is at hand is
//! taken at once, and only what has to wait is waited for together.

use std::borrow::Cow;
use std::pin::Pin;
use std::task::Poll;

use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::{Field, Selection, SelectionSet};
use async_graphql::registry::Registry;
use async_graphql::resolver_utils::ContainerType;
use async_graphql::{ContextSelectionSet, Name, OutputType, Positioned, ServerResult, Value};
use futures::StreamExt as _;
use futures::stream::FuturesUnordered;

/// An object most of whose fields are at hand. To clients it is the object itself.
#[derive(Clone, Debug)]
pub struct Ready<T>(pub T);

/// A list of such objects.
#[derive(Clone, Debug)]
pub struct ReadyList<T>(pub Vec<T>);

/// An object that can say some of its fields without a future. The others are asked for as usual.
pub trait Plain {
    /// The value of a field.
    fn plain(&self, _field: &str) -> Option<Value> {
        None
    }
}

impl<T: Plain> Plain for &T {
    fn plain(&self, field: &str) -> Option<Value> {
        T::plain(self, field)
    }
}

/// Says which fields of an object are scalars that it holds, by their names in the schema.
macro_rules! plain {
    ($object:ty $(, $field:literal: $member:ident)* $(,)?) => {
        impl $crate::graphql::ready::Plain for $object {
            fn plain(&self, field: &str) -> Option<async_graphql::Value> {
                match field {
                    $($field => Some(async_graphql::ScalarType::to_value(&self.$member)),)*
                    _ => None,
                }
            }
        }
    };
}

pub(super) use plain;

impl<T: ContainerType + Plain> OutputType for Ready<T> {
    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn introspection_type_name(&self) -> Cow<'static, str> {
        self.0.introspection_type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        T::create_type_info(registry)
    }

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
        let mut fields = Vec::with_capacity(ctx.item.node.items.len());
        let type_name = self.0.introspection_type_name();
        // What stands for objects of several types leaves their fields to them.
        let simple = type_name == T::type_name() && collect(ctx, &type_name, &ctx.item.node, &mut fields);
        let future: Pin<Box<dyn Future<Output = ServerResult<Value>> + Send + '_>> = if simple {
            let mut answer = IndexMap::with_capacity(fields.len());
            fields.retain(|field| {
                let name = field.node.name.node.as_str();
                let value = match name {
                    "__typename" => Some(Value::from(&*type_name)),
                    name => self.0.plain(name),
                };
                let remains = value.is_none();
                // Those that remain keep their place.
                answer.insert(field.node.response_key().node.clone(), value.unwrap_or_default());
                remains
            });
            if fields.is_empty() && !answer.is_empty() {
                return Ok(Value::Object(answer));
            }
            Box::pin(complete(&self.0, ctx, fields, answer))
        } else {
            Box::pin(self.0.resolve(ctx, field))
        };
        future.await
    }
}

impl<T: ContainerType + Plain> OutputType for ReadyList<T> {
    fn type_name() -> Cow<'static, str> {
        Vec::<Ready<T>>::type_name()
    }

    fn qualified_type_name() -> String {
        Vec::<Ready<T>>::qualified_type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        Vec::<Ready<T>>::create_type_info(registry)
    }

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
        let items = self.0.iter().enumerate().map(|(index, item)| async move {
            let ctx = ctx.with_index(index);
            Ready(item).resolve(&ctx, field).await.map_err(|error| ctx.set_error_path(error))
        });
        Ok(Value::List(together(items).await.into_iter().collect::<ServerResult<_>>()?))
    }
}

/// Adds to an answer the fields that remain.
async fn complete<T: ContainerType>(
    object: &T,
    ctx: &ContextSelectionSet<'_>,
    fields: Vec<&Positioned<Field>>,
    mut answer: IndexMap<Name, Value>,
) -> ServerResult<Value> {
    let values = together(fields.iter().map(|&field| async move {
        let ctx = ctx.with_field(field);
        object.resolve_field(&ctx).await
    }));
    for (field, value) in fields.iter().zip(values.await) {
        let key = &field.node.response_key().node;
        match value {
            Ok(value) => _ = answer.insert(key.clone(), value.unwrap_or_default()),
            Err(error) => {
                answer.shift_remove(key);
                ctx.add_error(error);
            }
        }
    }
    Ok(if answer.is_empty() { Value::Null } else { Value::Object(answer) })
}

/// Writes the selected fields out of the fragments they are in; each is there once, as documents are
/// merged before they are executed. False where the executor itself has to look: at directives, and at
/// fragments that are not simply for this type.
fn collect<'a>(
    ctx: &ContextSelectionSet<'a>,
    type_name: &str,
    set: &'a SelectionSet,
    fields: &mut Vec<&'a Positioned<Field>>,
) -> bool {
    set.items.iter().all(|selection| match &selection.node {
        Selection::Field(field) => {
            fields.push(field);
            field.node.directives.is_empty()
        }
        Selection::InlineFragment(fragment) => {
            let on = fragment.node.type_condition.as_ref();
            on.is_none_or(|on| on.node.on.node == type_name)
                && fragment.node.directives.is_empty()
                && collect(ctx, type_name, &fragment.node.selection_set.node, fields)
        }
        Selection::FragmentSpread(spread) => {
            ctx.query_env.fragments.get(&spread.node.fragment_name.node).is_some_and(|fragment| {
                fragment.node.type_condition.node.on.node == type_name
                    && spread.node.directives.is_empty()
                    && collect(ctx, type_name, &fragment.node.selection_set.node, fields)
            })
        }
    })
}

/// What all futures come to, in their order. Those that have it at once share one place on the heap.
async fn together<F: Future>(futures: impl ExactSizeIterator<Item = F>) -> Vec<F::Output> {
    let mut values: Vec<Option<F::Output>> = Vec::with_capacity(futures.len());
    let mut waiting = Vec::new();
    let mut place: Option<Pin<Box<F>>> = None;
    for (index, future) in futures.enumerate() {
        let mut future = match place.take() {
            Some(mut place) => {
                place.set(future);
                place
            }
            None => Box::pin(future),
        };
        match std::future::poll_fn(|context| Poll::Ready(future.as_mut().poll(context))).await {
            Poll::Ready(value) => {
                values.push(Some(value));
                place = Some(future);
            }
            Poll::Pending => {
                values.push(None);
                waiting.push(async move { (index, future.await) });
            }
        }
    }
    if !waiting.is_empty() {
        let mut waiting: FuturesUnordered<_> = waiting.into_iter().collect();
        while let Some((index, value)) = waiting.next().await {
            values[index] = Some(value);
        }
    }
    values.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests;
