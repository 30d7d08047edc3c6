//! The control endpoint \[ours\]: a test in another process looks at the counters and changes the faults.

use crate::{
    counts::Counts,
    emulator::Emulator,
    faults::Fault,
    refusal::Refusal,
    request::Request,
    response::{JSON_TYPE, Response},
    target::Target,
};

/// Where it is.
const ROOT: &str = "/emulator/";

/// What it knows, for whoever asks for something else.
const KNOWN: &str =
    "GET /emulator/, DELETE /emulator/counts/, PUT or DELETE /emulator/faults/ and GET /emulator/users/";

/// Whether a request is for the control endpoint, where there is one; without the last slash, too, as a slip to tell.
pub fn is_meant(url: &str) -> bool {
    let path = Target::of(url).path;
    path.starts_with(ROOT) || ROOT.strip_suffix('/') == Some(path)
}

/// Looks at the emulator, or changes what it does to later requests. What changes something answers the counters.
pub fn run(emulator: &mut Emulator, request: &Request) -> Result<Response, Refusal> {
    let path = Target::of(&request.url).path;
    let allow = match (path.strip_prefix(ROOT), &*request.method) {
        (Some(""), "GET") => return Ok(counts(emulator.counts())),
        (Some("users/"), "GET") => return Ok(json(emulator.snapshot())),
        (Some("faults/"), "PUT") => {
            emulator.set_faults(Fault::list(&request.body).map_err(|error| Refusal::bad_request(error.to_string()))?);
            return Ok(counts(emulator.counts()));
        }
        (Some("faults/"), "DELETE") => {
            emulator.set_faults(Vec::new());
            return Ok(counts(emulator.counts()));
        }
        (Some("counts/"), "DELETE") => {
            emulator.reset_counts();
            return Ok(counts(emulator.counts()));
        }
        (Some("" | "users/"), _) => "GET, OPTIONS",
        (Some("faults/"), _) => "PUT, DELETE, OPTIONS",
        (Some("counts/"), _) => "DELETE, OPTIONS",
        _ => return Err(Refusal::not_found(format!("no such path: {path}; there are {KNOWN}"))),
    };
    Err(Refusal::method_not_allowed(&request.method, allow))
}

fn counts(counts: &Counts) -> Response {
    Response::json(200, counts)
}

fn json(body: String) -> Response {
    Response::new(200, vec![("Content-Type", JSON_TYPE.into())], body)
}
