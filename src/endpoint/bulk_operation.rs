//! `GET /oserve/v1/bulk-operation/:operation_id/`

use super::{MAX_INTEGER, check_range};
use crate::{Error, Request, Response};
use serde::{Deserialize, Serialize};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BulkStatus {
    /// Not finished.
    Pending,
    /// Finished.
    Success,
}

/// The state of a bulk update in the background.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkOperation {
    /// The operation's id.
    pub id: u64,
    /// The table's id.
    #[serde(default)]
    pub schema_id: Option<u64>,
    /// The table's name.
    #[serde(default)]
    pub schema_name: Option<String>,
    /// What is done: `update`.
    #[serde(default)]
    pub operation: Option<String>,
    /// How far it is.
    pub status: BulkStatus,
    /// Start, unix seconds.
    #[serde(default)]
    pub created_at: Option<i64>,
    /// Last change of this state, unix seconds.
    #[serde(default)]
    pub updated_at: Option<i64>,
    /// Users that match.
    #[serde(default)]
    pub matched_count: Option<u64>,
    /// Users that were changed.
    #[serde(default)]
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
        response.decode(&self.request()?)
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
    }
}
