//! `PUT /oserve/v2.6/miniapp/user_profile/:id/`

use super::check_id;
use crate::{Error, Request, Response, Update};
use serde::de::DeserializeOwned;

pub(super) const PATH: &str = "/oserve/v2.6/miniapp/user_profile/";

/// Changes custom fields of one user, and leaves the others as they are.
///
/// ```
/// use minapp_users::{Update, endpoint::UpdateUser, increment};
///
/// let update = UpdateUser { id: 70695404, update: Update::new().set("level", increment(1)) };
/// let request = update.request()?;
/// assert_eq!(request.target(), "/oserve/v2.6/miniapp/user_profile/70695404/");
/// assert_eq!(request.body(), Some(r#"{"level":{"$incr_by":1}}"#));
/// assert!(!request.is_repeatable());
/// # Ok::<(), minapp_users::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct UpdateUser {
    /// The user's id, 1 to 9007199254740991.
    pub id: u64,
    /// The changes, at least one.
    pub update: Update,
}

impl UpdateUser {
    /// The request.
    ///
    /// # Errors
    /// An id out of range, or the path of the first mistake in the update.
    pub fn request(&self) -> Result<Request, Error> {
        self.request_at(PATH)
    }

    /// The whole user after the change, as `U`: [`User`](crate::User) or a type of one's own.
    ///
    /// # Errors
    /// What the server refused, or how the answer differs from a user; [`outcome`](Error::outcome) says what was done.
    pub fn decode<U: DeserializeOwned>(&self, response: &Response) -> Result<U, Error> {
        response.decode(&self.request()?)
    }

    pub(super) fn request_at(&self, path: &str) -> Result<Request, Error> {
        check_id("id", self.id)?;
        self.update.check()?;
        Ok(Request::put(format!("{path}{}/", self.id), &self.update.to_json()).repeatable(self.update.is_repeatable()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Outcome, User, increment};

    #[test]
    fn only_the_given_fields_are_sent() {
        let update = UpdateUser { id: 5, update: Update::new().set("test", "test").unset("note") };
        let request = update.request().unwrap();
        assert_eq!(
            (request.method().as_str(), request.body()),
            ("PUT", Some(r#"{"test":"test","$unset":{"note":""}}"#))
        );
        assert!(request.is_repeatable());
    }

    #[test]
    fn a_failed_increment_says_that_its_outcome_is_unknown() {
        let update = UpdateUser { id: 5, update: Update::new().set("level", increment(1)) };
        let response = |status| Response { status, ..Response::default() };
        let lost = update.decode::<User>(&response(502)).unwrap_err();
        assert_eq!((lost.outcome(), lost.is_retryable()), (Some(Outcome::Unknown), false));
        let refused = update.decode::<User>(&response(429)).unwrap_err();
        assert_eq!((refused.outcome(), refused.is_retryable()), (Some(Outcome::NotApplied), true));
    }
}
