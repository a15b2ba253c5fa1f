//! Records of what renderings looked at, as bytes.

use super::pack::{Reader, Writer};
use super::state::sorted;
use crate::render::record::{Extent, Ids, List, Name, Names, Parts, Record, Set};
use rustc_hash::FxHashMap;

/// Records by the identity of who looked.
type Records = FxHashMap<u32, Record>;

impl Writer {
    /// Names that nobody looks at any more are left behind.
    pub(super) fn records(&mut self, names: &Names, groups: [&Records; 2]) {
        let groups = groups.map(sorted);
        let mut numbers: FxHashMap<u32, u64> = FxHashMap::default();
        let mut used: Vec<&Name> = Vec::new();
        for (_, record) in groups.iter().flatten() {
            for number in record.name_numbers() {
                if let Some(name) = names.all().get(number as usize) {
                    numbers.entry(number).or_insert_with(|| {
                        used.push(name);
                        used.len() as u64 - 1
                    });
                }
            }
        }
        self.list(used.into_iter(), Self::name);
        for group in groups {
            self.list(group.into_iter(), |out, (id, record)| {
                out.number(u64::from(id));
                out.record(record, &numbers);
            });
        }
    }

    fn name(&mut self, name: &Name) {
        let (tag, text) = match name {
            Name::File(text) => (0, text),
            Name::Include(text) => (1, text),
            Name::Layout(text) => (2, text),
            Name::List(List::Tag(text)) => (3, text),
            Name::List(List::Category(text)) => (4, text),
            Name::List(List::Documents(index)) => {
                self.byte(5);
                return self.number(u64::from(*index));
            }
        };
        self.byte(tag);
        self.text(text);
    }

    /// `numbers` are those that the names have among the bytes.
    fn record(&mut self, record: &Record, numbers: &FxHashMap<u32, u64>) {
        let parts = record.parts();
        for pairs in [&parts.items, &parts.groups] {
            self.list(pairs.iter(), |out, (id, aspects)| {
                out.number(u64::from(*id));
                out.word(*aspects);
            });
        }
        self.list(parts.sets.iter(), |out, set| {
            out.number(u64::from(set.group));
            out.word(set.aspects);
            let mut last = 0;
            out.list(set.ids.all().into_iter(), |out, id| {
                out.number(u64::from(id - last));
                last = id;
            });
        });
        self.word(parts.every);
        let names: Vec<u64> = parts.names.iter().filter_map(|number| numbers.get(number).copied()).collect();
        self.list(names.into_iter(), Self::number);
        let lists = parts.lists.iter().filter_map(|(number, extent)| Some((*numbers.get(number)?, *extent)));
        self.list(lists.collect::<Vec<_>>().into_iter(), |out, (number, extent)| {
            out.number(number);
            out.number(u64::from(extent.first));
            out.number(u64::from(extent.last));
            out.flag(extent.count);
        });
        self.byte(parts.wholes);
    }
}

impl Reader<'_> {
    /// The names, and the records of renderings and of excerpts.
    pub(super) fn records(&mut self) -> Option<(Names, Records, Records)> {
        let names = Names::of(self.list(Self::name)?)?;
        let count = names.all().len();
        let records = self.list(|from| from.record(count))?.into_iter().collect();
        let excerpts = self.list(|from| from.record(count))?.into_iter().collect();
        Some((names, records, excerpts))
    }

    fn name(&mut self) -> Option<Name> {
        Some(match self.byte()? {
            0 => Name::File(self.owned()?),
            1 => Name::Include(self.owned()?),
            2 => Name::Layout(self.owned()?),
            3 => Name::List(List::Tag(self.owned()?)),
            4 => Name::List(List::Category(self.owned()?)),
            5 => Name::List(List::Documents(self.short()?)),
            _ => return None,
        })
    }

    fn record(&mut self, names: usize) -> Option<(u32, Record)> {
        let id = self.short()?;
        let is_name = |number: &u32| (*number as usize) < names;
        let parts = Parts {
            items: self.list(|from| Some((from.short()?, from.word()?)))?,
            groups: self.list(|from| Some((from.short()?, from.word()?)))?,
            sets: self.list(Self::set)?,
            every: self.word()?,
            names: self.list(|from| from.short().filter(is_name))?,
            lists: self.list(|from| {
                let number = from.short().filter(is_name)?;
                Some((number, Extent { first: from.short()?, last: from.short()?, count: from.flag()? }))
            })?,
            wholes: self.byte()?,
        };
        Some((id, Record::from_parts(parts)))
    }

    fn set(&mut self) -> Option<Set> {
        let (group, aspects) = (self.short()?, self.word()?);
        let mut last = 0_u32;
        let ids = self.list(|from| {
            last = last.checked_add(from.short()?)?;
            Some(last)
        })?;
        // Whoever wrote something else did not write a set.
        ids.is_sorted_by(|a, b| a < b).then(|| Set { group, aspects, ids: Ids::new(&ids) })
    }
}
