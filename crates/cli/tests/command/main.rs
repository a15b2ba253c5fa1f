//! The command as a whole: run in folders of its own, looked at from outside.

#[cfg(test)]
mod broken;
#[cfg(test)]
mod home;
#[cfg(test)]
mod incremental;
#[cfg(test)]
mod interrupted;
#[cfg(test)]
mod languages;
#[cfg(test)]
mod maintain;
#[cfg(test)]
mod mutated;
#[cfg(test)]
mod new;
#[cfg(test)]
mod style;
#[cfg(test)]
mod themes;
#[cfg(test)]
mod unreadable;
