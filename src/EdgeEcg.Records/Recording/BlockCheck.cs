namespace EdgeEcg.Records.Recording;

/// <summary>What is known of samples that were read back.</summary>
public enum BlockCheck : byte
{
    /// <summary>They are what was written.</summary>
    Good,

    /// <summary>The index does not tell of them: they were being written when the power went.</summary>
    Unknown,

    /// <summary>At least one of them is not what was written.</summary>
    Damaged,
}
