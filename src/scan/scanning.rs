//! The state of a scan: what is not read yet, and who is reading where.

use super::Span;
use crate::{
    Error, Kept, Rows, Where,
    endpoint::{ListUsers, Projection},
    filter::all_of,
};
use std::{collections::BTreeMap, ops::Range};

/// Which request an answer belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub(crate) u64);

/// A scan that goes on: see [`Scan`](super::Scan).
#[derive(Clone, Debug)]
pub struct Scanning {
    parts: Vec<Where>,
    projection: Projection,
    page_size: u64,
    concurrency: usize,
    /// By the id that each begins after.
    gaps: BTreeMap<u64, Gap>,
    readers: BTreeMap<Ticket, Reader>,
    tickets: u64,
    counted: u64,
}

/// Ids that nobody has read.
#[derive(Clone, Copy, Debug)]
struct Gap {
    span: Span,
    /// How many users are left in it, as far as one can tell; `None` until its first request has counted them.
    rows: Option<u64>,
}

/// A request in flight.
#[derive(Clone, Debug)]
struct Reader {
    /// What it was asked for, whatever became of the gaps since.
    span: Span,
    offset: u64,
    counts: bool,
    /// The gap that it reads in by now, and how many of the gap's users lie before its page. Only estimates: they
    /// decide where the next reader goes, never what is kept.
    gap: Option<u64>,
    rank: u64,
}

/// What a page newly says of an interval: these of its rows are all who match there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub span: Span,
    pub rows: Range<usize>,
}

impl Scanning {
    /// Reads the users of `spans`, disjoint intervals, who meet all `parts`.
    pub(crate) fn over(
        parts: Vec<Where>,
        projection: Projection,
        page_size: u32,
        concurrency: u32,
        spans: impl IntoIterator<Item = Span>,
    ) -> Self {
        let gaps = spans.into_iter().map(|span| (span.after, Gap { span, rows: None })).collect();
        Scanning {
            parts,
            projection,
            page_size: page_size.into(),
            concurrency: concurrency as usize,
            gaps,
            readers: BTreeMap::new(),
            tickets: 0,
            counted: 0,
        }
    }

    /// One more request that may be sent now. `None` when nothing is to be sent before another answer has come, or when
    /// all is read.
    #[allow(clippy::should_implement_trait, reason = "an answer makes more of them: it is no iterator")]
    pub fn next(&mut self) -> Option<(Ticket, ListUsers)> {
        if self.readers.len() >= self.concurrency {
            return None;
        }
        let (key, rank) = self.unread_head().or_else(|| self.split())?;
        let Gap { span, rows } = *self.gaps.get(&key)?;
        let ticket = Ticket(self.tickets);
        self.tickets += 1;
        let reader = Reader { span, offset: rank, counts: rows.is_none(), gap: Some(key), rank };
        let list = self.request(&reader);
        self.readers.insert(ticket, reader);
        Some((ticket, list))
    }

    /// Which rows of a page are new. A page that arrives after the scan is done has none.
    ///
    /// # Errors
    /// An [`InvalidAnswer`](crate::ErrorKind::InvalidAnswer) when the server did not order, filter or count as it was asked
    /// to; the range may then be asked for again. An [`InvalidArgument`](crate::ErrorKind::InvalidArgument) when no answer is
    /// expected for the ticket.
    pub fn accept(&mut self, ticket: Ticket, rows: &Rows) -> Result<Kept, Error> {
        let pieces = self.take(ticket, rows)?;
        let kept: Vec<usize> = pieces.into_iter().flat_map(|piece| piece.rows).collect();
        Ok(if kept.len() == rows.ids.len() { Kept::All } else { Kept::Only(kept) })
    }

    /// Takes back a request that failed: its range may be asked for again.
    pub fn give_back(&mut self, ticket: Ticket) {
        self.readers.remove(&ticket);
    }

    /// Whether all is read. Requests that are still in flight can bring nothing new.
    pub fn is_done(&self) -> bool {
        self.gaps.is_empty()
    }

    /// Users that matched in all when the first request counted them; `None` before.
    pub fn total(&self) -> Option<u64> {
        self.gaps.values().all(|gap| gap.rows.is_some()).then_some(self.counted)
    }

    /// Requests in flight.
    pub(crate) fn in_flight(&self) -> usize {
        self.readers.len()
    }

    /// What is not read yet.
    pub(crate) fn unread(&self) -> impl Iterator<Item = Span> {
        self.gaps.values().map(|gap| gap.span)
    }

    /// Says that `span`, which was read, is to be read again, about `rows` users.
    pub(crate) fn put_back(&mut self, span: Span, rows: u64) {
        self.gaps.insert(span.after, Gap { span, rows: Some(rows) });
    }

    fn request(&self, reader: &Reader) -> ListUsers {
        let parts = self.parts.iter().cloned().chain(reader.span.condition());
        ListUsers {
            filter: all_of(parts),
            order_by: vec!["id".into()],
            limit: self.page_size as u32,
            offset: reader.offset,
            with_count: reader.counts,
            projection: self.projection.clone(),
        }
    }

    /// Where a gap may be read from its beginning: the largest one whose first page nobody reads.
    fn unread_head(&self) -> Option<(u64, u64)> {
        let is_free = |(key, gap): &(&u64, &Gap)| {
            // Not beside a reader of the second page either: only a page that is bounded by the first id of that one
            // can tell that nobody is between the two.
            let taken = if gap.rows.is_none() { u64::MAX } else { self.page_size };
            !self.readers.values().any(|reader| reader.gap == Some(**key) && reader.rank <= taken)
        };
        let heads = self.gaps.iter().filter(is_free);
        heads.max_by_key(|(_, gap)| gap.rows.unwrap_or(u64::MAX)).map(|(key, _)| (*key, 0))
    }

    /// Where one more reader may begin inside a gap that is being read: in the longest run of pages, at least a page
    /// behind the reader before it and a page before the reader after it, so that no two adjacent pages are in flight.
    fn split(&self) -> Option<(u64, u64)> {
        let pages = |rows: u64| rows.div_ceil(self.page_size);
        let all: u64 = self.gaps.values().map(|gap| pages(gap.rows.unwrap_or(0))).sum();
        let share = all.div_ceil(self.concurrency as u64);
        let mut best: Option<(u64, u64, u64)> = None;
        for (key, gap) in &self.gaps {
            let Some(rows) = gap.rows else { continue };
            let in_gap = self.readers.values().filter(|reader| reader.gap == Some(*key));
            let mut ranks: Vec<u64> = in_gap.map(|reader| reader.rank).collect();
            ranks.sort_unstable();
            for (index, rank) in ranks.iter().enumerate() {
                let next = ranks.get(index + 1);
                let run = pages(next.unwrap_or(&rows).saturating_sub(*rank));
                let distance = share.min(run.div_ceil(2)).max(2);
                let room = distance + if next.is_some() { 2 } else { 1 };
                if run >= room && best.is_none_or(|best| run > best.0) {
                    best = Some((run, *key, rank + distance * self.page_size));
                }
            }
        }
        best.map(|(_, key, rank)| (key, rank))
    }

    /// Takes what a page says out of the gaps.
    pub(crate) fn take(&mut self, ticket: Ticket, rows: &Rows) -> Result<Vec<Piece>, Error> {
        let Some(reader) = self.readers.remove(&ticket) else {
            return Err(Error::invalid("ticket: expected that of a request whose answer is still to come"));
        };
        // Behind the last user there is nothing, whatever the page says of more.
        if reader.offset == 0 || !rows.ids.is_empty() {
            rows.check(self.page_size)?;
        }
        check_order(&reader, rows)?;
        if reader.counts {
            let total = rows.total.ok_or_else(|| Error::undocumented("`meta.total_count` is missing"))?;
            self.counted += total;
            if let Some(gap) = self.gaps.get_mut(&reader.span.after) {
                gap.rows = Some(total);
            }
        }
        let covered = match (rows.ids.first(), rows.ids.last()) {
            (Some(first), Some(last)) => Span {
                after: if reader.offset == 0 { reader.span.after } else { first - 1 },
                before: if rows.has_more { last + 1 } else { reader.span.before },
            },
            _ if reader.offset == 0 => reader.span,
            _ => {
                // It only says that there are fewer users than estimated: the gap is to be read from its beginning.
                if let Some(gap) = reader.gap.and_then(|key| self.gaps.get_mut(&key)) {
                    gap.rows = gap.rows.map(|rows| rows.min(reader.rank));
                }
                return Ok(Vec::new());
            }
        };
        let met =
            self.gaps.values().filter_map(|gap| gap.span.intersection(covered).map(|span| (gap.span.after, span)));
        let met: Vec<(u64, Span)> = met.collect();
        let mut pieces = Vec::new();
        for (key, span) in met {
            let begin = rows.ids.partition_point(|id| *id <= span.after);
            let piece = Piece { span, rows: begin..rows.ids.partition_point(|id| *id < span.before) };
            self.cut(key, &piece, &reader);
            pieces.push(piece);
        }
        Ok(pieces)
    }

    /// Takes `piece` out of a gap, and tells the readers in the gap which part they are in now.
    fn cut(&mut self, key: u64, piece: &Piece, by: &Reader) {
        let Some(gap) = self.gaps.remove(&key) else { return };
        let count = piece.rows.len() as u64;
        let rows = gap.rows.unwrap_or(count);
        let rank = match by.gap {
            Some(own) if own == key => by.rank.min(rows),
            _ if piece.span.after == gap.span.after => 0,
            _ => rows.saturating_sub(count) / 2,
        };
        let before = Span { after: gap.span.after, before: piece.span.after + 1 };
        let after = Span { after: piece.span.before - 1, before: gap.span.before };
        let rest = rows.saturating_sub(rank + count);
        for (span, rows) in [(before, rank), (after, rest)] {
            if !span.is_empty() {
                self.gaps.insert(span.after, Gap { span, rows: Some(rows) });
            }
        }
        for reader in self.readers.values_mut().filter(|reader| reader.gap == Some(key)) {
            if reader.rank < rank && !before.is_empty() {
                continue;
            }
            reader.gap = (!after.is_empty()).then_some(after.after);
            reader.rank = reader.rank.saturating_sub(rank + count);
        }
    }
}

fn check_order(reader: &Reader, rows: &Rows) -> Result<(), Error> {
    if let Some(id) = rows.ids.iter().find(|id| !reader.span.contains(**id)) {
        return Err(Error::undocumented(&format!("user {id} does not meet the condition on `id`")));
    }
    match rows.ids.windows(2).find(|pair| pair[0] >= pair[1]) {
        Some(pair) => {
            Err(Error::undocumented(&format!("user {} comes before user {} in the order of `id`", pair[0], pair[1])))
        }
        None => Ok(()),
    }
}
