package org.foobarlab.training;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Builds an ONNX graph node by node. Names of what a node makes are given by the caller, or numbered. */
final class OnnxGraph {
    /** LayerNormalization came with 17. */
    private static final int OPERATOR_SET = 17;

    private static final int IR_VERSION = 8;

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final Set<String> known = new HashSet<>();
    private int made;

    String node(String operator, String... inputs) {
        return node(operator, new AttributeProto[0], inputs);
    }

    String node(String operator, AttributeProto[] attributes, String... inputs) {
        String output = operator.toLowerCase() + "-" + made++;
        NodeProto.Builder node =
                NodeProto.newBuilder().setOpType(operator).setName(output).addOutput(output);
        for (String input : inputs) {
            node.addInput(input);
        }
        for (AttributeProto attribute : attributes) {
            node.addAttribute(attribute);
        }
        graph.addNode(node);
        return output;
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto real(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    String constant(String name, float[] values, long... dims) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return raw(name, DataType.FLOAT, raw.array(), dims);
    }

    String constant(String name, long[] values, long... dims) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return raw(name, DataType.INT64, raw.array(), dims);
    }

    String constant(String name, byte[] values, long... dims) {
        return raw(name, DataType.INT8, values, dims);
    }

    private String raw(String name, DataType type, byte[] raw, long... dims) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(raw));
        for (long dim : dims) {
            tensor.addDims(dim);
        }
        graph.addInitializer(tensor);
        return name;
    }

    /** Name a weight that whoever loads the graph has to bring. */
    String external(TensorProto tensor) {
        if (known.add(tensor.getName())) {
            graph.addInitializer(TensorProto.newBuilder()
                    .setName(tensor.getName())
                    .setDataType(tensor.getDataType())
                    .addAllDims(tensor.getDimsList())
                    .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                    .addExternalData(entry("location", "published"))
                    .addExternalData(entry("offset", "0"))
                    .addExternalData(
                            entry("length", Integer.toString(tensor.getRawData().size()))));
        }
        return tensor.getName();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    void input(String name, DataType type) {
        graph.addInput(value(name, type, "batch", "length"));
    }

    void output(String name, String from, String... dims) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Identity")
                .setName(name)
                .addInput(from)
                .addOutput(name));
        graph.addOutput(value(name, DataType.FLOAT, dims));
    }

    private static ValueInfoProto value(String name, DataType type, String... dims) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (String dim : dims) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(dim));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }

    /** Finish the graph. */
    ModelProto model(String name, Map<String, String> metadata) {
        ModelProto.Builder model = ModelProto.newBuilder();
        metadata.forEach((key, value) -> model.addMetadataProps(entry(key, value)));
        return model.setIrVersion(IR_VERSION)
                .setProducerName("Foobar Lab")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET))
                .setGraph(graph.setName(name))
                .build();
    }
}
