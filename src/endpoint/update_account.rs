//! `PUT /oserve/v2.1/miniapp/user/account/:id/`

use super::{
    check_id,
    member::{self, Kind},
};
use crate::{Error, Json, Request, Response, json::describe_text};
use serde::Serialize;
use std::fmt;

/// The longest part of an account.
const MAX_CHARACTERS: usize = 1000;

/// What to do with one part of a login account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Change {
    /// Leave it.
    #[default]
    Keep,
    /// Reset it to null.
    Reset,
    /// Set it.
    Set(String),
}

/// Changes how one user logs in.
///
/// ```
/// use minapp_users::endpoint::{Change, UpdateAccount};
///
/// let account = UpdateAccount {
///     username: Change::Set("pretty_girl".into()),
///     email: Change::Reset,
///     ..UpdateAccount::new(70695404)
/// };
/// let request = account.request()?;
/// assert_eq!(request.target(), "/oserve/v2.1/miniapp/user/account/70695404/");
/// assert_eq!(request.body(), Some(r#"{"username":"pretty_girl","email":null}"#));
/// # Ok::<(), minapp_users::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct UpdateAccount {
    /// The user's id, 1 to 9007199254740991.
    pub id: u64,
    /// User name, 1 to 1,000 characters; upper and lower case are the same.
    pub username: Change,
    /// E-mail address, 1 to 1,000 characters; upper and lower case are the same.
    pub email: Change,
    /// New password, 1 to 1,000 characters. Neither `Debug` nor an error shows it.
    pub new_password: Option<String>,
    /// Phone number, 1 to 1,000 characters; a new one has to be verified again.
    pub phone: Change,
}

/// How a user logs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Account {
    /// E-mail address.
    pub email: Option<String>,
    /// Whether the address is verified.
    pub email_verified: Option<bool>,
    /// User name.
    pub username: Option<String>,
    /// Phone number.
    pub phone: Option<String>,
    /// Whether the number is verified.
    pub phone_verified: Option<bool>,
}

impl UpdateAccount {
    /// Changes nothing of the user `id` yet.
    pub fn new(id: u64) -> Self {
        UpdateAccount { id, username: Change::Keep, email: Change::Keep, new_password: None, phone: Change::Keep }
    }

    /// The request.
    ///
    /// # Errors
    /// An id out of range, an empty value, or nothing to change.
    pub fn request(&self) -> Result<Request, Error> {
        check_id("id", self.id)?;
        let mut body = Vec::new();
        for (name, change) in [("username", &self.username), ("email", &self.email), ("phone", &self.phone)] {
            let value = match change {
                Change::Keep => continue,
                Change::Reset => Json::Null,
                Change::Set(text) if text.trim().is_empty() => {
                    return Err(Error::invalid(format!(
                        "{name}: expected a text or null, got {}",
                        describe_text(text)
                    )));
                }
                Change::Set(text) => checked(name, text)?,
            };
            body.push((name.into(), value));
        }
        if let Some(password) = &self.new_password {
            body.push(("new_password".into(), checked("newPassword", password)?));
        }
        if body.is_empty() {
            return Err(Error::invalid("account: expected username, email, newPassword or phone to change"));
        }
        let request = Request::put(format!("/oserve/v2.1/miniapp/user/account/{}/", self.id), &Json::Object(body));
        Ok(request.hiding(self.new_password.as_deref().unwrap_or_default()))
    }

    /// The account after the change.
    ///
    /// # Errors
    /// What the server refused (a taken name, a malformed address, a weak password, no such user), or how the answer
    /// differs from an account.
    pub fn decode(&self, response: &Response) -> Result<Account, Error> {
        response.read(&self.request()?, Account::from_json)
    }
}

impl Account {
    /// Checks that `answer` is an account.
    pub(crate) fn check(answer: &Json) -> Result<(), String> {
        let members = [
            ("email", Kind::Text),
            ("email_verified", Kind::Flag),
            ("username", Kind::Text),
            ("phone", Kind::Text),
            ("phone_verified", Kind::Flag),
        ];
        if members.iter().all(|(name, _)| answer.get(name).is_none()) {
            return Err("it is not an account".into());
        }
        member::check(answer, &members)
    }

    fn from_json(answer: &Json) -> Result<Self, String> {
        Self::check(answer)?;
        let (text, flag) = (|name| member::text(&answer[name]), |name| member::flag(&answer[name]));
        Ok(Account {
            email: text("email"),
            email_verified: flag("email_verified"),
            username: text("username"),
            phone: text("phone"),
            phone_verified: flag("phone_verified"),
        })
    }
}

/// Refuses by its length what no login form takes, without showing it.
fn checked(name: &str, text: &str) -> Result<Json, Error> {
    let got = match text.chars().count() {
        1..=MAX_CHARACTERS => return Ok(text.into()),
        0 => "an empty string".into(),
        length => length.to_string(),
    };
    Err(Error::invalid(format!("{name}: expected 1 to {MAX_CHARACTERS} characters, got {got}")))
}

impl fmt::Debug for UpdateAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UpdateAccount")
            .field("id", &self.id)
            .field("username", &self.username)
            .field("email", &self.email)
            .field("new_password", &self.new_password.as_ref().map(|_| "[redacted]"))
            .field("phone", &self.phone)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_resets_and_the_rest_is_not_sent() {
        let account =
            UpdateAccount { phone: Change::Reset, new_password: Some("hunter2".into()), ..UpdateAccount::new(5) };
        let request = account.request().unwrap();
        assert_eq!(request.body(), Some(r#"{"phone":null,"new_password":"hunter2"}"#));
        assert!(request.is_repeatable());
    }

    #[test]
    fn nothing_to_change_and_empty_values_are_refused() {
        let refusal = |account: UpdateAccount| account.request().unwrap_err().to_string();
        assert_eq!(refusal(UpdateAccount::new(5)), "account: expected username, email, newPassword or phone to change");
        let empty = UpdateAccount { email: Change::Set(" ".into()), ..UpdateAccount::new(5) };
        assert_eq!(refusal(empty), "email: expected a text or null, got \" \"");
        let empty = UpdateAccount { new_password: Some(String::new()), ..UpdateAccount::new(5) };
        assert_eq!(refusal(empty), "newPassword: expected 1 to 1000 characters, got an empty string");
    }

    #[test]
    fn what_no_login_form_takes_is_refused_by_its_length() {
        let refusal = |account: UpdateAccount| account.request().unwrap_err().to_string();
        let long = "x".repeat(1001);
        let account = UpdateAccount { username: Change::Set(long.clone()), ..UpdateAccount::new(5) };
        assert_eq!(refusal(account), "username: expected 1 to 1000 characters, got 1001");
        let account = UpdateAccount { new_password: Some(long), ..UpdateAccount::new(5) };
        assert_eq!(refusal(account), "newPassword: expected 1 to 1000 characters, got 1001");
    }

    #[test]
    fn an_account_is_decoded_and_another_shape_named() {
        let decode = |body: &str| {
            let response = Response { status: 200, body: body.into(), ..Response::default() };
            UpdateAccount { email: Change::Reset, ..UpdateAccount::new(5) }.decode(&response)
        };
        let body = r#"{"email":null,"email_verified":false,"username":"pretty_girl","phone":"13800138000","phone_verified":true}"#;
        let account = decode(body).unwrap();
        assert_eq!((account.email, account.username.as_deref()), (None, Some("pretty_girl")));
        assert_eq!(account.phone_verified, Some(true));
        for (body, problem) in [
            (r#"{"email":5}"#, "`email` is not a string"),
            ("[]", "it is not an account"),
            (r#"{"error_msg":"x"}"#, "it is not an account"),
        ] {
            assert!(decode(body).unwrap_err().to_string().contains(problem), "{body}");
        }
    }

    #[test]
    fn the_password_is_in_no_error_and_no_debug() {
        let account = UpdateAccount { new_password: Some("hunter2".into()), ..UpdateAccount::new(5) };
        let response =
            Response { status: 400, body: r#"{"error_msg":"hunter2 is weak"}"#.into(), ..Response::default() };
        let error = account.decode(&response).unwrap_err();
        let shown = format!("{account:?} {:?} {error} {error:?}", account.request().unwrap());
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}
