//! What plugins may reach beyond the site's files: the network and other programs, each only if the embedder gives it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// Why a request failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NetworkError {
    /// No network was given to the engine.
    #[error("the network is switched off")]
    Off,
    /// The server answered with this status.
    #[error("the server answered {0}")]
    Status(u16),
    /// No answer came.
    #[error("{0}")]
    Failed(String),
}

/// Fetches documents.
pub trait Network: Send + Sync {
    /// Gets the body behind a URL, sending the given headers.
    ///
    /// # Errors
    /// When there is no answer, or one that is no success.
    fn get(&self, url: &str, headers: &[(&str, &str)]) -> Result<Vec<u8>, NetworkError>;
}

/// What a program left behind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CommandOutput {
    /// Its exit status; `None` when a signal ended it.
    pub status: Option<i32>,
    /// What it wrote to standard output.
    pub stdout: Vec<u8>,
    /// What it wrote to standard error.
    pub stderr: Vec<u8>,
}

/// Runs other programs, such as `git` or `jupyter`.
pub trait Commands: Send + Sync {
    /// Runs a program in a directory with the given standard input.
    ///
    /// # Errors
    /// When the program cannot be started; the text says why.
    fn run(&self, program: &str, args: &[&str], directory: &str, stdin: &[u8]) -> Result<CommandOutput, String>;
}

/// Keeps what took long to make from build to build: converted images.
pub trait Keeper: Send + Sync {
    /// Gives what was kept under a name in a shelf.
    fn get(&self, shelf: &str, name: &str) -> Option<Vec<u8>>;

    /// Keeps something. That may fail, and then it is made again the next time.
    fn put(&self, shelf: &str, name: &str, bytes: &[u8]);
}

/// Finds installed gems, for what is data in them: styles, locales.
pub trait Gems: Send + Sync {
    /// Gives the absolute path of an installed gem's folder.
    fn folder(&self, name: &str) -> Option<String>;
}

/// The outside as an embedder grants it. By default nothing is granted.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Outside {
    /// The network.
    pub network: Option<Arc<dyn Network>>,
    /// Other programs.
    pub commands: Option<Arc<dyn Commands>>,
    /// Installed gems.
    pub gems: Option<Arc<dyn Gems>>,
    /// A place for what took long to make.
    pub keeper: Option<Arc<dyn Keeper>>,
    /// The environment's variables.
    pub variables: Arc<BTreeMap<String, String>>,
    /// Which of them were asked for.
    asked: Arc<Mutex<BTreeSet<String>>>,
}

impl Outside {
    /// Grants the network.
    #[must_use]
    pub fn with_network(mut self, network: impl Network + 'static) -> Self {
        self.network = Some(Arc::new(network));
        self
    }

    /// Grants other programs.
    #[must_use]
    pub fn with_commands(mut self, commands: impl Commands + 'static) -> Self {
        self.commands = Some(Arc::new(commands));
        self
    }

    /// Grants a look at installed gems.
    #[must_use]
    pub fn with_gems(mut self, gems: impl Gems + 'static) -> Self {
        self.gems = Some(Arc::new(gems));
        self
    }

    /// Grants a place for what took long to make.
    #[must_use]
    pub fn with_keeper(mut self, keeper: impl Keeper + 'static) -> Self {
        self.keeper = Some(Arc::new(keeper));
        self
    }

    /// Whether anything is kept from one build to the next.
    pub fn keeps(&self) -> bool {
        self.keeper.is_some()
    }

    /// What was kept under a name, if anything is kept at all.
    pub fn kept(&self, shelf: &str, name: &str) -> Option<Vec<u8>> {
        self.keeper.as_ref()?.get(shelf, name)
    }

    /// Keeps something, if there is a place for it.
    pub fn keep(&self, shelf: &str, name: &str, bytes: &[u8]) {
        if let Some(keeper) = &self.keeper {
            keeper.put(shelf, name, bytes);
        }
    }

    /// Gives the folder of an installed gem, if gems may be looked at and there is one of that name.
    pub fn gem_folder(&self, name: &str) -> Option<String> {
        self.gems.as_ref()?.folder(name)
    }

    /// Gets the body behind a URL, if there is a network.
    ///
    /// # Errors
    /// [`NetworkError::Off`] when there is none, otherwise what the network says.
    pub fn get(&self, url: &str, headers: &[(&str, &str)]) -> Result<Vec<u8>, NetworkError> {
        self.network.as_ref().ok_or(NetworkError::Off)?.get(url, headers)
    }

    /// An environment variable, if it is set and not empty.
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The variables that were asked for so far, by this outside or what it was made from, with their values.
    pub(crate) fn asked(&self) -> Vec<(String, Option<String>)> {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone();
        asked.into_iter().map(|name| (name.clone(), self.variables.get(&name).cloned())).collect()
    }

    /// Runs a program, if that is allowed.
    ///
    /// # Errors
    /// When it is not, or the program cannot be started.
    pub fn run(&self, program: &str, args: &[&str], directory: &str, stdin: &[u8]) -> Result<CommandOutput, String> {
        match &self.commands {
            Some(commands) => commands.run(program, args, directory, stdin),
            None => Err(format!("running {program} is switched off")),
        }
    }
}

impl fmt::Debug for Outside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outside")
            .field("network", &self.network.is_some())
            .field("commands", &self.commands.is_some())
            .finish()
    }
}
