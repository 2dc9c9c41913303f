namespace EdgeEcg.Monitor.Configuration;

/// <summary>One thing wrong with a configuration file.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Key">Path of the key, such as <c>mqtt.port</c>; empty where there is none.</param>
public sealed record ConfigurationFinding(
    string File, int Line, int Column, string Key, string Found, string Expected)
{
    public override string ToString()
    {
        string key = Key.Length == 0 ? "" : $"{Key}: ";
        return $"{File}:{Line}:{Column}: {key}found {Found}, expected {Expected}.";
    }
}
