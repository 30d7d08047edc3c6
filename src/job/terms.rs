//! What a job does to whom, and how each of its requests says so.

use super::{Marker, chunk::Chunk, chunk::in_url};
use crate::{
    Error, Json, Operator, Update, Where, and,
    endpoint::{ListUsers, MAX_INTEGER, MAX_LIMIT, Projection, UpdateUsers},
    field, fields,
    filter::all_of,
    fingerprint::fingerprint,
    or,
    request::MAX_URL_CHARACTERS,
    scan::Span,
};

/// Characters of a write's URL, some 60 ids, that are left out so that a read can verify it.
const MOST_FOR_VERIFYING: usize = 1000;

#[derive(Clone, Debug)]
pub(super) struct Terms {
    /// `None` for everyone.
    filter: Option<Where>,
    update: Update,
    marker: Option<Marker>,
    /// What tells in a read who was changed.
    changed: Option<Where>,
    /// Characters that the URL of a write leaves for its ids.
    room: usize,
    /// Users of a write at most, as far as the server is known.
    most: usize,
}

impl Terms {
    pub fn new(filter: Where, update: Update, marker: Option<Marker>, base_url_length: usize) -> Result<Self, Error> {
        filter.check()?;
        update.check()?;
        if let Some(marker) = &marker {
            check_marker(marker, &update)?;
        }
        let changed = match &marker {
            Some(marker) => Some(field(&marker.field).eq(marker.value.clone())),
            None if update.is_repeatable() => update.result(),
            None => None,
        };
        let filter = Some(filter).filter(|filter| !filter.is_everyone());
        let mut terms = Terms { filter, update, marker, changed, room: 0, most: MAX_LIMIT as usize };
        let mut write = terms.write(&[]).request()?.target().len();
        if let Some(verify) = terms.verify(&[]) {
            // What verifies a write names the same users.
            match verify.request()?.target().len() {
                length if length <= write + MOST_FOR_VERIFYING => write = write.max(length),
                _ => terms.changed = None,
            }
        }
        write += in_url(MAX_INTEGER, true);
        let longest = write.max(terms.longest_read().request()?.target().len()).saturating_add(base_url_length);
        terms.room = (MAX_URL_CHARACTERS + in_url(MAX_INTEGER, true)).saturating_sub(base_url_length + write);
        match longest {
            0..=MAX_URL_CHARACTERS => Ok(terms),
            _ => Err(Error::invalid(format!(
                "where: the url of a request for one user would have {longest} characters, and the server reads at most \
                 {MAX_URL_CHARACTERS}; shorten the condition or the marker"
            ))),
        }
    }

    /// Whether a write may be sent again after nobody knows what became of it.
    pub fn is_safe(&self) -> bool {
        self.marker.is_some() || self.update.is_repeatable()
    }

    pub fn has_marker(&self) -> bool {
        self.marker.is_some()
    }

    /// What every user who is read meets.
    pub fn parts(&self) -> Vec<Where> {
        let mut parts = Vec::new();
        parts.extend(self.filter.clone());
        parts.extend(self.marker.as_ref().map(unmarked));
        parts
    }

    /// Cuts the users of an interval into chunks that a write can name.
    pub fn cut(&self, span: Span, ids: &[u64]) -> Vec<Chunk> {
        Chunk::cut(span, ids, self.most, self.room)
    }

    /// The server has changed no more users than this, 1 or more, although more were named and match.
    pub fn learn_limit(&mut self, users: usize) {
        self.most = self.most.min(users);
    }

    /// Changes those of the users who still match, and marks them.
    pub fn write(&self, ids: &[u64]) -> UpdateUsers {
        let mut parts = self.parts();
        // After the caller's condition, before the marker's.
        parts.insert(usize::from(self.filter.is_some()), one_of(ids));
        let mut update = self.update.clone();
        if let Some(marker) = &self.marker {
            update = update.set(marker.field.as_str(), marker.value.clone());
        }
        UpdateUsers {
            limit: MAX_LIMIT as u32,
            is_repeatable: self.is_safe(),
            ..UpdateUsers::new(all_of(parts).unwrap_or_else(Where::everyone), update)
        }
    }

    /// Finds those of the users who are marked, or without a marker are as the update leaves them; `None` where nothing
    /// tells.
    pub fn verify(&self, ids: &[u64]) -> Option<ListUsers> {
        let changed = self.changed.clone()?;
        Some(ListUsers { filter: Some(and([one_of(ids), changed])), ..only_ids() })
    }

    /// Whether a read can tell who was changed.
    pub fn can_verify(&self) -> bool {
        self.changed.is_some()
    }

    /// The fingerprint of condition, update and marker.
    pub fn hash(&self) -> String {
        let filter = self.filter.as_ref().map(ToString::to_string).unwrap_or_default();
        let marker = self.marker.as_ref().map(|marker| Json::member(&marker.field, marker.value.clone()).to_string());
        fingerprint(&format!("{filter}\n{}\n{}", self.update, marker.unwrap_or_default()))
    }

    /// A read of the scan with the longest numbers that there can be.
    pub(super) fn longest_read(&self) -> ListUsers {
        let span = Span { after: MAX_INTEGER - 2, before: MAX_INTEGER };
        let mut parts = self.parts();
        parts.extend(span.condition());
        ListUsers { filter: all_of(parts), offset: MAX_INTEGER, with_count: true, ..only_ids() }
    }
}

pub(super) fn only_id() -> Projection {
    Projection { select: vec!["id".into()], ..Projection::default() }
}

fn only_ids() -> ListUsers {
    ListUsers { order_by: vec!["id".into()], limit: MAX_LIMIT as u32, projection: only_id(), ..ListUsers::default() }
}

fn one_of(ids: &[u64]) -> Where {
    Where::condition("id", Operator::In, Json::integers(ids))
}

/// `$ne` may or may not find who has no such field yet.
fn unmarked(marker: &Marker) -> Where {
    let name = field(&marker.field);
    or([name.ne(marker.value.clone()), name.is_null(true)])
}

fn check_marker(marker: &Marker, update: &Update) -> Result<(), Error> {
    let name = marker.field.as_str();
    let wrong = |rule: &str| Err(Error::invalid(format!("marker.field: {rule}, got {}", Json::from(name).describe())));
    if !fields::is_name(name) {
        return wrong("expected a field name");
    }
    if fields::is_read_only(name) {
        return wrong("expected one of the app's custom fields");
    }
    if update.changes(name) {
        return wrong("expected a field that the update does not change");
    }
    let length = match &marker.value {
        Json::Number(_) => return Ok(()),
        Json::String(text) => text.chars().count(),
        value => {
            return Err(Error::invalid(format!(
                "marker.value: expected a string or a number, got {}",
                value.describe()
            )));
        }
    };
    match length {
        1..=1000 => Ok(()),
        0 => Err(Error::invalid("marker.value: expected 1 to 1000 characters, got an empty string")),
        _ => Err(Error::invalid(format!("marker.value: expected 1 to 1000 characters, got {length}"))),
    }
}
