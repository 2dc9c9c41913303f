namespace EdgeEcg.Monitor.Configuration;

/// <summary>Where the samples come from.</summary>
public enum SourceKind : byte
{
    Ads1292,

    /// <summary>The simulated chip, fed by the built-in synthetic ECG.</summary>
    Simulated,

    /// <summary>The simulated chip, fed by a WFDB record.</summary>
    Record,
}
