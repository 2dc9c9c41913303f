using System.Security.Cryptography;
using System.Text;

namespace EdgeEcg.Device.Provisioning;

/// <summary>
/// Kept with the credentials: from which file a device was provisioned, and what is still to be wiped from
/// the stick. It is there before anything is wiped, so a run that was cut off there can be finished.
/// </summary>
/// <param name="OriginalHash">SHA-256 of the provisioning file as it was.</param>
/// <param name="ScrubbedText">The provisioning file without its secrets.</param>
/// <param name="WipedFiles">Names beside it.</param>
internal sealed record ProvisionRecord(
    string DeviceId, string OriginalHash, string ScrubbedText, IReadOnlyList<string> WipedFiles)
{
    public const string FileName = "provisioned.json";

    /// <summary>Whether a file on a stick is the one, before, in the middle of or after the wiping.</summary>
    public bool IsOf(byte[] file) =>
        Hash(file) == OriginalHash
        || file.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(ScrubbedText))
        || (file.Length > 0 && !file.AsSpan().ContainsAnyExcept((byte)0));

    public static string Hash(ReadOnlySpan<byte> content) =>
        Convert.ToHexStringLower(SHA256.HashData(content));
}
