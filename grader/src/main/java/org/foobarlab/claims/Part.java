package org.foobarlab.claims;

/** What a word is in a sentence. */
enum Part {
    NOUN,
    VERB,
    STATE,
    PREPOSITION,
    LINK,
    MARK,
    NUMBER,
    BREAK,
    OTHER
}
