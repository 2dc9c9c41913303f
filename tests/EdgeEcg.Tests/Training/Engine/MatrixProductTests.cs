using EdgeEcg.Training.Engine;

namespace EdgeEcg.Tests.Training.Engine;

public sealed class MatrixProductTests
{
    /// <summary>Shapes on, below and above every block edge: 4 rows, 16 columns, 512 steps.</summary>
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 1 }, { 3, 7, 5 }, { 4, 16, 16 }, { 5, 513, 17 },
        { 8, 64, 512 }, { 64, 140, 96 }, { 9, 1100, 33 }, { 2, 3, 31 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_fast_product_is_the_plain_triple_loop_to_the_bit(int rows, int inner, int columns)
    {
        (float[] a, float[] b) = RandomMatrices(rows, inner, columns);
        float[] expected = new float[rows * columns];
        float[] actual = new float[rows * columns];
        float[] packed = new float[MatrixProduct.PackedCount(inner, columns)];

        TripleLoop(a, b, expected, rows, inner, columns);
        MatrixProduct.Pack(new MatrixView(b, inner, columns), packed);
        MatrixProduct.Multiply(
            new MatrixView(a, rows, inner), packed, actual, columns, columns, accumulate: false);

        Assert.Equal(expected, actual);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Transposed_operands_and_accumulation_give_the_same(int rows, int inner, int columns)
    {
        (float[] a, float[] b) = RandomMatrices(rows, inner, columns);
        float[] expected = [.. Enumerable.Range(0, rows * columns).Select(i => (float)i)];
        float[] actual = [.. expected];
        float[] packed = new float[MatrixProduct.PackedCount(inner, columns)];

        TripleLoop(a, b, expected, rows, inner, columns);
        MatrixView bt = new(Transposed(b, inner, columns), columns, inner);
        MatrixView at = new(Transposed(a, rows, inner), inner, rows);
        MatrixProduct.Pack(bt.Transposed, packed);
        MatrixProduct.Multiply(at.Transposed, packed, actual, columns, columns, accumulate: true);

        Assert.Equal(expected, actual);
    }

    private static void TripleLoop(float[] a, float[] b, float[] c, int rows, int inner, int columns)
    {
        for (int m = 0; m < rows; m++)
        {
            for (int n = 0; n < columns; n++)
            {
                for (int k = 0; k < inner; k++)
                {
                    float sum = c[(m * columns) + n];
                    c[(m * columns) + n] = MathF.FusedMultiplyAdd(
                        a[(m * inner) + k], b[(k * columns) + n], sum);
                }
            }
        }
    }

    private static float[] Transposed(float[] matrix, int rows, int columns)
    {
        float[] result = new float[matrix.Length];
        for (int i = 0; i < matrix.Length; i++)
        {
            result[(i % columns * rows) + (i / columns)] = matrix[i];
        }

        return result;
    }

    private static (float[] A, float[] B) RandomMatrices(int rows, int inner, int columns)
    {
        SeededRandom random = new(11, stream: 41);
        float[] a = new float[rows * inner];
        float[] b = new float[inner * columns];
        random.FillUniform(a, 1);
        random.FillUniform(b, 1);
        return (a, b);
    }
}
