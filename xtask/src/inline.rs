//! A module as JavaScript source.
//!
//! Each byte is a printable ASCII character, so no bundler, minifier or page encoding changes it, and gzip sees the bytes as
//! they were: base64 hides where they begin, which makes a third more of them. The bytes that are frequent in the module
//! are one character each; the others are one of two escapes and a character. The characters stand in the order of
//! the bytes that they mean, so that the list of the frequent ones is all that a decoder needs.

/// All that stands for itself in a string of either quote, in a template and in a `<script>`. The last two are the escapes.
const ALPHABET: &str = " !#%&()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~";

/// How many bytes are one character each.
const FREQUENT: usize = ALPHABET.len() - 2;

/// The module that compiles the bytes. It runs once, before the engine has optimised anything: over the bytes of a
/// `TextEncoder`, that takes a third of the time of a loop over characters.
const TEMPLATE: &str = r#"const alphabet = '@ALPHABET@'
const frequent = [@FREQUENT@]
const text = '@TEXT@'

export default function compiled() {
  const meaning = new Uint8Array(384)
  let common = 0
  let rare = 0
  for (let byte = 0; byte < 256; byte++) {
    if (frequent.includes(byte)) meaning[alphabet.charCodeAt(common++)] = byte
    else meaning[alphabet.charCodeAt(rare % 89) + (rare++ < 89 ? 128 : 256)] = byte
  }
  const codes = new TextEncoder().encode(text)
  const { length } = codes
  let end = 0
  for (let at = 0; at < length; at++) {
    const code = codes[at]
    codes[end++] = meaning[code < 125 ? code : codes[++at] + (code - 124) * 128]
  }
  return new WebAssembly.Module(codes.subarray(0, end))
}
"#;

/// A JavaScript module whose default export is a function that compiles `bytes`.
pub fn module(bytes: &[u8]) -> String {
    let frequent = frequent(bytes);
    let numbers: Vec<String> = frequent.iter().map(u8::to_string).collect();
    TEMPLATE
        .replace("@ALPHABET@", ALPHABET)
        .replace("@FREQUENT@", &numbers.join(","))
        .replace("@TEXT@", &text(bytes, &frequent))
}

/// The most frequent bytes, in ascending order.
fn frequent(bytes: &[u8]) -> Vec<u8> {
    let mut counts = [0_u32; 256];
    for byte in bytes {
        counts[usize::from(*byte)] += 1;
    }
    let mut frequent: Vec<u8> = (0..=255).collect();
    frequent.sort_by_key(|byte| std::cmp::Reverse(counts[usize::from(*byte)]));
    frequent.truncate(FREQUENT);
    frequent.sort_unstable();
    frequent
}

fn text(bytes: &[u8], frequent: &[u8]) -> String {
    let (mut common, mut rare) = (0, 0);
    let codes: Vec<String> = (0..=255)
        .map(|byte| {
            if frequent.contains(&byte) {
                common += 1;
                return ALPHABET[common - 1..common].to_owned();
            }
            rare += 1;
            let (escape, rank) =
                if rare <= ALPHABET.len() { (FREQUENT, rare) } else { (FREQUENT + 1, rare - ALPHABET.len()) };
            [&ALPHABET[escape..=escape], &ALPHABET[rank - 1..rank]].concat()
        })
        .collect();
    bytes.iter().map(|byte| codes[usize::from(*byte)].as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_knows_the_alphabet() {
        assert_eq!(ALPHABET.len(), 89);
        assert_eq!(ALPHABET.as_bytes()[FREQUENT..], [125, 126]);
        assert!(ALPHABET.bytes().is_sorted());
        assert!(!ALPHABET.contains(['"', '\'', '\\', '`', '$', '<']));
    }

    #[test]
    fn frequent_bytes_are_one_character_and_the_others_two() {
        let bytes: Vec<u8> = (0..=255).chain(100..100 + FREQUENT as u8).collect();
        let frequent = frequent(&bytes);
        assert_eq!(frequent, (100..100 + FREQUENT as u8).collect::<Vec<_>>());
        assert_eq!(text(&[100, 101, 186], &frequent), " !|");
        // 0 to 99 and 187 to 255 are rare: the 1st, the 89th and the 90th of them, and the last.
        assert_eq!(text(&[0, 88, 89, 255], &frequent), "} }~~ ~u");
        let all = text(&bytes, &frequent);
        assert_eq!(all.len(), 2 * FREQUENT + 2 * (256 - FREQUENT));
        assert!(all.chars().all(|character| ALPHABET.contains(character)));
    }
}
