namespace EdgeEcg.Records.Recording;

/// <summary>What an export writes.</summary>
public enum ExportFormat
{
    /// <summary>A WFDB record: raw codes, with gain and units in its header.</summary>
    Wfdb,

    /// <summary>Comma-separated values in microvolts.</summary>
    Csv,
}
