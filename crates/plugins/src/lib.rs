//! The gems people use with Jekyll, natively.
