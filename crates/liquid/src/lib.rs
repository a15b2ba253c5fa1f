//! The Liquid 4.0.4 language: parser, values, filters, tags, environment.
