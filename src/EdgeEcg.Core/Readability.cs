namespace EdgeEcg.Core;

/// <summary>
/// Whether the signal can be read at all. One bad beat says little; when the running mean of the beats'
/// quality falls below about a half, too much of what is found is noise, and nothing should be made of it
/// until the mean has recovered. Over ten-second windows of noise stress records made from DS1 the mean
/// quality tells windows in which fewer than nine in ten beats are right from the others with an area of 0.97
/// (docs/detection.md has it, and the indicators and constants it was compared with).
/// </summary>
public sealed class Readability
{
    /// <summary>The last twenty beats or so: a burst of ectopy is shorter, electrode motion is not.</summary>
    private const float Following = 1 / 20f;

    /// <summary>
    /// A dip that is over sooner is none: it would take ten seconds of record 208 away. Of 1, 4, 6 and 8
    /// the one that serves both DS1 and the noise stress records.
    /// </summary>
    private const int BeatsBelow = 6;

    private readonly float _unreadableBelow;
    private readonly float _readableFrom;
    private float _mean = 1;
    private int _beatsBelow;

    /// <param name="leads">
    /// That the beats are found in. With two, a beat is as good as the better one shows it; one lead alone
    /// has lower figures where all is well.
    /// </param>
    public Readability(int leads) =>
        (_unreadableBelow, _readableFrom) = leads > 1 ? (0.48f, 0.56f) : (0.34f, 0.42f);

    public bool IsUnreadable { get; private set; }

    /// <summary>Takes the next beat into account.</summary>
    /// <returns>True when this beat changed the verdict; it counts for what comes after the change.</returns>
    public bool Note(in Beat beat)
    {
        _mean += Following * (beat.Quality - _mean);
        _beatsBelow = _mean < _unreadableBelow ? _beatsBelow + 1 : 0;
        bool unreadable = IsUnreadable ? _mean < _readableFrom : _beatsBelow >= BeatsBelow;
        bool changed = unreadable != IsUnreadable;
        IsUnreadable = unreadable;
        return changed;
    }
}
