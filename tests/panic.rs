//! A panic in Node: it rejects its own promise, and nothing reaches the process.
#![cfg(target_arch = "wasm32")]

use js_sys::{Array, Function, Reflect};
use minapp_users::js::{Client, promise_of_panic};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

fn text(object: &JsValue, name: &str) -> String {
    Reflect::get(object, &name.into()).unwrap().as_string().unwrap_or_default()
}

#[wasm_bindgen_test]
async fn a_panic_rejects_its_own_promise_and_the_next_call_succeeds() {
    let watch = "const strays = []
        for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, (error) => strays.push(error))
        return strays";
    let strays: Array = Function::new_no_args(watch).call0(&JsValue::UNDEFINED).unwrap().unchecked_into();

    let panics: Vec<_> = (0..3).map(|number| JsFuture::from(promise_of_panic(format!("forced {number}")))).collect();
    for (number, panic) in panics.into_iter().enumerate() {
        let error = panic.await.unwrap_err();
        assert_eq!(text(&error, "code"), "internal");
        let message = text(&error, "message");
        assert!(message.starts_with("a defect of minapp-users: panicked at "), "{message}");
        assert!(message.ends_with(&format!("forced {number}")), "{message}");
    }

    let fetch = Function::new_no_args("return Promise.resolve(new Response('{\"id\":5}'))");
    let options = r#"{"auth":{"token":"t"},"fetch":!"a function"}"#;
    let client = Client::new(options, JsValue::UNDEFINED, fetch.into(), JsValue::UNDEFINED).unwrap();
    let user = JsFuture::from(client.call(r#"["get",5]"#.into(), JsValue::UNDEFINED)).await.unwrap();
    assert_eq!(Reflect::get(&user, &"id".into()).unwrap(), 5);

    let tick = Function::new_no_args("return new Promise((resolve) => setTimeout(resolve, 20))");
    JsFuture::from(tick.call0(&JsValue::UNDEFINED).unwrap().unchecked_into::<js_sys::Promise>()).await.unwrap();
    assert_eq!(strays.length(), 0, "{strays:?}");
}
