//! `GET /oserve/v2.2/miniapp/user_profile/?limit=1&return_total_count=1`

use super::ListUsers;
use crate::{Error, Page, Request, Response, Where};

/// Counts the users that meet a condition.
///
/// ```
/// use minapp_users::{Response, endpoint::CountUsers};
///
/// let count = CountUsers::default();
/// assert_eq!(count.request()?.target(), "/oserve/v2.2/miniapp/user_profile/?limit=1&return_total_count=1");
///
/// let body = r#"{"meta":{"limit":1,"offset":0,"total_count":1234},"objects":[]}"#;
/// assert_eq!(count.decode(&Response { status: 200, body: body.into(), ..Response::default() })?, 1234);
/// # Ok::<(), minapp_users::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CountUsers {
    /// Only users that meet it. Everyone by default.
    pub filter: Option<Where>,
}

impl CountUsers {
    /// The request.
    ///
    /// # Errors
    /// The path of the first mistake in the condition.
    pub fn request(&self) -> Result<Request, Error> {
        ListUsers { filter: self.filter.clone(), limit: 1, with_count: true, ..ListUsers::default() }.request()
    }

    /// The count of an answer.
    ///
    /// # Errors
    /// What the server refused, or that the answer holds no count.
    pub fn decode(&self, response: &Response) -> Result<u64, Error> {
        let request = self.request()?;
        let page: Page<serde::de::IgnoredAny> = response.decode(&request)?;
        page.meta.total_count.ok_or_else(|| response.undecodable(&request, "`meta.total_count` is missing"))
    }
}
