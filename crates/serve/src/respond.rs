//! From a request to its answer, as Jekyll's servlet gives it: which file, which part of it, under which headers.

use crate::address::{self, Refused};
use crate::files::{Body, File};
use crate::lookup::{self, Found};
use crate::range::{self, Asked};
use crate::server::Shared;
use crate::{listing, media_types};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use bytes::Bytes;
use std::io::{self, Read, Seek, SeekFrom};
use std::time::{Duration, SystemTime};

/// What Jekyll sends with everything, so that no browser shows an old page.
const CACHE_CONTROL: &str = "private, max-age=0, proxy-revalidate, no-store, no-cache, must-revalidate";

/// Files up to this length are read whole; longer ones pass in pieces.
const IN_MEMORY: u64 = 1 << 20;

/// The bytes of an answer.
#[derive(Debug)]
pub(crate) enum Content {
    Bytes(Bytes),
    /// So many bytes of an open file, from where it stands.
    Stream(std::fs::File, u64),
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) content: Content,
    pub(crate) length: u64,
}

impl Answer {
    fn text(status: StatusCode, media_type: &'static str, text: impl Into<Bytes>) -> Self {
        let text = text.into();
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
        Self { status, headers, length: text.len() as u64, content: Content::Bytes(text) }
    }

    fn empty(status: StatusCode) -> Self {
        Self { status, headers: HeaderMap::new(), length: 0, content: Content::Bytes(Bytes::new()) }
    }
}

/// Answers a request.
pub(crate) fn respond(shared: &Shared, method: &Method, uri: &Uri, headers: &HeaderMap) -> Answer {
    let mut answer = if !is_for_us(shared, uri, headers) {
        error(StatusCode::MISDIRECTED_REQUEST, "This server answers to local host names only.\n")
    } else if method == Method::OPTIONS {
        with(Answer::empty(StatusCode::OK), header::ALLOW, "GET,HEAD,OPTIONS")
    } else if method != Method::GET && method != Method::HEAD {
        let refused = error(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed.\n");
        with(refused, header::ALLOW, "GET,HEAD,OPTIONS")
    } else {
        find(shared, uri.path(), uri.query(), headers)
    };
    answer.headers.insert(header::SERVER, HeaderValue::from_static(concat!("hyde/", env!("CARGO_PKG_VERSION"))));
    if method == Method::HEAD {
        answer.content = Content::Bytes(Bytes::new());
    }
    answer
}

fn error(status: StatusCode, text: &'static str) -> Answer {
    Answer::text(status, "text/plain; charset=utf-8", text)
}

fn with(mut answer: Answer, name: HeaderName, value: &str) -> Answer {
    if let Ok(value) = HeaderValue::from_str(value) {
        answer.headers.insert(name, value);
    }
    answer
}

/// Whether a request names a host of this server. A page elsewhere whose name was made to lead to this machine must
/// not read a draft, so a server on a loopback address answers to loopback names.
fn is_for_us(shared: &Shared, uri: &Uri, headers: &HeaderMap) -> bool {
    if !shared.loopback {
        return true;
    }
    let mut hosts = headers.get_all(header::HOST).iter().map(|host| host.to_str().unwrap_or("?"));
    let (first, second) = (hosts.next(), hosts.next());
    let named = uri.authority().map(|authority| authority.as_str()).or(first);
    let Some(named) = named.filter(|_| second.is_none()) else { return false };
    let host = match named.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => named,
    };
    let host = host.trim_matches(['[', ']']).to_ascii_lowercase();
    host == "localhost"
        || host.ends_with(".localhost")
        || host == shared.options.host.to_ascii_lowercase()
        || host.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
}

fn find(shared: &Shared, path: &str, query: Option<&str>, headers: &HeaderMap) -> Answer {
    let options = &shared.options;
    let address = match address::read(path) {
        Ok(address) => address,
        Err(Refused::Malformed) => return error(StatusCode::BAD_REQUEST, "Bad request.\n"),
        Err(Refused::Nowhere) => return not_found(shared),
    };
    let place = shared.place();
    match lookup::find(&*place.files, &address, &place.baseurl, options.show_dir_listing) {
        Found::File(path) => match place.files.open(&path) {
            Ok(file) => serve(shared, &path, file, headers),
            Err(_) => not_found(shared),
        },
        Found::Listing(path) => match place.files.entries(&path) {
            Ok(entries) => {
                let address = format!("{}/{}", place.baseurl, address.names.join("/"));
                let address = if address.ends_with('/') { address } else { format!("{address}/") };
                Answer::text(StatusCode::OK, "text/html; charset=utf-8", listing::page(&address, &entries))
            }
            Err(_) => not_found(shared),
        },
        Found::MovedTo(to) => {
            let to = query.map_or(to.clone(), |query| format!("{to}?{query}"));
            with(error(StatusCode::MOVED_PERMANENTLY, "Moved.\n"), header::LOCATION, &to)
        }
        Found::Nothing => not_found(shared),
    }
}

/// The site's own 404.html, or a line.
fn not_found(shared: &Shared) -> Answer {
    let page = shared.place().files.open("404.html").and_then(read_whole);
    let text = page.unwrap_or_else(|_| {
        Bytes::from_static(
            b"<!DOCTYPE html>\n<html><head><title>Not found</title></head><body><h1>Not found</h1></body></html>\n",
        )
    });
    let text = shared.injected(&text).unwrap_or(text);
    Answer::text(StatusCode::NOT_FOUND, "text/html; charset=UTF-8", text)
}

fn read_whole(file: File) -> io::Result<Bytes> {
    match file.body {
        Body::Bytes(bytes) => Ok(bytes),
        Body::Opened(mut opened) => {
            let mut bytes = Vec::with_capacity(usize::try_from(file.length).unwrap_or(0));
            opened.read_to_end(&mut bytes)?;
            Ok(bytes.into())
        }
    }
}

fn serve(shared: &Shared, path: &str, file: File, request: &HeaderMap) -> Answer {
    let media_type = media_types::of(path, &shared.options.encoding);
    let mut headers = HeaderMap::new();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, &media_type);
    set(header::CACHE_CONTROL, CACHE_CONTROL);
    for (name, value) in &shared.options.headers {
        if let Ok(name) = HeaderName::from_bytes(name.as_bytes()) {
            set(name, value);
        }
    }
    if media_type.starts_with("text/html") && file.length <= IN_MEMORY * 16 && shared.injects() {
        // What is injected changes while the file does not, so such a page has no validators and no parts.
        let Ok(bytes) = read_whole(file) else { return not_found(shared) };
        let bytes = shared.injected(&bytes).unwrap_or(bytes);
        return Answer { status: StatusCode::OK, headers, length: bytes.len() as u64, content: Content::Bytes(bytes) };
    }
    let tag = format!("\"{}\"", file.tag);
    set(header::ETAG, &tag);
    set(header::ACCEPT_RANGES, "bytes");
    let modified = file.modified.filter(|time| is_settled(*time));
    if let Some(modified) = modified {
        set(header::LAST_MODIFIED, &httpdate::fmt_http_date(modified));
    }
    if is_unchanged(request, &tag, modified) {
        headers.remove(header::CONTENT_TYPE);
        return Answer { headers, ..Answer::empty(StatusCode::NOT_MODIFIED) };
    }
    let asked = match request.get(header::RANGE).map(|value| value.to_str().unwrap_or_default()) {
        Some(range) if range_still_holds(request, &tag, modified) => range::read(range, file.length),
        _ => Asked::Whole,
    };
    parts(headers, asked, file, &media_type)
}

/// A time is worth sending once nothing more can happen within its second, the unit that headers have: otherwise a
/// browser could take a second change for the first.
fn is_settled(modified: SystemTime) -> bool {
    modified.elapsed().is_ok_and(|since| since > Duration::from_secs(2))
}

fn is_unchanged(request: &HeaderMap, tag: &str, modified: Option<SystemTime>) -> bool {
    if let Some(known) = request.get(header::IF_NONE_MATCH) {
        let known = known.to_str().unwrap_or_default();
        return known.split(',').map(|one| one.trim().trim_start_matches("W/")).any(|one| one == "*" || one == tag);
    }
    let since = request.get(header::IF_MODIFIED_SINCE).and_then(|value| value.to_str().ok());
    let since = since.and_then(|value| httpdate::parse_http_date(value).ok());
    match (since, modified) {
        (Some(since), Some(modified)) => whole_seconds(modified) <= whole_seconds(since),
        _ => false,
    }
}

fn whole_seconds(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// Whether the file is still the one that `If-Range` knows.
fn range_still_holds(request: &HeaderMap, tag: &str, modified: Option<SystemTime>) -> bool {
    let Some(known) = request.get(header::IF_RANGE) else { return true };
    let known = known.to_str().unwrap_or_default();
    known == tag || modified.is_some_and(|modified| known == httpdate::fmt_http_date(modified))
}

fn parts(mut headers: HeaderMap, asked: Asked, file: File, media_type: &str) -> Answer {
    let length = file.length;
    let refused =
        |status, text, headers: HeaderMap| {
            let mut answer = error(status, text);
            answer.headers.extend(headers.into_iter().filter_map(|(name, value)| {
                name.filter(|name| name != header::CONTENT_TYPE).map(|name| (name, value))
            }));
            answer
        };
    match asked {
        Asked::Malformed => refused(StatusCode::BAD_REQUEST, "Bad range.\n", headers),
        Asked::Unsatisfiable => {
            let answer = refused(StatusCode::RANGE_NOT_SATISFIABLE, "No such range.\n", headers);
            with(answer, header::CONTENT_RANGE, &format!("bytes */{length}"))
        }
        Asked::Whole => finish(StatusCode::OK, headers, file, 0, length),
        Asked::Parts(parts) => {
            if let [(first, last)] = parts[..] {
                if let Ok(value) = HeaderValue::from_str(&format!("bytes {first}-{last}/{length}")) {
                    headers.insert(header::CONTENT_RANGE, value);
                }
                return finish(StatusCode::PARTIAL_CONTENT, headers, file, first, last - first + 1);
            }
            if length > IN_MEMORY * 16 {
                return finish(StatusCode::OK, headers, file, 0, length);
            }
            let Ok(bytes) = read_whole(file) else { return error(StatusCode::NOT_FOUND, "Not found.\n") };
            let body = multipart(&parts, &bytes, media_type);
            let answer = Answer {
                status: StatusCode::PARTIAL_CONTENT,
                headers,
                length: body.len() as u64,
                content: Content::Bytes(body.into()),
            };
            with(answer, header::CONTENT_TYPE, &format!("multipart/byteranges; boundary={BOUNDARY}"))
        }
    }
}

/// Stands between the parts; a part's headers say how long it is, so it may even occur inside one.
const BOUNDARY: &str = "hyde-part-7f3b9c21e5";

fn multipart(parts: &[(u64, u64)], bytes: &[u8], media_type: &str) -> Vec<u8> {
    let mut body = Vec::new();
    for (first, last) in parts {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Type: {media_type}\r\nContent-Range: bytes {first}-{last}/{}\r\n\r\n",
            bytes.len()
        );
        body.extend_from_slice(head.as_bytes());
        let at = |position: u64| usize::try_from(position).unwrap_or(usize::MAX).min(bytes.len());
        body.extend_from_slice(&bytes[at(*first)..at(last + 1)]);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

/// So many bytes of a file from a place on.
fn finish(status: StatusCode, headers: HeaderMap, file: File, from: u64, length: u64) -> Answer {
    let content = match file.body {
        Body::Bytes(bytes) => {
            let at = |position: u64| usize::try_from(position).unwrap_or(usize::MAX).min(bytes.len());
            Ok(Content::Bytes(bytes.slice(at(from)..at(from + length))))
        }
        Body::Opened(mut opened) => opened.seek(SeekFrom::Start(from)).and_then(|_| {
            if length > IN_MEMORY {
                return Ok(Content::Stream(opened, length));
            }
            let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
            opened.take(length).read_to_end(&mut bytes)?;
            Ok(Content::Bytes(bytes.into()))
        }),
    };
    match content {
        Ok(Content::Bytes(bytes)) => {
            Answer { status, headers, length: bytes.len() as u64, content: Content::Bytes(bytes) }
        }
        Ok(content) => Answer { status, headers, length, content },
        Err(_) => error(StatusCode::NOT_FOUND, "Not found.\n"),
    }
}
