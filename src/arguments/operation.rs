//! Which operation a call is, and what its answer looks like.

use super::{
    limits::OwnLimits,
    options::{self, Arguments, Options},
};
use crate::{
    Error, Json, Request, Update, Where,
    endpoint::{
        Change, CountUsers, DEFAULT_LIMIT, GetBulkOperation, GetUser, ListUsers, MAX_INTEGER, MAX_LIMIT, Projection,
        UpdateAccount, UpdateUser, UpdateUsers,
        legacy::{
            CreatedAt, GetUserProfile, GetUserProfileByPath, ListUserProfiles, OldGetUser, OldListUsers, OldUpdateUser,
        },
    },
};

/// A call that can be sent.
#[derive(Debug)]
pub(crate) struct Call {
    pub request: Request,
    pub shape: Shape,
    /// What the call says of its time and its repetitions.
    pub limits: OwnLimits,
}

/// What a successful answer looks like, and what a caller gets of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A page of users, handed through.
    Page {
        /// Whether it must hold `meta.total_count`.
        counted: bool,
        /// Whether each user must hold its id: not when the caller selects fields.
        with_id: bool,
    },
    /// The count of a page.
    Count,
    /// A user, handed through.
    User {
        /// Whether it must hold its id: not when the caller selects fields.
        with_id: bool,
    },
    /// A user, alone or as the only one of a page.
    UserOrPage,
    /// What became of a bulk update.
    BulkUpdate,
    /// The state of a bulk update in the background, handed through.
    BulkOperation,
    /// A login account, handed through.
    Account,
}

/// Reads `[operation, ...arguments]`, whose last item is the options object of the call.
pub(crate) fn prepare(arguments: Json) -> Result<Call, Error> {
    let (name, mut arguments) = Arguments::of(arguments)?;
    let (request, shape) = request(&name, &mut arguments)?;
    // `list` takes a signal in its only argument, `get` in its last: a second one must not go unheard.
    let options = arguments.finish(&name)?;
    let limits = finish(options)?;
    // A name that nobody knows says more than what is missing for it.
    Ok(Call { request: request?, shape, limits })
}

type Made = (Result<Request, Error>, Shape);

fn request(name: &Json, arguments: &mut Arguments) -> Result<Made, Error> {
    Ok(match name.as_str().unwrap_or_default() {
        operation @ ("list" | "legacy.listUsers") => {
            let list = list_users(arguments.options());
            let shape = Shape::Page { counted: list.with_count, with_id: list.projection.select.is_empty() };
            let request = match operation {
                "list" => list.request(),
                _ => OldListUsers(list).request(),
            };
            (request, shape)
        }
        operation @ ("get" | "legacy.getUser") => {
            let get = GetUser { id: arguments.id("id")?, projection: projection(arguments.options()) };
            let shape = Shape::User { with_id: get.projection.select.is_empty() };
            let request = match operation {
                "get" => get.request(),
                _ => OldGetUser(get).request(),
            };
            (request, shape)
        }
        "count" => {
            let filter = arguments.next();
            let filter = (!options::is_undefined(&filter)).then_some(Where::unchecked(filter));
            (CountUsers { filter }.request(), Shape::Count)
        }
        operation @ ("update" | "legacy.updateUser") => {
            let update = UpdateUser { id: arguments.id("id")?, update: Update::unchecked(arguments.next())? };
            let request = match operation {
                "update" => update.request(),
                _ => OldUpdateUser(update).request(),
            };
            (request, WHOLE_USER)
        }
        "updateMany" => (update_users(arguments.options()).request(), Shape::BulkUpdate),
        "bulkOperation" => {
            let operation_id = options::integer("operationId", &arguments.next(), 0, MAX_INTEGER)?;
            (GetBulkOperation { operation_id }.request(), Shape::BulkOperation)
        }
        "updateAccount" => (update_account(arguments.id("id")?, arguments.next())?.request(), Shape::Account),
        "legacy.getUserProfileByPath" => {
            (GetUserProfileByPath { profile_id: arguments.id("profileId")? }.request(), WHOLE_USER)
        }
        "legacy.getUserProfile" => (GetUserProfile { user_id: arguments.id("userId")? }.request(), Shape::UserOrPage),
        "legacy.listUserProfiles" => {
            let list = list_user_profiles(arguments.options());
            (list.request(), Shape::Page { counted: true, with_id: true })
        }
        _ => return Err(Error::invalid(format!("there is no operation {}", name.describe()))),
    })
}

const WHOLE_USER: Shape = Shape::User { with_id: true };

/// What every call takes beside its own options, and nothing else.
pub(super) fn finish(mut options: Options) -> Result<OwnLimits, Error> {
    let limits = OwnLimits::take(&mut options);
    // The signal is a live object that does not fit into text: whoever calls this module holds it.
    if let Some(unreadable @ Json::Foreign(_)) = options.take("signal")
        && unreadable.describe_kind().starts_with(options::UNREADABLE)
    {
        options.mistake(options::expected("signal", "an AbortSignal", &unreadable));
    }
    options.finish()?;
    Ok(limits)
}

fn limit(options: &mut Options) -> u32 {
    options.integer("limit", 1, MAX_LIMIT).map_or(DEFAULT_LIMIT, |limit| limit as u32)
}

fn offset(options: &mut Options) -> u64 {
    options.integer("offset", 0, MAX_INTEGER).unwrap_or(0)
}

pub(super) fn projection(options: &mut Options) -> Projection {
    Projection { select: options.names("select"), expand: options.names("expand") }
}

fn list_users(options: &mut Options) -> ListUsers {
    ListUsers {
        filter: options.take("where").map(Where::unchecked),
        order_by: options.names("orderBy"),
        limit: limit(options),
        offset: offset(options),
        with_count: options.flag("withCount"),
        projection: projection(options),
    }
}

/// The two that must be given, checked when they become a request: who is changed, and how.
pub(super) fn where_and_update(options: &mut Options) -> (Where, Update) {
    let filter = options.required("where", "an object of conditions ({} for everyone)");
    let update = options.required("update", "an object of changes").map(Update::unchecked);
    let update = update.and_then(|update| options.kept(update));
    // Without one of them the options do not finish; what stands for it here would be refused, too.
    (Where::unchecked(filter.unwrap_or(Json::Null)), update.unwrap_or_default())
}

fn update_users(options: &mut Options) -> UpdateUsers {
    let (filter, update) = where_and_update(options);
    UpdateUsers {
        filter,
        update,
        limit: limit(options),
        offset: offset(options),
        with_count: options.flag("withCount"),
        is_repeatable: false,
    }
}

fn update_account(id: u64, account: Json) -> Result<UpdateAccount, Error> {
    let mut account = Options::of("account", account);
    let mut change = |name| match account.take(name) {
        None => Change::Keep,
        Some(Json::Null) => Change::Reset,
        Some(Json::String(text)) => Change::Set(text),
        Some(other) => {
            account.mistake(options::expected(name, "a string or null", &other));
            Change::Keep
        }
    };
    let (username, email, phone) = (change("username"), change("email"), change("phone"));
    let new_password = match account.take("newPassword") {
        None => None,
        Some(Json::String(password)) => Some(password),
        Some(other) => {
            account.mistake(options::wrong("newPassword", "a string", other.describe_kind()));
            None
        }
    };
    account.finish()?;
    Ok(UpdateAccount { id, username, email, new_password, phone })
}

fn list_user_profiles(options: &mut Options) -> ListUserProfiles {
    let mut time = |name| options.integer(name, 0, MAX_INTEGER);
    let created_at = CreatedAt {
        gte: time("createdAtGte"),
        gt: time("createdAtGt"),
        lte: time("createdAtLte"),
        lt: time("createdAtLt"),
    };
    ListUserProfiles {
        created_at,
        gender: options.integer("gender", 0, 2).map(|gender| gender as u8),
        group_in: options.integers("groupIn", 1, MAX_INTEGER),
        nickname: options.string("nickname"),
        nickname_contains: options.string("nicknameContains"),
        openid: options.string("openid"),
        unionid: options.string("unionid"),
        user_id: options.integer("userId", 1, MAX_INTEGER),
        limit: limit(options),
        offset: offset(options),
        order_by: options.string("orderBy"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{arguments::limits::Limits, json::read_arguments};

    fn call(text: &str) -> Result<Call, Error> {
        prepare(read_arguments(text).unwrap())
    }

    #[test]
    fn every_operation_is_sent_to_its_path() {
        let user = "/oserve/v2.2/miniapp/user_profile/";
        let profile = "/oserve/v1/miniapp/user-profile/";
        for (text, method, target, shape) in [
            (r#"["list"]"#, "GET", format!("{user}?limit=20"), Shape::Page { counted: false, with_id: true }),
            (
                r#"["list",!"undefined"]"#,
                "GET",
                format!("{user}?limit=20"),
                Shape::Page { counted: false, with_id: true },
            ),
            (
                r#"["list",{"withCount":true}]"#,
                "GET",
                format!("{user}?limit=20&return_total_count=1"),
                Shape::Page { counted: true, with_id: true },
            ),
            (
                r#"["get",5,{"select":"nickname"}]"#,
                "GET",
                format!("{user}5/?keys=nickname"),
                Shape::User { with_id: false },
            ),
            (r#"["count"]"#, "GET", format!("{user}?limit=1&return_total_count=1"), Shape::Count),
            (r#"["update",5,{"a":1}]"#, "PUT", "/oserve/v2.6/miniapp/user_profile/5/".into(), WHOLE_USER),
            (
                r#"["updateMany",{"where":{},"update":{"a":1},"limit":1000}]"#,
                "PUT",
                "/oserve/v2.6/miniapp/user_profile/?where=%7B%7D&limit=1000".into(),
                Shape::BulkUpdate,
            ),
            (r#"["bulkOperation",1]"#, "GET", "/oserve/v1/bulk-operation/1/".into(), Shape::BulkOperation),
            (
                r#"["updateAccount",5,{"email":null}]"#,
                "PUT",
                "/oserve/v2.1/miniapp/user/account/5/".into(),
                Shape::Account,
            ),
            (r#"["legacy.getUserProfileByPath",5]"#, "GET", format!("{profile}5/"), WHOLE_USER),
            (r#"["legacy.getUserProfile",5]"#, "GET", format!("{profile}?user_id=5"), Shape::UserOrPage),
            (
                r#"["legacy.listUserProfiles",{"groupIn":[258,360],"createdAtGte":1}]"#,
                "GET",
                format!("{profile}?created_at__gte=1&group__in=258%2C360&limit=20"),
                Shape::Page { counted: true, with_id: true },
            ),
            (
                r#"["legacy.listUsers",{"orderBy":["id"]}]"#,
                "GET",
                "/oserve/v1/user/info/?order_by=id&limit=20".into(),
                Shape::Page { counted: false, with_id: true },
            ),
            (r#"["legacy.getUser",5]"#, "GET", "/oserve/v1/user/info/5/".into(), WHOLE_USER),
            (r#"["legacy.updateUser",5,{"a":1}]"#, "PUT", "/oserve/v1/user/info/5/".into(), WHOLE_USER),
        ] {
            let call = call(text).unwrap();
            assert_eq!(
                (call.request.method().as_str(), call.request.target(), call.shape),
                (method, target, shape),
                "{text}"
            );
        }
    }

    #[test]
    fn bad_input_is_refused_with_field_range_and_value() {
        let id = "id must be an integer between 1 and 9007199254740991";
        let limit = "limit must be an integer between 1 and 1000";
        for (text, message) in [
            (r#"["list",5]"#, "options: expected an object, got 5".to_owned()),
            (r#"["list",null]"#, "options: expected an object, got null".into()),
            (r#"["list",{"limit":0}]"#, format!("{limit}, got 0")),
            (r#"["list",{"limit":-1}]"#, format!("{limit}, got -1")),
            (r#"["list",{"limit":1001}]"#, format!("{limit}, got 1001")),
            (r#"["list",{"limit":1.5}]"#, format!("{limit}, got 1.5")),
            (r#"["list",{"limit":"20"}]"#, format!("{limit}, got \"20\"")),
            (r#"["list",{"limit":!"NaN"}]"#, format!("{limit}, got NaN")),
            (r#"["list",{"limit":1e+21}]"#, format!("{limit}, got 1e+21")),
            (r#"["list",{"withCount":1}]"#, "withCount: expected true or false, got 1".into()),
            (r#"["list",{"select":[]}]"#, "select: expected a field name or an array of them, got an empty array".into()),
            (r#"["list",{"orderBy":[5]}]"#, "orderBy: expected a string, got 5".into()),
            (
                r#"["list",{"were":{}}]"#,
                "options: unknown member \"were\", expected one of where, orderBy, limit, offset, withCount, select, expand, timeoutMs, retry, signal".into(),
            ),
            (r#"["list",{"timeoutMs":0}]"#, "timeoutMs must be an integer between 1 and 2147483647, got 0".into()),
            (r#"["list",{"signal":!"a value that cannot be read: no"}]"#, "signal: expected an AbortSignal, got a value that cannot be read: no".into()),
            (r#"["list",{"where":!"reading it threw: no"}]"#, "where: expected an object of conditions, got reading it threw: no".into()),
            (r#"["list",{},{"timeoutMs":5}]"#, "list: takes no further argument, got an object".into()),
            (r#"["get"]"#, format!("{id}, got undefined")),
            (r#"["get","../x"]"#, format!("{id}, got \"../x\"")),
            (r#"["get",!"a BigInt"]"#, format!("{id}, got a BigInt")),
            (r#"["get",9007199254740992]"#, format!("{id}, got 9007199254740992")),
            (r#"["count",null]"#, "where: expected an object of conditions, got null".into()),
            (r#"["update",5]"#, "update: expected an object of changes, got undefined".into()),
            (r#"["updateMany",{"update":{"a":1}}]"#, "where: expected an object of conditions ({} for everyone), got nothing".into()),
            (r#"["updateMany",{"where":!"undefined","update":{"a":1}}]"#, "where: expected an object of conditions ({} for everyone), got nothing".into()),
            (r#"["updateMany",{"where":{}}]"#, "update: expected an object of changes, got nothing".into()),
            (r#"["updateMany",{"where":{},"update":5}]"#, "update: expected an object of changes, got 5".into()),
            (
                r#"["updateMany",{"were":{},"update":{"a":1}}]"#,
                "options: unknown member \"were\", expected one of where, update, limit, offset, withCount, timeoutMs, retry, signal".into(),
            ),
            (r#"["updateAccount",5,{}]"#, "account: expected username, email, newPassword or phone to change".into()),
            (r#"["updateAccount",5,{"email":5}]"#, "email: expected a string or null, got 5".into()),
            (r#"["updateAccount",5,{"newPassword":12345}]"#, "newPassword: expected a string, got a number".into()),
            (r#"["updateAccount",5,{"new_password":"hunter2"}]"#, "account: unknown member \"new_password\", expected one of username, email, phone, newPassword".into()),
            (r#"["legacy.listUserProfiles",{"gender":3}]"#, "gender must be an integer between 0 and 2, got 3".into()),
            (r#"["legacy.listUserProfiles",{"groupIn":258}]"#, "groupIn: expected an array of integers, got 258".into()),
            (r#"["drop"]"#, "there is no operation \"drop\"".into()),
        ] {
            assert_eq!(call(text).expect_err(text).to_string(), message);
        }
    }

    #[test]
    fn a_call_has_its_own_time_or_none() {
        assert_eq!(
            call(r#"["list",{"timeoutMs":500,"signal":!"an object"}]"#)
                .unwrap()
                .limits
                .over(Limits::default())
                .timeout_ms,
            500
        );
        assert_eq!(call(r#"["get",5]"#).unwrap().limits, OwnLimits::default());
    }
}
