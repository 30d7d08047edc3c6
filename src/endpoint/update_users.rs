//! `PUT /oserve/v2.6/miniapp/user_profile/`

use super::{BulkUpdate, DEFAULT_LIMIT, MAX_INTEGER, MAX_LIMIT, check_range, update_user};
use crate::{Error, Request, Response, Update, Where};

/// Changes custom fields of up to 1,000 users in one request.
///
/// ```
/// use minapp_users::{Update, endpoint::UpdateUsers, field};
///
/// let update = UpdateUsers::new(field("level").gte(9), Update::new().set("vip", true));
/// let request = update.request()?;
/// assert_eq!(
///     request.target(),
///     "/oserve/v2.6/miniapp/user_profile/?where=%7B%22level%22%3A%7B%22%24gte%22%3A9%7D%7D&limit=20",
/// );
/// assert_eq!(request.body(), Some(r#"{"vip":true}"#));
/// # Ok::<(), minapp_users::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct UpdateUsers {
    /// Which users to change; [`Where::everyone`] says all.
    pub filter: Where,
    /// The changes, at least one.
    pub update: Update,
    /// Users to change at most, 1 to 1000. Defaults to 20.
    pub limit: u32,
    /// Matching users to leave out before the first, 0 or more. Defaults to 0.
    pub offset: u64,
    /// Whether to count all that match. Defaults to `false`.
    pub with_count: bool,
    /// Whether sending it twice is the same as sending it once. Defaults to `false`: sent again, it may change the users
    /// that match next. To be said only of a condition that names its users, or leaves out whom it has changed.
    pub is_repeatable: bool,
}

impl UpdateUsers {
    /// Changes the first 20 users that meet `filter`.
    pub fn new(filter: Where, update: Update) -> Self {
        UpdateUsers { filter, update, limit: DEFAULT_LIMIT, offset: 0, with_count: false, is_repeatable: false }
    }

    /// The request. Its `limit` is always sent: without one, the server's documents disagree on how many users it changes.
    /// It is repeatable only where [`is_repeatable`](Self::is_repeatable) says so, whatever the update.
    ///
    /// # Errors
    /// A number out of range, or the path of the first mistake in the condition or the update.
    pub fn request(&self) -> Result<Request, Error> {
        self.filter.check()?;
        self.update.check()?;
        check_range("limit", self.limit.into(), 1, MAX_LIMIT)?;
        check_range("offset", self.offset, 0, MAX_INTEGER)?;
        let mut request = Request::put(update_user::PATH, &self.update.to_json()).repeatable(self.is_repeatable);
        request.add("where", &self.filter.to_string());
        request.add_rows(self.limit, self.offset, self.with_count);
        Ok(request)
    }

    /// What became of each user.
    ///
    /// # Errors
    /// What the server refused, or how the answer differs from what is documented.
    pub fn decode(&self, response: &Response) -> Result<BulkUpdate, Error> {
        response.read(&self.request()?, BulkUpdate::from_json)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::{BulkFailure, BulkId};
    use crate::{ErrorKind, Outcome};

    fn everyone_vip() -> UpdateUsers {
        UpdateUsers::new(Where::everyone(), Update::new().set("vip", true))
    }

    fn decode(body: &str) -> Result<BulkUpdate, Error> {
        everyone_vip().decode(&Response { status: 200, body: body.into(), ..Response::default() })
    }

    #[test]
    fn limit_and_where_are_always_sent() {
        let request = UpdateUsers { limit: 1000, offset: 1000, with_count: true, ..everyone_vip() }.request().unwrap();
        assert_eq!(
            request.target(),
            "/oserve/v2.6/miniapp/user_profile/?where=%7B%7D&limit=1000&offset=1000&return_total_count=1"
        );
        assert!(everyone_vip().request().unwrap().target().contains("limit=20"));
    }

    #[test]
    fn every_row_is_reported_as_succeeded_or_failed() {
        let body = r#"{"operation_result":[{"success":{"id":"5a3c51cdceb616ccfc9d5f78","updated_at":1564411939}},
            {"success":{"id":"7"},"error":null},{"error":{"err_msg":"type mismatch","code":11000}}],
            "succeed":2,"total_count":3,"offset":0,"limit":1000,"next":null}"#;
        let BulkUpdate::Done(done) = decode(body).unwrap() else { panic!("not done") };
        assert_eq!(done.succeeded, [BulkId::String("5a3c51cdceb616ccfc9d5f78".into()), BulkId::Number(7)]);
        let failure =
            BulkFailure { id: None, code: Some(BulkId::Number(11000)), message: "type mismatch".into(), row: 2 };
        assert_eq!(done.failed, [failure]);
        assert_eq!((done.total_count, done.limit, done.next, done.says_next), (Some(3), 1000, None, true));
    }

    #[test]
    fn a_link_that_is_missing_is_none_and_one_of_another_type_is_refused() {
        let done = |next: &str| match decode(&format!(r#"{{"operation_result":[],"limit":1000{next}}}"#)) {
            Ok(BulkUpdate::Done(done)) => Ok((done.next, done.says_next)),
            other => Err(other.unwrap_err().to_string()),
        };
        assert_eq!(done(""), Ok((None, false)));
        assert_eq!(done(r#","next":"/a?b""#), Ok((Some("/a?b".into()), true)));
        let refusal = done(r#","next":5"#).unwrap_err();
        assert!(refusal.starts_with("the answer is not as documented: `next` is not a string"), "{refusal}");
    }

    #[test]
    fn it_is_repeatable_only_where_the_caller_says_so() {
        assert!(!everyone_vip().request().unwrap().is_repeatable());
        assert!(UpdateUsers { is_repeatable: true, ..everyone_vip() }.request().unwrap().is_repeatable());
    }

    #[test]
    fn a_number_that_javascript_cannot_tell_from_its_neighbours_is_no_count() {
        let error =
            decode(r#"{"operation_result":[],"limit":1,"total_count":9007199254740992,"next":null}"#).unwrap_err();
        assert!(error.to_string().contains("`total_count` is not a number"), "{error}");
    }

    #[test]
    fn a_background_operation_is_understood() {
        assert_eq!(decode(r#"{"status":"ok","operation_id":1}"#).unwrap(), BulkUpdate::Background { operation_id: 1 });
    }

    #[test]
    fn an_answer_of_another_shape_leaves_the_outcome_unknown() {
        let error = decode(r#"{"operation_result":[{"neither":{}}],"limit":1}"#).unwrap_err();
        assert_eq!((error.kind(), error.outcome()), (ErrorKind::InvalidAnswer, Some(Outcome::Unknown)));
    }
}
