//! A page of users.

use crate::User;
use serde::{Deserialize, Serialize};

/// A page of users, with what leads to the next. `U` is what a user is: [`User`] with the app's custom fields, or, where
/// only some fields were selected, a type of one's own.
///
/// ```
/// use minapp_users::Page;
///
/// let page: Page = serde_json::from_str(r#"{"meta":{"limit":20,"offset":0,"next":null,"previous":null},"objects":[{"id":1}]}"#)?;
/// assert_eq!(page.objects[0].id, 1);
/// assert_eq!(page.meta.total_count, None);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page<U = User> {
    /// Where in the whole this page lies.
    pub meta: Meta,
    /// The users.
    pub objects: Vec<U>,
}

/// Where in the whole a page lies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// Users asked for.
    pub limit: u32,
    /// Users left out before the first.
    pub offset: u64,
    /// Link to the next page, when there is one.
    #[serde(default)]
    pub next: Option<String>,
    /// Link to the previous page, when there is one.
    #[serde(default)]
    pub previous: Option<String>,
    /// Users that match in all, when it was asked for.
    #[serde(default)]
    pub total_count: Option<u64>,
}
