namespace EdgeEcg.Monitor.Commands;

/// <summary>
/// <c>export_strip</c>: an earlier stretch of ECG, from memory or from the recording, as a strip with an
/// event of its own.
/// </summary>
public sealed class ExportStripCommand(StripExporter exporter)
{
    public RemoteCommand Command => new("export_strip", Run);

    private void Run(CommandFields fields, CommandCall call) =>
        call.Expect(exporter.TryAdd(StripWanted.Parse(fields), call));
}
