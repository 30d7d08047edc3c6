//! Every user who matches, in batches without an order, read in parallel by ranges of `id`.
//!
//! What is not read yet is a set of gaps: intervals of ids, at first all of them. A page is a run of the matching ids
//! at one moment, so it says of an interval who is in it, and takes that interval out of the gaps. Only what lies in a
//! gap is handed out. So no user comes twice, and nobody who matches throughout is passed by, whatever others insert,
//! delete and change meanwhile, and in whatever order the pages arrive.
//!
//! Readers are spread by rank (`offset` inside a gap), not by value: ids of 5 and of 15 digits in one table would
//! starve readers that halve the numbers.

mod scanning;
mod span;
#[cfg(test)]
pub(crate) mod tests;

pub use scanning::{Scanning, Ticket};
pub(crate) use span::Span;

use crate::{
    Error, Where,
    endpoint::{ListUsers, MAX_LIMIT, Projection, check_range},
    select,
};

/// The most requests that a scan or a job has in flight.
pub(crate) const MAX_CONCURRENCY: u64 = 32;

/// Requests that a scan or a job has in flight, unless a caller says otherwise.
pub(crate) const DEFAULT_CONCURRENCY: u32 = 4;

/// Reads every user who meets a condition, in batches without an order, several requests at a time.
///
/// A user who matches throughout comes exactly once, while others insert, delete and change users. In a table at rest
/// it takes exactly as many requests as there are pages.
///
/// ```
/// use minapp_users::{Kept, Rows, Scan, field};
///
/// let mut scan = Scan { filter: Some(field("vip").eq(true)), page_size: 2, ..Scan::default() }.start()?;
///
/// let (ticket, list) = scan.next().unwrap();
/// assert!(list.request()?.target().ends_with("&order_by=id&limit=2&return_total_count=1"));
/// assert!(scan.next().is_none(), "the first request counts, and goes alone");
///
/// // Send it, and hand over what came:
/// let page = Rows { ids: vec![55019, 70695404], total: Some(3), has_more: true, ..Rows::default() };
/// assert_eq!((scan.accept(ticket, &page)?, scan.total()), (Kept::All, Some(3)));
///
/// let (ticket, list) = scan.next().unwrap();
/// assert_eq!(list.filter.unwrap().to_string(), r#"{"$and":[{"vip":{"$eq":true}},{"id":{"$gt":70695404}}]}"#);
/// scan.accept(ticket, &Rows { ids: vec![143403242343242], ..Rows::default() })?;
/// assert!(scan.is_done());
/// # Ok::<(), minapp_users::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Scan {
    /// Only users that meet it. Everyone by default.
    pub filter: Option<Where>,
    /// Requests in flight at most, 1 to 32. Defaults to 4.
    pub concurrency: u32,
    /// Users per page, 1 to 1000. Defaults to 1000.
    pub page_size: u32,
    /// Which fields to answer with. Defaults to all. `id` is added to fields to keep, and cannot be left out.
    pub projection: Projection,
}

impl Default for Scan {
    fn default() -> Self {
        Scan {
            filter: None,
            concurrency: DEFAULT_CONCURRENCY,
            page_size: MAX_LIMIT as u32,
            projection: Projection::default(),
        }
    }
}

impl Scan {
    /// Begins to read.
    ///
    /// # Errors
    /// A number out of range, the path of the first mistake in the condition, or a `select` without `id`.
    pub fn start(self) -> Result<Scanning, Error> {
        check_range("concurrency", self.concurrency.into(), 1, MAX_CONCURRENCY)?;
        check_range("pageSize", self.page_size.into(), 1, MAX_LIMIT)?;
        let projection = select::complete(self.projection, &["id"])?;
        let list = ListUsers { filter: self.filter, projection, limit: self.page_size, ..ListUsers::default() };
        list.request()?;
        let parts = list.filter.filter(|filter| !filter.is_everyone()).into_iter().collect();
        Ok(Scanning::over(parts, list.projection, self.page_size, self.concurrency, vec![Span::ALL]))
    }
}
