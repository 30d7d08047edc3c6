//! Which fields an answer holds: `keys` and `expand`.

use crate::{Error, Request, fields, json::describe_text};

/// Which fields of a user to answer with. Defaults to all of them, with nothing expanded.
///
/// ```
/// use minapp_users::endpoint::{GetUser, Projection};
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// struct Named { nickname: Option<String> }
///
/// let projection = Projection { select: vec!["nickname".into()], ..Projection::default() };
/// let get = GetUser { projection, ..GetUser::new(70695404) };
/// assert_eq!(get.request()?.target(), "/oserve/v2.2/miniapp/user_profile/70695404/?keys=nickname");
///
/// let body = r#"{"nickname":"你也是"}"#;
/// let named: Named = get.decode(&minapp_users::Response { status: 200, body: body.into(), ..Default::default() })?;
/// assert_eq!(named.nickname.as_deref(), Some("你也是"));
/// # Ok::<(), minapp_users::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Projection {
    /// Only these fields; or, when each begins with `-`, all but these. Dots reach into an expanded field.
    pub select: Vec<String>,
    /// Fields that point at another row, to be answered as that row: `created_by`.
    pub expand: Vec<String>,
}

impl Projection {
    pub(super) fn add_to(&self, request: &mut Request) -> Result<(), Error> {
        for (index, name) in self.select.iter().enumerate() {
            check_path("select", index, name.strip_prefix('-').unwrap_or(name), name)?;
        }
        if self.select.iter().any(|name| name.starts_with('-') != self.select[0].starts_with('-')) {
            return Err(Error::invalid(
                "select: expected only fields to keep or only fields to leave out (-field), got both",
            ));
        }
        for (index, name) in self.expand.iter().enumerate() {
            check_path("expand", index, name, name)?;
        }
        request.add_names("keys", &self.select);
        request.add_names("expand", &self.expand);
        Ok(())
    }
}

pub(super) fn check_path(list: &str, index: usize, path: &str, shown: &str) -> Result<(), Error> {
    match fields::is_path(path) {
        true => Ok(()),
        false => Err(Error::invalid(format!("{list}[{index}]: expected a field name, got {}", describe_text(shown)))),
    }
}
