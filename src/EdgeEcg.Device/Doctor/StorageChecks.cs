using System.Globalization;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Records;

namespace EdgeEcg.Device.Doctor;

/// <summary>Whether what must outlive a restart can be written, and for how long there is room.</summary>
internal sealed class StorageChecks(MonitorConfiguration configuration) : ICheckGroup
{
    private const string Group = "storage";
    private const string Folder = "folder";

    /// <summary>Two channels of at most three bytes.</summary>
    private const double BytesPerSample = 6;

    private const double SecondsPerDay = 86_400;
    private const double FewestDays = 1;
    private const double ComfortableDays = 7;
    private const double BytesPerGigabyte = 1e9;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly string _folder = configuration.Storage.Folder;

    public IEnumerable<Check> Checks =>
    [
        new(Group, Folder, Limit, WriteSomething, $"let the monitor's user write to {_folder}"),
        new(Group, "room", Limit, MeasureRoom, "see df") { Needs = [Folder] },
        new(Group, "recordings", Limit, OpenNewest,
            "keep the files for the support, and start a new recording") { Needs = [Folder] },
    ];

    public void Dispose()
    {
        // Nothing is kept open.
    }

    /// <summary>
    /// As every file of the monitor is written. The folder is not made here: it would belong to whoever runs
    /// doctor, and not to the monitor.
    /// </summary>
    private Finding WriteSomething()
    {
        if (!Directory.Exists(_folder))
        {
            return Finding.Fail($"{_folder} is not there",
                $"sudo install -d -m 0750 -o edgeecg -g edgeecg {_folder}; or set storage.folder");
        }

        string probe = Path.Combine(_folder, $".doctor-{Environment.ProcessId}");
        AtomicFile.Write(probe, "written by edgeecg doctor"u8);
        File.Delete(probe);
        return Finding.Ok($"{_folder} takes a file, as user {Environment.UserName}");
    }

    private Finding MeasureRoom()
    {
        double free = new DriveInfo(_folder).AvailableFreeSpace;
        double days = free / (BytesPerSample * configuration.Source.RateSps * SecondsPerDay);
        string found = string.Create(CultureInfo.InvariantCulture,
            $"{free / BytesPerGigabyte:0.0} GB free, {days:0} days of raw recording");
        const string Remedy = "export and delete old recordings, or use a larger card";
        return days switch
        {
            < FewestDays => Finding.Fail(found, Remedy),
            < ComfortableDays => Finding.Warn(found, Remedy),
            _ => Finding.Ok(found),
        };
    }

    private Finding OpenNewest()
    {
        string recordings = Path.Combine(_folder, "recordings");
        FileInfo[] headers = Directory.Exists(recordings)
            ? new DirectoryInfo(recordings).GetFiles("*.hea", SearchOption.AllDirectories)
            : [];
        if (headers.MaxBy(header => header.LastWriteTimeUtc) is not { } newest)
        {
            return Finding.Ok("nothing recorded yet");
        }

        WfdbRecord record = WfdbRecord.Open(newest.FullName);
        return Finding.Ok(string.Create(CultureInfo.InvariantCulture,
            $"{headers.Length} headers; the newest, {record.Header.Name}, can be opened"));
    }
}
