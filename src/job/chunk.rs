//! Users who are changed by one request.

use crate::scan::Span;

/// Users in the order of their ids, and the interval of ids in which nobody else matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    pub span: Span,
    pub ids: Vec<u64>,
}

impl Chunk {
    pub fn users(&self) -> u64 {
        self.ids.len() as u64
    }

    /// Cuts the users of an interval into chunks, each as long as a request may be: `most` ids, which take at most
    /// `room` characters in its URL. The chunks' intervals make up the whole one.
    pub fn cut(span: Span, ids: &[u64], most: usize, room: usize) -> Vec<Chunk> {
        let mut chunks = Vec::new();
        let (mut after, mut begin, mut taken) = (span.after, 0, 0);
        for (index, id) in ids.iter().enumerate() {
            let length = in_url(*id, index == begin);
            let is_full = taken + length > room || index - begin == most;
            if is_full && index > begin {
                let last = ids[index - 1];
                chunks.push(Chunk { span: Span { after, before: last + 1 }, ids: ids[begin..index].to_vec() });
                (after, begin, taken) = (last, index, 0);
            }
            taken += in_url(*id, index == begin);
        }
        if begin < ids.len() {
            chunks.push(Chunk { span: Span { after, before: span.before }, ids: ids[begin..].to_vec() });
        }
        chunks
    }

    /// Those of its users who are `left`, in chunks whose intervals hold none of the others.
    pub fn runs(&self, left: &[u64]) -> Vec<Chunk> {
        let (mut runs, mut run) = (Vec::new(), Chunk { span: self.span, ids: Vec::new() });
        for id in &self.ids {
            if left.binary_search(id).is_ok() {
                run.ids.push(*id);
                continue;
            }
            run.span.before = *id;
            if !run.ids.is_empty() {
                runs.push(run);
            }
            run = Chunk { span: Span { after: *id, before: self.span.before }, ids: Vec::new() };
        }
        if !run.ids.is_empty() {
            runs.push(run);
        }
        runs
    }
}

/// The characters of an id in the encoded list of a URL: its digits, and `%2C` before it unless it is the first.
pub(super) fn in_url(id: u64, is_first: bool) -> usize {
    let digits = id.checked_ilog10().unwrap_or(0) as usize + 1;
    if is_first { digits } else { digits + "%2C".len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_intervals_of_the_chunks_make_up_the_whole_one() {
        let chunks = Chunk::cut(Span { after: 5, before: 100 }, &[10, 20, 30, 40, 50], 1000, 13);
        let chunk = |after, before, ids: &[u64]| Chunk { span: Span { after, before }, ids: ids.to_vec() };
        assert_eq!(chunks, [chunk(5, 31, &[10, 20, 30]), chunk(30, 100, &[40, 50])]);
        assert!(Chunk::cut(Span::ALL, &[], 1000, 100).is_empty());
    }

    #[test]
    fn a_chunk_takes_the_whole_room_and_no_more() {
        let lengths = |room| -> Vec<u64> {
            Chunk::cut(Span::ALL, &[10, 20, 30, 40], 1000, room).iter().map(Chunk::users).collect()
        };
        assert_eq!((lengths(12), lengths(11)), (vec![3, 1], vec![2, 2]));
        assert_eq!(lengths(2), [1, 1, 1, 1]);
    }

    #[test]
    fn a_chunk_has_no_more_users_than_it_may() {
        let ids: Vec<u64> = (1..=2001).collect();
        let lengths: Vec<u64> = Chunk::cut(Span::ALL, &ids, 1000, 1_000_000).iter().map(Chunk::users).collect();
        assert_eq!(lengths, [1000, 1000, 1]);
    }

    #[test]
    fn who_is_left_lies_between_those_who_are_not() {
        let chunk = |after, before, ids: &[u64]| Chunk { span: Span { after, before }, ids: ids.to_vec() };
        let whole = chunk(5, 100, &[10, 20, 30, 40, 50]);
        assert_eq!(whole.runs(&[10, 20, 40]), [chunk(5, 30, &[10, 20]), chunk(30, 50, &[40])]);
        assert_eq!(whole.runs(&[50]), [chunk(40, 100, &[50])]);
        assert_eq!(whole.runs(&whole.ids), std::slice::from_ref(&whole));
        assert!(whole.runs(&[]).is_empty());
    }

    #[test]
    fn an_id_takes_its_digits_and_an_encoded_comma() {
        assert_eq!((in_url(55019, true), in_url(55019, false), in_url(1000, false)), (5, 8, 7));
    }
}
