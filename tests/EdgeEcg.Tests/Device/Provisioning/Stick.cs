using EdgeEcg.Device.Provisioning;
using EdgeEcg.Monitor.Provisioning;
using EdgeEcg.Tests.Mqtt;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Device.Provisioning;

/// <summary>
/// A stick with a provisioning file and its files, and the root of a device that it is put into.
/// </summary>
internal sealed class Stick : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Stick(string provisioning)
    {
        Directory.CreateDirectory(Root);
        Directory.CreateDirectory(Path);
        File.WriteAllText(ProvisionFile, provisioning);
    }

    public string Root => _folder.File("root");

    public string Path => _folder.File("stick");

    public string ProvisionFile => this["edgeecg-provision.yaml"];

    /// <summary>The path of a file on the stick.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>
    /// With an authority's certificate, and a certificate with its key where they are wanted.
    /// </summary>
    public static Stick WithCertificates(string provisioning)
    {
        Stick stick = new(provisioning);
        using TestAuthority authority = new(stick.Path, "ca");
        authority.Issue("client");
        return stick;
    }

    public string OnDevice(string path) => Root + path;

    public ProvisionedDevice Provision(IEnroller? enroller = null, Action<string>? step = null) =>
        new ProvisionRun(new ProvisionDisk(Root, step ?? (_ => { })), enroller ?? new NoEnroller())
            .Run(ProvisionFile);

    /// <summary>Every file of the device and of the stick with its mode and content, to compare.</summary>
    public IReadOnlyList<string> State() =>
    [
        .. Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(f => $"{System.IO.Path.GetRelativePath(_folder.Path, f)} {File.GetUnixFileMode(f)} "
                + Convert.ToHexString(File.ReadAllBytes(f))),
    ];

    public IReadOnlyList<string> DeviceState() =>
        [.. State().Where(line => line.StartsWith("root/", StringComparison.Ordinal))];

    /// <summary>A copy of the whole bench, to try the same from the same beginning.</summary>
    public Stick Copy()
    {
        Stick copy = new("");
        File.Delete(copy.ProvisionFile);
        foreach (string file in Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories))
        {
            string target = copy._folder.File(System.IO.Path.GetRelativePath(_folder.Path, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }

        return copy;
    }

    public void Dispose() => _folder.Dispose();

    private sealed class NoEnroller : IEnroller
    {
        public string Enrol(ProvisionOrder order, string csr) =>
            throw new InvalidOperationException("nobody was to be asked for a certificate");
    }
}
