using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Records;

namespace EdgeEcg.Device.Doctor;

/// <summary>
/// One file for whoever has to help: the report, the configuration in force, versions, kernel and devices,
/// journals and recent errors. Every part goes through <see cref="Redaction"/>; keys and password files are
/// never opened for it.
/// </summary>
internal static class SupportBundle
{
    private const string ZipExtension = ".zip";

    /// <param name="path">Ends in .zip for a zip; anything else becomes a gzipped tar.</param>
    /// <param name="configuration">Null where it could not be read.</param>
    public static void Write(string path, DoctorReport report, MonitorConfiguration? configuration)
    {
        Redaction redaction = new(configuration);
        (string Name, string Text)[] parts =
        [
            ("report.json", report.ToJson()),
            ("report.txt", Table(report)),
            ("configuration.txt", Effective(configuration)),
            .. DeviceFacts.Parts(configuration),
        ];
        using AtomicFile file = new(path);
        (string Name, byte[] Content)[] masked =
            [.. parts.Select(part => (part.Name, Encoding.UTF8.GetBytes(redaction.Apply(part.Text))))];
        if (path.EndsWith(ZipExtension, StringComparison.OrdinalIgnoreCase))
        {
            WriteZip(file.Stream, masked);
        }
        else
        {
            WriteTar(file.Stream, masked);
        }

        file.Commit();
    }

    private static void WriteZip(Stream stream, (string Name, byte[] Content)[] parts)
    {
        using ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach ((string name, byte[] content) in parts)
        {
            using Stream entry = archive.CreateEntry(name).Open();
            entry.Write(content);
        }
    }

    private static void WriteTar(Stream stream, (string Name, byte[] Content)[] parts)
    {
        using GZipStream compressed = new(stream, CompressionLevel.Optimal, leaveOpen: true);
        using TarWriter archive = new(compressed, TarEntryFormat.Pax);
        foreach ((string name, byte[] content) in parts)
        {
            archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = new MemoryStream(content),
            });
        }
    }

    private static string Table(DoctorReport report)
    {
        StringWriter text = new();
        DoctorTable table = DoctorTable.On(text, redirected: true);
        foreach (CheckResult check in report.Checks)
        {
            table.Add(check);
        }

        return text + report.Summary + "\n";
    }

    private static string Effective(MonitorConfiguration? configuration) => configuration is null
        ? "could not be read; see the report\n"
        : string.Concat(configuration.Effective.Texts.OrderBy(key => key.Key, StringComparer.Ordinal)
            .Select(key => $"{key.Key}: {key.Value}\n"));
}
