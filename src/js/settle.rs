//! Future → promise that settles even if the future panics.

use super::failure::Failure;
use js_sys::Promise;
use std::{
    cell::RefCell,
    future::Future,
    panic,
    pin::Pin,
    task::{Context, Poll},
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

#[wasm_bindgen(
    inline_js = "export function attempt(action) { try { action() } catch (error) { return error ?? 'nothing' } }"
)]
extern "C" {
    /// Runs `action`, and tells what it threw, if anything. A panic ends it with a trap, which only JavaScript can catch.
    fn attempt(action: &mut dyn FnMut()) -> JsValue;
}

/// One type for all futures, so that what drives them is compiled once.
type Settling = Pin<Box<dyn Future<Output = Result<JsValue, Failure>>>>;

thread_local! {
    /// What the last panic said.
    static LAST_PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps the message of a panic for the promise that it rejects.
#[wasm_bindgen(start)]
fn keep_panic_messages() {
    panic::set_hook(Box::new(|panic| LAST_PANIC.set(panic.to_string())));
}

/// The promise of what `future` becomes. If it panics, the promise rejects with the message, and nothing else is harmed.
pub(super) fn promise(future: impl Future<Output = Result<JsValue, Failure>> + 'static) -> Promise {
    settling(Box::pin(future))
}

fn settling(future: Settling) -> Promise {
    let mut future = Some(Contained(Some(future)));
    Promise::new(&mut |resolve, reject| {
        let Some(future) = future.take() else { return };
        spawn_local(async move {
            let _ = match future.await {
                Ok(value) => resolve.call1(&JsValue::UNDEFINED, &value),
                Err(failure) => reject.call1(&JsValue::UNDEFINED, &failure.into()),
            };
        });
    })
}

/// A promise whose future panics, for the test that it settles all the same.
#[doc(hidden)]
pub fn promise_of_panic(message: String) -> Promise {
    keep_panic_messages();
    promise(async move { panic!("{message}") })
}

/// A future whose panics end it alone.
struct Contained(Option<Settling>);

impl Future for Contained {
    type Output = Result<JsValue, Failure>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(mut future) = self.0.take() else { return Poll::Pending };
        let mut polled = Poll::Pending;
        let thrown = attempt(&mut || polled = future.as_mut().poll(context));
        if thrown.is_undefined() {
            self.0 = polled.is_pending().then_some(future);
            return polled;
        }
        // Dropping what is half done could panic again.
        std::mem::forget(future);
        Poll::Ready(Err(Failure::internal(&LAST_PANIC.take(), thrown)))
    }
}
