//! The state of an iteration: what to ask next, and what an answer means.

#[cfg(any(test, all(target_arch = "wasm32", feature = "js")))]
use super::order::USE_OFFSET;
use super::{
    Iterate, Mode, cursor,
    order::Order,
    place::{Place, check_ids, narrowed},
};
#[cfg(any(test, all(target_arch = "wasm32", feature = "js")))]
use crate::{BaseUrl, request::MAX_URL_CHARACTERS};
use crate::{
    Error, ErrorKind, Json, Kept, Rows, Where,
    endpoint::{ListUsers, MAX_LIMIT, Projection, check_range},
    fingerprint::fingerprint,
    json::named,
    numbers::{Numbers, merged, sorted},
    select, strings,
};

/// How far the clocks of several servers may differ, in seconds.
const CLOCK_DIFFERENCE_S: u64 = 60;

/// What to ask for next in a reading of all users who match, from [`Iterate::start`] or [`Iterate::resume`].
///
/// It sends nothing: ask [`request`](Self::request), send that, and hand what comes to [`accept`](Self::accept), until no
/// request is left.
///
/// ```
/// use minapp_users::{Iterate, Kept, Rows};
///
/// let mut iteration = Iterate { page_size: 2, ..Iterate::default() }.start()?;
///
/// // A page of two users, as its reader sums it up:
/// assert!(iteration.request().unwrap().request()?.target().ends_with("/?order_by=id&limit=2"));
/// assert_eq!(iteration.key_fields(), ["id"]);
/// let rows = Rows { ids: vec![5, 9], last: vec![9.into()], total: None, has_more: true };
/// assert_eq!(iteration.accept(&rows)?.kept, Kept::All);
///
/// // The next begins after the last user, wherever that user is by then.
/// let list = iteration.request().unwrap();
/// assert_eq!(list.filter.unwrap().to_string(), r#"{"id":{"$gt":9}}"#);
/// let batch = iteration.accept(&Rows::default())?;
/// assert!(batch.is_last && iteration.request().is_none());
/// # Ok::<(), minapp_users::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Iteration {
    /// What every request asks for, and the order in which it is sent in offset mode.
    list: ListUsers,
    /// As the cursor follows it; in offset mode only `id`.
    order: Order,
    pub(super) fingerprint: String,
    stage: Stage,
    /// The second since when users who moved are looked for.
    since: u64,
    /// The ids handed out, where users may move.
    seen: Numbers,
    /// The same ids, in the order in which they were handed out.
    given: Vec<u64>,
    /// A place that was passed, and pages in order so far. A server that leads back to it goes in circles: who comes
    /// after whom in texts, only the server knows.
    passed: Option<Place>,
    pages: u64,
}

/// Where an [`Iteration`] stood before one of its pages.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    stage: Stage,
    /// How many ids it had handed out.
    given: usize,
}

/// What an iteration does next.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stage {
    /// Asks since when users may have moved.
    Since,
    /// Reads in order.
    Keys(Place),
    /// Looks for those who moved, after this id.
    Sweep(Option<u64>),
    /// Reads by offset.
    Offset(u64),
    /// Nothing.
    End,
}

/// What a page is for the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Which of the page's users to hand out.
    pub kept: Kept,
    /// Whether all is read, so that no request follows.
    pub is_last: bool,
}

impl Iteration {
    pub(super) fn new(options: Iterate) -> Result<Self, Error> {
        let Iterate { filter, mut order_by, page_size, mode, projection } = options;
        check_range("pageSize", page_size.into(), 1, MAX_LIMIT)?;
        if order_by.is_empty() && mode == Mode::Keyset {
            order_by.push("id".into());
        }
        let mut list = ListUsers { filter, order_by, limit: page_size, projection, ..ListUsers::default() };
        list.request()?;
        list.filter = list.filter.filter(|filter| !filter.is_everyone());
        let (order, stage) = match mode {
            Mode::Offset => (Order::default(), Stage::Offset(0)),
            Mode::Keyset => {
                let order = Order::parse(&list.order_by)?;
                let stage = if order.may_change() { Stage::Since } else { Stage::Keys(Place::first(&order)) };
                (order, stage)
            }
        };
        list.projection = select::complete(list.projection, &order.fields(0))?;
        let condition = list.filter.as_ref().map(Where::to_string).unwrap_or_default();
        let fingerprint = fingerprint(&format!("{mode:?}\n{}\n{condition}", strings::join(&list.order_by, ",")));
        Ok(Iteration {
            list,
            order,
            fingerprint,
            stage,
            since: 0,
            seen: Numbers::default(),
            given: Vec::new(),
            passed: None,
            pages: 0,
        })
    }

    pub(super) fn goes_on(mut self, cursor: &str) -> Result<Self, Error> {
        let saved = cursor::read(cursor, &self.fingerprint, &self.order)?;
        let is_own = match saved.stage {
            Stage::Since | Stage::Sweep(_) => self.order.may_change(),
            Stage::Keys(_) => matches!(self.stage, Stage::Since | Stage::Keys(_)),
            Stage::Offset(_) => matches!(self.stage, Stage::Offset(_)),
            Stage::End => true,
        };
        if !is_own {
            return Err(cursor::wrong(cursor));
        }
        (self.stage, self.since, self.seen) = (saved.stage, saved.since, Numbers::of(&saved.seen));
        self.given = saved.seen;
        Ok(self)
    }

    /// The request for the next page, the same until [`accept`](Self::accept) has its answer: one that failed is asked for
    /// again. `None` when all is read.
    ///
    /// Where users may move, the first request is not for a page but for the time of the latest change
    /// (`order_by=-updated_at&limit=1`).
    pub fn request(&self) -> Option<ListUsers> {
        let mut list = self.list.clone();
        match &self.stage {
            Stage::Since => {
                // Where nulls sort first, one of them would hide the latest change.
                let is_dated = Json::member("updated_at", Json::member("$isnull", false));
                list.filter = narrowed(list.filter, vec![is_dated]);
                list.order_by = vec!["-updated_at".into()];
                list.limit = 1;
                list.projection = Projection { select: vec!["id".into(), "updated_at".into()], expand: Vec::new() };
            }
            Stage::Keys(place) => {
                list.filter = place.condition(&self.order, list.filter);
                list.order_by = self.order.order_by(place.level());
            }
            Stage::Sweep(after) => {
                let mut moved = vec![named("updated_at", Json::member("$gte", self.since))];
                if let Some(id) = *after {
                    moved.push(named("id", Json::member("$gt", id)));
                }
                list.filter = narrowed(list.filter, vec![Json::Object(moved)]);
                list.order_by = vec!["id".into()];
            }
            Stage::Offset(offset) => list.offset = *offset,
            Stage::End => return None,
        }
        Some(list)
    }

    /// The fields whose values of the page's last user [`Rows::last`] must hold, in this order, for the request at hand.
    pub fn key_fields(&self) -> Vec<&str> {
        self.fields(&self.stage)
    }

    fn fields(&self, stage: &Stage) -> Vec<&str> {
        match stage {
            Stage::Since => vec!["updated_at"],
            Stage::Keys(place) => self.order.fields(place.level()),
            Stage::Sweep(_) => vec!["id"],
            Stage::Offset(_) | Stage::End => Vec::new(),
        }
    }

    /// Refuses to go on where the URL of the request at hand would be too long, and a value that it begins after is why.
    #[cfg(any(test, all(target_arch = "wasm32", feature = "js")))]
    pub(crate) fn check_url(&self, base_url: &BaseUrl) -> Result<(), Error> {
        let Stage::Keys(place) = &self.stage else { return Ok(()) };
        let Some((index, text)) = place.longest_text() else { return Ok(()) };
        let Some(list) = self.request() else { return Ok(()) };
        let length = base_url.to_string().len() + list.request()?.target().len();
        // With the caller's own condition alone.
        let shortest = ListUsers { filter: self.list.filter.clone(), ..list };
        if length <= MAX_URL_CHARACTERS || shortest.request()?.url(base_url).is_err() {
            return Ok(());
        }
        let (field, count) = (self.order.fields(0)[index], text.chars().count());
        Err(Error::invalid(format!(
            "orderBy[{index}]: users hold a text of {count} characters in \"{field}\", too long for the url of the request \
             for those after it ({length} characters, and the server reads at most {MAX_URL_CHARACTERS}); {USE_OFFSET}"
        )))
    }

    /// Takes the page that answers [`request`](Self::request), and moves on to the next. A page may have nobody to hand out
    /// and not be the last.
    ///
    /// # Errors
    /// [`InvalidAnswer`](ErrorKind::InvalidAnswer) when the page is not in the order asked for, longer than asked for, or
    /// empty with more to come, so that going on might skip users or never end;
    /// [`InvalidArgument`](ErrorKind::InvalidArgument) when it ends with a value that a cursor cannot
    /// order by, or `rows` does not belong to the request. The iteration stays where it is.
    pub fn accept(&mut self, rows: &Rows) -> Result<Batch, Error> {
        let (next, since) = self.next(&self.stage, rows)?;
        if let (Stage::Keys(_), Stage::Keys(place)) = (&self.stage, &next) {
            if self.passed.as_ref() == Some(place) {
                return Err(Error::new(
                    ErrorKind::InvalidAnswer,
                    "the answer is not in the order asked for: its users lead back to where the iteration was before",
                ));
            }
            self.pages += 1;
            // After 1, 2, 4, 8 … pages: so every circle is found, whatever its length.
            if self.pages.is_power_of_two() {
                self.passed = Some(place.clone());
            }
        }
        self.since = since;
        let stage = std::mem::replace(&mut self.stage, next);
        let kept = self.keep(&stage, &rows.ids);
        Ok(Batch { kept, is_last: matches!(self.stage, Stage::End) })
    }

    /// What follows on a page that was asked for at `stage`, and since when users may have moved.
    fn next(&self, stage: &Stage, rows: &Rows) -> Result<(Stage, u64), Error> {
        if matches!(stage, Stage::End) {
            return Err(Error::invalid("rows: all is read, and no page was asked for"));
        }
        let (wanted, given) = (self.fields(stage), rows.last.len());
        if given != wanted.len() && !rows.ids.is_empty() {
            let (count, names) = (wanted.len(), strings::join(&wanted, ", "));
            return Err(Error::invalid(format!("rows.last: expected {count} values ({names}), got {given}")));
        }
        let is_since = matches!(stage, Stage::Since);
        rows.check(if is_since { 1 } else { self.list.limit.into() })?;
        let next = match stage {
            Stage::Since => Stage::Keys(Place::first(&self.order)),
            Stage::Keys(place) => match place.pass(&self.order, rows)? {
                Some(place) => Stage::Keys(place),
                None if self.order.may_change() => Stage::Sweep(None),
                None => Stage::End,
            },
            Stage::Sweep(after) => {
                check_ids(&rows.ids, *after, false)?;
                if rows.has_more { Stage::Sweep(rows.ids.last().copied()) } else { Stage::End }
            }
            Stage::Offset(offset) if rows.has_more => Stage::Offset(offset + rows.ids.len() as u64),
            Stage::Offset(_) | Stage::End => Stage::End,
        };
        Ok((next, if is_since { since(rows)? } else { self.since }))
    }

    /// Which users of a page are new; they are remembered.
    fn keep(&mut self, stage: &Stage, ids: &[u64]) -> Kept {
        if matches!(stage, Stage::Since) {
            return Kept::Only(Vec::new());
        }
        if !self.order.may_change() {
            return Kept::All;
        }
        let mut new = Vec::new();
        for (index, &id) in ids.iter().enumerate() {
            if self.seen.insert(id) {
                new.push(index);
                self.given.push(id);
            }
        }
        if new.len() == ids.len() { Kept::All } else { Kept::Only(new) }
    }

    /// Where it stands, for [`Iterate::resume`]: one line of JSON, in which nothing but its use is promised. Where users may
    /// move it holds the ids handed out, some 4 bytes each.
    ///
    /// ```
    /// use minapp_users::{Iterate, Rows};
    ///
    /// let mut iteration = Iterate::default().start()?;
    /// iteration.accept(&Rows { ids: vec![5, 9], last: vec![9.into()], total: None, has_more: true })?;
    ///
    /// let resumed = Iterate { page_size: 1000, ..Iterate::default() }.resume(&iteration.cursor())?;
    /// assert_eq!(resumed.request().unwrap().filter, iteration.request().unwrap().filter);
    /// # Ok::<(), minapp_users::Error>(())
    /// ```
    pub fn cursor(&self) -> String {
        self.written(&self.stage, self.since, &self.given, &[])
    }

    /// Where it stands, for [`cursor_within`](Self::cursor_within) when it has gone on.
    pub fn position(&self) -> Position {
        Position { stage: self.stage.clone(), given: self.given.len() }
    }

    /// The fields that [`Rows::last`] must hold in [`cursor_within`](Self::cursor_within): the
    /// [`key_fields`](Self::key_fields) of that time.
    pub fn key_fields_at(&self, position: &Position) -> Vec<&str> {
        self.fields(&position.stage)
    }

    /// The cursor within a page, for a caller who stops in its midst: `position` is where the iteration stood before it,
    /// `rows` are those users of the page who count as read, perhaps none.
    ///
    /// ```
    /// use minapp_users::{Iterate, Rows};
    ///
    /// let mut iteration = Iterate::default().start()?;
    /// let first = iteration.position();
    /// iteration.accept(&Rows { ids: vec![5, 9], last: vec![9.into()], total: None, has_more: false })?;
    ///
    /// let cursor = iteration.cursor_within(&first, &Rows { ids: vec![5], last: vec![5.into()], ..Rows::default() })?;
    /// let list = Iterate::default().resume(&cursor)?.request().unwrap();
    /// assert_eq!(list.filter.unwrap().to_string(), r#"{"id":{"$gt":5}}"#);
    /// # Ok::<(), minapp_users::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`accept`](Self::accept).
    pub fn cursor_within(&self, position: &Position, rows: &Rows) -> Result<String, Error> {
        let given = self.given.get(..position.given).unwrap_or(&self.given);
        if rows.ids.is_empty() {
            return Ok(self.written(&position.stage, self.since, given, &[]));
        }
        let (stage, since) = self.next(&position.stage, &Rows { has_more: true, ..rows.clone() })?;
        // Whoever was changed last is not handed out for it.
        let more: &[u64] = if matches!(position.stage, Stage::Since) { &[] } else { &rows.ids };
        Ok(self.written(&stage, since, given, more))
    }

    /// The cursor at `stage`, when users of these ids are handed out.
    fn written(&self, stage: &Stage, since: u64, given: &[u64], more: &[u64]) -> String {
        let memory = self.order.may_change().then(|| {
            let seen = merged(&sorted(given), &sorted(more));
            (if matches!(stage, Stage::Since) { 0 } else { since }, seen)
        });
        cursor::write(&self.fingerprint, stage, memory)
    }
}

/// The second of the latest change, less what clocks may differ; 0 when nobody says.
fn since(rows: &Rows) -> Result<u64, Error> {
    match rows.last.first().filter(|value| !rows.ids.is_empty() && **value != Json::Null) {
        None => Ok(0),
        Some(value) => {
            cursor::integer(value).map(|second| second.saturating_sub(CLOCK_DIFFERENCE_S)).ok_or_else(|| {
                let got = value.describe();
                Error::new(ErrorKind::InvalidAnswer, format!("\"updated_at\" is not a time in unix seconds: {got}"))
            })
        }
    }
}
