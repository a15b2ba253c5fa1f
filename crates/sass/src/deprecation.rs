//! The deprecations of dart-sass 1.99 with the names by which settings and warnings call them.

macro_rules! deprecations {
    ($($variant:ident $id:literal $doc:literal,)*) => {
        /// A feature of Sass that gives a warning because a later version drops it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Deprecation { $(#[doc = $doc] $variant,)* }

        impl Deprecation {
            /// Gives the name that warnings show in brackets and settings use.
            ///
            /// ```
            /// assert_eq!(hyde_sass::Deprecation::SlashDiv.id(), "slash-div");
            /// ```
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// Takes a name and gives the deprecation, if there is one of that name.
            ///
            /// ```
            /// use hyde_sass::Deprecation;
            /// assert_eq!(Deprecation::from_id("import"), Some(Deprecation::Import));
            /// assert_eq!(Deprecation::from_id("nope"), None);
            /// ```
            pub fn from_id(id: &str) -> Option<Self> {
                match id { $($id => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

deprecations! {
    CallString "call-string" "Passing a string to `meta.call()`.",
    Elseif "elseif" "`@elseif`.",
    MozDocument "moz-document" "`@-moz-document`.",
    RelativeCanonical "relative-canonical" "Relative canonical URLs.",
    NewGlobal "new-global" "Declaring new variables with `!global`.",
    ColorModuleCompat "color-module-compat" "Color module functions in place of plain CSS functions.",
    SlashDiv "slash-div" "`/` for division.",
    BogusCombinators "bogus-combinators" "Leading, trailing and repeated combinators.",
    StrictUnary "strict-unary" "Ambiguous `+` and `-`.",
    FunctionUnits "function-units" "Invalid units passed to built-in functions.",
    DuplicateVarFlags "duplicate-var-flags" "`!default` or `!global` given twice.",
    NullAlpha "null-alpha" "`null` as alpha in the JavaScript API.",
    AbsPercent "abs-percent" "Percentages passed to the global `abs()`.",
    FsImporterCwd "fs-importer-cwd" "The working folder as an implicit load path.",
    CssFunctionMixin "css-function-mixin" "Function and mixin names beginning with `--`.",
    MixedDecls "mixed-decls" "Declarations after nested rules.",
    FeatureExists "feature-exists" "`meta.feature-exists()`.",
    Color4Api "color-4-api" "Old parts of the colour API.",
    ColorFunctions "color-functions" "Global colour functions of old.",
    LegacyJsApi "legacy-js-api" "The legacy JavaScript API.",
    Import "import" "`@import`.",
    GlobalBuiltin "global-builtin" "Global built-in functions.",
    TypeFunction "type-function" "Functions named `type`.",
    CompileStringRelativeUrl "compile-string-relative-url" "A relative URL passed to the string API.",
    MisplacedRest "misplaced-rest" "A rest parameter before others.",
    WithPrivate "with-private" "Configuring private variables.",
    IfFunction "if-function" "The `if()` function of old.",
    FunctionName "function-name" "Uppercase names of reserved functions.",
}
