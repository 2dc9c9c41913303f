namespace EdgeEcg.Monitor;

/// <summary>What an analysed record held.</summary>
/// <param name="Name">Of the record.</param>
/// <param name="Length">Of the record.</param>
/// <param name="Missing">Of that, where no lead has a sample.</param>
/// <param name="Beats">Beats found.</param>
/// <param name="Anomalous">Of those, abnormal ones.</param>
public readonly record struct RecordSummary(
    string Name, TimeSpan Length, TimeSpan Missing, int Beats, int Anomalous);
