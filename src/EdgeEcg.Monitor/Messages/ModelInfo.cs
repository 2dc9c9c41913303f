namespace EdgeEcg.Monitor.Messages;

/// <summary>The model that scores the beats.</summary>
public sealed record ModelInfo
{
    /// <summary>SHA-256 of the ONNX file.</summary>
    public required string Id { get; init; }

    public required string Architecture { get; init; }

    /// <summary>A score from here on is abnormal.</summary>
    public required double Threshold { get; init; }

    /// <summary>It is newly installed and has not yet shown that it works here.</summary>
    public required bool OnTrial { get; init; }
}
