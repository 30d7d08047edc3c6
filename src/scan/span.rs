//! An interval of ids, and the condition that it is on the wire.

use crate::{Json, Where, endpoint::MAX_INTEGER, filter::Operator};

/// The ids above `after` and below `before`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub after: u64,
    pub before: u64,
}

impl Span {
    /// Every id that there can be.
    pub const ALL: Span = Span { after: 0, before: MAX_INTEGER + 1 };

    /// Whether no id lies in it.
    pub fn is_empty(self) -> bool {
        self.before.saturating_sub(self.after) < 2
    }

    pub fn contains(self, id: u64) -> bool {
        self.after < id && id < self.before
    }

    /// The ids that lie in both.
    pub fn intersection(self, other: Span) -> Option<Span> {
        let both = Span { after: self.after.max(other.after), before: self.before.min(other.before) };
        (!both.is_empty()).then_some(both)
    }

    /// `{"id":{"$gt":…,"$lt":…}}`, less the ends that bound nothing.
    pub fn condition(self) -> Option<Where> {
        let mut bounds = Vec::new();
        if self.after > Span::ALL.after {
            bounds.push((Operator::Gt.name().into(), Json::from(self.after)));
        }
        if self.before < Span::ALL.before {
            bounds.push((Operator::Lt.name().into(), Json::from(self.before)));
        }
        (!bounds.is_empty()).then(|| Where::unchecked(Json::member("id", Json::Object(bounds))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_that_bounds_nothing_is_left_out() {
        let condition = |after, before| Span { after, before }.condition().map(|condition| condition.to_string());
        assert_eq!(condition(0, Span::ALL.before), None);
        assert_eq!(condition(5, Span::ALL.before).as_deref(), Some(r#"{"id":{"$gt":5}}"#));
        assert_eq!(condition(0, 9).as_deref(), Some(r#"{"id":{"$lt":9}}"#));
        assert_eq!(condition(5, 9).as_deref(), Some(r#"{"id":{"$gt":5,"$lt":9}}"#));
    }

    #[test]
    fn spans_that_share_no_id_do_not_intersect() {
        let span = |after, before| Span { after, before };
        assert_eq!(span(0, 10).intersection(span(4, 20)), Some(span(4, 10)));
        assert_eq!(span(0, 5).intersection(span(4, 20)), None);
        assert!(span(4, 5).is_empty() && !span(4, 6).is_empty());
    }
}
