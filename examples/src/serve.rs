//! A site that is served while it lives in memory: built, answered for, built again, with no disk touched.

use hyde::outside::{Memory, Written};
use hyde::{BuildError, Config, Engine};
use hyde_serve::{ServeError, ServeOptions, Server};
use std::sync::Arc;

/// A server of a site in memory.
#[derive(Debug)]
pub struct Served {
    engine: Engine,
    pages: Arc<hyde_serve::Memory>,
    server: Server,
}

impl Served {
    /// Starts to serve on a port that the system chooses; nothing is there yet.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn start() -> Result<Self, ServeError> {
        let pages = Arc::new(hyde_serve::Memory::default());
        let server = Server::start(ServeOptions::new().port(0), Arc::clone(&pages) as _)?;
        Ok(Self { engine: Engine::new(), pages, server })
    }

    /// The address to open.
    pub fn address(&self) -> String {
        self.server.address()
    }

    /// Builds a source and serves the outcome from then on; browsers that show a page are told what changed.
    ///
    /// # Errors
    /// What stops Jekyll; what was served before is still there.
    pub fn publish(&self, source: Memory) -> Result<(), BuildError> {
        let mut written = Written::new();
        self.engine.process(&Config::default(), source, &mut written)?;
        self.server.built(&self.pages.replace(written.into_files()));
        Ok(())
    }
}
