//! The media type of a file by its extension.

use crate::media_types_data::MEDIA_TYPES;

/// Gives the media type of a file, with the charset that text types get.
pub(crate) fn of(path: &str, encoding: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    match MEDIA_TYPES.binary_search_by(|(known, _, _)| (*known).cmp(&extension)) {
        Ok(at) if MEDIA_TYPES[at].2 => format!("{}; charset={encoding}", MEDIA_TYPES[at].1),
        Ok(at) => MEDIA_TYPES[at].1.to_owned(),
        Err(_) => "application/octet-stream".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::media_types_data::MEDIA_TYPES;

    #[test]
    fn text_gets_a_charset_and_the_table_is_sorted() {
        assert!(MEDIA_TYPES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(of("a/b.HTML", "utf-8"), "text/html; charset=utf-8");
        assert_eq!(of("feed.xml", "utf-8"), "application/xml");
        assert_eq!(of("a.woff2", "utf-8"), "font/woff2");
        assert_eq!(of("noext", "utf-8"), "application/octet-stream");
    }
}
