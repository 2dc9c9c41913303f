namespace EdgeEcg.Records.Recording;

/// <summary>Takes one continuous stretch of a recording, in one format.</summary>
internal interface IExportSink : IDisposable
{
    /// <param name="channels">Codes; <see cref="WfdbSignalReader.MissingCode"/> is a missing sample.</param>
    /// <param name="count">Samples in each.</param>
    /// <param name="timestampNs">Of the first.</param>
    public void Take(int[][] channels, int count, long timestampNs);

    /// <summary>Makes the files appear.</summary>
    /// <param name="annotations">Counted from the start of the stretch.</param>
    public void Complete(IReadOnlyList<Annotation> annotations);
}
