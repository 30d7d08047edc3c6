//! The client in headless Chromium, against the running emulator: another origin, so that every call needs CORS.
#![cfg(target_arch = "wasm32")]

use js_sys::{Array, Function, JSON, Object, Reflect};
use minapp_users::js::{Client, check_condition, check_where, promise_of_panic};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::AbortController;

wasm_bindgen_test_configure!(run_in_browser);

/// A user of the source document, whom every population holds.
const USER: u32 = 70695404;

/// The address of the emulator, known when the test is compiled.
const EMULATOR: &str = match option_env!("MINAPP_EMULATOR_URL") {
    Some(url) => url,
    None => "http://127.0.0.1:18787",
};

fn client_with(token: &str, more: &str) -> Client {
    let options = format!(r#"{{"auth":{{"token":"{token}"}},"baseUrl":"{EMULATOR}"{more}}}"#);
    Client::new(&options, JsValue::UNDEFINED, JsValue::UNDEFINED, JsValue::UNDEFINED).unwrap()
}

async fn call(arguments: &str) -> Result<JsValue, JsValue> {
    JsFuture::from(client_with("t", "").call(arguments.into(), JsValue::UNDEFINED)).await
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap()
}

fn number(object: &JsValue, name: &str) -> f64 {
    get(object, name).as_f64().unwrap_or_else(|| panic!("{name} is not a number in {object:?}"))
}

fn text(object: &JsValue, name: &str) -> String {
    get(object, name).as_string().unwrap_or_else(|| panic!("{name} is not a string in {object:?}"))
}

#[wasm_bindgen_test]
async fn a_page_of_plain_objects_is_listed_by_a_condition() {
    let page = call(r#"["list",{"where":{"test":{"$eq":"test"}},"limit":2,"withCount":true}]"#).await.unwrap();
    let users: Array = get(&page, "objects").unchecked_into();
    assert!(users.length() > 0);
    for user in users.iter() {
        assert_eq!(text(&user, "test"), "test");
        assert_eq!(Object::get_prototype_of(&user), Object::get_prototype_of(&Object::new()));
    }
    let count = call(r#"["count",{"test":{"$eq":"test"}}]"#).await.unwrap();
    assert_eq!(number(&get(&page, "meta"), "total_count"), count.as_f64().unwrap());
}

#[wasm_bindgen_test]
async fn one_user_is_read_and_selected_fields_only() {
    let user = call(&format!(r#"["get",{USER},{{"select":["id","test"]}}]"#)).await.unwrap();
    assert_eq!(number(&user, "id"), f64::from(USER));
    assert_eq!(Object::keys(&user.unchecked_into::<Object>()).length(), 2);
}

#[wasm_bindgen_test]
async fn an_increment_is_counted_by_the_server() {
    call(&format!(r#"["update",{USER},{{"level":5}}]"#)).await.unwrap();
    let user =
        call(&format!(r#"["update",{USER},{{"level":{{"$incr_by":2}},"note":{{"$unset":""}}}}]"#)).await.unwrap();
    assert_eq!(number(&user, "level"), 7.0);
}

#[wasm_bindgen_test]
async fn many_users_are_changed_and_reported() {
    let done =
        call(r#"["updateMany",{"where":{"gender":{"$eq":1}},"update":{"vip":true},"limit":3,"withCount":true}]"#);
    let done = done.await.unwrap();
    assert_eq!(text(&done, "status"), "done");
    assert_eq!(get(&done, "succeeded").unchecked_into::<Array>().length(), 3);
    assert!(number(&done, "total_count") > 3.0);
    assert!(text(&done, "next").contains("offset=3"));
}

#[wasm_bindgen_test]
async fn an_account_is_changed_and_a_taken_name_refused() {
    let account = call(&format!(r#"["updateAccount",{USER},{{"username":"Pretty_Girl"}}]"#)).await.unwrap();
    assert_eq!(text(&account, "username").to_lowercase(), "pretty_girl");
    let refused = call(r#"["updateAccount",64501217,{"username":"PRETTY_GIRL"}]"#).await.unwrap_err();
    assert_eq!((text(&refused, "code"), text(&refused, "outcome")), ("bad_request".into(), "not_applied".into()));
}

#[wasm_bindgen_test]
async fn a_refusal_is_readable_across_origins() {
    let missing = call(r#"["get",1]"#).await.unwrap_err();
    assert_eq!((text(&missing, "code"), number(&missing, "status")), ("not_found".into(), 404.0));
    assert!(!text(&missing, "requestId").is_empty());
}

#[wasm_bindgen_test]
async fn nobody_listening_is_a_connection_error() {
    let options = r#"{"auth":{"token":"t"},"baseUrl":"http://127.0.0.1:9"}"#;
    let client = Client::new(options, JsValue::UNDEFINED, JsValue::UNDEFINED, JsValue::UNDEFINED).unwrap();
    let failed =
        JsFuture::from(client.call(r#"["update",1,{"a":1},{"retry":{"maxRetries":0}}]"#.into(), JsValue::UNDEFINED))
            .await
            .unwrap_err();
    assert_eq!((text(&failed, "code"), text(&failed, "outcome")), ("connection".into(), "unknown".into()));
}

#[wasm_bindgen_test]
async fn an_abort_rejects_with_its_reason_and_a_timeout_with_its_length() {
    let controller = AbortController::new().unwrap();
    let call = client_with("t", "").call(r#"["list"]"#.into(), controller.signal().into());
    controller.abort_with_reason(&"enough".into());
    let aborted = JsFuture::from(call).await.unwrap_err();
    assert_eq!((text(&aborted, "code"), text(&aborted, "cause")), ("aborted".into(), "enough".into()));

    let never = Function::new_no_args("return new Promise(() => {})");
    let options = r#"{"auth":{"token":"t"},"fetch":!"a function","timeoutMs":20}"#;
    let client = Client::new(options, JsValue::UNDEFINED, never.into(), JsValue::UNDEFINED).unwrap();
    let late = JsFuture::from(client.call(r#"["list"]"#.into(), JsValue::UNDEFINED)).await.unwrap_err();
    assert_eq!(
        (text(&late, "code"), text(&late, "message")),
        ("timeout".into(), "no complete answer within 20 ms".into())
    );
}

#[wasm_bindgen_test]
async fn a_token_may_come_from_a_function() {
    let token = Function::new_no_args("return Promise.resolve('t')");
    let options = format!(r#"{{"auth":{{"token":!"a function"}},"baseUrl":"{EMULATOR}"}}"#);
    let client = Client::new(&options, token.into(), JsValue::UNDEFINED, JsValue::UNDEFINED).unwrap();
    let user = JsFuture::from(client.call(format!(r#"["get",{USER}]"#), JsValue::UNDEFINED)).await.unwrap();
    assert_eq!(number(&user, "id"), f64::from(USER));
}

#[wasm_bindgen_test]
async fn a_panic_rejects_its_own_promise_with_its_message_and_harms_no_other() {
    let panicked = JsFuture::from(promise_of_panic("forced".into())).await.unwrap_err();
    assert_eq!(text(&panicked, "code"), "internal");
    let message = text(&panicked, "message");
    assert!(message.starts_with("a defect of minapp-users: panicked at ") && message.ends_with("forced"), "{message}");
    let user = call(&format!(r#"["get",{USER}]"#)).await.unwrap();
    assert_eq!(number(&user, "id"), f64::from(USER));
}

#[wasm_bindgen_test]
fn a_condition_is_checked_in_the_module() {
    assert!(check_condition(r#"["level","$gte",3]"#).is_undefined());
    let wrong = check_where(r#"{"$or":[{"a":1},{"level":{"$gte":true}}]}"#);
    assert_eq!(text(&wrong, "message"), "$or[1].level.$gte: expected a number or a string, got true");
    assert!(JSON::stringify(&wrong).is_ok());
}
