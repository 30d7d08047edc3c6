//! `GET /oserve/v1/bulk-operation/:operation_id/`

use super::{
    MAX_INTEGER, check_range,
    member::{self, Kind},
};
use crate::{Error, Json, Request, Response};
use serde::Serialize;

/// Reads the state of a bulk update that the server runs in the background.
///
/// ```
/// use minapp_users::endpoint::GetBulkOperation;
///
/// assert_eq!(GetBulkOperation { operation_id: 1 }.request()?.target(), "/oserve/v1/bulk-operation/1/");
/// # Ok::<(), minapp_users::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetBulkOperation {
    /// The operation's id, 0 or more.
    pub operation_id: u64,
}

/// How far a bulk update in the background is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum BulkStatus {
    /// Not finished.
    Pending,
    /// Finished.
    Success,
}

/// The state of a bulk update in the background.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BulkOperation {
    /// The operation's id.
    pub id: u64,
    /// The table's id.
    pub schema_id: Option<u64>,
    /// The table's name.
    pub schema_name: Option<String>,
    /// What is done: `update`.
    pub operation: Option<String>,
    /// How far it is.
    pub status: BulkStatus,
    /// Start, unix seconds.
    pub created_at: Option<u64>,
    /// Last change of this state, unix seconds.
    pub updated_at: Option<u64>,
    /// Users that match.
    pub matched_count: Option<u64>,
    /// Users that were changed.
    pub modified_count: Option<u64>,
}

impl GetBulkOperation {
    /// The request.
    ///
    /// # Errors
    /// An id out of range.
    pub fn request(&self) -> Result<Request, Error> {
        check_range("operationId", self.operation_id, 0, MAX_INTEGER)?;
        Ok(Request::get(format!("/oserve/v1/bulk-operation/{}/", self.operation_id)))
    }

    /// The state of an answer.
    ///
    /// # Errors
    /// What the server refused, or how the answer differs from a state.
    pub fn decode(&self, response: &Response) -> Result<BulkOperation, Error> {
        response.read(&self.request()?, BulkOperation::from_json)
    }
}

impl BulkOperation {
    /// Checks that `answer` is the state of an operation.
    pub(crate) fn check(answer: &Json) -> Result<(), String> {
        const COUNTS: [&str; 6] = ["id", "schema_id", "created_at", "updated_at", "matched_count", "modified_count"];
        member::check(answer, &COUNTS.map(|name| (name, Kind::Count)))?;
        member::check(answer, &["schema_name", "operation"].map(|name| (name, Kind::Text)))?;
        if member::count(&answer["id"]).is_none() {
            return Err(member::wrong("id", "a number"));
        }
        match answer["status"].as_str() {
            Some("pending" | "success") => Ok(()),
            _ => Err(member::wrong("status", "\"pending\" or \"success\"")),
        }
    }

    fn from_json(answer: &Json) -> Result<Self, String> {
        Self::check(answer)?;
        let (count, text) = (|name| member::count(&answer[name]), |name| member::text(&answer[name]));
        Ok(BulkOperation {
            id: count("id").unwrap_or_default(),
            schema_id: count("schema_id"),
            schema_name: text("schema_name"),
            operation: text("operation"),
            status: match answer["status"].as_str() {
                Some("success") => BulkStatus::Success,
                _ => BulkStatus::Pending,
            },
            created_at: count("created_at"),
            updated_at: count("updated_at"),
            matched_count: count("matched_count"),
            modified_count: count("modified_count"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_decoded() {
        let body = r#"{"id":1,"schema_id":2,"schema_name":"_userprofile","operation":"update","status":"pending",
            "created_at":1564411939,"updated_at":1564411940,"matched_count":1500,"modified_count":3}"#;
        let response = Response { status: 200, body: body.into(), ..Response::default() };
        let operation = GetBulkOperation { operation_id: 1 }.decode(&response).unwrap();
        assert_eq!((operation.status, operation.matched_count), (BulkStatus::Pending, Some(1500)));
        let response = Response { status: 200, body: r#"{"id":1,"status":"done"}"#.into(), ..Response::default() };
        let error = GetBulkOperation { operation_id: 1 }.decode(&response).unwrap_err().to_string();
        assert!(error.contains("`status` is not \"pending\" or \"success\""), "{error}");
    }
}
