//! Pages of lists, by keyset: a cursor names the last row seen, so that rows which come and go
//! meanwhile shift nothing.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sea_orm::Value;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// Rows in a page where the client names no number.
pub const DEFAULT_SIZE: u64 = 20;

/// What part of a list is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRequest {
    size: u64,
    backward: bool,
    cursor: Option<Cursor>,
}

/// A value that rows are ordered by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Key {
    /// A number or a time.
    #[serde(rename = "i")]
    Int(i64),
    /// A text, compared by bytes.
    #[serde(rename = "t")]
    Text(String),
    /// An identifier.
    #[serde(rename = "u")]
    Id(uuid::Uuid),
}

impl From<Key> for Value {
    fn from(key: Key) -> Self {
        match key {
            Key::Int(number) => number.into(),
            Key::Text(text) => text.into(),
            Key::Id(id) => id.into(),
        }
    }
}

impl Key {
    fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// The order of a list: columns whose values together name one row.
#[derive(Clone, Debug)]
pub struct Order {
    /// The columns, the most significant first, each with a value of its type.
    pub columns: Vec<(&'static str, Key)>,
    /// Whether the list begins with the greatest.
    pub descending: bool,
}

/// Where a row stands in its list. It is written out only where a client asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor(Vec<Key>);

impl Cursor {
    /// As clients get it, and send it back.
    pub fn encode(&self) -> String {
        // Numbers, texts and identifiers always have a JSON form.
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(&self.0).unwrap_or_default())
    }

    fn decode(text: &str) -> Result<Self> {
        let keys = URL_SAFE_NO_PAD.decode(text).ok().and_then(|json| serde_json::from_slice(&json).ok());
        keys.map(Self).ok_or_else(|| {
            Error::BadInput("This is not a cursor; take one from `pageInfo` or an edge.".into())
        })
    }
}

/// Part of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The rows, each with its cursor, in the list's order.
    pub items: Vec<(Cursor, T)>,
    /// Whether the list goes on behind them.
    pub has_next: bool,
    /// Whether the list has rows before them.
    pub has_previous: bool,
}

impl<T> Page<T> {
    /// The same page of something else.
    pub fn map<U>(self, mut change: impl FnMut(T) -> U) -> Page<U> {
        let items = self.items.into_iter().map(|(cursor, item)| (cursor, change(item))).collect();
        Page { items, has_next: self.has_next, has_previous: self.has_previous }
    }
}

impl PageRequest {
    /// Checks a client's arguments against the largest page that is allowed.
    pub fn new(
        first: Option<i32>,
        after: Option<&str>,
        last: Option<i32>,
        before: Option<&str>,
        most: u64,
    ) -> Result<Self> {
        let bad = |text: &str| Err(Error::BadInput(text.to_owned()));
        if first.is_some() && last.is_some() {
            return bad("Give `first` or `last`, not both.");
        }
        let backward = last.is_some() || before.is_some();
        if backward && (first.is_some() || after.is_some()) {
            return bad("`after` goes with `first`, `before` with `last`.");
        }
        let size = match first.or(last) {
            None => DEFAULT_SIZE.min(most),
            Some(size) => match u64::try_from(size) {
                Ok(size) if size <= most => size,
                _ => {
                    let text = format!("`first` and `last` go from 0 to {most}; {size} was asked for.");
                    return Err(Error::BadInput(text));
                }
            },
        };
        let cursor = after.or(before).map(Cursor::decode).transpose()?;
        Ok(Self { size, backward, cursor })
    }

    /// The first rows of a list, for callers inside the server.
    pub fn first(size: u64) -> Self {
        Self { size, backward: false, cursor: None }
    }

    /// The end of a query: a condition (`AND …`, empty on the first page), the order and the
    /// limit, with their values; placeholders count from `used + 1`.
    pub fn sql(&self, order: &Order, used: usize) -> Result<(String, Vec<Value>)> {
        let mut values = Vec::new();
        let ascending = order.descending == self.backward;
        let mut sql = String::new();
        if let Some(Cursor(cursor)) = &self.cursor {
            let fits = cursor.len() == order.columns.len()
                && cursor.iter().zip(&order.columns).all(|(key, (_, example))| key.is_like(example));
            if !fits {
                return Err(Error::BadInput("The cursor belongs to another list or order.".into()));
            }
            let columns: Vec<&str> = order.columns.iter().map(|(column, _)| *column).collect();
            let comparison = if ascending { '>' } else { '<' };
            let list = crate::db::list_of(used + 1, cursor.len());
            sql = format!(" AND ({}) {comparison} ({list})", columns.join(", "));
            values.extend(cursor.iter().cloned().map(Value::from));
        }
        let direction = if ascending { "ASC" } else { "DESC" };
        let columns: Vec<String> =
            order.columns.iter().map(|(column, _)| format!("{column} {direction}")).collect();
        sql += &format!(" ORDER BY {} LIMIT ${}", columns.join(", "), used + values.len() + 1);
        // One more than asked for tells whether the list goes on.
        values.push((self.size as i64 + 1).into());
        Ok((sql, values))
    }

    /// Makes a page of a whole list, which is in ascending order of its keys.
    pub fn of_sorted<T>(&self, rows: Vec<T>, keys: impl Fn(&T) -> Vec<Key>) -> Result<Page<T>> {
        let most = self.size as usize + 1;
        let (mut from, mut to) = (0, rows.len());
        if let Some(Cursor(cursor)) = &self.cursor {
            let fits = |row: &T| {
                let keys = keys(row);
                keys.len() == cursor.len() && keys.iter().zip(cursor).all(|(key, other)| key.is_like(other))
            };
            if !rows.first().is_none_or(fits) {
                return Err(Error::BadInput("The cursor belongs to another list or order.".into()));
            }
            if self.backward {
                to = rows.partition_point(|row| keys(row) < *cursor);
            } else {
                from = rows.partition_point(|row| keys(row) <= *cursor);
            }
        }
        if self.backward {
            from = to.saturating_sub(most);
        }
        let mut part: Vec<T> = rows.into_iter().skip(from).take((to - from).min(most)).collect();
        if self.backward {
            part.reverse();
        }
        Ok(self.page(part, keys))
    }

    /// Makes a page of the rows that such a query gave.
    pub fn page<T>(&self, mut rows: Vec<T>, keys: impl Fn(&T) -> Vec<Key>) -> Page<T> {
        let more = rows.len() as u64 > self.size;
        rows.truncate(self.size as usize);
        if self.backward {
            rows.reverse();
        }
        let items = rows.into_iter().map(|row| (Cursor(keys(&row)), row)).collect();
        let (has_next, has_previous) =
            if self.backward { (self.cursor.is_some(), more) } else { (more, self.cursor.is_some()) };
        Page { items, has_next, has_previous }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(descending: bool) -> Order {
        Order { columns: vec![("name", Key::Text(String::new())), ("id", Key::Int(0))], descending }
    }

    fn keys(row: &(&str, i64)) -> Vec<Key> {
        vec![Key::Text(row.0.to_owned()), Key::Int(row.1)]
    }

    #[test]
    fn pages_lead_to_one_another() {
        let first = PageRequest::new(Some(2), None, None, None, 100).expect("valid");
        let page = first.page(vec![("a", 1), ("b", 2), ("c", 3)], keys);
        assert!(page.has_next && !page.has_previous);
        let cursor = page.items[1].0.encode();
        let next = PageRequest::new(Some(2), Some(&cursor), None, None, 100).expect("valid");
        let (sql, values) = next.sql(&order(false), 1).expect("the same order");
        assert_eq!(sql, " AND (name, id) > ($2, $3) ORDER BY name ASC, id ASC LIMIT $4");
        assert_eq!(values, vec!["b".into(), 2i64.into(), 3i64.into()]);
        let back = PageRequest::new(None, None, Some(2), Some(&cursor), 100).expect("valid");
        let (sql, _) = back.sql(&order(true), 0).expect("the same order");
        assert_eq!(sql, " AND (name, id) > ($1, $2) ORDER BY name ASC, id ASC LIMIT $3");
        assert_eq!(back.page(vec![("b", 2), ("a", 1)], keys).items[0].1, ("a", 1));
    }

    #[test]
    fn pages_of_a_list_in_memory_are_those_of_a_query() {
        let rows = || (1..=5i64).collect::<Vec<_>>();
        let keys = |row: &i64| vec![Key::Int(*row)];
        let cut = |first, after: Option<i64>, last, before: Option<i64>| {
            let cursor = |row: Option<i64>| row.map(|row| Cursor(vec![Key::Int(row)]).encode());
            let (after, before) = (cursor(after), cursor(before));
            let request = PageRequest::new(first, after.as_deref(), last, before.as_deref(), 100);
            let page = request.and_then(|request| request.of_sorted(rows(), keys)).expect("a page");
            let items: Vec<i64> = page.items.into_iter().map(|(_, row)| row).collect();
            (items, page.has_previous, page.has_next)
        };
        assert_eq!(cut(Some(2), None, None, None), (vec![1, 2], false, true));
        assert_eq!(cut(Some(2), Some(2), None, None), (vec![3, 4], true, true));
        assert_eq!(cut(Some(2), Some(3), None, None), (vec![4, 5], true, false));
        assert_eq!(cut(Some(2), Some(9), None, None), (vec![], true, false));
        assert_eq!(cut(None, None, Some(2), None), (vec![4, 5], true, false));
        assert_eq!(cut(None, None, Some(2), Some(4)), (vec![2, 3], true, true));
        assert_eq!(cut(None, None, Some(2), Some(3)), (vec![1, 2], false, true));
        let other = Cursor(vec![Key::Text("x".into())]).encode();
        let request = PageRequest::new(Some(2), Some(&other), None, None, 100).expect("well-formed");
        assert!(matches!(request.of_sorted(rows(), keys), Err(Error::BadInput(_))));
    }

    #[test]
    fn nonsense_is_refused() {
        for (first, after, last, before) in [
            (Some(1), None, Some(1), None),
            (Some(-1), None, None, None),
            (Some(101), None, None, None),
            (Some(1), Some("?"), None, None),
            (Some(1), None, None, Some("WzFd")),
        ] {
            let request = PageRequest::new(first, after, last, before, 100);
            assert!(matches!(request, Err(Error::BadInput(_))), "{first:?} {after:?} {last:?} {before:?}");
        }
        let other = Cursor(vec![Key::Int(1)]).encode();
        let request = PageRequest::new(None, Some(&other), None, None, 100).expect("well-formed");
        assert!(matches!(request.sql(&order(false), 0), Err(Error::BadInput(_))));
    }
}
