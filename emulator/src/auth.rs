//! Who may ask.

use crate::{refusal::Refusal, request::Request, router::Door};

/// Checks the credentials of a request.
///
/// `/oserve/` wants `Authorization: Bearer <token>` \[doc\]; any token that is not empty will do, unless
/// `accepted` names the one \[ours\]. `/userve/` wants a cookie \[vendor\]; any that is not empty will do \[ours\].
pub fn check(request: &Request, door: Door, accepted: Option<&str>) -> Result<(), Refusal> {
    match door {
        Door::Open => check_bearer(request.find_header("authorization"), accepted),
        Door::Session if request.find_header("cookie").is_some_and(|cookie| !cookie.trim().is_empty()) => Ok(()),
        Door::Session => Err(Refusal::unauthorized("no session: /userve/ needs the cookie of a signed-in browser")),
    }
}

fn check_bearer(header: Option<&str>, accepted: Option<&str>) -> Result<(), Refusal> {
    let Some(header) = header else {
        return Err(Refusal::unauthorized("the Authorization header is missing"));
    };
    let token = header
        .split_once(' ')
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim());
    match token {
        None | Some("") => Err(Refusal::unauthorized("the Authorization header must be \"Bearer <access token>\"")),
        Some(token) if accepted.is_none_or(|accepted| accepted.trim() == token) => Ok(()),
        Some(_) => Err(Refusal::unauthorized("the access token is not valid")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bearer(value: &str, accepted: Option<&str>) -> Result<(), Refusal> {
        check(&Request::get("/").header("AUTHORIZATION", value), Door::Open, accepted)
    }

    #[test]
    fn any_token_will_do_unless_one_is_named() {
        assert_eq!(bearer("Bearer x", None), Ok(()));
        assert_eq!(bearer("bearer secret", Some("secret")), Ok(()));
        assert_eq!(bearer("Bearer x", Some("secret")), Err(Refusal::unauthorized("the access token is not valid")));
    }

    #[test]
    fn no_token_is_refused() {
        assert!(check(&Request::get("/"), Door::Open, None).is_err());
        for value in ["", "Bearer", "Bearer ", "Bearer   ", "Basic eA==", "x"] {
            assert!(bearer(value, None).is_err(), "{value:?}");
        }
    }

    #[test]
    fn the_session_form_needs_a_cookie_and_no_token() {
        assert!(check(&Request::get("/").header("Authorization", "Bearer x"), Door::Session, None).is_err());
        assert!(check(&Request::get("/").header("Cookie", " "), Door::Session, None).is_err());
        assert_eq!(check(&Request::get("/").header("Cookie", "sessionid=1"), Door::Session, Some("secret")), Ok(()));
    }
}
