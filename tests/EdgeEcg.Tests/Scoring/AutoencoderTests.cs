using EdgeEcg.Scoring;

namespace EdgeEcg.Tests.Scoring;

public sealed class AutoencoderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Any_number_of_rows_up_to_the_most_is_reconstructed(int rows)
    {
        using Autoencoder autoencoder = new(ToyModel.Onnx(), "toy", samples: 140, maxRows: 5);
        float[] beats = [.. Enumerable.Range(0, rows * 140).Select(i => (float)i)];
        float[] reconstruction = new float[beats.Length];

        autoencoder.Reconstruct(beats, reconstruction);

        Assert.Equal(beats.Select(value => value / 2), reconstruction);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(139)]
    [InlineData(420)]
    public void A_length_that_is_no_whole_number_of_rows_is_a_bug(int count)
    {
        using Autoencoder autoencoder = new(ToyModel.Onnx(), "toy", samples: 140, maxRows: 2);

        Assert.Throws<ArgumentOutOfRangeException>(
            () => autoencoder.Reconstruct(new float[count], new float[count]));
    }

    [Fact]
    public void A_call_allocates_nothing()
    {
        using Autoencoder autoencoder = new(ToyModel.Onnx(), "toy", samples: 140, maxRows: 2);
        float[] beats = new float[280];
        float[] reconstruction = new float[280];
        autoencoder.Reconstruct(beats, reconstruction);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            autoencoder.Reconstruct(beats, reconstruction);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Both_architectures_of_the_native_library_lie_beside_the_program()
    {
        foreach (string architecture in (string[])["linux-x64", "linux-arm64"])
        {
            string file = Path.Combine(
                AppContext.BaseDirectory, "runtimes", architecture, "native", "libonnxruntime.so");

            Assert.True(File.Exists(file), file);
        }
    }

    [Theory]
    [InlineData(ErrorMeasure.WeightedMeanSquared, ((1 * 1) + (3 * 4)) / 4.0)]
    [InlineData(ErrorMeasure.WeightedMeanAbsolute, ((1 * 1) + (3 * 2)) / 4.0)]
    [InlineData(ErrorMeasure.WeightedSumAbsolute, (1 * 1) + (3 * 2))]
    public void Errors_are_weighted_per_position(ErrorMeasure measure, double expected) =>
        Assert.Equal(expected, ReconstructionError.Of(measure, [5, 5], [4, 7], [1, 3]), 1e-6);
}
