//! YAML typed as SafeYAML 1.0.5 types it, with source positions.
