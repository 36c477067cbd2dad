/**
 * Claims in an explanation, held against what the running system showed.
 *
 * <p>A text's sentences ({@link org.foobarlab.claims.Sentence}) are read clause by clause: each becomes words with a
 * meaning ({@code words.yml}), and those with their grammatical roles. What a clause claims is told by
 * {@code kinds.yml}: statements with their contraries, and the observation that settles each. Knows no containers, and
 * nothing of how explanations are graded.
 */
package org.foobarlab.claims;
