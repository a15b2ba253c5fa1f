//! Jekyll core: configuration, front matter, model, and the verbs read, generate, render, write.
