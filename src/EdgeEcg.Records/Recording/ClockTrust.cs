namespace EdgeEcg.Records.Recording;

/// <summary>How far a wall clock could be believed.</summary>
public enum ClockTrust : byte
{
    /// <summary>Not at all: it was never set.</summary>
    Unset,

    /// <summary>A battery, or an earlier synchronisation, has carried it over.</summary>
    Holdover,

    /// <summary>It was being synchronised.</summary>
    Synced,
}
