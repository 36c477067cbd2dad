package org.foobarlab.reader;

import java.util.Arrays;
import org.foobarlab.explanation.WordPieces;

/**
 * A sentence as the encoder takes it: pieces of words, first those of its context, then its own.
 *
 * @param pieces the numbers of the pieces, with the marks that begin it and end both parts
 * @param context how many of them are not the sentence's own
 */
public record EncoderInput(int[] pieces, int context) {
    /** Of a heading the beginning is kept, of the sentence before its end, of the sentence what fits; pieces. */
    private static final int HEADING = 12;

    private static final int BEFORE = 18;
    private static final int TEXT = 72;

    /** Cuts text into inputs. Thread-safe. */
    public static final class Cutter {
        private final WordPieces words;

        /** Cut by the words of a model. */
        public Cutter(WordPieces words) {
            this.words = words;
        }

        /**
         * Cut a sentence.
         *
         * @param heading the title above it; may be empty
         * @param before the sentence before it; may be empty
         * @param text the sentence
         */
        public EncoderInput cut(String heading, String before, String text) {
            int[] title = start(words.cut(heading), HEADING);
            int[] earlier = end(words.cut(before), BEFORE);
            int[] own = start(words.cut(text), TEXT);
            int colon = title.length > 0 && earlier.length > 0 ? 1 : 0;
            int context = 1 + title.length + colon + earlier.length + 1;
            int[] pieces = new int[context + own.length + 1];
            int at = 0;
            pieces[at++] = words.begin();
            at = put(title, pieces, at);
            if (colon > 0) {
                pieces[at++] = words.number(":");
            }
            at = put(earlier, pieces, at);
            pieces[at++] = words.end();
            at = put(own, pieces, at);
            pieces[at] = words.end();
            return new EncoderInput(pieces, context);
        }

        private static int put(int[] part, int[] pieces, int at) {
            System.arraycopy(part, 0, pieces, at, part.length);
            return at + part.length;
        }

        private static int[] start(int[] pieces, int most) {
            return pieces.length <= most ? pieces : Arrays.copyOf(pieces, most);
        }

        private static int[] end(int[] pieces, int most) {
            return pieces.length <= most ? pieces : Arrays.copyOfRange(pieces, pieces.length - most, pieces.length);
        }
    }
}
