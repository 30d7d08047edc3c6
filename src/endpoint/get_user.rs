//! `GET /oserve/v2.2/miniapp/user_profile/:id/`

use super::{Projection, check_id, list_users};
use crate::{Error, Request, Response};
use serde::de::DeserializeOwned;

/// Reads one user.
///
/// ```
/// use minapp_users::endpoint::GetUser;
///
/// assert_eq!(GetUser::new(70695404).request()?.target(), "/oserve/v2.2/miniapp/user_profile/70695404/");
/// # Ok::<(), minapp_users::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetUser {
    /// The user's id, 1 to 9007199254740991.
    pub id: u64,
    /// Which fields to answer with. Defaults to all.
    pub projection: Projection,
}

impl GetUser {
    /// Reads all fields of the user `id`.
    pub fn new(id: u64) -> Self {
        GetUser { id, projection: Projection::default() }
    }

    /// The request.
    ///
    /// # Errors
    /// An id out of range, or a misspelt field of the projection.
    pub fn request(&self) -> Result<Request, Error> {
        self.request_at(list_users::PATH)
    }

    /// The user of an answer, as `U`: [`User`](crate::User) when all fields are selected.
    ///
    /// # Errors
    /// What the server refused ([`NotFound`](crate::ErrorKind::NotFound): no such user), or how the answer differs from
    /// a user.
    pub fn decode<U: DeserializeOwned>(&self, response: &Response) -> Result<U, Error> {
        response.decode(&self.request()?)
    }

    pub(super) fn request_at(&self, path: &str) -> Result<Request, Error> {
        check_id("id", self.id)?;
        let mut request = Request::get(format!("{path}{}/", self.id));
        self.projection.add_to(&mut request)?;
        Ok(request)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;

    #[test]
    fn select_and_expand_are_sent() {
        let projection = Projection { select: vec!["-avatar".into()], expand: vec!["created_by".into()] };
        assert_eq!(
            GetUser { id: 5, projection }.request().unwrap().target(),
            "/oserve/v2.2/miniapp/user_profile/5/?keys=-avatar&expand=created_by"
        );
    }

    #[test]
    fn an_id_out_of_range_is_refused() {
        assert_eq!(
            GetUser::new(0).request().unwrap_err().to_string(),
            "id must be an integer between 1 and 9007199254740991, got 0"
        );
    }

    #[test]
    fn no_such_user_is_not_found() {
        let response =
            Response { status: 404, body: r#"{"error_msg":"user does not exist"}"#.into(), ..Response::default() };
        let error = GetUser::new(1).decode::<crate::User>(&response).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound);
        assert_eq!(error.to_string(), "the server answered 404: user does not exist");
        assert_eq!(error.outcome(), None);
    }
}
