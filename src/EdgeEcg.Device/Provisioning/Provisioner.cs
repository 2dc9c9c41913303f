using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Provisioning;

namespace EdgeEcg.Device.Provisioning;

/// <summary>
/// Brings one order onto a device. Credentials are gathered in a folder of their own, named after its
/// content; the one step that counts is the renaming of edgeecg.yaml, which names that folder. Before it the
/// device is as it was, after it as ordered; only then are secrets wiped from the stick. Run again after a
/// cut at any step it comes to the same end.
/// </summary>
internal sealed class Provisioner(ProvisionDisk disk, IEnroller enroller)
{
    public const string ConfigurationPath = "/etc/edgeecg/edgeecg.yaml";
    private const string Credentials = "/etc/edgeecg/credentials";
    private const string KeyPath = Credentials + "/device.key";
    private const string CsrPath = Credentials + "/device.csr";
    private const string EnrolledPath = Credentials + "/enrolled.pem";
    private const string Header = "Written by edgeecg provision; its files are in ";

    /// <summary>What was done, one sentence each.</summary>
    public List<string> Done { get; } = [];

    /// <summary>Everything but the wiping of the stick.</summary>
    /// <exception cref="ConfigurationException">The order does not fit this device.</exception>
    /// <exception cref="EnvironmentException">The fleet gives no certificate now.</exception>
    public DeviceIdentity? Run(ProvisionOrder order)
    {
        disk.MakeFolder(disk.At("/etc/edgeecg"), ProvisionDisk.OwnerFolder | ProvisionDisk.ForAll
            | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        disk.MakeFolder(disk.At(Credentials), ProvisionDisk.OwnerFolder);
        DeviceIdentity? identity = order.BringsKey ? null : Identity(order.DeviceId);
        Dictionary<string, byte[]> files = order.Files.ToDictionary(f => f.Name, f => f.Content);
        if (identity is not null && order.BringsCertificate)
        {
            ExpectOwnCertificate(order, identity);
        }
        else if (identity is not null && order.Claim is not null)
        {
            files["device.pem"] = Encoding.UTF8.GetBytes(Enrol(order, identity));
        }

        Commit(order, files);
        return identity;
    }

    /// <summary>
    /// The record of the provisioning that is in force; null where there is none.
    /// </summary>
    public ProvisionRecord? InForce()
    {
        string configuration = disk.At(ConfigurationPath);
        string? first = File.Exists(configuration) ? File.ReadLines(configuration).FirstOrDefault() : null;
        if (first is null || !first.StartsWith($"# {Header}", StringComparison.Ordinal))
        {
            return null;
        }

        string record = Path.Combine(disk.At(first[(Header.Length + 2)..]), ProvisionRecord.FileName);
        return File.Exists(record)
            ? JsonSerializer.Deserialize(File.ReadAllText(record), ProvisionJson.Default.ProvisionRecord)
            : null;
    }

    /// <summary>The device as it is provisioned now.</summary>
    public ProvisionedDevice Device(ProvisionRecord record)
    {
        MonitorConfiguration configuration = ConfigurationFile.Parse(
            ConfigurationPath, File.ReadAllText(disk.At(ConfigurationPath)));
        string? keyFile = configuration.Mqtt.Tls?.KeyFile;
        string? certificateFile = configuration.Mqtt.Tls?.CertificateFile;
        string? certificate = certificateFile is null ? null : File.ReadAllText(disk.At(certificateFile));
        bool isOwn = (keyFile is null || keyFile == KeyPath) && File.Exists(disk.At(KeyPath));
        DeviceIdentity? own = isOwn ? ReadIdentity(record.DeviceId) : null;
        string fingerprint = own?.Fingerprint
            ?? (certificate is null ? "no key" : DeviceIdentity.FingerprintOf(certificate));
        return new ProvisionedDevice(configuration, record, fingerprint, own?.Csr, certificate);
    }

    /// <summary>Wipes what the record says from the stick, as far as that was not done before.</summary>
    public void WipeStick(ProvisionRecord record, string provisionFile)
    {
        string folder = Path.GetDirectoryName(provisionFile)!;
        foreach (string name in record.WipedFiles)
        {
            string path = Path.Combine(folder, name);
            if (File.Exists(path))
            {
                disk.Wipe(path);
                Done.Add($"overwrote and removed {name} on the stick");
            }
        }

        byte[] scrubbed = Encoding.UTF8.GetBytes(record.ScrubbedText);
        if (File.Exists(provisionFile) && !File.ReadAllBytes(provisionFile).AsSpan().SequenceEqual(scrubbed))
        {
            disk.Overwrite(provisionFile);
            disk.Write(provisionFile, scrubbed, mode: null);
            Done.Add($"overwrote the secrets in {Path.GetFileName(provisionFile)} "
                + "(flash may keep an older copy of a block: keep the stick, or destroy it)");
        }
    }

    private DeviceIdentity Identity(string deviceId)
    {
        string path = disk.At(KeyPath);
        if (!File.Exists(path))
        {
            disk.Write(path, Encoding.UTF8.GetBytes(DeviceIdentity.MakeKey()), ProvisionDisk.OwnerOnly);
            Done.Add("made the device's key (ECDSA P-256); it stays on the device");
        }

        DeviceIdentity identity = ReadIdentity(deviceId);
        disk.Write(disk.At(CsrPath), Encoding.UTF8.GetBytes(identity.Csr), ProvisionDisk.OwnerOnly);
        return identity;
    }

    private DeviceIdentity ReadIdentity(string deviceId)
    {
        string csr = disk.At(CsrPath);
        return DeviceIdentity.Of(
            File.ReadAllText(disk.At(KeyPath)), deviceId, File.Exists(csr) ? File.ReadAllText(csr) : null);
    }

    private static void ExpectOwnCertificate(ProvisionOrder order, DeviceIdentity identity)
    {
        string fingerprint = DeviceIdentity.FingerprintOf(order);
        if (fingerprint != identity.Fingerprint)
        {
            throw order.RefuseCertificate(
                $"a certificate for the key {fingerprint}",
                $"one for this device's key {identity.Fingerprint} (from its .csr.pem), "
                    + "or the certificate's key_file as well");
        }
    }

    // A token works once, so a certificate that came is kept before anything else is done.
    private string Enrol(ProvisionOrder order, DeviceIdentity identity)
    {
        string path = disk.At(EnrolledPath);
        if (File.Exists(path) && IsFor(File.ReadAllText(path), order.DeviceId, identity))
        {
            return File.ReadAllText(path);
        }

        string certificate = enroller.Enrol(order, identity.Csr);
        if (!IsFor(certificate, order.DeviceId, identity))
        {
            throw new EnvironmentException("the fleet sent a certificate for another device or key");
        }

        disk.Write(path, Encoding.UTF8.GetBytes(certificate), ProvisionDisk.OwnerOnly);
        Done.Add("enrolled: the fleet gave a certificate for the device's key");
        return certificate;
    }

    private static bool IsFor(string certificate, string deviceId, DeviceIdentity identity)
    {
        try
        {
            using X509Certificate2 read = X509Certificate2.CreateFromPem(certificate);
            return read.Subject == $"CN={deviceId}"
                && DeviceIdentity.FingerprintOf(certificate) == identity.Fingerprint;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private void Commit(ProvisionOrder order, Dictionary<string, byte[]> files)
    {
        ProvisionRecord record = Record(order);
        files[ProvisionRecord.FileName] =
            JsonSerializer.SerializeToUtf8Bytes(record, ProvisionJson.Default.ProvisionRecord);
        string generation = Generation(files);
        string folder = $"{Credentials}/{generation}";
        string configuration = order.ConfigurationText(
            Header + folder, folder, KeyPath, files.ContainsKey("device.pem") && !order.BringsKey
                ? $"{folder}/device.pem" : null);
        _ = ConfigurationFile.Parse(ConfigurationPath, configuration);
        if (!Directory.Exists(disk.At(folder)))
        {
            Stage(folder, files);
        }

        byte[] text = Encoding.UTF8.GetBytes(configuration);
        disk.Write(disk.At(ConfigurationPath), text, ProvisionDisk.ForAll);
        Done.Add($"wrote {ConfigurationPath} for {order.DeviceId} and {files.Count - 1} files, mode 0600, "
            + $"in {folder}");
        foreach (string other in Directory.GetDirectories(disk.At(Credentials)))
        {
            if (Path.GetFileName(other) != generation)
            {
                disk.RemoveFolder(other);
            }
        }
    }

    private void Stage(string folder, Dictionary<string, byte[]> files)
    {
        string staging = disk.At(Credentials + "/.staging");
        disk.RemoveFolder(staging);
        disk.MakeFolder(staging, ProvisionDisk.OwnerFolder);
        foreach ((string name, byte[] content) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            disk.Write(Path.Combine(staging, name), content, ProvisionDisk.OwnerOnly);
        }

        disk.Rename(staging, disk.At(folder));
    }

    private static ProvisionRecord Record(ProvisionOrder order)
    {
        string[] wiped = order.Wipe
            ? [.. order.Files.Where(f => f.IsSecret && f.Source is not null)
                .Select(f => Path.GetRelativePath(order.Folder, f.Source!))
                .Where(name => !name.StartsWith("..", StringComparison.Ordinal)).Distinct()]
            : [];
        return new ProvisionRecord(
            order.DeviceId, ProvisionRecord.Hash(File.ReadAllBytes(order.Path)),
            order.Wipe ? order.ScrubbedText() : order.Text, wiped);
    }

    private static string Generation(Dictionary<string, byte[]> files)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string name, byte[] content) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name} {content.Length}\n"));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
