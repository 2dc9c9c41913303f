namespace EdgeEcg.Training.Fetching;

/// <summary>A data set that anybody may download: where it is, and what of it is used.</summary>
/// <param name="Name">What the command line calls it; also the name of its folder.</param>
/// <param name="Address">Ends with a slash.</param>
/// <param name="Kind">How its files are listed and checked.</param>
/// <param name="Licence">To be kept to.</param>
public sealed record PublicDataSet(string Name, Uri Address, PublicDataSetKind Kind, string Licence)
{
    public static IReadOnlyList<PublicDataSet> All { get; } =
    [
        new(
            "mitdb",
            new Uri("https://physionet.org/files/mitdb/1.0.0/"),
            PublicDataSetKind.PhysioNet,
            "ODC-By 1.0, doi:10.13026/C2F305"),
        new(
            "nstdb",
            new Uri("https://physionet.org/files/nstdb/1.0.0/"),
            PublicDataSetKind.PhysioNet,
            "ODC-By 1.0, doi:10.13026/C2HS3T"),
        new(
            "ecg5000",
            new Uri("https://www.timeseriesclassification.com/aeon-toolkit/"),
            PublicDataSetKind.UcrArchive,
            "free for research; Dau et al., The UCR Time Series Archive, 2019"),
    ];
}
