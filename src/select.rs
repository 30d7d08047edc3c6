//! The fields that a plan of reading needs, whatever the caller selects.

use crate::{Error, endpoint::Projection};

/// `projection` with the `needed` fields in it.
///
/// # Errors
/// That it leaves out one of them.
pub(crate) fn complete(mut projection: Projection, needed: &[&str]) -> Result<Projection, Error> {
    let select = &mut projection.select;
    for (index, name) in select.iter().enumerate() {
        if let Some(field) = name.strip_prefix('-').filter(|name| needed.contains(name)) {
            return Err(Error::invalid(format!(
                "select[{index}]: \"{field}\" cannot be left out, because reading everyone needs it"
            )));
        }
    }
    if select.first().is_some_and(|name| !name.starts_with('-')) {
        for field in needed {
            if !select.iter().any(|name| name == field) {
                select.push((*field).into());
            }
        }
    }
    Ok(projection)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn completed(select: &[&str], needed: &[&str]) -> Result<String, String> {
        let select = select.iter().map(|name| (*name).into()).collect();
        complete(Projection { select, expand: vec!["created_by".into()] }, needed)
            .map(|complete| complete.select.join(","))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_needed_is_added_to_what_is_kept() {
        for (select, all) in [
            (vec![], ""),
            (vec!["nickname"], "nickname,level,id"),
            (vec!["id", "level"], "id,level"),
            (vec!["levels", "address.city"], "levels,address.city,level,id"),
            (vec!["-level_up"], "-level_up"),
        ] {
            assert_eq!(completed(&select, &["level", "id"]).as_deref(), Ok(all));
        }
    }

    #[test]
    fn what_is_needed_cannot_be_left_out() {
        assert_eq!(
            completed(&["-tags", "-level"], &["level", "id"]).unwrap_err(),
            "select[1]: \"level\" cannot be left out, because reading everyone needs it"
        );
    }
}
