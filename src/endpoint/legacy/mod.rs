//! The operations that the server keeps for old callers. Each names its successor.

mod user_info;
mod user_profile;

pub use user_info::{OldGetUser, OldListUsers, OldUpdateUser};
pub use user_profile::{
    CreatedAt, GetUserProfile, GetUserProfileByPath, ListUserProfiles, ProfileOrPage, UserProfile, UserProfilePage,
};
