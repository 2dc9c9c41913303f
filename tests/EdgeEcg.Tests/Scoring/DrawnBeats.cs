using EdgeEcg.Core;

namespace EdgeEcg.Tests.Scoring;

/// <summary>Beats of a few bell curves, two leads in µV, each a little different from the last.</summary>
internal sealed class DrawnBeats
{
    private const float NoiseMicrovolts = 20;
    private static readonly BeatWindow Window = BeatWindow.Standard;

    private readonly Random _random;

    public DrawnBeats(int seed) => _random = new Random(seed);

    public float[] Normal(bool hasP = true, bool otherPosture = false, float gain = 1)
    {
        float tilt = otherPosture ? 0.6f : 0;
        return Beat(gain, (-170, 25, hasP ? 150 : 0), (0, 12, 1200 * (1 - tilt)),
            (30, 12, -300 - 900 * tilt), (270, 50, 250));
    }

    public float[] Ventricular() => Beat(1, (0, 45, 1500), (90, 50, -700), (280, 70, -500));

    public float[] Noise()
    {
        float[] beat = new float[2 * Window.Samples];
        float value = 0;
        for (int i = 0; i < beat.Length; i++)
        {
            value = 0.9f * value + 400 * Gauss();
            beat[i] = value;
        }

        return beat;
    }

    public float[] WithNoiseInSecondLead(float[] beat)
    {
        float[] noise = Noise();
        for (int i = beat.Length / 2; i < beat.Length; i++)
        {
            beat[i] += noise[i];
        }

        return beat;
    }

    private float[] Beat(float gain, params (double AtMs, double WidthMs, double Microvolts)[] waves)
    {
        float[] beat = new float[2 * Window.Samples];
        for (int lead = 0; lead < 2; lead++)
        {
            float share = gain * (lead == 0 ? 1 : -0.6f) * (1 + 0.02f * Gauss());
            for (int i = 0; i < Window.Samples; i++)
            {
                double time = (i - Window.RIndex) * Window.Rate.PeriodMs;
                double sum = waves.Sum(w =>
                    w.Microvolts * Math.Exp(-0.5 * Math.Pow((time - w.AtMs) / w.WidthMs, 2)));
                beat[lead * Window.Samples + i] = share * (float)sum + NoiseMicrovolts * Gauss();
            }
        }

        return beat;
    }

    // Sum of uniforms: near enough to a bell, and the same on every machine.
    private float Gauss() =>
        (float)(_random.NextDouble() + _random.NextDouble() + _random.NextDouble() - 1.5) * 2;
}
