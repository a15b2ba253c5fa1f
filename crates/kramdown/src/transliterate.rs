//! Letters beyond ASCII as ASCII, for header ids.

/// Takes text and gives it in ASCII letters as far as there are any.
pub(crate) fn to_ascii(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_ascii() => plain.push(c),
            c => plain.push_str(cyrillic(c).unwrap_or_else(|| unidecode::unidecode_char(c))),
        }
    }
    plain
}

/// Cyrillic letters that stringex spells otherwise than later tables do.
fn cyrillic(c: char) -> Option<&'static str> {
    Some(match c {
        'Е' => "Ie",
        'е' => "ie",
        'Ё' => "Io",
        'ё' => "io",
        'Й' => "I",
        'й' => "i",
        'Ю' => "Iu",
        'ю' => "iu",
        'Я' => "Ia",
        'я' => "ia",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn letters_become_ascii() {
        assert_eq!(super::to_ascii("Über Straße, Привет"), "Uber Strasse, Priviet");
    }
}
