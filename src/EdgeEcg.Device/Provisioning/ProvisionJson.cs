using System.Text.Json.Serialization;

namespace EdgeEcg.Device.Provisioning;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(ProvisionRecord))]
[JsonSerializable(typeof(ClaimRequest))]
[JsonSerializable(typeof(ClaimReply))]
internal sealed partial class ProvisionJson : JsonSerializerContext;
