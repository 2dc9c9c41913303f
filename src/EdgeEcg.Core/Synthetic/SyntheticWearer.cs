namespace EdgeEcg.Core.Synthetic;

/// <summary>
/// One person, drawn from a seed: how their beats look and how their heart keeps time. Two seeds differ in
/// amplitude, widths, electrical axis, PR and QT interval, heart rate and the place from which ventricular
/// beats come.
/// </summary>
internal sealed class SyntheticWearer
{
    private readonly BeatShape _normal;
    private readonly BeatShape _supraventricular;
    private readonly BeatShape _ventricular;

    public SyntheticWearer(int seed)
    {
        Random random = new(seed);
        MeanRrSeconds = Between(random, 0.75, 1.0);
        BreathsPerSecond = Between(random, 0.2, 0.3);
        BreathingShare = Between(random, 0.02, 0.04);
        MayerShare = Between(random, 0.015, 0.03);
        double gain = Between(random, 0.75, 1.4);
        double width = Between(random, 0.88, 1.12);
        double axis = Between(random, -20, 20);
        GaussianWave[] qrst = NormalQrst(random, gain, width, axis);
        double prMs = Between(random, 140, 190);
        _normal = new BeatShape([new(-prMs, 20 * width, 120 * gain, 55 + axis, FollowsRate: false), .. qrst]);

        // From another place in the atria: a P wave that runs upwards, closer to a QRS that is conducted as
        // always.
        _supraventricular = new BeatShape([new(-0.72 * prMs, 17 * width, 90 * gain, -80 + axis), .. qrst]);
        _ventricular = new BeatShape(Ventricular(random, gain));
    }

    public double MeanRrSeconds { get; }

    public double BreathsPerSecond { get; }

    /// <summary>
    /// Respiratory sinus arrhythmia: peak change of the RR interval as a share of its mean.
    /// </summary>
    public double BreathingShare { get; }

    /// <summary>
    /// The 0.1 Hz wave of blood-pressure control (Mayer wave), as a share of the mean RR interval.
    /// </summary>
    public double MayerShare { get; }

    public BeatShape ShapeOf(SyntheticBeatClass beatClass) => beatClass switch
    {
        SyntheticBeatClass.Ventricular => _ventricular,
        SyntheticBeatClass.Supraventricular => _supraventricular,
        _ => _normal,
    };

    // Q and S point away from the R wave's axis; the T wave rises slowly and falls fast, hence two Gaussians.
    private static GaussianWave[] NormalQrst(Random random, double gain, double width, double axis)
    {
        double t = gain * Between(random, 0.75, 1.3);
        double tMs = Between(random, 270, 310);
        return
        [
            new(-26 * width, 8 * width, Between(random, 40, 150) * gain, 215 + axis),
            new(0, 10.5 * width, 1150 * gain, 50 + axis),
            new(27 * width, 9 * width, Between(random, 120, 360) * gain, 245 + axis),
            new(tMs - 35, 50, 220 * t, 45 + axis, FollowsRate: true),
            new(tMs + 10, 28, 120 * t, 45 + axis, FollowsRate: true),
        ];
    }

    // No P wave, a wide main deflection from cell to cell instead of through the bundle, and a T wave against
    // it. The axis is downwards (outflow tract) or upwards (apex); the directions that lead 1 cannot see are
    // left out.
    private static GaussianWave[] Ventricular(Random random, double gain)
    {
        double axis = random.Next(2) == 0 ? Between(random, 65, 100) : Between(random, -135, -95);
        double sigmaMs = Between(random, 23, 29);
        return
        [
            new(0, sigmaMs, 1500 * gain, axis),
            new(2.3 * sigmaMs, 0.9 * sigmaMs, Between(random, 350, 650) * gain, axis + 170),
            new(310, 62, 450 * gain, axis + 180, FollowsRate: true),
        ];
    }

    private static double Between(Random random, double low, double high) =>
        low + ((high - low) * random.NextDouble());
}
