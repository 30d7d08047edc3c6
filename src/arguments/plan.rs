//! The options of what takes many requests: `iterate`, `scan`, `updateAll`.

use super::{
    limits::OwnLimits,
    operation::{finish, projection},
    options::{self, Arguments, Options},
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
    match name.as_str() {
        Some("iterate") => iterate(filter, options),
        _ => scan(filter, options),
    }
}

fn iterate(filter: Option<Where>, mut options: Options) -> Result<Reading, Error> {
    let default = Iterate::default();
    let order_by = options.names("orderBy");
    let page_size = page_size(&mut options).unwrap_or(default.page_size);
    let mode = match options.string("mode").as_deref() {
        None | Some("keyset") => Mode::Keyset,
        Some("offset") => Mode::Offset,
        Some(other) => {
            options.mistake(options::expected("mode", "\"keyset\" or \"offset\"", &other.into()));
            default.mode
        }
    };
    let cursor = options.string("cursor");
    let iterate = Iterate { filter, order_by, page_size, mode, projection: projection(&mut options) };
    let limits = finish(options)?;
    let iteration = match cursor {
        None => iterate.start()?,
        Some(cursor) => iterate.resume(&cursor)?,
    };
    Ok(Reading { plan: ReadingPlan::Iterate(iteration), limits })
}

fn scan(filter: Option<Where>, mut options: Options) -> Result<Reading, Error> {
    let default = Scan::default();
    let concurrency = concurrency(&mut options).unwrap_or(default.concurrency);
    let page_size = page_size(&mut options).unwrap_or(default.page_size);
    let scan = Scan { filter, concurrency, page_size, projection: projection(&mut options) };
    let limits = finish(options)?;
    Ok(Reading { plan: ReadingPlan::Scan { scanning: scan.start()?, concurrency }, limits })
}

/// Reads `["updateAll", options]`. The base URL counts in the length of each request's.
pub(crate) fn bulk(arguments: Json, base_url_length: usize) -> Result<Bulk, Error> {
    let (_, mut options) = only_options(arguments)?;
    let (filter, update) = super::operation::where_and_update(&mut options);
    let default = UpdateAll::new(filter, update);
    let marker = options.take("marker").map(marker).transpose()?;
    let concurrency = concurrency(&mut options).unwrap_or(default.concurrency);
    let dry_run = options.flag("dryRun");
    let expect_max = options.integer("expectMax", 0, MAX_INTEGER);
    let checkpoint = options.string("checkpoint");
    let limits = finish(options)?;
    let update_all = UpdateAll { marker, concurrency, dry_run, expect_max, base_url_length, ..default };
    let job = match checkpoint {
        None => update_all.start()?,
        Some(checkpoint) => update_all.resume(&checkpoint)?,
    };
    Ok(Bulk { job, concurrency, limits })
}

fn marker(marker: Json) -> Result<Marker, Error> {
    let mut marker = Options::of("marker", marker);
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

fn concurrency(options: &mut Options) -> Option<u32> {
    options.integer("concurrency", 1, MAX_CONCURRENCY).map(|concurrency| concurrency as u32)
}

fn page_size(options: &mut Options) -> Option<u32> {
    options.integer("pageSize", 1, MAX_LIMIT).map(|size| size as u32)
}

/// The name of the operation, and the one argument that it takes.
fn only_options(arguments: Json) -> Result<(Json, Options), Error> {
    let (name, arguments) = Arguments::of(arguments)?;
    let options = arguments.finish(&name)?;
    Ok((name, options))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::read_arguments;

    fn reading_of(text: &str) -> Result<Reading, Error> {
        reading(read_arguments(text).unwrap())
    }

    fn bulk_of(text: &str) -> Result<Bulk, Error> {
        bulk(read_arguments(text).unwrap(), 24)
    }

    fn target(plan: &mut ReadingPlan) -> String {
        let list = match plan {
            ReadingPlan::Iterate(iteration) => iteration.request(),
            ReadingPlan::Scan { scanning, .. } => scanning.next().map(|(_, list)| list),
        };
        list.unwrap().request().unwrap().target().replace("/oserve/v2.2/miniapp/user_profile/", "")
    }

    #[test]
    fn every_option_has_its_place_in_the_request() {
        for (text, expected) in [
            (r#"["iterate",!"undefined"]"#, "?order_by=id&limit=100"),
            (
                r#"["iterate",{"where":{"vip":true},"orderBy":"-created_at","pageSize":7,"mode":"keyset","select":["nickname"],"expand":"created_by","timeoutMs":5,"retry":{},"signal":!"an object"}]"#,
                "?where=%7B%22%24and%22%3A%5B%7B%22vip%22%3Atrue%7D%2C%7B%22created_at%22%3A%7B%22%24isnull%22%3Afalse%7D%7D%5D%7D\
                 &order_by=-created_at%2Cid&limit=7&keys=nickname%2Ccreated_at%2Cid&expand=created_by",
            ),
            (r#"["iterate",{"orderBy":["level"],"mode":"offset"}]"#, "?order_by=level&limit=100"),
            (
                r#"["scan",{"where":{"vip":true},"concurrency":8,"pageSize":10,"select":["-note"]}]"#,
                "?where=%7B%22vip%22%3Atrue%7D&order_by=id&limit=10&return_total_count=1&keys=-note",
            ),
            (r#"["scan"]"#, "?order_by=id&limit=1000&return_total_count=1"),
        ] {
            assert_eq!(target(&mut reading_of(text).unwrap().plan), expected, "{text}");
        }
        let job = r#"["updateAll",{"where":{},"update":{"vip":true},"marker":{"field":"job","value":7},"concurrency":2,"dryRun":true,"expectMax":0,"timeoutMs":5}]"#;
        assert_eq!(bulk_of(job).unwrap().concurrency, 2);
    }

    #[test]
    fn a_mistake_is_named() {
        for (text, message) in [
            (r#"["iterate",5]"#, "options: expected an object, got 5"),
            (r#"["iterate",{},{}]"#, "iterate: takes no further argument, got an object"),
            (
                r#"["iterate",{"limit":5}]"#,
                "options: unknown member \"limit\", expected one of where, orderBy, pageSize, mode, cursor, select, expand, timeoutMs, retry, signal",
            ),
            (r#"["iterate",{"pageSize":0}]"#, "pageSize must be an integer between 1 and 1000, got 0"),
            (r#"["iterate",{"mode":"page"}]"#, "mode: expected \"keyset\" or \"offset\", got \"page\""),
            (r#"["iterate",{"cursor":"x"}]"#, "cursor: expected the cursor of an iteration, got \"x\""),
            (r#"["iterate",{"where":{"a":{"$x":1}}}]"#, "a: \"$x\" is not an operator"),
            (r#"["scan",{"concurrency":33}]"#, "concurrency must be an integer between 1 and 32, got 33"),
            (
                r#"["scan",{"orderBy":"id"}]"#,
                "options: unknown member \"orderBy\", expected one of where, concurrency, pageSize, select, expand, timeoutMs, retry, signal",
            ),
        ] {
            let told = reading_of(text).unwrap_err().to_string();
            assert!(told.starts_with(message), "{text}: {told}");
        }
        for (options, message) in [
            (r#"{"update":{"vip":true}}"#, "where: expected an object of conditions ({} for everyone), got nothing"),
            (r#"{"where":{}}"#, "update: expected an object of changes, got nothing"),
            (r#"{"where":{},"update":{"vip":true},"marker":"job"}"#, "marker: expected an object, got \"job\""),
            (
                r#"{"where":{},"update":{"vip":true},"marker":{"value":1}}"#,
                "marker.field: expected the name of a custom field, got nothing",
            ),
            (r#"{"where":{},"update":{"vip":true},"expectMax":-1}"#, "expectMax must be an integer between 0 and"),
            (
                r#"{"where":{},"update":{"vip":true},"checkpoint":"x"}"#,
                "checkpoint: expected the checkpoint of an updateAll, got \"x\"",
            ),
            (
                r#"{"where":{},"update":{"vip":true},"limit":5}"#,
                "options: unknown member \"limit\", expected one of where,",
            ),
        ] {
            let told = bulk_of(&format!(r#"["updateAll",{options}]"#)).unwrap_err().to_string();
            assert!(told.starts_with(message), "{options}: {told}");
        }
    }
}
