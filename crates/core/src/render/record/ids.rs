//! Sets of identities.

/// A set of identities, as a list or as bits, whatever is smaller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ids {
    /// In ascending order.
    List(Box<[u32]>),
    /// A bit for every identity from the first one on.
    Bits(u32, Box<[u64]>),
}

impl Ids {
    /// Makes a set of ascending identities.
    pub(crate) fn new(ids: &[u32]) -> Self {
        let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return Self::List(Box::default()) };
        let words = (last.saturating_sub(*first) / 64) as usize + 1;
        if words * 2 > ids.len() {
            return Self::List(ids.into());
        }
        let mut bits = vec![0_u64; words];
        for id in ids {
            let at = id.saturating_sub(*first);
            if let Some(word) = bits.get_mut((at / 64) as usize) {
                *word |= 1 << (at % 64);
            }
        }
        Self::Bits(*first, bits.into())
    }

    /// Whether an identity is one of them.
    pub(crate) fn contains(&self, id: u32) -> bool {
        match self {
            Self::List(ids) => ids.binary_search(&id).is_ok(),
            Self::Bits(first, bits) => id
                .checked_sub(*first)
                .is_some_and(|at| bits.get((at / 64) as usize).is_some_and(|word| word & (1 << (at % 64)) != 0)),
        }
    }

    /// All of them in ascending order.
    pub(crate) fn all(&self) -> Vec<u32> {
        match self {
            Self::List(ids) => ids.to_vec(),
            Self::Bits(first, bits) => (*first..)
                .step_by(64)
                .zip(bits.iter())
                .flat_map(|(start, word)| (0..64).filter(move |bit| word & (1 << bit) != 0).map(move |bit| start + bit))
                .collect(),
        }
    }
}
