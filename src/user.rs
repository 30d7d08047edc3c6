//! A user as the server answers it.

use serde::{Deserialize, Serialize};

/// Custom fields of an app when no type of one's own names them.
pub type CustomFields = serde_json::Map<String, serde_json::Value>;

/// A user: the built-in fields, and the app's custom ones as `F`.
///
/// ```
/// use minapp_users::User;
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// struct Profile { level: i64 }
///
/// let user: User<Profile> = serde_json::from_str(r#"{"id":70695404,"nickname":"你也是","level":3}"#)?;
/// assert_eq!((user.id, user.fields.level), (70695404, 3));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct User<F = CustomFields> {
    /// The `id` column of `_userprofile`.
    pub id: u64,
    /// Link to a picture.
    #[serde(default)]
    pub avatar: Option<String>,
    /// City.
    #[serde(default)]
    pub city: Option<String>,
    /// Country.
    #[serde(default)]
    pub country: Option<String>,
    /// Creation, unix seconds.
    #[serde(default)]
    pub created_at: Option<i64>,
    /// The creator: an id, or an object when expanded.
    #[serde(default)]
    pub created_by: Option<serde_json::Value>,
    /// 0 unknown, 1 male, 2 female.
    #[serde(default)]
    pub gender: Option<i64>,
    /// Whether the user let the app read their profile.
    #[serde(default)]
    pub is_authorized: Option<bool>,
    /// Language, such as `zh_CN`.
    #[serde(default)]
    pub language: Option<String>,
    /// Nickname.
    #[serde(default)]
    pub nickname: Option<String>,
    /// The platform's id of the user in this app.
    #[serde(default)]
    pub openid: Option<String>,
    /// Province.
    #[serde(default)]
    pub province: Option<String>,
    /// The platform's id of the user in all apps of one owner.
    #[serde(default)]
    pub unionid: Option<String>,
    /// Last change, unix seconds.
    #[serde(default)]
    pub updated_at: Option<i64>,
    /// Everything else: the app's custom fields, and the login fields that begin with `_`.
    #[serde(flatten)]
    pub fields: F,
}
