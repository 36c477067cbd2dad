package org.foobarlab.claims;

/**
 * What a clause claims, as it was read, with the observation that settles it.
 *
 * @param readAs the claim in one plain sentence
 * @param observed what was observed
 * @param agrees whether both say the same
 */
record Proposition(String readAs, String observed, boolean agrees) {}
