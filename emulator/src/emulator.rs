//! The emulator: users, and the one way in.

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::{
    auth,
    config::{Config, ConfigError, Users},
    cors,
    operations::{account, bulk_operation::BulkOperations, get, list, update_many, update_one, user_profile_v1},
    own_users, population,
    query::Query,
    refusal::Refusal,
    request::Request,
    response::Response,
    router::{Operation, route},
    schema::Schema,
    store::{Row, Store},
    target::{LONGEST_URL, Target, url_length},
};

/// A server of user operations, without its network.
#[derive(Debug)]
pub struct Emulator {
    store: Store,
    token: Option<String>,
    bulk_operations: BulkOperations,
    requests: u64,
}

impl Emulator {
    /// Makes or takes the users.
    ///
    /// # Errors
    /// Fields or users that cannot be; the error names them.
    pub fn new(config: Config) -> Result<Self, ConfigError> {
        let fields = match (config.fields, &config.users) {
            (Some(fields), _) => fields,
            (None, Users::Population(_)) => population::default_fields(),
            (None, Users::Own(users)) => own_users::infer_fields(users),
        };
        let schema =
            Schema::new(&fields).map_err(|(name, message)| ConfigError::new(format!("fields.{name}"), message))?;
        let rows = match config.users {
            Users::Population(count) => population::generate(count, config.seed, &schema),
            Users::Own(users) => own_users::read(users, &schema)?,
        };
        Ok(Self {
            store: Store::new(schema, rows),
            token: config.token,
            bulk_operations: BulkOperations::default(),
            requests: 0,
        })
    }

    /// Answers one request. Every answer has an `X-Request-Id`, which counts the requests \[ours\].
    pub fn handle(&mut self, request: Request) -> Response {
        let request = &request;
        self.requests += 1;
        let mut response = cors::preflight(request).unwrap_or_else(|| self.answer(request));
        response.headers.push(("X-Request-Id", format!("emulator-{:08}", self.requests)));
        cors::allow_origin(request, &mut response);
        response
    }

    fn answer(&mut self, request: &Request) -> Response {
        if url_length(request) > LONGEST_URL {
            return Response::bad_gateway();
        }
        self.carry_out(request).unwrap_or_else(Response::from)
    }

    /// \[ours\] The path is looked at first, then the method, then the credentials, then everything else.
    fn carry_out(&mut self, request: &Request) -> Result<Response, Refusal> {
        let path = Target::of(&request.url).path;
        let (door, operation) = route(&request.method, path)?;
        auth::check(request, door, self.token.as_deref())?;
        let query = Query::of(request);
        let store = &mut self.store;
        match operation {
            Operation::List { always_count } => list::run(store, &query, path, always_count),
            Operation::Get(id) => get::run(store, &query, id),
            Operation::UpdateOne(id) => update_one::run(store, request, id),
            Operation::UpdateMany => update_many::run(store, &mut self.bulk_operations, request, &query, path),
            Operation::Account(id) => account::run(store, request, id),
            Operation::UserProfilesV1 => user_profile_v1::get_or_list(store, &query, path),
            Operation::UserProfileV1(id) => user_profile_v1::get(store, id),
            Operation::Background(id) => self.bulk_operations.read(id, request.now),
        }
    }

    /// The JSON of every stored user with every field, `user_group` too, in the order of their ids.
    pub fn snapshot(&self) -> String {
        let users: Vec<_> =
            self.store.rows().iter().map(|row| StoredUser { row, schema: &self.store.schema }).collect();
        serde_json::to_string(&users).unwrap_or_else(|_| "[]".into())
    }
}

struct StoredUser<'a> {
    row: &'a Row,
    schema: &'a Schema,
}

impl Serialize for StoredUser<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (column, value) in self.schema.columns().iter().zip(self.row) {
            if let Some(value) = value {
                map.serialize_entry(&*column.name, value)?;
            }
        }
        map.end()
    }
}
