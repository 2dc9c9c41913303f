namespace EdgeEcg.Monitor;

/// <summary>
/// Which alarms are present. An alarm is told when it comes and when it goes, not in between.
/// </summary>
public sealed class AlarmBoard
{
    private readonly HashSet<string> _present = new(StringComparer.Ordinal);

    /// <summary>True when the alarm was not present before.</summary>
    public bool Raise(string code) => _present.Add(code);

    /// <summary>True when the alarm was present until now.</summary>
    public bool Clear(string code) => _present.Remove(code);
}
