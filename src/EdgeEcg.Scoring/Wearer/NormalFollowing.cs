namespace EdgeEcg.Scoring;

/// <summary>
/// Which beats the baseline follows: clean ones whose parts are as near to the normal ones as those are to
/// each other, that are not early; and of those every fourth, so that the recent ones reach back for
/// minutes.
/// </summary>
internal sealed class NormalFollowing
{
    /// <summary>Within this many times the wearer's own variation.</summary>
    private const float Near = 3;

    /// <summary>No earlier than this share of the last 8 intervals.</summary>
    private static readonly float NotEarly = MathF.Log(0.85f);

    private const float LeastQuality = 0.8f;

    /// <summary>Of the lead that is trusted least: below it one lead is noisy now.</summary>
    private const float LeastTrust = 0.3f;

    private const int Every = 4;

    private int _clean;

    public static bool HasNormalQrs(in BeatMeasures beat) => beat.Qrs <= Near * beat.OwnQrs;

    public bool Takes(in BeatMeasures beat, float quality, float leastTrust)
    {
        bool isClean = HasNormalQrs(beat)
            && beat.Before <= Near * beat.OwnBefore
            && beat.AgainstFew >= NotEarly
            && quality >= LeastQuality
            && leastTrust >= LeastTrust;
        return isClean && ++_clean % Every == 0;
    }
}
