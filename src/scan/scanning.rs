//! The state of a scan: what is not read yet, and who is reading where.

use super::Span;
use crate::{
    Error, Kept, Rows, Where,
    endpoint::{ListUsers, Projection},
    filter::all_of,
};
use std::ops::Range;

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
    /// In order.
    gaps: Vec<Gap>,
    readers: Vec<Reader>,
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
    ticket: Ticket,
    /// What it was asked for, whatever became of the gaps since.
    span: Span,
    offset: u64,
    counts: bool,
    /// The id after which the gap begins that it reads in by now, and how many of the gap's users lie before its page.
    /// Only estimates: they decide where the next reader goes, never what is kept.
    gap: Option<u64>,
    rank: u64,
}

/// What a page newly says of an interval: these of its rows are all who match there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub span: Span,
    pub rows: Range<usize>,
}

impl Reader {
    fn is_in(&self, gap: &Gap) -> bool {
        self.gap == Some(gap.span.after)
    }
}

impl Scanning {
    /// Reads the users of `spans`, disjoint intervals, who meet all `parts`.
    pub(crate) fn over(
        parts: Vec<Where>,
        projection: Projection,
        page_size: u32,
        concurrency: u32,
        spans: Vec<Span>,
    ) -> Self {
        let mut scanning = Scanning {
            parts,
            projection,
            page_size: page_size.into(),
            concurrency: concurrency as usize,
            gaps: Vec::new(),
            readers: Vec::new(),
            tickets: 0,
            counted: 0,
        };
        for span in spans {
            scanning.put(span, None);
        }
        scanning
    }

    /// One more request that may be sent now. `None` when nothing is to be sent before another answer has come, or when
    /// all is read.
    #[allow(clippy::should_implement_trait, reason = "an answer makes more of them: it is no iterator")]
    pub fn next(&mut self) -> Option<(Ticket, ListUsers)> {
        if self.readers.len() >= self.concurrency {
            return None;
        }
        let (Gap { span, rows }, rank) = self.unread_head().or_else(|| self.split())?;
        let ticket = Ticket(self.tickets);
        self.tickets += 1;
        let reader = Reader { ticket, span, offset: rank, counts: rows.is_none(), gap: Some(span.after), rank };
        let list = self.request(&reader);
        self.readers.push(reader);
        Some((ticket, list))
    }

    /// Which rows of a page are new. A page that arrives after the scan is done has none.
    ///
    /// # Errors
    /// An [`InvalidAnswer`](crate::ErrorKind::InvalidAnswer) when the server did not order, filter or count as it was asked
    /// to; the range may then be asked for again. An [`InvalidArgument`](crate::ErrorKind::InvalidArgument) when no answer is
    /// expected for the ticket.
    pub fn accept(&mut self, ticket: Ticket, rows: &Rows) -> Result<Kept, Error> {
        let mut kept = Vec::new();
        for piece in self.take(ticket, rows)? {
            for row in piece.rows {
                kept.push(row);
            }
        }
        Ok(if kept.len() == rows.ids.len() { Kept::All } else { Kept::Only(kept) })
    }

    /// Takes back a request that failed: its range may be asked for again.
    pub fn give_back(&mut self, ticket: Ticket) {
        self.take_reader(ticket);
    }

    /// Whether all is read. Requests that are still in flight can bring nothing new.
    pub fn is_done(&self) -> bool {
        self.gaps.is_empty()
    }

    /// Users that matched in all when the first request counted them; `None` before.
    pub fn total(&self) -> Option<u64> {
        self.gaps.iter().all(|gap| gap.rows.is_some()).then_some(self.counted)
    }

    /// Requests in flight.
    pub(crate) fn in_flight(&self) -> usize {
        self.readers.len()
    }

    /// What is not read yet.
    pub(crate) fn unread(&self) -> impl Iterator<Item = Span> {
        self.gaps.iter().map(|gap| gap.span)
    }

    /// Says that `span`, which was read, is to be read again, about `rows` users.
    pub(crate) fn put_back(&mut self, span: Span, rows: u64) {
        self.put(span, Some(rows));
    }

    fn take_reader(&mut self, ticket: Ticket) -> Option<Reader> {
        let at = self.readers.iter().position(|reader| reader.ticket == ticket)?;
        Some(self.readers.remove(at))
    }

    fn put(&mut self, span: Span, rows: Option<u64>) {
        // Most come in order.
        let before = self.gaps.iter().rposition(|gap| gap.span.after <= span.after);
        self.gaps.insert(before.map_or(0, |before| before + 1), Gap { span, rows });
    }

    fn gap(&mut self, after: u64) -> Option<&mut Gap> {
        self.gaps.iter_mut().find(|gap| gap.span.after == after)
    }

    fn request(&self, reader: &Reader) -> ListUsers {
        let mut parts = self.parts.clone();
        parts.extend(reader.span.condition());
        ListUsers {
            filter: all_of(parts),
            order_by: vec!["id".into()],
            limit: self.page_size as u32,
            offset: reader.offset,
            with_count: reader.counts,
            projection: self.projection.clone(),
        }
    }

    /// A gap that may be read from its beginning: the largest one whose first page nobody reads.
    fn unread_head(&self) -> Option<(Gap, u64)> {
        let (mut best, mut most) = (None, 0);
        for gap in &self.gaps {
            // Not beside a reader of the second page either: only a page that is bounded by the first id of that one
            // can tell that nobody is between the two.
            let taken = if gap.rows.is_none() { u64::MAX } else { self.page_size };
            let rows = gap.rows.unwrap_or(u64::MAX);
            if rows >= most && !self.readers.iter().any(|reader| reader.is_in(gap) && reader.rank <= taken) {
                (best, most) = (Some((*gap, 0)), rows);
            }
        }
        best
    }

    /// Where one more reader may begin inside a gap that is being read: in the longest run of pages, at least a page
    /// behind the reader before it and a page before the reader after it, so that no two adjacent pages are in flight.
    fn split(&self) -> Option<(Gap, u64)> {
        let pages = |rows: u64| rows.div_ceil(self.page_size);
        let mut all = 0;
        for gap in &self.gaps {
            all += pages(gap.rows.unwrap_or(0));
        }
        let share = all.div_ceil(self.concurrency as u64);
        let (mut best, mut longest) = (None, 0);
        for gap in &self.gaps {
            let Some(rows) = gap.rows else { continue };
            for Reader { rank, .. } in self.readers.iter().filter(|reader| reader.is_in(gap)) {
                let mut next = None;
                for other in &self.readers {
                    if other.is_in(gap) && other.rank > *rank && next.is_none_or(|next| other.rank < next) {
                        next = Some(other.rank);
                    }
                }
                let run = pages(next.unwrap_or(rows).saturating_sub(*rank));
                let distance = share.min(run.div_ceil(2)).max(2);
                let room = distance + if next.is_some() { 2 } else { 1 };
                if run >= room && run > longest {
                    (best, longest) = (Some((*gap, rank + distance * self.page_size)), run);
                }
            }
        }
        best
    }

    /// Takes what a page says out of the gaps.
    pub(crate) fn take(&mut self, ticket: Ticket, rows: &Rows) -> Result<Vec<Piece>, Error> {
        let Some(reader) = self.take_reader(ticket) else {
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
            if let Some(gap) = self.gap(reader.span.after) {
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
                if let Some(gap) = reader.gap.and_then(|after| self.gap(after)) {
                    gap.rows = gap.rows.map(|rows| rows.min(reader.rank));
                }
                return Ok(Vec::new());
            }
        };
        let mut pieces = Vec::new();
        for gap in &self.gaps {
            if let Some(span) = gap.span.intersection(covered) {
                let below = |bound| rows.ids.partition_point(|id| *id < bound);
                pieces.push(Piece { span, rows: below(span.after + 1)..below(span.before) });
            }
        }
        for piece in &pieces {
            self.cut(piece, &reader);
        }
        Ok(pieces)
    }

    /// Takes `piece` out of its gap, and tells the readers in the gap which part they are in now.
    fn cut(&mut self, piece: &Piece, by: &Reader) {
        let Some(at) = self.gaps.iter().rposition(|gap| gap.span.after <= piece.span.after) else { return };
        let gap = self.gaps.remove(at);
        let count = piece.rows.len() as u64;
        let rows = gap.rows.unwrap_or(count);
        let rank = match by.gap {
            Some(own) if own == gap.span.after => by.rank.min(rows),
            _ if piece.span.after == gap.span.after => 0,
            _ => rows.saturating_sub(count) / 2,
        };
        let before = Span { after: gap.span.after, before: piece.span.after + 1 };
        let after = Span { after: piece.span.before - 1, before: gap.span.before };
        let rest = rows.saturating_sub(rank + count);
        for (span, rows) in [(before, rank), (after, rest)] {
            if !span.is_empty() {
                self.put(span, Some(rows));
            }
        }
        for reader in self.readers.iter_mut().filter(|reader| reader.is_in(&gap)) {
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
