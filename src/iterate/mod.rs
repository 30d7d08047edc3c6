//! All users who match, page after page, while others write.
//!
//! # Why not `offset`
//! `offset` counts users from the beginning. When one before it is deleted, the next page begins one user too late, and one
//! is skipped; when one is inserted, a user comes twice. An iteration asks instead for the users *after the last one it
//! met* (keyset paging): by `id`, `{"id":{"$gt":9}}`; by level, `{"$or":[{"level":{"$gt":3}},{"level":{"$eq":3},"id":{"$gt":9}}]}`.
//!
//! # Nulls
//! Nobody documents where the server sorts users without a value, and `$gt` finds none of them. So they are asked for on
//! their own: users without a level in order of their ids, and users with a level. They come first in ascending order, and
//! last in descending order. In a further field of the order, nulls stand between the values of the field before it. There
//! the server sorts, and the condition on what is left allows for either side; users who come again are dropped. A value
//! of the field before that more users share than fit a page is read as an iteration of its own.
//!
//! # Users who move
//! `id` and `created_at` never change. By any other field a user may move while the others are read: forward, and come twice,
//! or back, and not at all. Therefore an iteration by such a field remembers the ids it has handed out, and ends with
//! a *sweep*: it asks at the beginning for the time of the latest change, and at the end for the users changed since then (less
//! a minute, because servers' clocks differ), in order of their ids. Whoever moved is among them; so these users come last, out of
//! order. By `id` and `created_at` there is no such request, and no memory.

mod cursor;
mod iteration;
mod order;
mod place;
#[cfg(test)]
mod simulation;
#[cfg(test)]
mod table;
#[cfg(test)]
mod tests;

pub use iteration::{Batch, Iteration, Position};

use crate::{Error, Where, endpoint::Projection};

/// Reads all users that meet a condition, in order, page after page.
///
/// Everyone who matches from beginning to end comes exactly once, whatever others insert, delete and change meanwhile. In
/// an order by anything but `id` and `created_at`, those who were changed may come last.
///
/// ```
/// use minapp_users::{Iterate, Rows, field};
///
/// let mut iteration = Iterate {
///     filter: Some(field("vip").eq(true)),
///     order_by: vec!["-created_at".into()],
///     ..Iterate::default()
/// }
/// .start()?;
///
/// let rows = Rows { ids: vec![5, 9], last: vec![1511000000.into(), 9.into()], total: None, has_more: true };
/// iteration.accept(&rows)?;
/// let list = iteration.request().unwrap();
/// assert_eq!(list.order_by, ["-created_at", "id"]);
/// assert_eq!(
///     list.filter.unwrap().to_string(),
///     r#"{"$and":[{"vip":{"$eq":true}},{"$or":[{"created_at":{"$lt":1511000000}},{"created_at":{"$eq":1511000000},"id":{"$gt":9}}]}]}"#,
/// );
/// # Ok::<(), minapp_users::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Iterate {
    /// Only users that meet it. Everyone by default.
    pub filter: Option<Where>,
    /// Fields to sort by, `-` before a descending one; `id` is added at the end. In [`Mode::Keyset`] at most 3 beside `id`, each
    /// of numbers, strings or booleans, and none within an object (`address.city`). Defaults to `id`.
    pub order_by: Vec<String>,
    /// Users per page, 1 to 1000. Defaults to 100.
    pub page_size: u32,
    /// How one page leads to the next. Defaults to [`Mode::Keyset`].
    pub mode: Mode,
    /// Which fields to answer with; `id` and the fields of the order are always among them. Defaults to all.
    pub projection: Projection,
}

/// How one page leads to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// By a condition on the last user: nobody is skipped or repeated.
    #[default]
    Keyset,
    /// By counting users from the beginning, in any order that the server sorts by, as it is given: without one, the newest
    /// come first. While others write, users are skipped and repeated.
    Offset,
}

impl Default for Iterate {
    fn default() -> Self {
        Iterate {
            filter: None,
            order_by: vec!["id".into()],
            page_size: 100,
            mode: Mode::default(),
            projection: Projection::default(),
        }
    }
}

impl Iterate {
    /// Begins with the first page.
    ///
    /// ```
    /// use minapp_users::{Iterate, Mode};
    ///
    /// let order_by: Vec<String> = ["vip", "-level", "nickname", "created_at"].map(Into::into).into();
    /// let refused = Iterate { order_by: order_by.clone(), ..Iterate::default() }.start().unwrap_err();
    /// assert_eq!(
    ///     refused.to_string(),
    ///     "orderBy: a cursor orders by at most 3 fields beside \"id\", got 4; \
    ///      use mode: 'offset', which may skip or repeat users while others write",
    /// );
    /// let by_offset = Iterate { order_by, mode: Mode::Offset, ..Iterate::default() }.start()?;
    /// assert_eq!(by_offset.request().unwrap().order_by.len(), 4);
    /// # Ok::<(), minapp_users::Error>(())
    /// ```
    ///
    /// # Errors
    /// An [`InvalidArgument`](crate::ErrorKind::InvalidArgument) that names what is out of range, misspelt, or no order that a
    /// cursor can follow.
    pub fn start(self) -> Result<Iteration, Error> {
        Iteration::new(self)
    }

    /// Goes on where the iteration stood that gave `cursor`. Page size and projection may be others than they were.
    ///
    /// ```
    /// use minapp_users::{Iterate, field};
    ///
    /// let cursor = Iterate::default().start()?.cursor();
    /// let others = Iterate { filter: Some(field("vip").eq(true)), ..Iterate::default() };
    /// assert_eq!(
    ///     others.resume(&cursor).unwrap_err().to_string(),
    ///     "cursor: it belongs to another where or orderBy",
    /// );
    /// # Ok::<(), minapp_users::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`start`](Self::start), and when the cursor is none, or that of another condition, order or mode.
    pub fn resume(self, cursor: &str) -> Result<Iteration, Error> {
        Iteration::new(self)?.goes_on(cursor)
    }
}
