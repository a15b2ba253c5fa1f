//! Lean.

use super::machine::{Grammar, Lists, lists, rule};
use crate::Token;

const WORDS: Lists = &[
    (
        "abbreviation alias assume axiom begin by calc constant constants context corollary def definition end example \
         exit export extends from fun have hiding hypothesis import include inductive infix infixl infixr inline \
         instance irreducible lemma match namespace notation opaque open parameter parameters postfix precedence prefix \
         private protected reducible renaming section set_option show theorem universe universes using variable \
         variables with",
        Token::Keyword,
    ),
    ("Prop Sort Type", Token::KeywordType),
];

/// The tokens.
pub(super) static LEAN: Grammar = Grammar::new(&[
    (
        "root",
        &[
            rule(r"\s*-{2,}\s[^\n]*", Token::CommentDoc),
            rule(r"(?:[\s(),\[\]αβ‹›]|:+=?)+", Token::Text),
            rule(r"#(?:check|eval|print|reduce)\b", Token::Keyword),
            rule("λ", Token::Keyword),
            rule(r#"""#, Token::LiteralString).push("string"),
            rule(r"\d+", Token::LiteralNumberInteger),
            lists(r"[A-Za-z_]\w*", WORDS, Token::Name),
            rule(r"#[A-Za-z_]\w*", Token::Name),
            rule(r"∃!|⁻¹|\.\d*|[!@#&*+=~`|<>/.;-]|[∀∃Π→↔∧∨¬≠≤≥×ℕℤ▸≡≈⟨⟩]", Token::Operator),
        ],
    ),
    (
        "string",
        &[
            rule(r#"""#, Token::LiteralString).pop(),
            rule(r#"\\[n"]?"#, Token::LiteralStringEscape),
            rule(r#"[^"\\]+"#, Token::LiteralString),
        ],
    ),
]);
