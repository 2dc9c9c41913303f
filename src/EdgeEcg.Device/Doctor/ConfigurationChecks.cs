using System.Net;
using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Device.Doctor;

/// <summary>What the configuration says that is right for the parser and still unwise.</summary>
internal sealed class ConfigurationChecks(string path, MonitorConfiguration configuration) : ICheckGroup
{
    private const string Group = "configuration";

    private const UnixFileMode Strangers =
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public IEnumerable<Check> Checks =>
    [
        new(Group, "file", Limit, File, ""),
        new(Group, "secrets", Limit, Secrets, "name files that the monitor's user may read"),
        new(Group, "encryption", Limit, Encryption, ""),
    ];

    public void Dispose()
    {
        // Nothing is kept open.
    }

    private Finding File() => Finding.Ok(
        $"{path}: device {configuration.Device.Id}, "
        + $"source {configuration.Source.Kind.ToString().ToLowerInvariant()}, "
        + $"{configuration.Effective.Texts.Count} keys in force");

    /// <summary>Reads each file as the monitor will, and looks who else could.</summary>
    private Finding Secrets()
    {
        MqttConfiguration mqtt = configuration.Mqtt;
        PageConfiguration page = configuration.Page;
        string?[] named = [mqtt.PasswordFile, mqtt.Tls?.KeyFile, page.PasswordFile, page.TokenFile];
        string[] files = [.. named.OfType<string>()];
        foreach (string file in files)
        {
            SecretFile.Read(file);
        }

        string[] open = [.. files.Where(IsOpenToAll)];
        return open.Length == 0
            ? Finding.Ok(files.Length == 0 ? "none named" : $"{files.Length} readable, by nobody else")
            : Finding.Warn($"everybody on this device may use {string.Join(", ", open)}",
                $"chmod o= {string.Join(' ', open)}");
    }

    private static bool IsOpenToAll(string file) =>
        !OperatingSystem.IsWindows() && (System.IO.File.GetUnixFileMode(file) & Strangers) != 0;

    private Finding Encryption()
    {
        MqttConfiguration mqtt = configuration.Mqtt;
        return mqtt.Tls switch
        {
            { Insecure: true } => Finding.Warn("the broker's certificate is not checked",
                "set mqtt.tls.verify to true and mqtt.tls.ca_file to the broker's authority"),
            null when !IsThisMachine(mqtt.Host) => Finding.Warn(
                $"everybody between here and {mqtt.Host} can read the ECG", "set mqtt.tls.enabled to true"),
            null => Finding.Ok("none, and the broker is on this machine"),
            _ => Finding.Ok("TLS"),
        };
    }

    private static bool IsThisMachine(string host) => host == "localhost"
        || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
