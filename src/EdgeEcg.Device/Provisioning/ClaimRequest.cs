using System.Security.Cryptography;
using System.Text;

namespace EdgeEcg.Device.Provisioning;

/// <summary>
/// On <c>&lt;topic&gt;/&lt;device_id&gt;/request</c>. The token is not sent: whoever listens could
/// use it. The proof shows that the sender knows it, for this signing request only.
/// </summary>
internal sealed record ClaimRequest(int Schema, string DeviceId, string Nonce, string Csr, string Proof)
{
    public static ClaimRequest Make(string deviceId, string nonce, string csr, string token) =>
        new(1, deviceId, nonce, csr, ProofOf(token, deviceId, nonce, csr));

    /// <summary>HMAC-SHA256 with the token, over the parts that follow.</summary>
    public static string ProofOf(string token, params ReadOnlySpan<string> parts) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(string.Join('\n', parts))));
}
