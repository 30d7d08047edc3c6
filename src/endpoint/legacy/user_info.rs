//! `/oserve/v1/user/info/`: what the current operations replace one by one.

use crate::{
    Error, Page, Request, Response,
    endpoint::{GetUser, ListUsers, UpdateUser},
};
use serde::de::DeserializeOwned;

const PATH: &str = "/oserve/v1/user/info/";

/// The old list of users; [`ListUsers`] replaces it.
///
/// ```
/// use minapp_users::endpoint::{ListUsers, legacy::OldListUsers};
///
/// assert_eq!(OldListUsers(ListUsers::default()).request()?.target(), "/oserve/v1/user/info/?limit=20");
/// # Ok::<(), minapp_users::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OldListUsers(pub ListUsers);

impl OldListUsers {
    /// The request.
    ///
    /// # Errors
    /// As of [`ListUsers::request`].
    pub fn request(&self) -> Result<Request, Error> {
        self.0.request_at(PATH)
    }

    /// The users of an answer.
    ///
    /// # Errors
    /// As of [`ListUsers::decode`].
    pub fn decode<U: DeserializeOwned>(&self, response: &Response) -> Result<Page<U>, Error> {
        response.decode(&self.request()?)
    }
}

/// The old read of one user; [`GetUser`] replaces it.
///
/// ```
/// use minapp_users::endpoint::{GetUser, legacy::OldGetUser};
///
/// assert_eq!(OldGetUser(GetUser::new(5)).request()?.target(), "/oserve/v1/user/info/5/");
/// # Ok::<(), minapp_users::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OldGetUser(pub GetUser);

impl OldGetUser {
    /// The request.
    ///
    /// # Errors
    /// As of [`GetUser::request`].
    pub fn request(&self) -> Result<Request, Error> {
        self.0.request_at(PATH)
    }

    /// The user of an answer.
    ///
    /// # Errors
    /// As of [`GetUser::decode`].
    pub fn decode<U: DeserializeOwned>(&self, response: &Response) -> Result<U, Error> {
        response.decode(&self.request()?)
    }
}

/// The old update of one user; [`UpdateUser`] replaces it.
///
/// Before v2.6 the server saved the whole row, so that two updates at once could undo each other.
///
/// ```
/// use minapp_users::{Update, endpoint::{UpdateUser, legacy::OldUpdateUser}};
///
/// let update = OldUpdateUser(UpdateUser { id: 5, update: Update::new().set("test", "test") });
/// assert_eq!(update.request()?.target(), "/oserve/v1/user/info/5/");
/// # Ok::<(), minapp_users::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct OldUpdateUser(pub UpdateUser);

impl OldUpdateUser {
    /// The request.
    ///
    /// # Errors
    /// As of [`UpdateUser::request`].
    pub fn request(&self) -> Result<Request, Error> {
        self.0.request_at(PATH)
    }

    /// The whole user after the change.
    ///
    /// # Errors
    /// As of [`UpdateUser::decode`].
    pub fn decode<U: DeserializeOwned>(&self, response: &Response) -> Result<U, Error> {
        response.decode(&self.request()?)
    }
}
