//! The fields that an iteration needs, whatever the caller selects.

use crate::{Error, endpoint::Projection};

/// `projection` with the `needed` fields in it.
///
/// # Errors
/// That it leaves out one of them.
pub(super) fn complete(projection: &Projection, needed: &[&str]) -> Result<Projection, Error> {
    let select = &projection.select;
    for (index, name) in select.iter().enumerate() {
        let left_out = name.strip_prefix('-').and_then(|name| needed.iter().find(|field| is_within(field, name)));
        if let Some(field) = left_out {
            return Err(Error::invalid(format!(
                "select[{index}]: \"{field}\" cannot be left out, because the iteration needs it"
            )));
        }
    }
    let mut complete = projection.clone();
    if select.first().is_some_and(|name| !name.starts_with('-')) {
        for field in needed {
            if !select.iter().any(|name| is_within(field, name)) {
                let root = field.split('.').next().unwrap_or(field);
                // A field and a part of it are not selected at once: not every server knows which of them to follow.
                let has_parts = select.iter().any(|name| is_within(name, root));
                complete.select.push(if has_parts { *field } else { root }.into());
            }
        }
    }
    Ok(complete)
}

/// Whether the path `field` is `outer`, or leads into it.
fn is_within(field: &str, outer: &str) -> bool {
    field.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn completed(select: &[&str], needed: &[&str]) -> Result<String, String> {
        let select = select.iter().map(|name| (*name).into()).collect();
        complete(&Projection { select, expand: vec!["created_by".into()] }, needed)
            .map(|complete| complete.select.join(","))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_needed_is_added_to_what_is_kept() {
        for (select, needed, all) in [
            (vec![], vec!["level", "id"], ""),
            (vec!["nickname"], vec!["level", "id"], "nickname,level,id"),
            (vec!["id", "level"], vec!["level", "id"], "id,level"),
            (vec!["address"], vec!["address.city"], "address"),
            (vec!["address.city"], vec!["address.city"], "address.city"),
            (vec!["address.street"], vec!["address.city"], "address.street,address.city"),
            (vec!["addresses"], vec!["address.city"], "addresses,address"),
            (vec!["-level_up"], vec!["level"], "-level_up"),
            (vec!["-address.street"], vec!["address.city"], "-address.street"),
        ] {
            assert_eq!(completed(&select, &needed).as_deref(), Ok(all));
        }
    }

    #[test]
    fn what_is_needed_cannot_be_left_out() {
        assert_eq!(
            completed(&["-tags", "-level"], &["level", "id"]).unwrap_err(),
            "select[1]: \"level\" cannot be left out, because the iteration needs it"
        );
        assert_eq!(
            completed(&["-address"], &["address.city", "id"]).unwrap_err(),
            "select[0]: \"address.city\" cannot be left out, because the iteration needs it"
        );
    }
}
