namespace EdgeEcg.Training.Fetching;

public enum PublicDataSetKind
{
    /// <summary>A folder with <c>SHA256SUMS.txt</c>, which lists every file with its hash.</summary>
    PhysioNet,

    /// <summary>
    /// A ZIP file named after the set; its own check sums, and the number of beats of each class, say whether
    /// it is whole.
    /// </summary>
    UcrArchive,
}
