namespace EdgeEcg.Device.Provisioning;

/// <summary>
/// On <c>&lt;topic&gt;/&lt;device_id&gt;/reply</c>. Its proof is over device id, nonce and
/// certificate, so that nobody but who knows the token can hand a device a certificate.
/// </summary>
/// <param name="Certificate">PEM, with the chain where there is one; null: refused.</param>
/// <param name="Error">Why it was refused.</param>
internal sealed record ClaimReply(int Schema, string Nonce, string? Certificate, string? Error, string Proof);
