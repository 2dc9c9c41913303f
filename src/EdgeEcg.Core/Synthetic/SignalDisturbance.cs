namespace EdgeEcg.Core.Synthetic;

/// <summary>
/// What happens to the heart's signal on its way: breathing drift, mains hum and noise all the time, and the
/// script's bursts of electrode motion, muscle noise, wander, hum, and electrodes that come off. Every part
/// is a function of time alone.
/// </summary>
internal sealed class SignalDisturbance(
    SyntheticEcgSettings settings, SyntheticScript script, double breathsPerSecond, SampleRate rate)
{
    // A loose electrode floats to where the amplifier of an ADS1292 at gain 6 is near its end (full scale 403
    // mV).
    public const float LeadOffMicrovolts = 300_000;

    /// <summary>
    /// After the electrode is back, its half-cell potential settles; until then the signal is no use.
    /// </summary>
    public const double SettlingSeconds = 1;

    private const double DetachSeconds = 0.05;
    private const double SettleSeconds = 0.1;
    private const double SettledSeconds = 15 * SettleSeconds;
    private const double FadeSeconds = 0.25;
    private const double ElectrodeDriftHz = 0.043;
    private const float MotionMicrovolts = 1800;
    private const float MuscleMicrovolts = 350;
    private const float WanderBurstMicrovolts = 800;
    private const float HumBurstMicrovolts = 250;
    private const float LooseHumMicrovolts = 2000;

    private readonly LatticeNoise _noise1 = new(Salted(settings.Seed, 1), PointsPerSecond: 1000);
    private readonly LatticeNoise _noise2 = new(Salted(settings.Seed, 2), PointsPerSecond: 1000);
    private readonly LatticeNoise _motion1 = new(Salted(settings.Seed, 3), PointsPerSecond: 7);
    private readonly LatticeNoise _motion2 = new(Salted(settings.Seed, 4), PointsPerSecond: 7);
    private int _firstEpisode;

    /// <summary>Disturbs both leads; calls must come in the order of time.</summary>
    public void Apply(long firstSample, Span<float> lead1, Span<float> lead2)
    {
        AddBackground(firstSample, lead1, lead2);
        ReadOnlySpan<SyntheticEpisode> episodes = script.Signal;
        double startSeconds = firstSample / rate.Hz;
        double endSeconds = (firstSample + lead1.Length) / rate.Hz;
        while (_firstEpisode < episodes.Length && LastSeconds(episodes[_firstEpisode]) < startSeconds)
        {
            _firstEpisode++;
        }

        for (int i = _firstEpisode; i < episodes.Length && episodes[i].StartSeconds < endSeconds; i++)
        {
            ApplyEpisode(episodes[i], firstSample, lead1, lead2);
        }
    }

    private void AddBackground(long firstSample, Span<float> lead1, Span<float> lead2)
    {
        for (int i = 0; i < lead1.Length; i++)
        {
            double seconds = (firstSample + i) / rate.Hz;
            float common = 0;
            if (settings.WanderMicrovolts > 0)
            {
                common += (float)settings.WanderMicrovolts * Wander(seconds);
            }

            if (settings.MainsMicrovolts > 0)
            {
                common += (float)settings.MainsMicrovolts * Hum(seconds);
            }

            lead1[i] += common;
            lead2[i] += common;
            if (settings.NoiseMicrovolts > 0)
            {
                lead1[i] += (float)settings.NoiseMicrovolts * _noise1.At(seconds);
                lead2[i] += (float)settings.NoiseMicrovolts * _noise2.At(seconds);
            }
        }
    }

    private void ApplyEpisode(
        SyntheticEpisode episode, long firstSample, Span<float> lead1, Span<float> lead2)
    {
        int from = SampleOf(episode.StartSeconds, firstSample, lead1.Length);
        int to = SampleOf(LastSeconds(episode), firstSample, lead1.Length);
        for (int i = from; i < to; i++)
        {
            double seconds = (firstSample + i) / rate.Hz;
            if (episode.Kind is SyntheticEpisodeKind.LeadOff)
            {
                lead1[i] = LooseElectrode(episode, seconds, lead1[i]);
                lead2[i] = LooseElectrode(episode, seconds, lead2[i]);
                continue;
            }

            (float on1, float on2) = Burst(episode.Kind, seconds);
            float share = Envelope(episode, seconds);
            lead1[i] += share * on1;
            lead2[i] += share * on2;
        }
    }

    private (float Lead1, float Lead2) Burst(SyntheticEpisodeKind kind, double seconds) => kind switch
    {
        SyntheticEpisodeKind.ElectrodeMotion =>
            (MotionMicrovolts * _motion1.At(seconds), 0.6f * MotionMicrovolts * _motion2.At(seconds)),
        SyntheticEpisodeKind.MuscleNoise =>
            (MuscleMicrovolts * _noise1.At(seconds), MuscleMicrovolts * _noise2.At(seconds)),
        SyntheticEpisodeKind.BaselineWander => Both(WanderBurstMicrovolts * Wander(seconds)),
        SyntheticEpisodeKind.MainsHum => Both(HumBurstMicrovolts * Hum(seconds)),
        _ => Both(0),
    };

    private float LooseElectrode(SyntheticEpisode episode, double seconds, float microvolts)
    {
        if (seconds < episode.EndSeconds)
        {
            double rise = 1 - Math.Exp((episode.StartSeconds - seconds) / DetachSeconds);
            return ((float)rise * LeadOffMicrovolts) + (LooseHumMicrovolts * Hum(seconds));
        }

        double left = Math.Exp((episode.EndSeconds - seconds) / SettleSeconds);
        return microvolts + ((float)left * LeadOffMicrovolts);
    }

    // Two frequencies that never repeat together: breathing, and the slow drift of the electrodes.
    private float Wander(double seconds) =>
        (0.7f * Wave(breathsPerSecond, seconds)) + (0.3f * Wave(ElectrodeDriftHz, seconds));

    private float Hum(double seconds) => Wave(settings.MainsHz, seconds);

    private int SampleOf(double seconds, long firstSample, int length) =>
        (int)Math.Clamp(Math.Ceiling(seconds * rate.Hz) - firstSample, 0, length);

    private static float Wave(double hz, double seconds) => (float)Math.Sin(2 * Math.PI * hz * seconds);

    private static double LastSeconds(SyntheticEpisode episode) =>
        episode.EndSeconds + (episode.Kind is SyntheticEpisodeKind.LeadOff ? SettledSeconds : 0);

    private static float Envelope(SyntheticEpisode episode, double seconds)
    {
        double fromEdge = Math.Min(seconds - episode.StartSeconds, episode.EndSeconds - seconds);
        return (float)Math.Clamp(fromEdge / FadeSeconds, 0, 1);
    }

    private static (float Lead1, float Lead2) Both(float microvolts) => (microvolts, microvolts);

    private static uint Salted(int seed, uint salt) => unchecked(((uint)seed * 16) + salt);
}
