//! How an app signs in with its client id: two redirects with cookies to a code, the code to a token, a token to the next.

use crate::{BaseUrl, Error, ErrorKind, Json, Request, Token, json, strings::join};
use std::fmt;

/// A refusal to go on for ever.
const MOST_REDIRECTS: u32 = 5;

/// A token is renewed this long before it expires, or after nine tenths of its life, whichever is later.
const MARGIN_SECONDS: u64 = 60;

/// An app's client id and secret. `Debug` does not show the secret.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct App {
    client_id: String,
    client_secret: String,
}

impl App {
    /// Takes an id and a secret of 1 to 1,000 characters each.
    ///
    /// # Errors
    /// Which of them is empty or too long, without showing it.
    pub fn new(client_id: String, client_secret: String) -> Result<Self, Error> {
        for (name, value) in [("auth.clientId", &client_id), ("auth.clientSecret", &client_secret)] {
            let length = value.chars().count();
            if !(1..=1000).contains(&length) {
                return Err(Error::invalid(format!("{name}: expected 1 to 1000 characters, got {length}")));
            }
        }
        Ok(App { client_id, client_secret })
    }

    fn post(&self, path: &str, more: &[(&str, &str)]) -> Request {
        let both = [("client_id", self.client_id.as_str()), ("client_secret", self.client_secret.as_str())];
        let mut members = Vec::new();
        for (name, value) in both.iter().chain(more) {
            members.push(((*name).into(), (*value).into()));
        }
        let mut request = Request::post(path, &Json::Object(members));
        for (name, secret) in more {
            if *name != "grant_type" {
                request = request.hiding(secret);
            }
        }
        request
    }
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App").field("client_id", &self.client_id).finish_non_exhaustive()
    }
}

/// A request on the way to a token, and where it goes.
#[derive(Debug)]
pub(crate) struct Outgoing {
    pub request: Request,
    pub url: String,
    pub headers: Vec<(&'static str, String)>,
}

/// What a sign-in looks at in an answer.
#[derive(Debug, Default)]
pub(crate) struct Answered {
    pub status: u16,
    pub location: Option<String>,
    /// The `Set-Cookie` headers, one each.
    pub cookies: Vec<String>,
    pub body: String,
}

/// A token that was issued to an app.
#[derive(Clone, Debug)]
pub(crate) struct Issued {
    pub token: Token,
    pub refresh_token: Option<Token>,
    pub lifetime_seconds: u64,
}

impl Issued {
    /// How many milliseconds after its issue it should be renewed.
    pub fn renew_after_ms(&self) -> f64 {
        let margin = MARGIN_SECONDS.min(self.lifetime_seconds / 10);
        (self.lifetime_seconds - margin) as f64 * 1000.0
    }
}

/// What to do next.
pub(crate) enum Step {
    Send(Outgoing),
    Done(Issued),
}

enum Stage {
    /// Asked for a code.
    Authorizing,
    /// Asked for a token.
    Exchanging,
}

/// A sign-in under way.
pub(crate) struct SignIn<'a> {
    app: &'a App,
    base: &'a BaseUrl,
    stage: Stage,
    cookies: Vec<(String, String)>,
    redirects: u32,
}

impl<'a> SignIn<'a> {
    /// Begins with the id and the secret, or with the token that renews.
    pub fn begin(app: &'a App, base: &'a BaseUrl, refresh: Option<&Token>) -> Result<(Self, Outgoing), Error> {
        let (stage, request) = match refresh {
            None => (Stage::Authorizing, app.post("/api/oauth2/hydrogen/openapi/authorize/", &[])),
            Some(token) => {
                let grant = [("grant_type", "refresh_token"), ("refresh_token", token.expose())];
                (Stage::Exchanging, app.post("/api/oauth2/access_token/", &grant))
            }
        };
        let sign_in = SignIn { app, base, stage, cookies: Vec::new(), redirects: 0 };
        let outgoing = sign_in.outgoing(request)?;
        Ok((sign_in, outgoing))
    }

    /// Whether it has a code, which works once.
    pub fn has_code(&self) -> bool {
        matches!(self.stage, Stage::Exchanging)
    }

    /// Goes on with a successful answer, or with a redirect.
    ///
    /// # Errors
    /// What is wrong with it. A body is not shown: it may hold a token.
    pub fn answered(&mut self, answer: &Answered) -> Result<Step, Error> {
        self.keep_cookies(&answer.cookies);
        match (&self.stage, answer.status) {
            (Stage::Authorizing, 301..=303) => self.redirected(answer.location.as_deref()),
            // 307 and 308 would have the secret sent again.
            (_, 300..=399) => Err(wrong("a redirect, which is not followed")),
            (Stage::Authorizing, _) => {
                let body = read(&answer.body)?;
                let code = text(&body, "code")?;
                self.stage = Stage::Exchanging;
                let grant = [("code", code), ("grant_type", "authorization_code")];
                Ok(Step::Send(self.outgoing(self.app.post("/api/oauth2/access_token/", &grant))?))
            }
            (Stage::Exchanging, _) => issued(&read(&answer.body)?).map(Step::Done),
        }
    }

    fn redirected(&mut self, location: Option<&str>) -> Result<Step, Error> {
        self.redirects += 1;
        if self.redirects > MOST_REDIRECTS {
            return Err(wrong(&format!("more than {MOST_REDIRECTS} redirects")));
        }
        let location = location.ok_or_else(|| wrong("a redirect that does not say where to"))?;
        let origin = self.base.origin();
        // Cookies and the code are for nobody else.
        let path = location.strip_prefix(origin).unwrap_or(location);
        if !path.starts_with('/') || path.starts_with("//") || path.contains('\\') {
            return Err(wrong("a redirect to another host"));
        }
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let headers = if cookies.is_empty() { Vec::new() } else { vec![("Cookie", join(&cookies, "; "))] };
        // The request is told of by its path, which is not to hold what a query may.
        let hidden = self.hiding(Request::get(""));
        let shown = hidden.redact(path.split(['?', '#']).next().unwrap_or_default());
        let request = self.hiding(Request::get(shown));
        Ok(Step::Send(Outgoing { request, url: format!("{origin}{path}"), headers }))
    }

    fn keep_cookies(&mut self, cookies: &[String]) {
        for cookie in cookies {
            let pair = cookie.split(';').next().unwrap_or_default();
            let Some((name, value)) = pair.split_once('=') else { continue };
            let name = name.trim();
            if let Some(at) = self.cookies.iter().position(|(other, _)| other == name) {
                self.cookies.remove(at);
            }
            self.cookies.push((name.into(), value.trim().into()));
        }
    }

    /// A server may repeat in one answer what it was told, or told, before.
    fn hiding(&self, request: Request) -> Request {
        let mut request = request.hiding(self.app.client_secret.as_str());
        for (_, value) in &self.cookies {
            request = request.hiding(value.as_str());
        }
        request
    }

    fn outgoing(&self, request: Request) -> Result<Outgoing, Error> {
        let url = request.url(self.base)?;
        Ok(Outgoing { request: self.hiding(request), url, headers: vec![("Content-Type", "application/json".into())] })
    }
}

fn wrong(what: &str) -> Error {
    Error::new(ErrorKind::InvalidAnswer, format!("the server answered with {what}"))
}

fn read(body: &str) -> Result<Json, Error> {
    json::read(body)
        .map_err(|_| wrong("something that is not JSON, or was cut off").passing(true).after_sending(false, true))
}

fn text<'a>(body: &'a Json, name: &str) -> Result<&'a str, Error> {
    let text = body[name].as_str().filter(|text| !text.is_empty());
    text.ok_or_else(|| wrong(&format!("JSON without `{name}`")))
}

fn issued(body: &Json) -> Result<Issued, Error> {
    let token = |name: &str, text: &str| Token::parse(text).map_err(|_| wrong(&format!("an unusable `{name}`")));
    let lifetime_seconds = match &body["expires_in"] {
        Json::Number(number) => number.as_count(),
        _ => None,
    };
    Ok(Issued {
        token: token("access_token", text(body, "access_token")?)?,
        refresh_token: body["refresh_token"].as_str().map(|text| token("refresh_token", text)).transpose()?,
        lifetime_seconds: lifetime_seconds.ok_or_else(|| wrong("JSON without `expires_in` in seconds"))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "client-secret-7";

    fn app() -> App {
        App::new("client-1".into(), SECRET.into()).unwrap()
    }

    fn answer(status: u16, body: &str) -> Answered {
        Answered { status, body: body.into(), ..Answered::default() }
    }

    fn redirect(location: &str, cookies: &[&str]) -> Answered {
        let cookies = cookies.iter().map(|cookie| (*cookie).to_owned()).collect();
        Answered { status: 302, location: Some(location.into()), cookies, body: String::new() }
    }

    fn sent(step: Result<Step, Error>) -> Outgoing {
        match step.unwrap() {
            Step::Send(outgoing) => outgoing,
            Step::Done(_) => panic!("done too early"),
        }
    }

    fn refusal(step: Result<Step, Error>) -> String {
        step.map(|_| ()).unwrap_err().to_string()
    }

    #[test]
    fn two_redirects_with_cookies_lead_to_a_code_and_the_code_to_a_token() {
        let (app, base) = (app(), BaseUrl::parse("https://a.example/proxy").unwrap());
        let (mut sign_in, first) = SignIn::begin(&app, &base, None).unwrap();
        assert_eq!(first.url, "https://a.example/proxy/api/oauth2/hydrogen/openapi/authorize/");
        assert_eq!(first.request.method().as_str(), "POST");
        assert_eq!(first.request.body(), Some(r#"{"client_id":"client-1","client_secret":"client-secret-7"}"#));

        let second = sent(sign_in.answered(&redirect("/step/?a=1", &["s=1; Path=/; HttpOnly", "t=x=y"])));
        assert_eq!((second.request.method().as_str(), second.url.as_str()), ("GET", "https://a.example/step/?a=1"));
        assert_eq!(second.headers, [("Cookie", "s=1; t=x=y".to_owned())]);
        assert_eq!(second.request.path(), "/step/");
        assert_eq!(second.request.redact("x=y client-secret-7"), "[redacted] [redacted]");
        assert_eq!(second.request.body(), None);

        let third = sent(sign_in.answered(&redirect("https://a.example/last/", &["s=2"])));
        assert_eq!(third.url, "https://a.example/last/");
        assert_eq!(third.headers, [("Cookie", "t=x=y; s=2".to_owned())]);

        assert!(!sign_in.has_code());
        let exchange = sent(sign_in.answered(&answer(200, r#"{"code":"c-9","expires_in":60}"#)));
        assert!(sign_in.has_code());
        assert_eq!(exchange.url, "https://a.example/proxy/api/oauth2/access_token/");
        assert_eq!(exchange.request.redact("x=y c-9 client-secret-7"), "[redacted] [redacted] [redacted]");
        assert_eq!(
            exchange.request.body(),
            Some(
                r#"{"client_id":"client-1","client_secret":"client-secret-7","code":"c-9","grant_type":"authorization_code"}"#
            )
        );
        let tokens =
            r#"{"access_token":"t-1","token_type":"Bearer","expires_in":3600,"refresh_token":"r-1","scope":""}"#;
        let Step::Done(issued) = sign_in.answered(&answer(200, tokens)).unwrap() else { panic!("not done") };
        assert_eq!((issued.token.expose(), issued.lifetime_seconds), ("t-1", 3600));
        assert_eq!(issued.refresh_token.as_ref().map(Token::expose), Some("r-1"));
        assert_eq!(issued.renew_after_ms(), 3_540_000.0);
        assert_eq!(Issued { lifetime_seconds: 5, ..issued.clone() }.renew_after_ms(), 5_000.0);
        assert_eq!(Issued { lifetime_seconds: 100, ..issued }.renew_after_ms(), 90_000.0);
    }

    #[test]
    fn a_refresh_token_renews_without_redirects() {
        let (app, base, refresh) = (app(), BaseUrl::default(), Token::parse("r-1").unwrap());
        let (_, request) = SignIn::begin(&app, &base, Some(&refresh)).unwrap();
        assert_eq!(
            request.request.body(),
            Some(
                r#"{"client_id":"client-1","client_secret":"client-secret-7","grant_type":"refresh_token","refresh_token":"r-1"}"#
            )
        );
    }

    #[test]
    fn cookies_go_to_no_other_host_and_not_round_in_circles() {
        let (app, base) = (app(), BaseUrl::parse("https://a.example").unwrap());
        for location in ["https://b.example/", "//b.example/", "https://a.example.b/", "/\\b.example", "next", ""] {
            let (mut sign_in, _) = SignIn::begin(&app, &base, None).unwrap();
            let refused = refusal(sign_in.answered(&redirect(location, &[])));
            assert_eq!(refused, "the server answered with a redirect to another host", "{location}");
        }
        let (mut sign_in, _) = SignIn::begin(&app, &base, None).unwrap();
        for _ in 0..MOST_REDIRECTS {
            sent(sign_in.answered(&redirect("/", &[])));
        }
        assert_eq!(refusal(sign_in.answered(&redirect("/", &[]))), "the server answered with more than 5 redirects");
    }

    #[test]
    fn no_body_and_no_secret_is_shown() {
        let (app, base, refresh) = (app(), BaseUrl::default(), Token::parse("r-1").unwrap());
        for (body, message) in [
            (r#"{"access_token":"t-secret"}"#, "the server answered with JSON without `expires_in` in seconds"),
            (r#"{"expires_in":5}"#, "the server answered with JSON without `access_token`"),
            (r#"{"access_token":"t sec","expires_in":5}"#, "the server answered with an unusable `access_token`"),
            (r#"{"access_token":"t-sec"#, "the server answered with something that is not JSON, or was cut off"),
        ] {
            let (mut sign_in, _) = SignIn::begin(&app, &base, Some(&refresh)).unwrap();
            let error = sign_in.answered(&answer(200, body)).map(|_| ()).unwrap_err();
            assert_eq!((error.to_string().as_str(), error.body()), (message, None));
        }
        assert!(!format!("{app:?}").contains(SECRET));
        let (_, request) = SignIn::begin(&app, &base, Some(&refresh)).unwrap();
        assert_eq!(request.request.redact("client-secret-7 r-1"), "[redacted] [redacted]");
        assert!(!format!("{request:?}").contains(SECRET));
        assert_eq!(
            App::new("x".into(), String::new()).unwrap_err().to_string(),
            "auth.clientSecret: expected 1 to 1000 characters, got 0"
        );
    }
}
