//! Changing everyone who matches: a plan that can be saved at each step and resumed after a crash.
//!
//! The ids are read by ranges, as [`Scan`](crate::Scan) reads them, and cut into chunks. A write names the users of one
//! chunk and repeats the condition, which holds at the time of the write. A chunk is *declared*, listed in the
//! checkpoint of a step, before it is sent: whenever the process ends, the last checkpoint that the caller has names
//! every chunk that may have been sent. What becomes of a write whose outcome nobody knows depends on the job:
//!
//! - With a [`Marker`], the same write changes users and marks them, and leaves out who is marked. So it can be sent again,
//!   and a read tells who was changed before: everyone is changed exactly once, whatever fails.
//! - With an update that may be repeated ([`Update::is_repeatable`]) it is sent again.
//! - Any other is never sent again, and its users are reported as a [`Doubt`].

mod answers;
mod bulk_rows;
mod checkpoint;
mod chunk;
mod report;
mod running;
mod steps;
mod terms;
#[cfg(test)]
mod tests;

pub use report::{Doubt, Failure, Planned, Report, Step};
pub use running::{Action, Job, Verdict};

use crate::{
    BaseUrl, Error, Json, Update, Where,
    endpoint::{MAX_INTEGER, check_range},
    scan::{DEFAULT_CONCURRENCY, MAX_CONCURRENCY, Span},
};
use checkpoint::Checkpoint;
use terms::Terms;

/// Changes custom fields of everyone who meets a condition.
///
/// ```
/// use minapp_users::{Json, Rows, Update, endpoint::{BulkId, BulkUpdate, Done}, field, increment};
/// use minapp_users::job::{Action, Marker, UpdateAll};
///
/// let marker = Marker { field: "last_job".into(), value: "job-42".into() };
/// let all = UpdateAll {
///     marker: Some(marker),
///     ..UpdateAll::new(field("vip").eq(true), Update::new().set("level", increment(1)))
/// };
/// let mut job = all.clone().start()?;
///
/// // It reads whom to change:
/// let Some((ticket, Action::Read(_))) = job.next() else { panic!() };
/// job.read(ticket, &Rows { ids: vec![55019, 70695404], total: Some(2), ..Rows::default() })?;
///
/// // It declares what it is going to write, and writes it once the caller has saved the checkpoint:
/// let step = job.step().unwrap();
/// assert!(job.next().is_none());
/// job.proceed();
/// let Some((ticket, Action::Write(update))) = job.next() else { panic!() };
/// assert_eq!(
///     update.filter.to_string(),
///     r#"{"$and":[{"vip":{"$eq":true}},{"id":{"$in":[55019,70695404]}},{"$or":[{"last_job":{"$ne":"job-42"}},{"last_job":{"$isnull":true}}]}]}"#,
/// );
/// assert_eq!(update.update.to_string(), r#"{"level":{"$incr_by":1},"last_job":"job-42"}"#);
///
/// // A process that ended here would go on from the last checkpoint, and first ask who is marked:
/// let mut resumed = all.resume(&step.checkpoint)?;
/// let Some((_, Action::Read(list))) = resumed.next() else { panic!() };
/// assert_eq!(
///     list.filter.unwrap().to_string(),
///     r#"{"$and":[{"id":{"$in":[55019,70695404]}},{"last_job":{"$eq":"job-42"}}]}"#,
/// );
///
/// let succeeded = vec![BulkId::Number(55019), BulkId::Number(70695404)];
/// let done = Done { succeeded, failed: vec![], total_count: None, offset: 0, limit: 1000, next: None, says_next: true };
/// job.wrote(ticket, &done, false)?;
/// let step = job.step().unwrap();
/// assert_eq!((step.matched, step.succeeded, step.done), (2, 2, true));
/// assert!(job.is_done());
/// # Ok::<(), minapp_users::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct UpdateAll {
    /// Whom to change; [`Where::everyone`] says all. It is asked again in each write.
    pub filter: Where,
    /// The changes, at least one.
    pub update: Update,
    /// A field in which each user is marked as changed, in the same write. Defaults to none.
    pub marker: Option<Marker>,
    /// Writes, and reads, in flight at most, 1 to 32. Defaults to 4.
    pub concurrency: u32,
    /// Whether to read only, and show what would be written. Defaults to `false`.
    pub dry_run: bool,
    /// Stops with [`TooManyMatches`](crate::ErrorKind::TooManyMatches) before more users than this are written.
    /// Defaults to no limit.
    pub expect_max: Option<u64>,
    /// Characters of the base URL, which count for the 16,386 that a URL may have. Defaults to those of
    /// [`BaseUrl::default`].
    pub base_url_length: usize,
}

/// What a user is marked with once a job has changed it.
///
/// ```
/// use minapp_users::{Update, Where, job::{Marker, UpdateAll}};
///
/// let with = |field: &str| {
///     let marker = Some(Marker { field: field.into(), value: "2026-11-vip".into() });
///     UpdateAll { marker, ..UpdateAll::new(Where::everyone(), Update::new().set("vip", true)) }.start()
/// };
/// assert!(with("last_job").is_ok());
/// assert_eq!(
///     with("vip").unwrap_err().to_string(),
///     "marker.field: expected a field that the update does not change, got \"vip\"",
/// );
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Marker {
    /// A custom field that the update does not change.
    pub field: String,
    /// What stands in it afterwards: a string of 1 to 1000 characters, or a number. Each job has its own.
    pub value: Json,
}

impl UpdateAll {
    /// Changes everyone who meets `filter`, without a marker.
    pub fn new(filter: Where, update: Update) -> Self {
        UpdateAll {
            filter,
            update,
            marker: None,
            concurrency: DEFAULT_CONCURRENCY,
            dry_run: false,
            expect_max: None,
            base_url_length: BaseUrl::default().to_string().len(),
        }
    }

    /// Begins the job.
    ///
    /// # Errors
    /// A number out of range, the first mistake in the condition, the update or the marker, or a condition so long that
    /// a request could not name one user beside it.
    pub fn start(self) -> Result<Job, Error> {
        self.begin(None)
    }

    /// Goes on from the [checkpoint](Step::checkpoint) of a step. Condition, update and marker must be those of the
    /// job; the rest may differ.
    ///
    /// # Errors
    /// As [`start`](Self::start); that the checkpoint is none, or that of another job; that more users were tried
    /// already than `expect_max` allows.
    pub fn resume(self, checkpoint: &str) -> Result<Job, Error> {
        self.begin(Some(checkpoint))
    }

    fn begin(self, checkpoint: Option<&str>) -> Result<Job, Error> {
        let UpdateAll { filter, update, marker, concurrency, dry_run, expect_max, base_url_length } = self;
        check_range("concurrency", concurrency.into(), 1, MAX_CONCURRENCY)?;
        if let Some(max) = expect_max {
            check_range("expectMax", max, 0, MAX_INTEGER)?;
        }
        let terms = Terms::new(filter, update, marker, base_url_length)?;
        let checkpoint = match checkpoint {
            None => Checkpoint { unread: vec![Span::ALL], ..Checkpoint::default() },
            Some(text) => Checkpoint::read(text, &terms.hash())?,
        };
        Job::new(terms, concurrency, dry_run, expect_max, checkpoint)
    }
}
