//! The options of what takes many requests: `iterate`, `scan`, `updateAll`.

use super::{
    limits::OwnLimits,
    operation::{projection, take_signal},
    options::{self, Options},
};
use crate::{
    Error, Iterate, Iteration, Json, Mode, Scan, Scanning, Where,
    endpoint::{MAX_INTEGER, MAX_LIMIT},
    job::{Job, Marker, UpdateAll},
    scan::MAX_CONCURRENCY,
};

/// A plan of reading, and the limits of each of its requests.
#[derive(Debug)]
pub(crate) struct Reading {
    pub plan: ReadingPlan,
    pub limits: OwnLimits,
}

/// What decides which page comes next.
#[derive(Debug)]
pub(crate) enum ReadingPlan {
    Iterate(Iteration),
    Scan { scanning: Scanning, concurrency: u32 },
}

/// A job, and the limits of each of its requests.
#[derive(Debug)]
pub(crate) struct Bulk {
    pub job: Job,
    pub concurrency: u32,
    pub limits: OwnLimits,
}

/// Reads `["iterate", options]` or `["scan", options]`.
pub(crate) fn reading(arguments: Json) -> Result<Reading, Error> {
    let (name, mut options) = only_options(arguments)?;
    let filter = options.take("where").map(Where::from_json).transpose()?;
    let plan = match name.as_str() {
        "iterate" => ReadingPlan::Iterate(iterate(filter, &mut options)?),
        _ => scan(filter, &mut options)?,
    };
    Ok(Reading { plan, limits: finish(options)? })
}

fn iterate(filter: Option<Where>, options: &mut Options) -> Result<Iteration, Error> {
    let default = Iterate::default();
    let order_by = options.names("orderBy")?;
    let page_size = page_size(options)?.unwrap_or(default.page_size);
    let mode = match options.string("mode")?.as_deref() {
        None | Some("keyset") => Mode::Keyset,
        Some("offset") => Mode::Offset,
        Some(other) => return Err(options::expected("mode", "\"keyset\" or \"offset\"", &other.into())),
    };
    let cursor = options.string("cursor")?;
    let iterate = Iterate { filter, order_by, page_size, mode, projection: projection(options)? };
    match cursor {
        None => iterate.start(),
        Some(cursor) => iterate.resume(&cursor),
    }
}

fn scan(filter: Option<Where>, options: &mut Options) -> Result<ReadingPlan, Error> {
    let default = Scan::default();
    let concurrency = concurrency(options)?.unwrap_or(default.concurrency);
    let page_size = page_size(options)?.unwrap_or(default.page_size);
    let scanning = Scan { filter, concurrency, page_size, projection: projection(options)? }.start()?;
    Ok(ReadingPlan::Scan { scanning, concurrency })
}

/// Reads `["updateAll", options]`. The base URL counts in the length of each request's.
pub(crate) fn bulk(arguments: Json, base_url_length: usize) -> Result<Bulk, Error> {
    let (_, mut options) = only_options(arguments)?;
    let (filter, update) = super::operation::where_and_update(&mut options)?;
    let default = UpdateAll::new(filter, update);
    let marker = options.take("marker").map(marker).transpose()?;
    let concurrency = concurrency(&mut options)?.unwrap_or(default.concurrency);
    let dry_run = options.flag("dryRun")?;
    let expect_max = options.integer("expectMax", 0, MAX_INTEGER)?;
    let checkpoint = options.string("checkpoint")?;
    let limits = finish(options)?;
    let update_all = UpdateAll { marker, concurrency, dry_run, expect_max, base_url_length, ..default };
    let job = match checkpoint {
        None => update_all.start()?,
        Some(checkpoint) => update_all.resume(&checkpoint)?,
    };
    Ok(Bulk { job, concurrency, limits })
}

fn marker(marker: Json) -> Result<Marker, Error> {
    let mut marker = Options::of("marker", marker)?;
    let field = marker.take("field");
    let value = marker.take("value").unwrap_or_else(|| Json::Foreign("nothing".into()));
    marker.finish()?;
    match field {
        Some(Json::String(field)) => Ok(Marker { field, value }),
        other => Err(options::expected(
            "marker.field",
            "the name of a custom field",
            &other.unwrap_or_else(|| Json::Foreign("nothing".into())),
        )),
    }
}

fn concurrency(options: &mut Options) -> Result<Option<u32>, Error> {
    Ok(options.integer("concurrency", 1, MAX_CONCURRENCY)?.map(|concurrency| concurrency as u32))
}

fn page_size(options: &mut Options) -> Result<Option<u32>, Error> {
    Ok(options.integer("pageSize", 1, MAX_LIMIT)?.map(|size| size as u32))
}

/// The name of the operation, and the one argument that it takes.
fn only_options(arguments: Json) -> Result<(String, Options), Error> {
    let Json::Array(arguments) = arguments else {
        return Err(Error::invalid("expected an array of arguments"));
    };
    let mut arguments = arguments.into_iter();
    let mut next = || arguments.next().unwrap_or_else(|| Json::Foreign("undefined".into()));
    let (name, given) = (next(), next());
    options::refuse_surplus(&name, &next())?;
    Ok((name.as_str().unwrap_or_default().to_owned(), Options::of("options", given)?))
}

fn finish(mut options: Options) -> Result<OwnLimits, Error> {
    let limits = OwnLimits::take(&mut options)?;
    take_signal(&mut options)?;
    options.finish()?;
    Ok(limits)
}
