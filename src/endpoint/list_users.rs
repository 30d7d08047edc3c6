//! `GET /oserve/v2.2/miniapp/user_profile/`

use super::{DEFAULT_LIMIT, MAX_INTEGER, MAX_LIMIT, Projection, check_range, projection};
use crate::{Error, Page, Request, Response, Where};
use serde::de::DeserializeOwned;

pub(super) const PATH: &str = "/oserve/v2.2/miniapp/user_profile/";

/// Lists users that meet a condition.
///
/// ```
/// use minapp_users::{endpoint::ListUsers, field};
///
/// let list = ListUsers {
///     filter: Some(field("level").gte(3)),
///     order_by: vec!["-created_at".into()],
///     limit: 100,
///     with_count: true,
///     ..ListUsers::default()
/// };
/// assert_eq!(
///     list.request()?.target(),
///     "/oserve/v2.2/miniapp/user_profile/?where=%7B%22level%22%3A%7B%22%24gte%22%3A3%7D%7D\
///      &order_by=-created_at&limit=100&return_total_count=1",
/// );
/// # Ok::<(), minapp_users::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ListUsers {
    /// Only users that meet it. Everyone by default.
    pub filter: Option<Where>,
    /// Fields to sort by, `-` before a descending one. Defaults to the newest `created_at` first.
    pub order_by: Vec<String>,
    /// Users per page, 1 to 1000. Defaults to 20.
    pub limit: u32,
    /// Users to leave out before the first, 0 or more. Defaults to 0.
    pub offset: u64,
    /// Whether to count all that match, which takes the server longer. Defaults to `false`.
    pub with_count: bool,
    /// Which fields to answer with. Defaults to all.
    pub projection: Projection,
}

impl Default for ListUsers {
    fn default() -> Self {
        ListUsers {
            filter: None,
            order_by: Vec::new(),
            limit: DEFAULT_LIMIT,
            offset: 0,
            with_count: false,
            projection: Projection::default(),
        }
    }
}

impl ListUsers {
    /// The request.
    ///
    /// # Errors
    /// An [`InvalidArgument`](crate::ErrorKind::InvalidArgument) that names what is out of range or misspelt.
    pub fn request(&self) -> Result<Request, Error> {
        self.request_at(PATH)
    }

    /// The users of an answer, each as `U`: [`User`](crate::User) when all fields are selected.
    ///
    /// # Errors
    /// What the server refused, or how the answer differs from a page of users.
    pub fn decode<U: DeserializeOwned>(&self, response: &Response) -> Result<Page<U>, Error> {
        response.decode(&self.request()?)
    }

    pub(super) fn request_at(&self, path: &str) -> Result<Request, Error> {
        if let Some(filter) = &self.filter {
            filter.check()?;
        }
        check_order(&self.order_by)?;
        check_range("limit", self.limit.into(), 1, MAX_LIMIT)?;
        check_range("offset", self.offset, 0, MAX_INTEGER)?;
        let mut request = Request::get(path);
        if let Some(filter) = &self.filter {
            request.add("where", &filter.to_string());
        }
        request.add_names("order_by", &self.order_by);
        request.add_rows(self.limit, self.offset, self.with_count);
        self.projection.add_to(&mut request)?;
        Ok(request)
    }
}

fn check_order(order_by: &[String]) -> Result<(), Error> {
    for (index, name) in order_by.iter().enumerate() {
        let field = name.strip_prefix('-').unwrap_or(name);
        projection::check_path("orderBy", index, field, name)?;
        if matches!(field, "gender" | "country" | "province" | "city" | "language") {
            return Err(Error::invalid(format!(
                "orderBy[{index}]: the server does not sort by gender, country, province, city and language, got \"{name}\""
            )));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ErrorKind, User, field};

    fn refusal(list: ListUsers) -> String {
        list.request().unwrap_err().to_string()
    }

    #[test]
    fn limit_is_always_sent() {
        let request = ListUsers::default().request().unwrap();
        assert_eq!(request.target(), "/oserve/v2.2/miniapp/user_profile/?limit=20");
        assert_eq!((request.method().as_str(), request.body(), request.is_repeatable()), ("GET", None, true));
    }

    #[test]
    fn every_parameter_has_its_place() {
        let list = ListUsers {
            filter: Some(field("test").eq("test")),
            order_by: vec!["-created_at".into(), "id".into()],
            limit: 1000,
            offset: 40,
            with_count: true,
            projection: Projection {
                select: vec!["nickname".into(), "created_by.nickname".into()],
                expand: vec!["created_by".into()],
            },
        };
        assert_eq!(
            list.request().unwrap().target(),
            "/oserve/v2.2/miniapp/user_profile/?where=%7B%22test%22%3A%7B%22%24eq%22%3A%22test%22%7D%7D\
             &order_by=-created_at%2Cid&limit=1000&offset=40&return_total_count=1\
             &keys=nickname%2Ccreated_by.nickname&expand=created_by"
        );
    }

    #[test]
    fn what_is_out_of_range_is_refused() {
        let default = ListUsers::default;
        assert_eq!(
            refusal(ListUsers { limit: 1001, ..default() }),
            "limit must be an integer between 1 and 1000, got 1001"
        );
        assert_eq!(
            refusal(ListUsers { offset: u64::MAX, ..default() }),
            "offset must be an integer between 0 and 9007199254740991, got 18446744073709551615"
        );
        for (order_by, message) in [
            (
                "gender",
                "orderBy[0]: the server does not sort by gender, country, province, city and language, got \"gender\"",
            ),
            (
                "-city",
                "orderBy[0]: the server does not sort by gender, country, province, city and language, got \"-city\"",
            ),
            ("", "orderBy[0]: expected a field name, got \"\""),
            ("id,level", "orderBy[0]: expected a field name, got \"id,level\""),
        ] {
            assert_eq!(refusal(ListUsers { order_by: vec![order_by.into()], ..default() }), message);
        }
        let mixed = Projection { select: vec!["a".into(), "-b".into()], ..Projection::default() };
        assert_eq!(
            refusal(ListUsers { projection: mixed, ..default() }),
            "select: expected only fields to keep or only fields to leave out (-field), got both"
        );
        let expand = Projection { expand: vec!["a".into(), "-b".into()], ..Projection::default() };
        assert_eq!(
            refusal(ListUsers { projection: expand, ..default() }),
            "expand[1]: expected a field name, got \"-b\""
        );
    }

    #[test]
    fn a_page_is_decoded_with_its_unknown_fields() {
        let body = r#"{"meta":{"limit":20,"next":null,"offset":0,"previous":null,"total_count":2},
            "objects":[{"id":64501217,"nickname":"你今天真好看","gender":1,"test":"test","unionid":null}]}"#;
        let response = Response { status: 200, body: body.into(), ..Response::default() };
        let page: Page = ListUsers::default().decode(&response).unwrap();
        assert_eq!(page.meta.total_count, Some(2));
        assert_eq!(page.objects[0].fields.get("test"), Some(&"test".into()));
    }

    #[test]
    fn an_answer_of_another_shape_shows_its_beginning() {
        for (body, beginning) in [("<html>", "<html>"), (r#"{"meta":{}"#, r#"{\"meta\":{}"#), ("[]", "[]")] {
            let response = Response { status: 200, body: body.into(), ..Response::default() };
            let error = ListUsers::default().decode::<User>(&response).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidAnswer);
            assert!(error.to_string().ends_with(&format!("the body begins: \"{beginning}\"")), "{error}");
        }
    }
}
