//! A dotted path into a row.

use std::ops::ControlFlow;

use crate::{schema::Schema, store::Row, value::Value};

/// A field, or a place inside one: `address.city`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    column: Option<usize>,
    rest: Vec<String>,
}

impl Path {
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
    pub fn any<'a>(&self, row: &'a Row, mut test: impl FnMut(Option<&'a Value>) -> bool) -> bool {
        let value = self.column.and_then(|column| row[column].as_ref());
        let mut visit = |value| if test(value) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
        walk(value, &self.rest, &mut visit).is_break()
    }

    /// Every value at this path.
    pub fn values<'a>(&self, row: &'a Row) -> Vec<Option<&'a Value>> {
        let mut values = Vec::new();
        self.any(row, |value| {
            values.push(value);
            false
        });
        values
    }
}

fn walk<'a>(
    value: Option<&'a Value>,
    path: &[String],
    visit: &mut impl FnMut(Option<&'a Value>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let Some((segment, rest)) = path.split_first() else { return visit(value) };
    match value {
        Some(Value::Array(items)) => {
            for item in items.iter().filter(|item| item.as_object().is_some()) {
                walk(item.get(segment), rest, visit)?;
            }
            if let Some(item) = segment.parse::<usize>().ok().and_then(|index| items.get(index)) {
                walk(Some(item), rest, visit)?;
            }
            ControlFlow::Continue(())
        }
        Some(object) => walk(object.get(segment), rest, visit),
        None => visit(None),
    }
}
