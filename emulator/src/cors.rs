//! What lets a page of another origin call the emulator.
//!
//! \[ours\] The server's own headers are not documented. The origin is echoed and never `*`, because `*` is not
//! allowed together with credentials, which the session form under `/userve/` needs.

use crate::{request::Request, response::Response, target::Target};

/// Answers a preflight, and whatever else is asked by `OPTIONS`. The path is not looked at, so that a page sees
/// the status of the request itself and not only that its preflight failed.
pub fn preflight(request: &Request) -> Option<Response> {
    if request.method != "OPTIONS" {
        return None;
    }
    let mut response = Response::no_content();
    response.headers.extend([
        ("Access-Control-Allow-Methods", "GET, PUT, POST, DELETE, OPTIONS".to_owned()),
        ("Access-Control-Allow-Headers", "authorization, content-type, x-hydrogen-env-id".to_owned()),
        ("Access-Control-Max-Age", "600".to_owned()),
    ]);
    if request.find_header("access-control-request-private-network") == Some("true") {
        response.headers.push(("Access-Control-Allow-Private-Network", "true".to_owned()));
    }
    Some(response)
}

/// Adds to any answer what the asking page needs to read it.
pub fn allow_origin(request: &Request, response: &mut Response) {
    response.headers.push(("Vary", "Origin".to_owned()));
    let Some(origin) =
        request.find_header("origin").filter(|origin| origin.bytes().all(|byte| byte.is_ascii_graphic()))
    else {
        return;
    };
    response.headers.push(("Access-Control-Allow-Origin", origin.to_owned()));
    response.headers.push(("Access-Control-Expose-Headers", "X-Request-Id, Retry-After".to_owned()));
    if Target::of(&request.url).path.starts_with("/userve/") {
        response.headers.push(("Access-Control-Allow-Credentials", "true".to_owned()));
    }
}
