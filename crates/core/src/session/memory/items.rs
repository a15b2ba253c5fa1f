//! Documents, pages, static files and layouts as bytes.

use super::pack::{Reader, Writer};
use crate::model::{Document, Layout, Page, Shared, StaticFile};
use crate::read::Kept;
use crate::url;
use hyde_liquid::{Str, Value};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What was made of files, and where each stands among them.
#[derive(Default)]
pub(super) struct Table {
    pub(super) files: Vec<(String, Kept)>,
    /// By the address of what is shared.
    places: FxHashMap<usize, usize>,
    /// Documents and pages by path.
    paths: FxHashMap<String, usize>,
}

impl Table {
    pub(super) fn of(files: Vec<(String, Kept)>) -> Self {
        let mut table = Self { files, ..Self::default() };
        for (place, (path, kept)) in table.files.iter().enumerate() {
            let address = match kept {
                Kept::Document(document) => document.address(),
                Kept::Page(page) => page.address(),
                Kept::Static(file) => Arc::as_ptr(file).addr(),
                Kept::Data(_) => continue,
            };
            table.places.insert(address, place);
            table.paths.insert(path.clone(), place);
        }
        table
    }

    /// Whether a path's content is that of the file; its place then.
    fn with_content(&self, path: &str, content: &str) -> Option<usize> {
        let place = *self.paths.get(path)?;
        (self.content(place)? == content).then_some(place)
    }

    fn content(&self, place: usize) -> Option<&str> {
        match &self.files.get(place)?.1 {
            Kept::Document(document) => document.content.as_deref(),
            Kept::Page(page) => Some(&page.content),
            _ => None,
        }
    }

    pub(super) fn place(&self, address: usize) -> Option<usize> {
        self.places.get(&address).copied()
    }
}

impl Writer {
    pub(super) fn kept(&mut self, kept: &Kept) {
        let none = Table::default();
        match kept {
            Kept::Document(document) => {
                self.byte(0);
                self.whole_document(document, &none);
            }
            Kept::Page(page) => {
                self.byte(1);
                self.whole_page(page, &none);
            }
            Kept::Static(file) => {
                self.byte(2);
                self.whole_file(file);
            }
            Kept::Data(value) => {
                self.byte(3);
                self.value(value);
            }
        }
    }

    /// Something that may be the very same as what was made of its file.
    fn shared(&mut self, table: &Table, address: usize, whole: impl FnOnce(&mut Self)) {
        match table.place(address) {
            Some(place) => {
                self.flag(true);
                self.size(place);
            }
            None => {
                self.flag(false);
                whole(self);
            }
        }
    }

    pub(super) fn document(&mut self, document: &Shared<Document>, table: &Table) {
        self.shared(table, document.address(), |out| out.whole_document(document, table));
    }

    pub(super) fn page(&mut self, page: &Shared<Page>, table: &Table) {
        self.shared(table, page.address(), |out| out.whole_page(page, table));
    }

    pub(super) fn file(&mut self, file: &Arc<StaticFile>, table: &Table) {
        self.shared(table, Arc::as_ptr(file).addr(), |out| out.whole_file(file));
    }

    fn content(&mut self, path: Option<&str>, content: &str, table: &Table) {
        match path.and_then(|path| table.with_content(path, content)) {
            Some(place) => {
                self.flag(true);
                self.size(place);
            }
            None => {
                self.flag(false);
                self.text(content);
            }
        }
    }

    fn whole_document(&mut self, document: &Document, table: &Table) {
        self.text(&document.collection);
        self.text(&document.path);
        self.text(&document.relative_path);
        self.hash(&document.data);
        self.maybe(document.content.as_deref(), |out, content| out.content(Some(&document.path), content, table));
        self.maybe(document.excerpted.as_deref(), Self::text);
        self.maybe(document.modified.as_deref(), Self::time);
        self.size(document.body_line);
        self.maybe(document.invalid.as_deref(), Self::blob);
        self.flag(document.parsed);
        // Without a date of its own a document shows the time of the build, in its URL too.
        let is_dated = matches!(document.data.get("date"), Some(Value::Time(_)));
        self.maybe(document.url.get().filter(|_| is_dated), |out, url| out.text(url));
    }

    fn whole_page(&mut self, page: &Page, table: &Table) {
        for text in [&page.class, &page.dir, &page.name, &page.basename, &page.ext] {
            self.text(text);
        }
        self.hash(&page.data);
        self.content(page.file.as_deref(), &page.content, table);
        self.maybe(page.pager.as_ref(), Self::value);
        self.maybe(page.liquid.as_ref(), Self::value);
        self.size(page.body_line);
        self.maybe(page.invalid.as_deref(), Self::blob);
        for text in [&page.file, &page.fixed_url, &page.moved_to] {
            self.maybe(text.as_deref(), Self::text);
        }
    }

    fn whole_file(&mut self, file: &StaticFile) {
        for text in [&file.path, &file.relative_path, &file.name, &file.extname] {
            self.text(text);
        }
        self.maybe(file.modified.as_deref(), Self::time);
        self.maybe(file.collection.as_deref(), Self::text);
        self.maybe(file.fixed_url.as_deref(), Self::text);
        self.maybe(file.url.get(), |out, url| out.text(url));
        // Files made in memory are made anew by every build: their bytes are nothing to compare.
    }

    pub(super) fn layout(&mut self, layout: &Layout) {
        for text in [&layout.name, &layout.path, &layout.relative_path, &layout.ext, &layout.content] {
            self.text(text);
        }
        self.hash(&layout.data);
        self.size(layout.body_line);
        self.flag(layout.invalid);
    }
}

impl Reader<'_> {
    pub(super) fn kept(&mut self) -> Option<Kept> {
        let none = Table::default();
        Some(match self.byte()? {
            0 => Kept::Document(Shared::new(self.whole_document(&none)?)),
            1 => Kept::Page(Shared::new(self.whole_page(&none)?)),
            2 => Kept::Static(Arc::new(self.whole_file()?)),
            3 => Kept::Data(self.value()?),
            _ => return None,
        })
    }

    /// What [`Writer::shared`] wrote: `pick` takes it from what was made of a file.
    fn shared<T: Clone>(
        &mut self,
        table: &Table,
        pick: impl FnOnce(&Kept) -> Option<&T>,
        whole: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        match self.flag()? {
            true => pick(&table.files.get(self.size()?)?.1).cloned(),
            false => whole(self),
        }
    }

    pub(super) fn document(&mut self, table: &Table) -> Option<Shared<Document>> {
        self.shared(
            table,
            |kept| if let Kept::Document(document) = kept { Some(document) } else { None },
            |from| from.whole_document(table).map(Shared::new),
        )
    }

    pub(super) fn page(&mut self, table: &Table) -> Option<Shared<Page>> {
        self.shared(
            table,
            |kept| if let Kept::Page(page) = kept { Some(page) } else { None },
            |from| from.whole_page(table).map(Shared::new),
        )
    }

    pub(super) fn file(&mut self, table: &Table) -> Option<Arc<StaticFile>> {
        self.shared(
            table,
            |kept| if let Kept::Static(file) = kept { Some(file) } else { None },
            |from| from.whole_file().map(Arc::new),
        )
    }

    fn content(&mut self, table: &Table) -> Option<String> {
        match self.flag()? {
            true => table.content(self.size()?).map(str::to_owned),
            false => self.owned(),
        }
    }

    fn whole_document(&mut self, table: &Table) -> Option<Document> {
        let mut document = Document {
            collection: self.owned()?,
            path: self.owned()?,
            relative_path: self.owned()?,
            data: self.hash()?,
            content: self.maybe(|from| from.content(table))?,
            excerpted: self.maybe(Self::owned)?,
            modified: self.maybe(Self::time)?.map(Arc::new),
            body_line: self.size()?,
            invalid: self.maybe(Self::blob)?.map(Into::into),
            parsed: self.flag()?,
            ..Document::default()
        };
        if let Some(url) = self.maybe(Self::owned)? {
            document.url = Str::from(url).into();
        }
        // The extension is cut off from both paths.
        document.relative_path.ends_with(url::extname(&document.path)).then_some(document)
    }

    fn whole_page(&mut self, table: &Table) -> Option<Page> {
        let (class, dir, name) = (self.text()?, self.text()?, self.text()?);
        let mut page = Page::named(class, dir, name);
        page.basename = self.owned()?;
        page.ext = self.owned()?;
        page.data = self.hash()?;
        page.content = self.content(table)?;
        page.pager = self.maybe(Self::value)?;
        page.liquid = self.maybe(Self::value)?;
        page.body_line = self.size()?;
        page.invalid = self.maybe(Self::blob)?.map(Into::into);
        page.file = self.maybe(Self::owned)?;
        page.fixed_url = self.maybe(Self::owned)?;
        page.moved_to = self.maybe(Self::owned)?;
        Some(page)
    }

    fn whole_file(&mut self) -> Option<StaticFile> {
        let mut file = StaticFile::new(self.text()?, self.text()?);
        file.name = self.owned()?;
        file.extname = self.owned()?;
        file.modified = self.maybe(Self::time)?.map(Arc::new);
        file.collection = self.maybe(Self::owned)?;
        file.fixed_url = self.maybe(Self::owned)?;
        if let Some(url) = self.maybe(Self::owned)? {
            file.url = url.into();
        }
        file.name.ends_with(file.extname.as_str()).then_some(file)
    }

    pub(super) fn layout(&mut self) -> Option<Layout> {
        Some(Layout {
            name: self.owned()?,
            path: self.owned()?,
            relative_path: self.owned()?,
            ext: self.owned()?,
            content: self.owned()?,
            data: self.hash()?,
            body_line: self.size()?,
            invalid: self.flag()?,
        })
    }
}
