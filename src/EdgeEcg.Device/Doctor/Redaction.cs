using System.Text.RegularExpressions;
using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Device.Doctor;

/// <summary>
/// Takes secrets out of text that leaves the device: the passwords that the configuration names by file,
/// wherever they turn up, private keys in PEM, and what stands behind words such as password or token.
/// </summary>
internal sealed partial class Redaction
{
    private const string Mask = "(masked)";

    /// <summary>A shorter secret would mask half of the text, and is none.</summary>
    private const int ShortestSecret = 4;

    private readonly string[] _secrets;

    /// <param name="configuration">Null where it could not be read; then only patterns help.</param>
    public Redaction(MonitorConfiguration? configuration) => _secrets =
        [.. new[]
            {
                configuration?.Mqtt.PasswordFile, configuration?.Page.PasswordFile,
                configuration?.Page.TokenFile,
            }
            .OfType<string>().Select(SecretIn).OfType<string>().OrderByDescending(secret => secret.Length)];

    public string Apply(string text)
    {
        foreach (string secret in _secrets)
        {
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        }

        text = PrivateKey().Replace(text, Mask);
        text = UserInAddress().Replace(text, "://" + Mask + "@");
        return Assignment().Replace(text, match => match.Groups["name"].Value + Mask);
    }

    private static string? SecretIn(string file)
    {
        try
        {
            string secret = SecretFile.Read(file);
            return secret.Length >= ShortestSecret ? secret : null;
        }
        catch (ConfigurationException)
        {
            // The check 'secrets' has told; what cannot be read cannot leak from here.
            return null;
        }
    }

    [GeneratedRegex(
        "-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|$)", RegexOptions.Singleline)]
    private static partial Regex PrivateKey();

    [GeneratedRegex("://[^/@\\s]+:[^/@\\s]+@")]
    private static partial Regex UserInAddress();

    [GeneratedRegex(
        "(?<name>\\b(password|passwd|passphrase|secret|token|api[_-]?key)\\b\"?\\s*[=:]\\s*\"?)[^\\s\",;]+",
        RegexOptions.IgnoreCase)]
    private static partial Regex Assignment();
}
