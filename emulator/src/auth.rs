//! Who may ask.

use crate::{refusal::Refusal, request::Request, router::Door, sign_in::SignIn};

/// Whose tokens are accepted.
#[derive(Debug, Default)]
pub struct Access {
    /// The one token that was named.
    pub token: Option<String>,
    /// The app, and what it was given.
    pub sign_in: Option<SignIn>,
}

/// Checks the credentials of a request.
///
/// `/oserve/` wants `Authorization: Bearer <token>` \[doc\]; any token that is not empty will do, unless one is
/// named or an app signs in \[ours\]. `/userve/` wants a cookie \[vendor\]; any that is not empty will do \[ours\].
pub fn check(request: &Request, door: Door, access: &Access) -> Result<(), Refusal> {
    match door {
        Door::Open => check_bearer(request, access),
        Door::Session if request.find_header("cookie").is_some_and(|cookie| !cookie.trim().is_empty()) => Ok(()),
        Door::Session => Err(Refusal::unauthorized("no session: /userve/ needs the cookie of a signed-in browser")),
    }
}

fn check_bearer(request: &Request, access: &Access) -> Result<(), Refusal> {
    let Some(header) = request.find_header("authorization") else {
        return Err(Refusal::unauthorized("the Authorization header is missing"));
    };
    let token = header
        .split_once(' ')
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim());
    match (token, &access.token, &access.sign_in) {
        (None | Some(""), ..) => {
            Err(Refusal::unauthorized("the Authorization header must be \"Bearer <access token>\""))
        }
        (Some(_), None, None) => Ok(()),
        (Some(token), Some(named), _) if named.trim() == token => Ok(()),
        (Some(token), _, Some(sign_in)) => sign_in.accept(token, request.now_ms),
        (Some(_), ..) => Err(Refusal::unauthorized("the access token is not valid")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(token: Option<&str>) -> Access {
        Access { token: token.map(str::to_owned), sign_in: None }
    }

    fn bearer(value: &str, accepted: Option<&str>) -> Result<(), Refusal> {
        check(&Request::get("/").header("AUTHORIZATION", value), Door::Open, &named(accepted))
    }

    #[test]
    fn any_token_will_do_unless_one_is_named() {
        assert_eq!(bearer("Bearer x", None), Ok(()));
        assert_eq!(bearer("bearer secret", Some("secret")), Ok(()));
        assert_eq!(bearer("Bearer x", Some("secret")), Err(Refusal::unauthorized("the access token is not valid")));
    }

    #[test]
    fn no_token_is_refused() {
        assert!(check(&Request::get("/"), Door::Open, &named(None)).is_err());
        for value in ["", "Bearer", "Bearer ", "Bearer   ", "Basic eA==", "x"] {
            assert!(bearer(value, None).is_err(), "{value:?}");
        }
    }

    #[test]
    fn the_session_form_needs_a_cookie_and_no_token() {
        assert!(check(&Request::get("/").header("Authorization", "Bearer x"), Door::Session, &named(None)).is_err());
        assert!(check(&Request::get("/").header("Cookie", " "), Door::Session, &named(None)).is_err());
        assert_eq!(
            check(&Request::get("/").header("Cookie", "sessionid=1"), Door::Session, &named(Some("secret"))),
            Ok(())
        );
    }
}
