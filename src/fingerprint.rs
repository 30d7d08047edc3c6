//! A short name for a text, by which a cursor or a checkpoint knows whose it is.

/// The [`hash`] in 16 hexadecimal digits.
pub(crate) fn fingerprint(text: &str) -> String {
    format!("{:016x}", hash(text))
}

/// FNV-1a, 64 bits.
pub(crate) fn hash(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_that_of_the_published_test_vectors() {
        assert_eq!(fingerprint(""), "cbf29ce484222325");
        assert_eq!(fingerprint("a"), "af63dc4c8601ec8c");
        assert_eq!(fingerprint("foobar"), "85944171f73967e8");
    }
}
