//! The server: sockets, connections and their limits, and what it is told of builds.

use crate::files::Files;
use crate::inject::inject;
use crate::livereload;
use crate::options::{ServeOptions, base};
use crate::overlay::Failure;
use crate::respond::{Answer, Content, respond};
use crate::tls;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite};
use tokio::net::TcpStream;
use tokio::runtime::Runtime;
use tokio::sync::{Semaphore, broadcast, watch};
use tokio_io_timeout::TimeoutStream;
use tokio_rustls::TlsAcceptor;
use tokio_util::io::ReaderStream;

/// Connections at a time; more wait until one ends.
const MOST_CONNECTIONS: usize = 512;
/// Threads that look for files and read them. Slow clients hold none of them, and each keeps memory of its own.
const FILE_THREADS: usize = 4;
/// How long a client may take nothing of an answer.
const WRITE_TIME: Duration = Duration::from_secs(30);
/// The room for the head of a request, in bytes, and the number of its headers.
const HEAD_BYTES: usize = 64 * 1024;
const HEADERS: usize = 100;

/// Why a server could not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The host name leads nowhere.
    #[error("the host {host:?} is not known: {error}")]
    Host {
        /// The name.
        host: String,
        /// What the system says.
        error: io::Error,
    },
    /// The address cannot be listened on.
    #[error("{address} cannot be listened on: {error}")]
    Listen {
        /// The address with its port.
        address: SocketAddr,
        /// What the system says.
        error: io::Error,
    },
    /// The certificate or its key is no good.
    #[error("{file}: {problem}")]
    Certificate {
        /// The file.
        file: String,
        /// What is wrong with it.
        problem: String,
    },
    /// Files cannot be watched.
    #[error("{path} cannot be watched: {problem}")]
    Watch {
        /// The folder or file.
        path: String,
        /// What the system says.
        problem: String,
    },
    /// The system refuses what every server needs.
    #[error(transparent)]
    System(#[from] io::Error),
}

/// Which files stand below which path.
pub(crate) struct Place {
    pub(crate) baseurl: String,
    pub(crate) files: Arc<dyn Files>,
}

/// What all requests see.
pub(crate) struct Shared {
    pub(crate) options: ServeOptions,
    place: RwLock<Arc<Place>>,
    /// Whether only this machine can reach the server.
    pub(crate) loopback: bool,
    /// The commands for live reload.
    pub(crate) news: broadcast::Sender<Arc<str>>,
    overlay: RwLock<Option<String>>,
    build: AtomicU64,
    livereload_port: u16,
}

impl Shared {
    /// What is served at present; a request sees one state of it.
    pub(crate) fn place(&self) -> Arc<Place> {
        Arc::clone(&self.place.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The number of the present build.
    pub(crate) fn build(&self) -> u64 {
        self.build.load(Ordering::Acquire)
    }

    /// Whether pages get anything on their way.
    pub(crate) fn injects(&self) -> bool {
        self.options.livereload.is_some() || self.overlay.read().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// The page with what it gets on its way.
    pub(crate) fn injected(&self, page: &[u8]) -> Option<Bytes> {
        let script = self.options.livereload.as_ref();
        let script = script.map(|options| livereload::snippet(options, self.livereload_port, self.build()));
        let overlay = self.overlay.read().unwrap_or_else(PoisonError::into_inner);
        if script.is_none() && overlay.is_none() {
            return None;
        }
        inject(page, script.as_deref(), overlay.as_deref()).map(Bytes::from)
    }
}

/// A server that runs on threads of its own until it is stopped or dropped.
pub struct Server {
    shared: Arc<Shared>,
    socket: SocketAddr,
    stop: watch::Sender<bool>,
    runtime: Arc<Runtime>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts to serve files.
    ///
    /// # Errors
    /// When an address cannot be listened on, or the certificate is no good.
    pub fn start(options: ServeOptions, files: Arc<dyn Files>) -> Result<Self, ServeError> {
        let acceptor =
            options.certificate.as_ref().map(|(certificate, key)| tls::acceptor(certificate, key)).transpose()?;
        let (listener, socket) = listen(&options.host, options.port)?;
        let reloading = options.livereload.as_ref().map(|reload| listen(&options.host, reload.port)).transpose()?;
        let shared = Arc::new(Shared {
            loopback: socket.ip().is_loopback(),
            news: broadcast::channel(256).0,
            overlay: RwLock::default(),
            build: AtomicU64::new(0),
            livereload_port: reloading.as_ref().map_or(0, |(_, socket)| socket.port()),
            place: RwLock::new(Arc::new(Place { baseurl: options.baseurl.clone(), files })),
            options,
        });
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .max_blocking_threads(FILE_THREADS)
            .enable_all()
            .build()?;
        let runtime = Arc::new(runtime);
        let (stop, stopped) = watch::channel(false);
        let pages = Router::new().fallback(answer).with_state(Arc::clone(&shared));
        let patience = shared.options.patience;
        let door = Door { tls: acceptor, patience, router: pages };
        let reload = Door { router: livereload::router(Arc::clone(&shared)), ..door.clone() };
        runtime.spawn(accept(listener, door, stopped.clone()));
        if let Some((listener, _)) = reloading {
            runtime.spawn(accept(listener, reload, stopped.clone()));
        }
        let on_thread = Arc::clone(&runtime);
        let thread = std::thread::Builder::new().name("hyde-serve".to_owned()).spawn(move || {
            let mut stopped = stopped;
            // An error means that the server was dropped.
            let _ = on_thread.block_on(stopped.wait_for(|stop| *stop));
        })?;
        Ok(Self { shared, socket, stop, runtime, thread: Some(thread) })
    }

    /// The socket that the server listens on.
    pub fn socket(&self) -> SocketAddr {
        self.socket
    }

    /// The port of live reload, if that is on.
    pub fn livereload_port(&self) -> Option<u16> {
        self.shared.options.livereload.as_ref().map(|_| self.shared.livereload_port)
    }

    /// The address of the site's root, for people: `http://127.0.0.1:4000/blog/`.
    pub fn address(&self) -> String {
        let options = &self.shared.options;
        let scheme = if options.certificate.is_some() { "https" } else { "http" };
        format!("{scheme}://{}:{}{}/", options.host, self.socket.port(), self.shared.place().baseurl)
    }

    /// Goes on with other files, or below another path: the site was configured anew. Connections stay open.
    pub fn move_to(&self, baseurl: &str, files: Arc<dyn Files>) {
        let place = Arc::new(Place { baseurl: base(baseurl), files });
        *self.shared.place.write().unwrap_or_else(PoisonError::into_inner) = place;
    }

    /// Tells the browsers that a build is done, by the paths of the files that it wrote differently. An error that was
    /// shown goes away.
    pub fn built(&self, changed: &[String]) {
        let was_broken = self.shared.overlay.write().unwrap_or_else(PoisonError::into_inner).take().is_some();
        if changed.is_empty() && !was_broken {
            return;
        }
        self.shared.build.fetch_add(1, Ordering::AcqRel);
        let commands = match &self.shared.options.livereload {
            Some(_) if was_broken => vec![livereload::reload("/")],
            Some(options) => options.commands(changed),
            None => Vec::new(),
        };
        self.tell(commands);
    }

    /// Shows an error over every page until the next good build.
    pub fn failed(&self, failure: &Failure) {
        let html = failure.to_html();
        *self.shared.overlay.write().unwrap_or_else(PoisonError::into_inner) = Some(html);
        self.shared.build.fetch_add(1, Ordering::AcqRel);
        self.tell(vec![livereload::reload("/")]);
    }

    fn tell(&self, commands: Vec<String>) {
        for command in commands {
            // Nobody listens when no page is open.
            let _ = self.shared.news.send(command.into());
        }
    }

    /// Calls `then` when the process is asked to end (Ctrl-C, or the system's signal).
    pub fn on_interrupt(&self, then: impl FnOnce() + Send + 'static) {
        self.runtime.spawn(async move {
            interrupted().await;
            then();
        });
    }

    /// Stops: no connection is accepted any more, and those that are open end.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        self.stop.send_replace(true);
        if let Some(thread) = self.thread.take() {
            // The thread only waits; a panic there is not possible to pass on from a drop.
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Server").field("socket", &self.socket).finish_non_exhaustive()
    }
}

#[cfg(unix)]
async fn interrupted() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut ended) = signal(SignalKind::terminate()) else { return std::future::pending().await };
    tokio::select! {
        _ = ended.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

#[cfg(not(unix))]
async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

fn listen(host: &str, port: u16) -> Result<(TcpListener, SocketAddr), ServeError> {
    let unknown = |error| ServeError::Host { host: host.to_owned(), error };
    let bare = host.trim_matches(['[', ']']);
    let addresses: Vec<SocketAddr> = match bare.parse::<IpAddr>() {
        Ok(address) => vec![SocketAddr::new(address, port)],
        Err(_) => (bare, port).to_socket_addrs().map_err(unknown)?.collect(),
    };
    let first = addresses.iter().find(|address| address.is_ipv4()).or(addresses.first());
    let Some(address) = first.copied() else { return Err(unknown(io::ErrorKind::NotFound.into())) };
    let failed = |error| ServeError::Listen { address, error };
    let listener = TcpListener::bind(address).map_err(failed)?;
    listener.set_nonblocking(true).map_err(failed)?;
    let socket = listener.local_addr().map_err(failed)?;
    Ok((listener, socket))
}

/// What a connection passes through on its way to the answers.
#[derive(Clone)]
struct Door {
    tls: Option<TlsAcceptor>,
    patience: Duration,
    router: Router,
}

impl Door {
    async fn welcome(self, stream: TcpStream) {
        match &self.tls {
            Some(tls) => {
                if let Ok(Ok(stream)) = tokio::time::timeout(self.patience, tls.accept(stream)).await {
                    self.converse(stream).await;
                }
            }
            None => self.converse(stream).await,
        }
    }

    async fn converse<S: AsyncRead + AsyncWrite + Send + 'static>(self, stream: S) {
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(WRITE_TIME));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.patience)
            .max_buf_size(HEAD_BYTES)
            .max_headers(HEADERS)
            .serve_connection(TokioIo::new(Box::pin(stream)), TowerToHyperService::new(self.router))
            .with_upgrades();
        // A client that breaks off or talks nonsense was answered as far as it can be.
        let _ = connection.await;
    }
}

async fn accept(listener: TcpListener, door: Door, mut stopped: watch::Receiver<bool>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopped.wait_for(|stop| *stop) => return,
        };
        let Ok((stream, _)) = accepted else {
            // Out of file handles: some will be free again.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        // Answers are small and at once; without the option some systems wait for more.
        let _ = stream.set_nodelay(true);
        let (door, mut stopped) = (door.clone(), stopped.clone());
        tokio::spawn(async move {
            tokio::select! {
                () = door.welcome(stream) => {}
                _ = stopped.wait_for(|stop| *stop) => {}
            }
            drop(place);
        });
    }
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (request, _) = request.into_parts();
    let answered =
        tokio::task::spawn_blocking(move || respond(&shared, &request.method, &request.uri, &request.headers));
    match answered.await {
        Ok(answer) => response(answer),
        Err(_) => {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            response
        }
    }
}

fn response(answer: Answer) -> Response {
    let body = match answer.content {
        Content::Bytes(bytes) => Body::from(bytes),
        Content::Stream(file, length) => {
            Body::from_stream(ReaderStream::new(tokio::fs::File::from_std(file).take(length)))
        }
    };
    let mut response = Response::new(body);
    *response.status_mut() = answer.status;
    *response.headers_mut() = answer.headers;
    if answer.status != StatusCode::NOT_MODIFIED {
        response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(answer.length));
    }
    response
}
