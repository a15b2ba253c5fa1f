//! The network over https, for plugins and themes.

use hyde_core::plugin::{Network, NetworkError};
use std::io::Read;
use std::time::Duration;

/// How many bytes an answer may have.
const LIMIT: u64 = 64 << 20;

/// A client for http and https, which [`crate::Engine`] gives to plugins when it is granted to it.
///
/// ```
/// use hyde::plugin::Network;
/// let http = hyde::Http::new();
/// assert!(http.get("gopher://x", &[]).is_err());
/// ```
#[derive(Debug, Clone)]
pub struct Http {
    agent: ureq::Agent,
}

impl Http {
    /// Makes a client that gives up on a silent server after half a minute.
    pub fn new() -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_global(Some(Duration::from_secs(60)))
            .build();
        Self { agent: config.into() }
    }
}

impl Default for Http {
    fn default() -> Self {
        Self::new()
    }
}

impl Network for Http {
    fn get(&self, url: &str, headers: &[(&str, &str)]) -> Result<Vec<u8>, NetworkError> {
        let request = headers.iter().fold(self.agent.get(url), |request, (name, value)| request.header(*name, *value));
        let response = request.call().map_err(|error| match error {
            ureq::Error::StatusCode(status) => NetworkError::Status(status),
            error => NetworkError::Failed(error.to_string()),
        })?;
        let mut body = Vec::new();
        let mut reader = response.into_body().into_reader().take(LIMIT + 1);
        reader.read_to_end(&mut body).map_err(|error| NetworkError::Failed(error.to_string()))?;
        if body.len() as u64 > LIMIT {
            return Err(NetworkError::Failed("the answer is too long".to_owned()));
        }
        Ok(body)
    }
}
