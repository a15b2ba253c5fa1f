//! Sass as dart-sass 1.99 compiles it, source maps included.
