package org.foobarlab.reader;

import java.util.Map;

/**
 * How nearness to statements becomes odds: learned with the encoder, and kept in its file.
 *
 * @param nearness what a cosine of 1 counts
 * @param none what it counts that a sentence is near to nothing
 * @param wrong what is added for wrong statements
 * @param weak what is added for statements of level 1
 * @param right what is added for statements of level 2
 */
record EncoderScales(double nearness, double none, double wrong, double weak, double right) {
    static EncoderScales of(Map<String, String> metadata) {
        return new EncoderScales(
                Double.parseDouble(metadata.get("nearness")),
                Double.parseDouble(metadata.get("none")),
                Double.parseDouble(metadata.get("wrong")),
                Double.parseDouble(metadata.get("weak")),
                Double.parseDouble(metadata.get("right")));
    }
}
