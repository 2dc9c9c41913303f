using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Engine;

namespace EdgeEcg.Tests.Training.Fitting;

/// <summary>
/// Small made-up beats: a bump whose place and height vary a little. Abnormal ones have it elsewhere and
/// upside down.
/// </summary>
internal static class ToyBeats
{
    public const int Samples = 20;

    public static BeatMatrix Normal(int rows, long seed) => Make(rows, seed, centre: 6, height: 0.8f);

    public static BeatMatrix Abnormal(int rows, long seed) => Make(rows, seed, centre: 13, height: -0.9f);

    private static BeatMatrix Make(int rows, long seed, float centre, float height)
    {
        SeededRandom random = new(seed, stream: 42);
        float[] values = new float[rows * Samples];
        for (int row = 0; row < rows; row++)
        {
            float at = centre + random.NextSingle();
            float tall = height * (0.8f + (0.2f * random.NextSingle()));
            for (int i = 0; i < Samples; i++)
            {
                float noise = 0.05f * (random.NextSingle() - 0.5f);
                values[(row * Samples) + i] = (tall / (1 + ((i - at) * (i - at)))) + noise;
            }
        }

        return new BeatMatrix("toy beats", values, Samples);
    }
}
