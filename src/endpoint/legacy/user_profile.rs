//! `/oserve/v1/miniapp/user-profile/`: the first version, with filters of its own.

use crate::{
    CustomFields, Error, Request, Response, User,
    endpoint::{DEFAULT_LIMIT, MAX_INTEGER, MAX_LIMIT, check_id, check_range},
    json::describe_text,
    strings::join,
};
use serde::{Deserialize, Serialize};

const PATH: &str = "/oserve/v1/miniapp/user-profile/";

/// A user of the first version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UserProfile {
    /// The id in `_userprofile`.
    #[serde(default)]
    pub user_id: Option<u64>,
    /// The ids of the user's groups.
    #[serde(default)]
    pub user_group: Option<Vec<u64>>,
    /// The fields that later versions have too.
    #[serde(flatten)]
    pub user: User<CustomFields>,
}

/// A page of users of the first version; its `meta.total_count` is always there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UserProfilePage {
    /// Where in the whole this page lies.
    pub meta: crate::Meta,
    /// The users.
    pub objects: Vec<UserProfile>,
}

/// One user by its path; [`GetUser`](crate::endpoint::GetUser) replaces it.
///
/// ```
/// use minapp_users::endpoint::legacy::GetUserProfileByPath;
///
/// let get = GetUserProfileByPath { profile_id: 55019 };
/// assert_eq!(get.request()?.target(), "/oserve/v1/miniapp/user-profile/55019/");
/// # Ok::<(), minapp_users::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetUserProfileByPath {
    /// The user's id.
    pub profile_id: u64,
}

impl GetUserProfileByPath {
    /// The request: `GET /oserve/v1/miniapp/user-profile/:profile_id/`.
    ///
    /// # Errors
    /// An id out of range.
    pub fn request(&self) -> Result<Request, Error> {
        check_id("profileId", self.profile_id)?;
        Ok(Request::get(format!("{PATH}{}/", self.profile_id)))
    }

    /// The user of an answer.
    ///
    /// # Errors
    /// What the server refused, or how the answer differs from a user.
    pub fn decode(&self, response: &Response) -> Result<UserProfile, Error> {
        response.decode(&self.request()?)
    }
}

/// One user by `user_id`; [`GetUser`](crate::endpoint::GetUser) replaces it.
///
/// ```
/// use minapp_users::endpoint::legacy::GetUserProfile;
///
/// let get = GetUserProfile { user_id: 55019 };
/// assert_eq!(get.request()?.target(), "/oserve/v1/miniapp/user-profile/?user_id=55019");
/// # Ok::<(), minapp_users::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetUserProfile {
    /// The user's id.
    pub user_id: u64,
}

/// What the server answers to [`GetUserProfile`]: its document shows the user alone, and the same request as the list
/// with one filter.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum ProfileOrPage {
    /// A page of one user, or of none.
    Page(UserProfilePage),
    /// The user alone.
    Profile(Box<UserProfile>),
}

impl GetUserProfile {
    /// The request: `GET /oserve/v1/miniapp/user-profile/?user_id=…`.
    ///
    /// # Errors
    /// An id out of range.
    pub fn request(&self) -> Result<Request, Error> {
        check_id("userId", self.user_id)?;
        let mut request = Request::get(PATH);
        request.add_number("user_id", self.user_id);
        Ok(request)
    }

    /// The user of an answer, alone or as the only one of a page.
    ///
    /// # Errors
    /// What the server refused, or how the answer differs from a user.
    pub fn decode(&self, response: &Response) -> Result<UserProfile, Error> {
        let request = self.request()?;
        match response.decode(&request)? {
            ProfileOrPage::Profile(profile) => Ok(*profile),
            ProfileOrPage::Page(page) => {
                page.objects.into_iter().next().ok_or_else(|| response.undecodable(&request, "the page holds no user"))
            }
        }
    }
}

/// Bounds of a creation time, unix seconds. Defaults to none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CreatedAt {
    /// At this time or later.
    pub gte: Option<u64>,
    /// Later.
    pub gt: Option<u64>,
    /// At this time or earlier.
    pub lte: Option<u64>,
    /// Earlier.
    pub lt: Option<u64>,
}

/// Lists users with the filters of the first version; [`ListUsers`](crate::endpoint::ListUsers) replaces it.
///
/// ```
/// use minapp_users::endpoint::legacy::{CreatedAt, ListUserProfiles};
///
/// let list = ListUserProfiles {
///     nickname_contains: Some("Tom".into()),
///     gender: Some(1),
///     created_at: CreatedAt { gt: Some(1483228800), ..CreatedAt::default() },
///     order_by: Some("-created_at".into()),
///     ..ListUserProfiles::default()
/// };
/// assert_eq!(
///     list.request()?.target(),
///     "/oserve/v1/miniapp/user-profile/?created_at__gt=1483228800&gender=1&nickname__contains=Tom\
///      &order_by=-created_at&limit=20",
/// );
/// # Ok::<(), minapp_users::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListUserProfiles {
    /// Bounds of the creation time.
    pub created_at: CreatedAt,
    /// 0 unknown, 1 male, 2 female.
    pub gender: Option<u8>,
    /// In one of these groups.
    pub group_in: Vec<u64>,
    /// Exactly this nickname.
    pub nickname: Option<String>,
    /// A nickname that holds this.
    pub nickname_contains: Option<String>,
    /// Exactly this `openid`.
    pub openid: Option<String>,
    /// Exactly this `unionid`.
    pub unionid: Option<String>,
    /// The user with this id.
    pub user_id: Option<u64>,
    /// Users per page, 1 to 1000. Defaults to 20.
    pub limit: u32,
    /// Users to leave out before the first, 0 or more. Defaults to 0.
    pub offset: u64,
    /// `created_at` or `-created_at`.
    pub order_by: Option<String>,
}

impl Default for ListUserProfiles {
    fn default() -> Self {
        ListUserProfiles {
            created_at: CreatedAt::default(),
            gender: None,
            group_in: Vec::new(),
            nickname: None,
            nickname_contains: None,
            openid: None,
            unionid: None,
            user_id: None,
            limit: DEFAULT_LIMIT,
            offset: 0,
            order_by: None,
        }
    }
}

impl ListUserProfiles {
    /// The request.
    ///
    /// # Errors
    /// A number out of range, or an order other than by `created_at`.
    pub fn request(&self) -> Result<Request, Error> {
        check_range("gender", self.gender.unwrap_or(0).into(), 0, 2)?;
        self.user_id.map_or(Ok(()), |id| check_id("userId", id))?;
        check_range("limit", self.limit.into(), 1, MAX_LIMIT)?;
        check_range("offset", self.offset, 0, MAX_INTEGER)?;
        if let Some(order) = self.order_by.as_deref().filter(|order| !matches!(*order, "created_at" | "-created_at")) {
            let got = describe_text(order);
            return Err(Error::invalid(format!("orderBy: expected \"created_at\" or \"-created_at\", got {got}")));
        }
        let groups: Vec<_> = self.group_in.iter().map(u64::to_string).collect();
        let number = |number: Option<u64>| number.map(|number| number.to_string());
        let mut request = Request::get(PATH);
        for (name, value) in [
            ("created_at__gte", number(self.created_at.gte)),
            ("created_at__gt", number(self.created_at.gt)),
            ("created_at__lte", number(self.created_at.lte)),
            ("created_at__lt", number(self.created_at.lt)),
            ("gender", number(self.gender.map(Into::into))),
            ("group__in", (!groups.is_empty()).then(|| join(&groups, ","))),
            ("nickname", self.nickname.clone()),
            ("nickname__contains", self.nickname_contains.clone()),
            ("openid", self.openid.clone()),
            ("unionid", self.unionid.clone()),
            ("user_id", number(self.user_id)),
            ("order_by", self.order_by.clone()),
        ] {
            if let Some(value) = value {
                request.add(name, &value);
            }
        }
        request.add_rows(self.limit, self.offset, false);
        Ok(request)
    }

    /// The users of an answer.
    ///
    /// # Errors
    /// What the server refused, or how the answer differs from a page of users.
    pub fn decode(&self, response: &Response) -> Result<UserProfilePage, Error> {
        response.decode(&self.request()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(body: &str) -> Response {
        Response { status: 200, body: body.into(), ..Response::default() }
    }

    #[test]
    fn one_user_is_asked_for_by_path_or_by_query() {
        let by_path = GetUserProfileByPath { profile_id: 55019 }.request().unwrap();
        assert_eq!(by_path.target(), "/oserve/v1/miniapp/user-profile/55019/");
        let by_query = GetUserProfile { user_id: 55019 }.request().unwrap();
        assert_eq!(by_query.target(), "/oserve/v1/miniapp/user-profile/?user_id=55019");
    }

    #[test]
    fn the_user_is_found_alone_and_in_a_page() {
        let get = GetUserProfile { user_id: 7 };
        let alone = r#"{"id":5,"user_id":7,"user_group":[137],"nickname":"PCG"}"#;
        let page = format!(r#"{{"meta":{{"limit":20,"offset":0,"total_count":1}},"objects":[{alone}]}}"#);
        for body in [alone, &page] {
            let profile = get.decode(&answer(body)).unwrap();
            assert_eq!((profile.user_id, profile.user_group, profile.user.id), (Some(7), Some(vec![137]), 5));
        }
        let empty = r#"{"meta":{"limit":20,"offset":0,"total_count":0},"objects":[]}"#;
        assert!(get.decode(&answer(empty)).unwrap_err().to_string().contains("the page holds no user"));
    }

    #[test]
    fn every_filter_has_its_name() {
        let list = ListUserProfiles {
            created_at: CreatedAt { gte: Some(1), gt: Some(2), lte: Some(3), lt: Some(4) },
            gender: Some(2),
            group_in: vec![258, 360],
            nickname: Some("Tom".into()),
            nickname_contains: Some("T".into()),
            openid: Some("o".into()),
            unionid: Some("u".into()),
            user_id: Some(5),
            limit: 1000,
            offset: 10,
            order_by: Some("created_at".into()),
        };
        assert_eq!(
            list.request().unwrap().target(),
            "/oserve/v1/miniapp/user-profile/?created_at__gte=1&created_at__gt=2&created_at__lte=3&created_at__lt=4&gender=2\
             &group__in=258%2C360&nickname=Tom&nickname__contains=T&openid=o&unionid=u&user_id=5&order_by=created_at\
             &limit=1000&offset=10"
        );
    }

    #[test]
    fn it_sorts_by_created_at_only() {
        let list = ListUserProfiles { order_by: Some("id".into()), ..ListUserProfiles::default() };
        assert_eq!(
            list.request().unwrap_err().to_string(),
            "orderBy: expected \"created_at\" or \"-created_at\", got \"id\""
        );
    }
}
