//! The headers of requests, as the engine holds them: made once for each token.

use crate::{EnvId, Request, Token, headers, headers_without_token};
use gloo_net::http;
use std::cell::RefCell;
use web_sys::Headers;

/// The headers of a client's latest token.
#[derive(Default)]
pub(super) struct Kept(RefCell<Made>);

#[derive(Default)]
struct Made {
    token: Option<Token>,
    /// Of requests without a body, and with one.
    headers: [Option<Headers>; 2],
}

impl Kept {
    /// The headers of `request`, signed with `token`, or by a cookie where there is none.
    pub fn of(&self, request: &Request, token: Option<&Token>, env_id: Option<&EnvId>) -> Headers {
        let mut made = self.0.borrow_mut();
        if made.token.as_ref() != token {
            *made = Made { token: token.cloned(), headers: [None, None] };
        }
        let kept = &mut made.headers[usize::from(request.body().is_some())];
        let make = || match token {
            Some(token) => make(&headers(request, token, env_id)),
            None => make(&headers_without_token(request, env_id)),
        };
        kept.get_or_insert_with(make).clone()
    }
}

/// The engine's headers of these names and values, which were checked to be such.
pub(super) fn make(headers: &[(&str, String)]) -> Headers {
    let made = http::Headers::new();
    for (name, value) in headers {
        made.set(name, value);
    }
    made.into_raw()
}
