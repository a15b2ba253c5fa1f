//! Serves a built site while it is written: files in, HTTP out, as `jekyll serve` answers
//! (`lib/jekyll/commands/serve.rb` and its servlet), with a watcher that tells what was saved and live reload that shows
//! it.
//!
//! A [`Server`] answers from [`Files`]: a [`Folder`] on disk or [`Memory`], where nothing touches a disk. It is told of
//! each build ([`Server::built`], [`Server::failed`]) and passes that on to the browsers. A [`Watcher`] gathers bursts of
//! file events into [`Changes`]. Neither knows how a site is built.
//!
//! ```
//! use hyde_serve::{Memory, Server, ServeOptions};
//! use std::io::{Read, Write};
//! use std::sync::Arc;
//! let files = Arc::new(Memory::from_iter([("index.html", "<h1>Hi</h1>")]));
//! let server = Server::start(ServeOptions::new().port(0), files)?;
//! let mut connection = std::net::TcpStream::connect(server.socket())?;
//! connection.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
//! let mut answer = String::new();
//! connection.read_to_string(&mut answer)?;
//! assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("<h1>Hi</h1>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod options;

mod files;

mod address;
mod lookup;
mod media_types;
mod media_types_data;
mod range;

mod inject;
mod listing;
mod overlay;
mod respond;

mod livereload;
mod server;
mod tls;

mod watch;

pub use files::{Body, Entry, File, Files, Folder, Kind, Memory};
pub use livereload::LiveReload;
pub use options::ServeOptions;
pub use overlay::{Failure, FrameLine};
pub use server::{ServeError, Server};
pub use watch::{Changes, Watched, Watcher};
