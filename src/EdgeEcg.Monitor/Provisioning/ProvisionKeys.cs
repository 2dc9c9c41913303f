using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Monitor.Provisioning;

/// <summary>
/// The section <c>provision</c> of a provisioning file; its other keys are those of the configuration.
/// docs/provisioning.md describes them.
/// </summary>
internal static class ProvisionKeys
{
    private const int MostSecretCharacters = 256;

    public static readonly ConfigurationKey<string?> MqttPassword = Secret(
        "provision.mqtt_password", "The broker's password; it becomes a file that only the monitor reads.");

    public static readonly ConfigurationKey<string?> PagePassword = Secret(
        "provision.page_password", "The local page's password, likewise.");

    public static readonly ConfigurationKey<string?> ClaimToken = Secret(
        "provision.claim.token", "One-time token of the fleet; with it the device asks for a certificate.");

    public static readonly ConfigurationKey<string> ClaimTopic = KeyKind.Text(
        "provision.claim.topic", "a topic without wildcards and without '/' at either end", IsTopic,
        "edgeecg-claim", "Where the fleet's enroller listens.");

    public static readonly ConfigurationKey<int?> ClaimPort = KeyKind.OptionalInteger(
        "provision.claim.port", "", 1, 65_535,
        "A listener for devices that have no certificate yet; nothing means mqtt.port.");

    public static readonly ConfigurationKey<int> ClaimWait = KeyKind.Integer(
        "provision.claim.wait_s", "seconds", 1, 600, 60, "How long to wait for the enroller's answer.");

    public static readonly ConfigurationKey<bool> Wipe = KeyKind.Flag(
        "provision.wipe", true, "Whether secrets are wiped from the stick once the device has them.");

    public static readonly IReadOnlyList<IConfigurationKey> All =
        [MqttPassword, PagePassword, ClaimToken, ClaimTopic, ClaimPort, ClaimWait, Wipe];

    private static ConfigurationKey<string?> Secret(string path, string reason) => KeyKind.OptionalText(
        path, $"1 to {MostSecretCharacters} printable characters that no device has taken yet", IsSecret,
        reason);

    private static bool IsSecret(string text) => text.Length <= MostSecretCharacters
        && !text.Any(char.IsControl) && !text.StartsWith(ProvisionOrder.TakenBy, StringComparison.Ordinal);

    private static bool IsTopic(string text) =>
        text[0] != '/' && text[^1] != '/' && !text.Any(c => c is '+' or '#' or '\0');
}
