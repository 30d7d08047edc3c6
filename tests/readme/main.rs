//! The Rust example of the READMEs: `readme.test.mjs` sees to it that it is theirs.

#[test]
fn the_example_works() -> Result<(), minapp_users::Error> {
    use minapp_users::{BaseUrl, Page, Response, Token, endpoint::ListUsers, field, headers};

    let list = ListUsers { filter: Some(field("level").gte(3)), limit: 100, ..ListUsers::default() };

    let request = list.request()?;
    let (method, url) = (request.method().as_str(), request.url(&BaseUrl::default())?);
    let headers = headers(&request, &Token::parse("your-access-token")?, None);
    assert_eq!((method, headers.len()), ("GET", 1));
    assert!(url.starts_with("https://cloud.minapp.com/oserve/v2.2/miniapp/user_profile/?where="));

    // Send it with the HTTP client of your choice, and hand over what it answers:
    let body = r#"{"meta":{"limit":100,"offset":0,"next":null},"objects":[{"id":70695404,"level":7}]}"#;
    let page: Page = list.decode(&Response { status: 200, body: body.into(), ..Response::default() })?;
    assert_eq!((page.objects[0].id, &page.objects[0].fields["level"]), (70695404, &7.into()));
    Ok(())
}
