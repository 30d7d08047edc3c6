//! A job's state as text: `{"v":1,"job":"…","unread":[[after,before]],"declared":[[after,before,[id,distance,…]]],…}`.

use super::{Doubt, chunk::Chunk, report::Tallies};
use crate::{
    Error, Json,
    json::{self, named},
    numbers::distances,
    scan::Span,
};

const VERSION: u64 = 1;

/// What is left to do, and what became of the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Checkpoint {
    /// The hash of condition, update and marker.
    pub job: String,
    /// Intervals whose users are not known, in order.
    pub unread: Vec<Span>,
    /// Chunks that may have been sent.
    pub declared: Vec<Chunk>,
    pub matched: u64,
    pub tallies: Tallies,
    pub doubts: Vec<Doubt>,
}

impl Checkpoint {
    /// Whether everyone was tried.
    pub fn is_done(&self) -> bool {
        self.unread.is_empty() && self.declared.is_empty()
    }

    pub fn write(&self) -> String {
        let (mut unread, mut declared, mut doubts) = (Vec::new(), Vec::new(), Vec::new());
        for span in &self.unread {
            unread.push(Json::integers(&[span.after, span.before]));
        }
        for Chunk { span, ids } in &self.declared {
            declared.push(Json::Array(vec![span.after.into(), span.before.into(), distances(ids)]));
        }
        for doubt in &self.doubts {
            doubts.push(Json::integers(&[doubt.from, doubt.to, doubt.users]));
        }
        let mut members = vec![
            named("v", VERSION.into()),
            named("job", self.job.as_str().into()),
            named("unread", Json::Array(unread)),
            named("declared", Json::Array(declared)),
        ];
        self.tallies.write(&mut members, self.matched);
        members.push(named("doubts", Json::Array(doubts)));
        members.push(named("done", self.is_done().into()));
        Json::Object(members).to_string()
    }

    /// Reads the checkpoint of the job `job`.
    pub fn read(text: &str, job: &str) -> Result<Self, Error> {
        let malformed = || {
            let got = Json::from(text).describe();
            Error::invalid(format!("checkpoint: expected the checkpoint of an updateAll, got {got}"))
        };
        let json = json::read(text).map_err(|_| malformed())?;
        let read = Self::from_json(&json).ok_or_else(malformed)?;
        if read.job != job {
            return Err(Error::invalid("checkpoint: it belongs to a job with another where, update or marker"));
        }
        Ok(read)
    }

    fn from_json(json: &Json) -> Option<Self> {
        let mut read = Checkpoint::default();
        for item in items(&json["unread"])? {
            read.unread.push(span(item)?);
        }
        for item in items(&json["declared"])? {
            read.declared.push(chunk(item)?);
        }
        for item in items(&json["doubts"])? {
            read.doubts.push(doubt(item)?);
        }
        read.job = json["job"].as_str()?.into();
        read.matched = number(&json["matched"])?;
        read.tallies = Tallies {
            succeeded: number(&json["succeeded"])?,
            failed: number(&json["failed"])?,
            unknown: number(&json["unknown"])?,
            skipped: number(&json["skipped"])?,
        };
        // They are written in order, and there may be many.
        if !read.unread.is_sorted_by_key(|span| span.after) {
            return None;
        }
        let mut spans = read.unread.clone();
        for chunk in &read.declared {
            spans.push(chunk.span);
        }
        let are_disjoint = in_order(spans).windows(2).all(|pair| pair[0].intersection(pair[1]).is_none());
        let is_known = number(&json["v"]) == Some(VERSION) && json["done"] == Json::Bool(read.is_done());
        (are_disjoint && is_known).then_some(read)
    }
}

/// Joins intervals that meet, and puts them in order.
pub(super) fn joined(spans: Vec<Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for span in in_order(spans) {
        match joined.last_mut() {
            // The last id before the end of one is that which the other begins after.
            Some(last) if last.before == span.after + 1 => last.before = span.before,
            _ => joined.push(span),
        }
    }
    joined
}

/// Most come in order, and only a few between them.
fn in_order(spans: Vec<Span>) -> Vec<Span> {
    let mut ordered: Vec<Span> = Vec::new();
    for span in spans {
        let before = ordered.iter().rposition(|other| other.after <= span.after);
        ordered.insert(before.map_or(0, |before| before + 1), span);
    }
    ordered
}

fn items(json: &Json) -> Option<&[Json]> {
    match json {
        Json::Array(items) => Some(items),
        _ => None,
    }
}

/// A number that no sum of a few can carry out of range.
fn number(json: &Json) -> Option<u64> {
    match json {
        Json::Number(number) => number.as_count().filter(|number| *number <= Span::ALL.before),
        _ => None,
    }
}

fn interval(after: &Json, before: &Json) -> Option<Span> {
    let span = Span { after: number(after)?, before: number(before)? };
    (!span.is_empty()).then_some(span)
}

fn span(json: &Json) -> Option<Span> {
    match items(json)? {
        [after, before] => interval(after, before),
        _ => None,
    }
}

fn chunk(json: &Json) -> Option<Chunk> {
    let [after, before, distances] = items(json)? else { return None };
    let span = interval(after, before)?;
    let (mut ids, mut last) = (Vec::new(), 0);
    for distance in items(distances)? {
        last += number(distance).filter(|distance| *distance > 0)?;
        ids.push(Some(last).filter(|id| span.contains(*id))?);
    }
    (!ids.is_empty()).then_some(Chunk { span, ids })
}

fn doubt(json: &Json) -> Option<Doubt> {
    match items(json)? {
        [from, to, users] => Some(Doubt { from: number(from)?, to: number(to)?, users: number(users)? }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Checkpoint {
        Checkpoint {
            job: "00ff".into(),
            unread: vec![Span { after: 90, before: Span::ALL.before }],
            declared: vec![Chunk { span: Span { after: 5, before: 91 }, ids: vec![10, 40, 41] }],
            matched: 9,
            tallies: Tallies { succeeded: 1, failed: 2, unknown: 3, skipped: 0 },
            doubts: vec![Doubt { from: 1, to: 4, users: 3 }],
        }
    }

    const TEXT: &str = r#"{"v":1,"job":"00ff","unread":[[90,9007199254740992]],"declared":[[5,91,[10,30,1]]],"matched":9,"succeeded":1,"failed":2,"unknown":3,"skipped":0,"doubts":[[1,4,3]],"done":false}"#;

    #[test]
    fn a_checkpoint_is_read_as_it_was_written() {
        assert_eq!(example().write(), TEXT);
        assert_eq!(Checkpoint::read(TEXT, "00ff").unwrap(), example());
    }

    #[test]
    fn that_of_another_job_is_refused() {
        assert_eq!(
            Checkpoint::read(TEXT, "00fe").unwrap_err().to_string(),
            "checkpoint: it belongs to a job with another where, update or marker"
        );
    }

    #[test]
    fn what_is_no_checkpoint_is_refused_by_its_beginning() {
        assert_eq!(
            Checkpoint::read("nonsense", "00ff").unwrap_err().to_string(),
            "checkpoint: expected the checkpoint of an updateAll, got \"nonsense\""
        );
        let refusal = Checkpoint::read(&TEXT.replace("\"v\":1", "\"v\":2"), "00ff").unwrap_err().to_string();
        assert!(
            refusal.ends_with(r#"got "{\"v\":2,\"job\":\"00ff\",\"unread\":[[90,900719"… (176 characters)"#),
            "{refusal}"
        );
        for (good, bad) in [
            ("[90,", "[89,"),
            ("[[90,", "[[95,97],[90,"),
            ("[90,", "[-1,"),
            ("9007199254740992", "9007199254740993"),
            ("9007199254740992", "91"),
            ("[10,30,1]", "[10,0,1]"),
            ("[10,30,1]", "[10,80,1]"),
            ("[10,30,1]", "[5,30,1]"),
            ("[10,30,1]", "[]"),
            ("[10,30,1]", "[10,30.5]"),
            ("[1,4,3]", "[1,4]"),
            ("false", "true"),
            ("\"unknown\":3,", ""),
            ("}", ""),
        ] {
            assert!(TEXT.contains(good) && Checkpoint::read(&TEXT.replacen(good, bad, 1), "00ff").is_err(), "{bad}");
        }
    }

    #[test]
    fn intervals_that_meet_are_joined() {
        let span = |after, before| Span { after, before };
        assert_eq!(joined(vec![span(9, 20), span(30, 40), span(0, 10)]), [span(0, 20), span(30, 40)]);
    }
}
