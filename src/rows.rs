//! What a plan over many requests looks at in a page.

use crate::{Error, Json};

/// What a plan over many requests looks at in a page of users, which itself stays where it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// The users' ids, in the order of the page.
    pub ids: Vec<u64>,
    /// The last user's values of the fields that the plan asks for, `null` where it has none.
    pub last: Vec<Json>,
    /// Users that match in all, where the request asked for the count.
    pub total: Option<u64>,
    /// Whether the server links to a page after this one (`meta.next`).
    pub has_more: bool,
}

impl Rows {
    /// Refuses a page that tells nobody how to go on: one with more users than were asked for was not read as asked; one
    /// without users that links to more says both that all is read and that it is not.
    pub(crate) fn check(&self, limit: u64) -> Result<(), Error> {
        let count = self.ids.len();
        match count {
            0 if self.has_more => Err(Error::undocumented("it holds no users, and links to more")),
            _ if count as u64 > limit => {
                Err(Error::undocumented(&format!("it holds {count} users, and at most {limit} were asked for")))
            }
            _ => Ok(()),
        }
    }
}

/// Which rows of a page a plan hands out; the others came before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Every row.
    All,
    /// Those at these places, from 0, ascending.
    Only(Vec<usize>),
}
