using EdgeEcg.Scoring;
using EdgeEcg.Tests.Repository;
using EdgeEcg.Tests.Scoring.Models;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.EndToEnd;

/// <summary>From the trainer's <c>pack --sign</c> to a device that trusts the key, or another one.</summary>
public sealed class SignedPackVerbTests : IDisposable
{
    private readonly ToyPackages _toys = new();

    public void Dispose() => _toys.Dispose();

    [Fact]
    public async Task A_package_signed_by_pack_is_taken_by_a_device_that_trusts_the_key_and_by_no_other()
    {
        string record = Path.Combine(TestData.Require("mitdb"), "100");
        string key = _toys.MakeKey("maker", trustedIn: "keys");
        _toys.MakeKey("stranger", trustedIn: "other-keys");
        string onnx = Path.Combine(DefaultModel.Folder, "model.onnx");

        Command packed = await Run($"edgeecg-train pack {onnx} {record} --out fleet --sign {key}");
        Command taken = await Run("edgeecg model install fleet --storage . --trusted-keys keys");
        Command refused = await Run("edgeecg model install fleet --storage other --trusted-keys other-keys");

        Assert.True(packed.ExitCode == 0, packed.Errors);
        Assert.Contains("signed with maker.key", packed.Output, StringComparison.Ordinal);
        Assert.True(taken.ExitCode == 0, taken.Errors);
        Assert.Contains("maker", taken.Output, StringComparison.Ordinal);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("model.sig", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_of_another_curve_signs_nothing()
    {
        string record = Path.Combine(TestData.Require("mitdb"), "100");
        string key = _toys.MakeKey("wide", curve: System.Security.Cryptography.ECCurve.NamedCurves.nistP384);
        string onnx = Path.Combine(DefaultModel.Folder, "model.onnx");

        Command packed = await Run($"edgeecg-train pack {onnx} {record} --out fleet --sign {key}");

        Assert.Equal(2, packed.ExitCode);
        Assert.Contains("wide.key", packed.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_toys.File("fleet")), "it is told before anything is packed");
    }

    private Task<Command> Run(string command) =>
        Command.Run($"{TestData.RepositoryRoot}/{command}", _toys.File("."));
}
