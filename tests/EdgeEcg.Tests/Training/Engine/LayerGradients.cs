using EdgeEcg.Training.Engine;

namespace EdgeEcg.Tests.Training.Engine;

/// <summary>
/// The oracle of every Backward: for loss = Σ cᵢ yᵢ with random cᵢ, each derivative is compared with (loss(v
/// + h) − loss(v − h)) / 2h.
/// </summary>
internal static class LayerGradients
{
    /// <summary>Balances the rounding of single precision against the curvature of the layers.</summary>
    private const float Step = 1e-2f;

    /// <summary>
    /// Largest difference allowed, absolute for small derivatives and relative for large ones.
    /// </summary>
    private const double Tolerance = 2e-2;

    public static void Check(ILayer layer, WeightLayout layout, int rows, long seed = 7, float inputScale = 1)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Network network = new("layer under test", layout, [new PassThroughLayer(layer.Input), layer]);
        float[] weights = network.InitialWeights(seed);
        SeededRandom random = new(seed, stream: 40);
        float[] input = new float[rows * layer.Input.Values];
        random.FillUniform(input, inputScale);
        float[] coefficients = new float[rows * layer.Output.Values];
        random.FillUniform(coefficients, 1);

        NetworkPass pass = NewPass(network, weights, rows, seed);
        pass.Forward(input, rows, new float[coefficients.Length], training: true);
        pass.Backward(coefficients);

        float[] inputGradient = pass.InputGradientOf(1, rows * layer.Input.Values).ToArray();
        double Loss() => LossOf(network, weights, input, coefficients, rows, seed);
        CheckEach("weight", weights, pass.WeightGradient, Loss, layout);
        float[] beatMajor = ToBeatMajor(inputGradient, rows, layer.Input);
        CheckEach("input", input, beatMajor, Loss, layout: null);
    }

    private static void CheckEach(
        string what, float[] values, float[] gradient, Func<double> loss, WeightLayout? layout)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (layout is not null && IsMeasured(layout, i))
            {
                continue;
            }

            float kept = values[i];
            values[i] = kept + Step;
            double above = loss();
            values[i] = kept - Step;
            double below = loss();
            values[i] = kept;
            double numerical = (above - below) / (2 * Step);
            double allowed = Tolerance * Math.Max(1, Math.Abs(numerical));
            string message = $"{what} {i}: {gradient[i]} against {numerical}";
            Assert.True(Math.Abs(numerical - gradient[i]) <= allowed, message);
        }
    }

    private static bool IsMeasured(WeightLayout layout, int weight) =>
        layout.Slices.Single(slice => weight >= slice.Offset && weight < slice.Offset + slice.Count).Role
            is WeightRole.Measured;

    /// <summary>A fresh pass each time: the same seed draws the same dropout.</summary>
    private static double LossOf(
        Network network, float[] weights, float[] input, float[] coefficients, int rows, long seed)
    {
        float[] copy = [.. weights];
        NetworkPass pass = NewPass(network, copy, rows, seed);
        float[] output = new float[coefficients.Length];
        pass.Forward(input, rows, output, training: true);
        double loss = pass.Penalty;
        for (int i = 0; i < output.Length; i++)
        {
            loss += (double)coefficients[i] * output[i];
        }

        return loss;
    }

    private static NetworkPass NewPass(Network network, float[] weights, int rows, long seed) =>
        new(network, weights, rows, training: true, new Crew(1), seed);

    private static float[] ToBeatMajor(float[] sequence, int rows, SequenceShape shape)
    {
        float[] beats = new float[sequence.Length];
        for (int i = 0; i < sequence.Length; i++)
        {
            int feature = i % shape.Features;
            int row = i / shape.Features % rows;
            int step = i / shape.Features / rows;
            beats[(row * shape.Values) + (step * shape.Features) + feature] = sequence[i];
        }

        return beats;
    }

    /// <summary>Stands before the layer under test, so that it is asked for its input gradient.</summary>
    private sealed class PassThroughLayer(SequenceShape shape) : ILayer
    {
        public SequenceShape Input => shape;

        public SequenceShape Output => shape;

        public int ScratchFloats(int maxRows) => 0;

        public void Initialise(float[] weights, SeededRandom random)
        {
        }

        public void Forward(LayerPass pass) =>
            pass.Input.AsSpan(0, pass.Rows * shape.Values).CopyTo(pass.Output);

        public void Backward(LayerPass pass)
        {
        }
    }
}
