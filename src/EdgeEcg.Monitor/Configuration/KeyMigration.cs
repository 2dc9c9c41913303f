namespace EdgeEcg.Monitor.Configuration;

/// <summary>A key that a later layout calls by another name, and what becomes of its value.</summary>
/// <param name="LastVersion">The last layout with the old name.</param>
/// <param name="From">Its old path; both are in the same section, so that a file keeps its shape.</param>
/// <param name="Value">From a text of the old key; what it does not know it gives back as it is.</param>
internal sealed record KeyMigration(int LastVersion, string From, string To, Func<string, string> Value)
{
    /// <summary>The new name without its section.</summary>
    public string NewName => To[(To.LastIndexOf('.') + 1)..];
}
