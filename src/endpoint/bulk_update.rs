//! What became of a bulk update.

use super::{
    MAX_INTEGER,
    member::{self, Kind},
};
use crate::Json;
#[cfg(any(test, all(target_arch = "wasm32", feature = "js")))]
use crate::json::named;
use serde::Serialize;

/// What became of a bulk update.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "status", rename_all = "lowercase")]
pub enum BulkUpdate {
    /// The server tried each user before it answered.
    Done(Done),
    /// The server goes on in the background; [`GetBulkOperation`](super::GetBulkOperation) tells its state.
    Background {
        /// The operation's id.
        operation_id: u64,
    },
}

/// What became of each user of a bulk update.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Done {
    /// The ids of the users that were changed.
    pub succeeded: Vec<BulkId>,
    /// The users that were not.
    pub failed: Vec<BulkFailure>,
    /// Users that match in all, when it was asked for.
    pub total_count: Option<u64>,
    /// Matching users left out before the first.
    pub offset: u64,
    /// Users to change at most.
    pub limit: u64,
    /// Link to the request that goes on, when more users match than `limit`.
    pub next: Option<String>,
    /// Whether the answer has `next`, as documented, be it null: without it nobody knows whether more users match.
    #[serde(skip)]
    pub says_next: bool,
}

/// An id in a bulk answer. The server writes a number as a string too; what is not one stays a string.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub enum BulkId {
    /// A number.
    Number(u64),
    /// A string.
    String(String),
}

/// Why one user of a bulk update was not changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BulkFailure {
    /// The user, where the server names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<BulkId>,
    /// The server's code.
    pub code: Option<BulkId>,
    /// The server's reason.
    pub message: String,
    /// Its place among the rows of the answer, from 0.
    #[serde(skip)]
    pub row: usize,
}

impl BulkUpdate {
    pub(crate) fn from_json(answer: &Json) -> Result<Self, String> {
        let count = |name| member::count(&answer[name]);
        member::check(answer, &[("operation_id", Kind::Count)])?;
        if let Some(operation_id) = count("operation_id") {
            return Ok(BulkUpdate::Background { operation_id });
        }
        let counts = ["total_count", "offset", "limit"].map(|name| (name, Kind::Count));
        member::check(answer, &counts)?;
        member::check(answer, &[("next", Kind::Text)])?;
        let Json::Array(rows) = &answer["operation_result"] else {
            return Err(member::wrong("operation_result", "an array"));
        };
        let (mut succeeded, mut failed) = (Vec::new(), Vec::new());
        for (index, row) in rows.iter().enumerate() {
            match (BulkId::from_json(&row["success"]["id"]), row.get("error")) {
                (Some(id), None | Some(Json::Null)) => succeeded.push(id),
                (None, Some(error @ (Json::Object(_) | Json::String(_)))) => {
                    failed.push(BulkFailure::from_json(error, index))
                }
                _ => return Err(format!("`operation_result[{index}]` is neither a success with an id nor an error")),
            }
        }
        Ok(BulkUpdate::Done(Done {
            succeeded,
            failed,
            total_count: count("total_count"),
            offset: count("offset").unwrap_or(0),
            limit: count("limit").ok_or_else(|| member::wrong("limit", "a number"))?,
            next: member::text(&answer["next"]),
            says_next: answer.get("next").is_some(),
        }))
    }
}

#[cfg(any(test, all(target_arch = "wasm32", feature = "js")))]
impl BulkUpdate {
    /// The same, its words as `redact` shows them: the server says its reasons as it likes. The link to go on is data.
    pub(crate) fn redacted(mut self, redact: impl Fn(&str) -> String) -> Self {
        let redact_id = |id: &mut BulkId| {
            if let BulkId::String(text) = id {
                *text = redact(text);
            }
        };
        if let BulkUpdate::Done(done) = &mut self {
            done.succeeded.iter_mut().for_each(redact_id);
            for failure in &mut done.failed {
                failure.message = redact(&failure.message);
                failure.id.iter_mut().chain(&mut failure.code).for_each(redact_id);
            }
        }
        self
    }
}

#[cfg(any(test, all(target_arch = "wasm32", feature = "js")))]
impl BulkUpdate {
    /// As JavaScript gets it.
    pub(crate) fn to_json(&self) -> Json {
        let Done { succeeded, failed, total_count, offset, limit, next, .. } = match self {
            BulkUpdate::Done(done) => done,
            BulkUpdate::Background { operation_id } => {
                let status = named("status", "background".into());
                return Json::Object(vec![status, named("operation_id", (*operation_id).into())]);
            }
        };
        let mut ids = Vec::new();
        for id in succeeded {
            ids.push(id.to_json());
        }
        let mut failures = Vec::new();
        for BulkFailure { id, code, message, .. } in failed {
            let mut members = Vec::new();
            if let Some(id) = id {
                members.push(named("id", id.to_json()));
            }
            members.push(named("code", code.as_ref().map_or(Json::Null, BulkId::to_json)));
            members.push(named("message", message.as_str().into()));
            failures.push(Json::Object(members));
        }
        Json::Object(vec![
            named("status", "done".into()),
            named("succeeded", Json::Array(ids)),
            named("failed", Json::Array(failures)),
            named("total_count", total_count.map_or(Json::Null, Json::from)),
            named("offset", (*offset).into()),
            named("limit", (*limit).into()),
            named("next", next.as_deref().map_or(Json::Null, Json::from)),
        ])
    }
}

impl BulkId {
    /// As JavaScript gets it.
    #[cfg(any(test, all(target_arch = "wasm32", feature = "js")))]
    pub(crate) fn to_json(&self) -> Json {
        match self {
            BulkId::Number(number) => (*number).into(),
            BulkId::String(text) => text.as_str().into(),
        }
    }

    fn from_json(id: &Json) -> Option<Self> {
        let text = match id {
            Json::Number(number) => number.as_str(),
            _ => id.as_str()?,
        };
        match text.parse() {
            Ok(number) if number <= MAX_INTEGER => Some(BulkId::Number(number)),
            _ => id.as_str().map(|text| BulkId::String(text.into())),
        }
    }
}

impl BulkFailure {
    fn from_json(error: &Json, row: usize) -> Self {
        BulkFailure {
            id: BulkId::from_json(&error["id"]),
            code: BulkId::from_json(&error["code"]),
            message: error["err_msg"].as_str().or(error.as_str()).unwrap_or_default().into(),
            row,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_the_server_is_shown_as_it_came() {
        let text = || BulkId::String("s3cret".into());
        let failure = BulkFailure { id: Some(text()), code: Some(text()), message: "no s3cret".into(), row: 0 };
        let next = Some("/?s3cret".into());
        let (succeeded, failed) = (vec![text(), BulkId::Number(5)], vec![failure]);
        let done = Done { succeeded, failed, total_count: None, offset: 0, limit: 20, next, says_next: true };
        let shown = BulkUpdate::Done(done).redacted(|text| text.replace("s3cret", "-")).to_json().to_string();
        assert_eq!(
            shown,
            r#"{"status":"done","succeeded":["-",5],"failed":[{"id":"-","code":"-","message":"no -"}],"total_count":null,"offset":0,"limit":20,"next":"/?s3cret"}"#
        );
    }

    #[test]
    fn javascript_gets_the_members_that_rust_callers_serialise() {
        let failure = |id, code| BulkFailure { id, code, message: "no".into(), row: 0 };
        let done = Done {
            succeeded: vec![BulkId::Number(5), BulkId::String("x".into())],
            failed: vec![failure(None, None), failure(Some(BulkId::Number(6)), Some(BulkId::String("e1".into())))],
            total_count: Some(7),
            offset: 1,
            limit: 20,
            next: Some("/next".into()),
            says_next: true,
        };
        let bare = Done { failed: Vec::new(), total_count: None, next: None, ..done.clone() };
        for update in [BulkUpdate::Done(done), BulkUpdate::Done(bare), BulkUpdate::Background { operation_id: 3 }] {
            assert_eq!(update.to_json().to_string(), serde_json::to_string(&update).unwrap());
        }
    }
}
