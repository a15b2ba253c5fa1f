//! Coq (Rocq): sentences that end at a dot before white space; what may start one is narrower than what may follow.

use super::machine::{Found, Grammar, Lists, Machine, Rule, call, groups, include, lists, rule};
use super::ocaml::NESTED_COMMENT;
use crate::Token;
use crate::scan::Scan;

const WORDS: Lists = &[
    (
        "About Admitted Arguments Check Class CoFixpoint CoInductive Compute Context Corollary Defined Definition End Eval \
         Example Existing Export Fixpoint Global Goal Hint Immediate Import Include Inductive Infix Instance Lemma Local \
         Ltac Module Monomorphic Notation Opaque Polymorphic Print Printing Proof Qed Record Remark Require Rewrite Search \
         SearchAbout Section Theorem Transparent Universe Universes Variable Variables",
        Token::Keyword,
    ),
    ("Prop Set Type as else end forall fun if in let match return then", Token::KeywordReserved),
    (
        "apply at auto autorewrite beta cbn cbv clear compute constructor delta dependent destruct eapply eauto \
         econstructor edestruct eexists erewrite exfalso exists f_equal first fold generalize induction injection \
         instantiate intro intros inversion iota lazy native_compute red refine repeat revert rewrite setoid_rewrite simpl \
         specialize split subst symmetry transitivity try unfold vm_compute with zeta",
        Token::KeywordPseudo,
    ),
    ("assumption congruence eassumption exact omega reflexivity solve", Token::NameException),
];

/// Settings that are known as a whole.
const SETTING: &str = r"(Set|Unset)(\s+)(Printing|Implicit|Strict|Universe)(\s+)(All|Universes|Implicit|Notations|Arguments|Polymorphism)\.\s";

const NAME: &str = r"[\p{L}][\p{L}\p{N}_']*";

const SENTENCE: &[Rule] = &[
    rule(r"\s+", Token::TextWhitespace),
    rule(r"\(\*", Token::Comment).push("comment"),
    groups(r"(\.)(?:\s)", &[Token::PunctuationIndicator]).pop(),
    rule(r#"""#, Token::LiteralStringDouble).push("string"),
    groups(r"([~?][A-Za-z_][\w']*)", &[Token::NameVariable]),
    groups(SETTING, &[Token::Keyword, Token::TextWhitespace, Token::Keyword, Token::TextWhitespace, Token::Keyword]),
    rule(r"[→↔⇒∀∃¬∧∨⊢⊥∈≡]", Token::Operator),
    rule(r"λ", Token::Operator).unless(r"[\p{L}\p{N}_']"),
    include("name"),
    rule(r"\d+", Token::LiteralNumberInteger),
    rule(r"'", Token::Keyword),
    rule(r"::=|:=|:>|=>|`\{", Token::Punctuation),
    rule(r"/\\|\\/", Token::Operator),
    rule(r"[(){}\[\]|:;,_?.]", Token::Punctuation),
    // A colon goes on with an operator that has one of the signs in the middle.
    rule(r"[!%@^/#~]*[$*+<=>`.[[\p{Sm}\p{So}]--[~]]-][!$@^/*+<=>`#~.:\p{Sm}\p{So}-]*", Token::Operator),
    rule(r"[!%@^/#~]+", Token::Operator),
];

/// A proof starts: until its end, sentences may begin with bullets and braces.
fn proof(machine: &mut Machine, scan: &mut Scan<'_>, found: &Found) {
    scan.emit_to(Token::Keyword, found.end);
    machine.push("proof");
    machine.push("sentence");
}

/// Coq's tokens.
pub(super) static COQ: Grammar = Grammar::new(&[
    ("root", &[call(r"Proof", proof).unless(r"[\p{L}\p{N}_'.]+[\p{L}_]|[\p{L}\p{N}_']"), include("start")]),
    (
        "proof",
        &[
            rule(r"(?:Qed|Defined|Admitted|Save)", Token::Keyword).unless(r"[\p{L}\p{N}_']").goto("sentence"),
            rule(r"[-+*{}]", Token::Punctuation),
            rule(r"\d+", Token::LiteralNumberInteger).push("selector"),
            include("start"),
        ],
    ),
    (
        "start",
        &[
            rule(r"\s+", Token::TextWhitespace),
            rule(r"\(\*", Token::Comment).push("comment"),
            groups(
                SETTING,
                &[Token::Keyword, Token::TextWhitespace, Token::Keyword, Token::TextWhitespace, Token::Keyword],
            )
            .push("sentence"),
            lists(NAME, WORDS, Token::NameConstant).unless(r"\.[\p{L}_]").push("sentence"),
            rule(NAME, Token::NameNamespace).push("sentence"),
        ],
    ),
    ("name", &[rule(NAME, Token::NameNamespace).ahead(r"\.[\p{L}_]"), lists(NAME, WORDS, Token::NameConstant)]),
    // Behind a goal's number.
    ("selector", &[rule(r"\s+", Token::TextWhitespace), rule(r":", Token::Punctuation).pop()]),
    ("sentence", SENTENCE),
    ("comment", NESTED_COMMENT),
    ("string", &[rule(r#"""#, Token::LiteralStringDouble).pop(), rule(r#"[^"]+"#, Token::LiteralStringDouble)]),
]);
