//! The emulator: users, and the one way in.

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::{
    auth::{self, Access},
    config::{Config, ConfigError, Users},
    control, cors,
    counts::Counts,
    faults::{Fault, FaultPlan},
    operations::{account, bulk_operation::BulkOperations, get, list, update_many, update_one, user_profile_v1},
    own_users, population,
    query::Query,
    refusal::Refusal,
    request::Request,
    response::Response,
    router::{Operation, route},
    schema::Schema,
    sign_in::SignIn,
    store::{Store, User},
    target::{LONGEST_URL, Target, url_length},
    value::Value,
};

/// A server of user operations, without its network.
#[derive(Debug)]
pub struct Emulator {
    store: Store,
    access: Access,
    bulk_operations: BulkOperations,
    faults: FaultPlan,
    has_control: bool,
    counts: Counts,
    answers: u64,
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
        let mut store = Store::new(schema, Vec::new());
        store.insert(match config.users {
            Users::Population(count) => population::generate(count, config.seed, &store.schema),
            Users::Own(users) => own_users::read(users, &store)?,
        });
        Ok(Self {
            store,
            access: Access { token: config.token, sign_in: config.app.map(|app| SignIn::new(app, config.seed)) },
            bulk_operations: BulkOperations::default(),
            faults: FaultPlan::new(config.faults, config.fault_seed),
            has_control: config.control,
            counts: Counts::default(),
            answers: 0,
        })
    }

    /// Answers one request. Every answer has an `X-Request-Id`, which counts the requests \[ours\]. How the answer is to
    /// arrive is in its `delivery`.
    pub fn handle(&mut self, request: Request) -> Response {
        let request = &request;
        self.answers += 1;
        let mut response = if let Some(response) = cors::preflight(request) {
            response
        } else if self.has_control && control::is_meant(&request.url) {
            control::run(self, request).unwrap_or_else(Response::from)
        } else {
            self.counted(request)
        };
        response.headers.push(("X-Request-Id", format!("emulator-{:08}", self.answers)));
        cors::allow_origin(request, &mut response);
        response
    }

    /// Tells that a request came: it is in flight until [`Emulator::leave`]. For whoever delivers answers, as
    /// [`Emulator::handle`] does not know when they arrive; it need not be told. Gives whether the request counts:
    /// for one that does not (`OPTIONS`, and the control endpoint), there is nothing to leave.
    pub fn arrive(&mut self, method: &str, url: &str) -> bool {
        let counts = method != "OPTIONS" && !(self.has_control && control::is_meant(url));
        if counts {
            self.counts.arrive();
        }
        counts
    }

    /// Tells that a request in flight is done with: its answer is complete, or lost on purpose. `closed_early`: neither,
    /// the client gave up.
    pub fn leave(&mut self, closed_early: bool) {
        self.counts.leave(closed_early);
    }

    /// What it saw so far.
    ///
    /// ```
    /// use minapp_users_emulator::{Config, Emulator, Fault, Request};
    ///
    /// let faults = Fault::list(r#"[{"kind":"reset_after","schedule":[1]}]"#)?;
    /// let mut emulator = Emulator::new(Config { faults, ..Config::default() })?;
    /// for _ in 0..2 {
    ///     let update = Request::put("/oserve/v2.6/miniapp/user_profile/88888/", r#"{"points":{"$incr_by":1}}"#);
    ///     emulator.handle(update.header("Authorization", "Bearer any"));
    /// }
    /// let counts = emulator.counts();
    /// assert_eq!((counts.writes, counts.applied.users_changed), (2, 2));
    /// assert_eq!((counts.faults["reset_after"], counts.statuses[&200]), (1, 1), "one answer was lost");
    /// # Ok::<(), minapp_users_emulator::ConfigError>(())
    /// ```
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Sets all counters to 0, except for what is in flight.
    pub fn reset_counts(&mut self) {
        self.counts.reset();
    }

    /// Takes another fault plan, and begins it from its beginning: its schedules, and what it draws. Counters stay.
    pub fn set_faults(&mut self, faults: Vec<Fault>) {
        self.faults.replace(faults);
    }

    fn counted(&mut self, request: &Request) -> Response {
        self.counts.request(request);
        let strike = self.faults.strike(request, &mut self.counts);
        let mut response = match strike.effect {
            None => self.answer(request),
            Some(effect) => {
                let answer = effect.is_applied().then(|| self.answer(request));
                effect.answer(answer, request)
            }
        };
        response.delivery.delay_ms = strike.delay_ms;
        self.counts.response(&response);
        response
    }

    fn answer(&mut self, request: &Request) -> Response {
        if url_length(request) > LONGEST_URL {
            return Response::html(502);
        }
        self.carry_out(request).unwrap_or_else(Response::from)
    }

    /// \[ours\] The path is looked at first, then the method, then the credentials, then everything else.
    fn carry_out(&mut self, request: &Request) -> Result<Response, Refusal> {
        let path = Target::of(&request.url).path;
        if let Some(sign_in) = self.access.sign_in.as_mut().filter(|_| SignIn::is_meant(path)) {
            return sign_in.run(request, &mut self.counts.tokens);
        }
        let (door, operation) = route(&request.method, path)?;
        auth::check(request, door, &self.access)?;
        let query = Query::of(request);
        let store = &mut self.store;
        match operation {
            Operation::List { always_count } => list::run(store, &query, path, always_count),
            Operation::Get(id) => get::run(store, &query, id),
            Operation::UpdateOne(id) => {
                let response = update_one::run(store, request, id)?;
                self.counts.updated(1);
                Ok(response)
            }
            Operation::UpdateMany => {
                let (response, changed) = update_many::run(store, &mut self.bulk_operations, request, &query, path)?;
                self.counts.updated(changed);
                Ok(response)
            }
            Operation::Account(id) => {
                let response = account::run(store, request, id)?;
                self.counts.applied.accounts += 1;
                Ok(response)
            }
            Operation::UserProfilesV1 => user_profile_v1::get_or_list(store, &query, path),
            Operation::UserProfileV1(id) => user_profile_v1::get(store, id),
            Operation::Background(id) => self.bulk_operations.read(id, request.now()),
        }
    }

    /// Adds users, each an object with at least an `id`, as an app does while others read: no request can. Fields are those
    /// that the emulator was set up with. All are added, or none.
    ///
    /// ```
    /// use minapp_users_emulator::{Config, Emulator, Users, Value};
    ///
    /// let users = |text| Value::parse(text).map(|users| users.as_array().unwrap_or_default().to_vec()).unwrap_or_default();
    /// let own = Users::Own(users(r#"[{"id":1,"level":3}]"#));
    /// let mut emulator = Emulator::new(Config { users: own, ..Config::default() })?;
    ///
    /// emulator.insert(users(r#"[{"id":2,"level":9}]"#))?;
    /// assert_eq!(emulator.remove(&[1, 7]), 1);
    /// assert_eq!(emulator.snapshot(), r#"[{"id":2,"level":9}]"#);
    ///
    /// let refused = emulator.insert(users(r#"[{"id":5},{"id":2}]"#)).unwrap_err();
    /// assert_eq!(refused.to_string(), "users[1].id: 2 is the id of another user");
    /// # Ok::<(), minapp_users_emulator::ConfigError>(())
    /// ```
    ///
    /// # Errors
    /// As for the users of a [`Config`], whom the new ones join.
    pub fn insert(&mut self, users: Vec<Value>) -> Result<(), ConfigError> {
        let rows = own_users::read(users, &self.store)?;
        self.store.insert(rows);
        Ok(())
    }

    /// Deletes the users with these ids, and tells how many there were.
    pub fn remove(&mut self, ids: &[u64]) -> usize {
        self.store.remove(ids)
    }

    /// The JSON of every stored user with every field, `user_group` too, in the order of their ids.
    pub fn snapshot(&self) -> String {
        let users: Vec<_> = self.store.users().map(StoredUser).collect();
        serde_json::to_string(&users).unwrap_or_else(|_| "[]".into())
    }
}

struct StoredUser<'a>(User<'a>);

impl Serialize for StoredUser<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (index, column) in self.0.store().schema.columns().iter().enumerate() {
            if let Some(value) = self.0.get(index) {
                map.serialize_entry(&*column.name, value)?;
            }
        }
        map.end()
    }
}
