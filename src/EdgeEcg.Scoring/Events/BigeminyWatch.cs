namespace EdgeEcg.Scoring.Events;

/// <summary>
/// Every second beat abnormal: three abnormal beats with one normal beat between each make it, and three
/// beats that do not fit end it.
/// </summary>
internal sealed class BigeminyWatch
{
    private const int BeatsThatMakeIt = 5;
    private const int BeatsThatEndIt = 3;

    private bool _lastAbnormal;
    private int _fitting;
    private int _misfits;

    public bool IsPresent { get; private set; }

    /// <summary>True when this beat makes the pattern.</summary>
    public bool Note(bool isAbnormal)
    {
        bool fits = isAbnormal != _lastAbnormal;
        _lastAbnormal = isAbnormal;
        _fitting = fits ? _fitting + 1 : isAbnormal ? 1 : 0;
        _misfits = fits ? 0 : _misfits + 1;
        if (IsPresent)
        {
            IsPresent = _misfits < BeatsThatEndIt;
            return false;
        }

        IsPresent = isAbnormal && _fitting >= BeatsThatMakeIt;
        return IsPresent;
    }

    public void Forget() => (_fitting, _misfits, IsPresent) = (0, 0, false);
}
