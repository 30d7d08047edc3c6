//! What texts need in several places, in one instance each: those of the standard library are compiled anew for each.

/// The texts, with `between` between them.
pub(crate) fn join<T: AsRef<str>>(texts: &[T], between: &str) -> String {
    let mut joined = String::new();
    for (index, text) in texts.iter().enumerate() {
        if index > 0 {
            joined.push_str(between);
        }
        joined.push_str(text.as_ref());
    }
    joined
}

/// The first so many characters of a text.
pub(crate) fn first(characters: usize, text: &str) -> String {
    text.chars().take(characters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_joined_has_nothing_at_its_ends() {
        assert_eq!(
            (join(&[""; 0], ","), join(&["a"], ","), join(&["a", "", "b"], ", ")),
            ("".into(), "a".into(), "a, , b".into())
        );
    }

    #[test]
    fn a_beginning_is_cut_between_characters() {
        assert_eq!((first(2, "中文字"), first(9, "ab")), ("中文".into(), "ab".into()));
    }
}
