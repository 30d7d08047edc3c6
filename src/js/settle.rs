//! Future → promise that settles even if the future panics.

use super::failure::Failure;
use js_sys::{Function, Promise};
use std::{
    cell::RefCell,
    future::Future,
    panic,
    pin::Pin,
    task::{Context, Poll},
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

thread_local! {
    /// Rejects the promise of the future that is running now.
    static RUNNING: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Lets a panic reject the promise of the call that it happens in, with its message.
#[wasm_bindgen(start)]
fn start() {
    panic::set_hook(Box::new(|panic| {
        let reject = RUNNING.with(|running| running.borrow_mut().take());
        if let Some(reject) = reject {
            let failure = Failure::internal(format!("a defect of minapp-users: {panic}"));
            let _ = reject.call1(&JsValue::UNDEFINED, &failure.into());
        }
    }));
}

/// The promise of what `future` becomes.
pub(super) fn promise(future: impl Future<Output = Result<JsValue, Failure>> + 'static) -> Promise {
    let mut future = Some(Box::pin(future));
    Promise::new(&mut |resolve, reject| {
        let Some(future) = future.take() else { return };
        let guarded = Guarded { future, reject: reject.clone() };
        spawn_local(async move {
            let _ = match guarded.await {
                Ok(value) => resolve.call1(&JsValue::UNDEFINED, &value),
                Err(failure) => reject.call1(&JsValue::UNDEFINED, &failure.into()),
            };
        });
    })
}

/// Tells the panic hook whose promise it runs for.
struct Guarded<F> {
    future: Pin<Box<F>>,
    reject: Function,
}

impl<F: Future> Future for Guarded<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        RUNNING.set(Some(self.reject.clone()));
        let polled = self.future.as_mut().poll(context);
        RUNNING.set(None);
        polled
    }
}
