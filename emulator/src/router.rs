//! Which operation a method and a path name. The table is the one of the source document.

use crate::refusal::Refusal;

/// How a request shows who sends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// `/oserve/`: a bearer token \[doc\].
    Open,
    /// `/userve/`: the cookie of a browser session \[vendor\].
    Session,
}

/// One of the operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// 5, and 4 with `always_count`.
    List {
        /// \[ours\] The old list counts without being asked, as the other v1 list does.
        always_count: bool,
    },
    /// 7 and 6.
    Get(Id),
    /// 9 and 8. \[ours\] The old one saves the whole row, which nobody can tell from saving the given fields.
    UpdateOne(Id),
    /// 10.
    UpdateMany,
    /// 11.
    Account(Id),
    /// 2 and 3: one path for both.
    UserProfilesV1,
    /// 1.
    UserProfileV1(Id),
    /// The state of a background update \[linked\].
    Background(Id),
}

/// The number in a path; 0, which no row has, when it is not a number.
pub type Id = u64;

/// Finds the operation. An unknown path is `404`, a known one with another method `405`.
pub fn route(method: &str, path: &str) -> Result<(Door, Operation), Refusal> {
    let not_found = || Refusal::not_found(format!("no such path: {path}"));
    let segments: Vec<&str> =
        path.strip_prefix('/').and_then(|path| path.strip_suffix('/')).ok_or_else(not_found)?.split('/').collect();
    let (door, segments) = match segments.as_slice() {
        ["oserve", rest @ ..] => (Door::Open, rest),
        ["userve", rest @ ..] => (Door::Session, rest),
        _ => return Err(not_found()),
    };
    let account_version = if door == Door::Open { "v2.1" } else { "v2.2" };
    let (get, put): (Option<Operation>, Option<Operation>) = match segments {
        ["v2.2", "miniapp", "user_profile"] => (Some(Operation::List { always_count: false }), None),
        ["v2.2", "miniapp", "user_profile", user] => (Some(Operation::Get(id(user))), None),
        ["v2.6", "miniapp", "user_profile"] => (None, Some(Operation::UpdateMany)),
        ["v2.6", "miniapp", "user_profile", user] => (None, Some(Operation::UpdateOne(id(user)))),
        [version, "miniapp", "user", "account", user] if *version == account_version => {
            (None, Some(Operation::Account(id(user))))
        }
        ["v1", "bulk-operation", operation] => (Some(Operation::Background(id(operation))), None),
        ["v1", "miniapp", "user-profile"] if door == Door::Open => (Some(Operation::UserProfilesV1), None),
        ["v1", "miniapp", "user-profile", user] if door == Door::Open => {
            (Some(Operation::UserProfileV1(id(user))), None)
        }
        ["v1", "user", "info"] if door == Door::Open => (Some(Operation::List { always_count: true }), None),
        ["v1", "user", "info", user] if door == Door::Open => {
            (Some(Operation::Get(id(user))), Some(Operation::UpdateOne(id(user))))
        }
        _ => return Err(not_found()),
    };
    let allow = match (get, put) {
        (Some(_), None) => "GET, OPTIONS",
        (None, _) => "PUT, OPTIONS",
        (Some(_), Some(_)) => "GET, PUT, OPTIONS",
    };
    let operation = match method {
        "GET" => get,
        "PUT" => put,
        _ => None,
    };
    operation.map(|operation| (door, operation)).ok_or_else(|| Refusal::method_not_allowed(method, allow))
}

fn id(segment: &str) -> Id {
    segment.parse().ok().filter(|_| segment.bytes().all(|byte| byte.is_ascii_digit())).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_routed() {
        let list = Operation::List { always_count: false };
        for (method, path, expected) in [
            ("GET", "/oserve/v1/miniapp/user-profile/5/", (Door::Open, Operation::UserProfileV1(5))),
            ("GET", "/oserve/v1/miniapp/user-profile/", (Door::Open, Operation::UserProfilesV1)),
            ("GET", "/oserve/v1/user/info/", (Door::Open, Operation::List { always_count: true })),
            ("GET", "/oserve/v2.2/miniapp/user_profile/", (Door::Open, list)),
            ("GET", "/oserve/v1/user/info/5/", (Door::Open, Operation::Get(5))),
            ("GET", "/oserve/v2.2/miniapp/user_profile/5/", (Door::Open, Operation::Get(5))),
            ("PUT", "/oserve/v1/user/info/5/", (Door::Open, Operation::UpdateOne(5))),
            ("PUT", "/oserve/v2.6/miniapp/user_profile/5/", (Door::Open, Operation::UpdateOne(5))),
            ("PUT", "/oserve/v2.6/miniapp/user_profile/", (Door::Open, Operation::UpdateMany)),
            ("PUT", "/oserve/v2.1/miniapp/user/account/5/", (Door::Open, Operation::Account(5))),
            ("GET", "/oserve/v1/bulk-operation/5/", (Door::Open, Operation::Background(5))),
            ("GET", "/userve/v2.2/miniapp/user_profile/", (Door::Session, list)),
            ("GET", "/userve/v2.2/miniapp/user_profile/5/", (Door::Session, Operation::Get(5))),
            ("PUT", "/userve/v2.6/miniapp/user_profile/5/", (Door::Session, Operation::UpdateOne(5))),
            ("PUT", "/userve/v2.6/miniapp/user_profile/", (Door::Session, Operation::UpdateMany)),
            ("PUT", "/userve/v2.2/miniapp/user/account/5/", (Door::Session, Operation::Account(5))),
        ] {
            assert_eq!(route(method, path), Ok(expected), "{method} {path}");
        }
    }

    #[test]
    fn unknown_paths_are_404_and_wrong_methods_405() {
        for path in [
            "/",
            "",
            "/oserve/",
            "/oserve/v2.2/miniapp/user_profile",
            "/oserve/v2.2/miniapp/user/account/5/",
            "/userve/v2.1/miniapp/user/account/5/",
            "/userve/v1/user/info/",
            "/other/v2.2/miniapp/user_profile/",
        ] {
            assert_eq!(route("GET", path), Err(Refusal::not_found(format!("no such path: {path}"))), "{path}");
        }
        for (method, path, allow) in [
            ("PUT", "/oserve/v2.2/miniapp/user_profile/", "GET, OPTIONS"),
            ("PUT", "/oserve/v1/miniapp/user-profile/", "GET, OPTIONS"),
            ("GET", "/oserve/v2.6/miniapp/user_profile/5/", "PUT, OPTIONS"),
            ("DELETE", "/oserve/v1/user/info/5/", "GET, PUT, OPTIONS"),
            ("POST", "/oserve/v2.1/miniapp/user/account/5/", "PUT, OPTIONS"),
        ] {
            assert_eq!(route(method, path), Err(Refusal::method_not_allowed(method, allow)), "{method} {path}");
        }
    }

    #[test]
    fn an_id_that_is_no_number_names_no_user() {
        assert_eq!(route("GET", "/oserve/v2.2/miniapp/user_profile/abc/"), Ok((Door::Open, Operation::Get(0))));
        assert_eq!(route("GET", "/oserve/v2.2/miniapp/user_profile/+5/"), Ok((Door::Open, Operation::Get(0))));
    }
}
