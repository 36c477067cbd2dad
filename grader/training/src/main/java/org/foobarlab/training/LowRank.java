package org.foobarlab.training;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * A change of a matrix as the product of a tall and a flat one in eight bits: the best of its rank (Eckart and Young,
 * 1936).
 *
 * @param tall rows by rank
 * @param tallScale what a unit of each column of it is
 * @param flat rank by columns
 * @param flatScale what a unit of each row of it is
 */
record LowRank(byte[] tall, float[] tallScale, byte[] flat, float[] flatScale) {
    private static final int MOST = 127;

    /**
     * Approximate a matrix.
     *
     * @param change its values, row by row
     * @param rank how many columns the tall matrix has
     */
    static LowRank of(float[] change, int rows, int columns, int rank) {
        RealMatrix matrix = new Array2DRowRealMatrix(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < columns; k++) {
                matrix.setEntry(i, k, change[i * columns + k]);
            }
        }
        // The vectors of the shorter side suffice: what they keep of the matrix is the rest of the product.
        boolean wide = rows <= columns;
        RealMatrix square =
                wide ? matrix.multiply(matrix.transpose()) : matrix.transpose().multiply(matrix);
        RealMatrix vectors = new EigenDecomposition(square).getV();
        RealMatrix basis = vectors.getSubMatrix(0, vectors.getRowDimension() - 1, 0, rank - 1);
        RealMatrix tall = wide ? basis : matrix.multiply(basis);
        RealMatrix flat = wide ? basis.transpose().multiply(matrix) : basis.transpose();
        byte[] tallBytes = new byte[rows * rank];
        float[] tallScale = new float[rank];
        byte[] flatBytes = new byte[rank * columns];
        float[] flatScale = new float[rank];
        for (int r = 0; r < rank; r++) {
            tallScale[r] = quantize(tall.getColumn(r), tallBytes, r, rank);
            flatScale[r] = quantize(flat.getRow(r), flatBytes, r * columns, 1);
        }
        return new LowRank(tallBytes, tallScale, flatBytes, flatScale);
    }

    private static float quantize(double[] values, byte[] into, int at, int stride) {
        double most = 1e-12;
        for (double value : values) {
            most = Math.max(most, Math.abs(value));
        }
        for (int i = 0; i < values.length; i++) {
            into[at + i * stride] = (byte) Math.round(values[i] / most * MOST);
        }
        return (float) (most / MOST);
    }
}
