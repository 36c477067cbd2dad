package org.foobarlab.training;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Map;
import java.util.TreeMap;
import org.foobarlab.reader.PublishedWeights;

/** Finds the published model's matrices: they have numbers for names, so the nodes that use them tell what they are. */
final class EncoderMatrices {
    private EncoderMatrices() {}

    /** Return for each linear part of the encoder the name under which its matrix is published. */
    static Map<String, String> stems(PublishedWeights published) {
        Map<String, String> stems = new TreeMap<>();
        for (NodeProto node : published.model().getGraph().getNodeList()) {
            if (node.getOpType().equals("MatMulInteger")) {
                String name = node.getName().replaceAll("^/|/MatMul_quant$", "").replace('/', '.');
                stems.put(name, node.getInput(1).replaceAll("_quantized$", ""));
            }
        }
        return stems;
    }
}
