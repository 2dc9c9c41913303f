using EdgeEcg.Training.DataSets;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace EdgeEcg.Training.Reporting;

/// <summary>The plane in which vectors vary most (principal component analysis), for a picture.</summary>
internal static class PrincipalComponents
{
    /// <returns>[vectors.Rows, 2].</returns>
    public static double[,] Plane(BeatMatrix vectors)
    {
        int width = vectors.Samples;
        Matrix<double> centred = Matrix<double>.Build.Dense(
            vectors.Rows, width, (row, column) => vectors.Values[(row * width) + column]);
        Vector<double> mean = centred.ColumnSums() / vectors.Rows;
        centred = Matrix<double>.Build.Dense(
            vectors.Rows, width, (row, column) => centred[row, column] - mean[column]);
        Matrix<double> covariance = centred.TransposeThisAndMultiply(centred) / vectors.Rows;
        Evd<double> axes = covariance.Evd(Symmetricity.Symmetric);
        double[,] plane = new double[vectors.Rows, 2];
        for (int axis = 0; axis < Math.Min(2, width); axis++)
        {
            // Eigenvalues rise, so the widest direction is the last.
            Vector<double> along = centred * axes.EigenVectors.Column(width - 1 - axis);
            for (int row = 0; row < vectors.Rows; row++)
            {
                plane[row, axis] = along[row];
            }
        }

        return plane;
    }
}
