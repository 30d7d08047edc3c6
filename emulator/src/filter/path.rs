//! A dotted path into a row.

use std::ops::ControlFlow;

use crate::{schema::Schema, store::User, value::Value};

/// A field, or a place inside one: `address.city`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    column: Option<usize>,
    rest: Vec<String>,
}

impl Path {
    /// A whole field.
    pub fn of(column: usize) -> Self {
        Self { column: Some(column), rest: Vec::new() }
    }

    /// Reads a path. A field that the schema does not know is missing in every row.
    pub fn parse(text: &str, schema: &Schema) -> Self {
        let mut segments = text.split('.');
        let column = schema.find(segments.next().unwrap_or_default());
        Self { column, rest: segments.map(str::to_owned).collect() }
    }

    /// The column, when the schema knows the field.
    pub fn column(&self) -> Option<usize> {
        self.column
    }

    /// Whether the path ends at the column itself.
    pub fn is_column(&self) -> bool {
        self.rest.is_empty()
    }

    /// Whether any value at this path passes. `None` stands for a place where the path leads nowhere.
    ///
    /// Arrays on the way are entered, both by number and into each of their objects; an array at the end of the
    /// path is given as a whole.
    pub fn any<'a>(&self, user: User<'a>, mut test: impl FnMut(Option<&'a Value>) -> bool) -> bool {
        self.find(user, |value, _| test(value))
    }

    /// Whether any value at this path passes, or any item of an array at its end. As in MongoDB, an array that the
    /// path names by its number is only looked at as a whole.
    pub fn any_or_item<'a>(&self, user: User<'a>, test: impl Fn(Option<&'a Value>) -> bool) -> bool {
        self.find(user, |value, is_numbered| {
            let items = value.filter(|_| !is_numbered).and_then(Value::as_array).unwrap_or_default();
            test(value) || items.iter().any(|item| test(Some(item)))
        })
    }

    fn find<'a>(&self, user: User<'a>, mut test: impl FnMut(Option<&'a Value>, bool) -> bool) -> bool {
        let value = self.column.and_then(|column| user.get(column));
        if self.rest.is_empty() {
            return test(value, false);
        }
        let mut visit = |value, is_numbered| {
            if test(value, is_numbered) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        walk(value, false, &self.rest, &mut visit).is_break()
    }

    /// Every value at this path.
    pub fn values<'a>(&self, user: User<'a>) -> Vec<Option<&'a Value>> {
        let mut values = Vec::new();
        self.any(user, |value| {
            values.push(value);
            false
        });
        values
    }
}

/// `is_numbered` tells that the value is the item of an array that the path has just named by its number.
fn walk<'a>(
    value: Option<&'a Value>,
    is_numbered: bool,
    path: &[String],
    visit: &mut impl FnMut(Option<&'a Value>, bool) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let Some((segment, rest)) = path.split_first() else { return visit(value, is_numbered) };
    match value {
        Some(Value::Array(items)) => {
            for item in items.iter().filter(|item| item.as_object().is_some()) {
                walk(item.get(segment), false, rest, visit)?;
            }
            if let Some(item) = item_number(segment).and_then(|index| items.get(index)) {
                walk(Some(item), true, rest, visit)?;
            }
            ControlFlow::Continue(())
        }
        Some(object) => walk(object.get(segment), false, rest, visit),
        None => visit(None, false),
    }
}

/// `0`, `1`, `10`, but not `01` or `+1`, which are keys like any other.
fn item_number(segment: &str) -> Option<usize> {
    let is_canonical = segment == "0" || segment.starts_with(|first: char| matches!(first, '1'..='9'));
    segment.parse().ok().filter(|_| is_canonical)
}
