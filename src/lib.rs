//! Reads and changes the users of a minapp app.
