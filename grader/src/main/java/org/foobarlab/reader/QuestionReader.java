package org.foobarlab.reader;

import org.foobarlab.reader.SentenceEncoder.Encoding;

/** Tells what a sentence says to one question. Thread-safe. */
interface QuestionReader {
    /** Return what an encoded sentence says. */
    SentenceReading read(Encoding sentence);
}
