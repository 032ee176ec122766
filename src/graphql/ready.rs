//! Objects and lists most of whose fields are at hand.
//!
//! The executor boxes every selected field and waits for all of them in a set, which is most of what an
//! answer with a thousand small fields costs. Here fields are tried in their order: what is at hand is
//! taken at once, with all that is below it, and only what has to wait is waited for together.

use std::borrow::Cow;
use std::collections::HashMap;
use std::pin::Pin;
use std::task::Poll;

use async_graphql::indexmap::IndexMap;
use async_graphql::indexmap::map::Entry;
use async_graphql::parser::types::{Field, FragmentDefinition, Selection, SelectionSet};
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
    /// The value of a field, where it is at hand.
    fn plain(&self, _field: &Selected<'_>) -> Option<Value> {
        None
    }
}

impl<T: Plain> Plain for &T {
    fn plain(&self, field: &Selected<'_>) -> Option<Value> {
        T::plain(self, field)
    }
}

impl<T: Plain> Plain for Ready<T> {
    fn plain(&self, field: &Selected<'_>) -> Option<Value> {
        self.0.plain(field)
    }
}

type Fragments = HashMap<Name, Positioned<FragmentDefinition>>;

/// A field as the operation selects it.
pub struct Selected<'a> {
    field: &'a Field,
    fragments: &'a Fragments,
}

impl Selected<'_> {
    /// What the schema calls it.
    pub fn name(&self) -> &str {
        &self.field.name.node
    }

    /// What is selected of an object that the field is; none where a part of that has to be waited for.
    pub fn object<T: OutputType + Plain>(&self, object: &T) -> Option<Value> {
        self.each(std::iter::once(object))?.pop()
    }

    /// As [`Self::object`], for a list.
    pub fn list<'t, T: OutputType + Plain + 't>(&self, items: impl Iterator<Item = &'t T>) -> Option<Value> {
        self.each(items).map(Value::List)
    }

    fn each<'t, T: OutputType + Plain + 't>(&self, items: impl Iterator<Item = &'t T>) -> Option<Vec<Value>> {
        let (mut fields, type_name) = (Vec::new(), T::type_name());
        let simple = collect(self.fragments, &type_name, &self.field.selection_set.node, &mut fields);
        let object = |item: &T| {
            let mut answer = IndexMap::with_capacity(fields.len());
            for field in &fields {
                match answer.entry(field.node.response_key().node.clone()) {
                    Entry::Vacant(place) => {
                        let selected = Selected { field: &field.node, fragments: self.fragments };
                        place.insert(selected.of(item, &type_name)?);
                    }
                    Entry::Occupied(_) if is_whole(field) => {}
                    Entry::Occupied(_) => return None,
                }
            }
            Some(Value::Object(answer))
        };
        if simple && !fields.is_empty() { items.map(object).collect() } else { None }
    }

    fn of<T: Plain>(&self, object: &T, type_name: &str) -> Option<Value> {
        if self.name() == "__typename" { Some(Value::from(type_name)) } else { object.plain(self) }
    }
}

/// Says which fields of an object it holds, by their names in the schema: scalars as its members, objects
/// and lists as what becomes of the object and the selected field.
macro_rules! plain {
    ($object:ty $(, $field:literal: $member:ident)* $(,)? $(; $($part:literal => $at_hand:expr),* $(,)?)?) => {
        impl $crate::graphql::ready::Plain for $object {
            fn plain(&self, field: &$crate::graphql::ready::Selected<'_>) -> Option<async_graphql::Value> {
                match field.name() {
                    $($field => Some(async_graphql::InputType::to_value(&self.$member)),)*
                    $($($part => {
                        let at_hand: fn(&$object, &$crate::graphql::ready::Selected<'_>) -> _ = $at_hand;
                        at_hand(self, field)
                    })*)?
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
        let fragments = &ctx.query_env.fragments;
        // What stands for objects of several types leaves their fields to them.
        let simple =
            type_name == T::type_name() && collect(fragments, &type_name, &ctx.item.node, &mut fields);
        let mut is_split = false;
        let mut answer = IndexMap::with_capacity(fields.len());
        if simple {
            fields.retain(|field| match answer.entry(field.node.response_key().node.clone()) {
                Entry::Vacant(place) => {
                    let value = Selected { field: &field.node, fragments }.of(&self.0, &type_name);
                    let remains = value.is_none();
                    // Those that remain keep their place.
                    place.insert(value.unwrap_or_default());
                    remains
                }
                Entry::Occupied(_) => {
                    is_split |= !is_whole(field);
                    false
                }
            });
        }
        let future: Pin<Box<dyn Future<Output = ServerResult<Value>> + Send + '_>> = if !simple || is_split {
            Box::pin(self.0.resolve(ctx, field))
        } else if fields.is_empty() && !answer.is_empty() {
            return Ok(Value::Object(answer));
        } else {
            Box::pin(complete(&self.0, ctx, fields, answer))
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

/// Whether a field says everything wherever it is selected. What is selected below others may be spread over
/// several fragments, and is for the executor to bring together.
fn is_whole(field: &Positioned<Field>) -> bool {
    field.node.selection_set.node.items.is_empty()
}

/// Writes the selected fields out of the fragments they are in; those that several select come again. False
/// where the executor itself has to look: at directives, and at fragments that are not simply for this type.
fn collect<'a>(
    fragments: &'a Fragments,
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
                && collect(fragments, type_name, &fragment.node.selection_set.node, fields)
        }
        Selection::FragmentSpread(spread) => {
            fragments.get(&spread.node.fragment_name.node).is_some_and(|fragment| {
                fragment.node.type_condition.node.on.node == type_name
                    && spread.node.directives.is_empty()
                    && collect(fragments, type_name, &fragment.node.selection_set.node, fields)
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
