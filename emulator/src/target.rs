//! The request target: path and query out of a URL, and how long the URL is.

use crate::request::Request;

/// The most characters that a request URL may have \[vendor\].
pub const LONGEST_URL: usize = 16_386;

/// The host that is counted when a request names none.
const VENDOR_ORIGIN: &str = "https://cloud.minapp.com";

/// Where a request goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target<'a> {
    /// The path, as it was sent.
    pub path: &'a str,
    /// The query without its `?`; empty when there is none.
    pub query: &'a str,
}

impl<'a> Target<'a> {
    /// Splits path and query from `/path?query` or from an absolute URL. A fragment is dropped.
    pub fn of(url: &'a str) -> Self {
        let url = url.split('#').next().unwrap_or_default();
        let rest = match url.split_once("://") {
            Some((scheme, rest)) if !scheme.contains(['/', '?']) => {
                &rest[rest.find(['/', '?']).unwrap_or(rest.len())..]
            }
            _ => url,
        };
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        Self { path: if path.is_empty() { "/" } else { path }, query }
    }
}

/// Characters of the absolute URL.
///
/// \[ours\] A URL that is only a path is counted with `http://` and the `Host` header, or with the vendor's
/// host when there is no such header.
pub fn url_length(request: &Request) -> usize {
    let length = request.url.chars().count();
    if !request.url.starts_with('/') {
        return length;
    }
    length + request.find_header("host").map_or(VENDOR_ORIGIN.len(), |host| "http://".len() + host.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_and_query_are_found_in_any_form_of_url() {
        let expected = Target { path: "/a/", query: "b=1&c=?" };
        for url in ["/a/?b=1&c=?", "https://host:1/a/?b=1&c=?", "/a/?b=1&c=?#end"] {
            assert_eq!(Target::of(url), expected, "{url}");
        }
        assert_eq!(Target::of("http://host"), Target { path: "/", query: "" });
        assert_eq!(Target::of("http://host?a=1"), Target { path: "/", query: "a=1" });
        assert_eq!(Target::of("/a/?next=http://b/"), Target { path: "/a/", query: "next=http://b/" });
    }

    #[test]
    fn the_host_counts_in_the_length() {
        assert_eq!(url_length(&Request::get("https://cloud.minapp.com/a/")), 27);
        assert_eq!(url_length(&Request::get("/a/")), 27);
        assert_eq!(url_length(&Request::get("/a/").header("host", "127.0.0.1:8787")), 24);
    }
}
