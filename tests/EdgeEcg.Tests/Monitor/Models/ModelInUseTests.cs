using EdgeEcg.Monitor.Commands;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Monitor.Models;
using EdgeEcg.Scoring;
using EdgeEcg.Tests.Scoring.Models;
using EdgeEcg.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeEcg.Tests.Monitor.Models;

/// <summary>Which model the daemon uses: whatever happens, one.</summary>
public sealed class ModelInUseTests : IDisposable
{
    private readonly ToyPackages _toys = new();
    private readonly string _own = DefaultModel.Load().Manifest.ModelId;

    public void Dispose() => _toys.Dispose();

    [Fact]
    public void An_installed_model_is_used_on_trial_and_a_configured_folder_goes_first()
    {
        string id = Install("a", 0.5f);

        ModelInUse models = InUse();
        string loaded = models.Load().Manifest.ModelId;
        ModelInUse bound = InUse($"model:\n  folder: {_toys.Write("fixed", 0.1f)}\n");
        string configured = bound.Load().Manifest.ModelId;

        Assert.Equal(id, loaded);
        Assert.NotNull(models.Trial);
        Assert.Equal(ModelPackage.HashOf(Tests.Scoring.ToyModel.Onnx(factor: 0.1f)), configured);
    }

    [Fact]
    public void A_model_that_no_longer_loads_gives_way_to_the_one_before_and_says_why()
    {
        string a = Install("a", 0.5f);
        _toys.Store.PassTrial();
        string b = Install("b", 0.25f);
        File.WriteAllText(Path.Combine(_toys.StoreFolder, b, "model.onnx"), "damaged");

        ModelInUse models = InUse();

        Assert.Equal(a, models.Load().Manifest.ModelId);
        Assert.Null(models.Trial);
        Assert.Contains("the SHA-256 is", models.RolledBack, StringComparison.Ordinal);
    }

    [Fact]
    public void With_every_installed_model_damaged_the_programs_own_is_used()
    {
        string a = Install("a", 0.5f);
        _toys.Store.PassTrial();
        string b = Install("b", 0.25f);
        Directory.Delete(Path.Combine(_toys.StoreFolder, a), recursive: true);
        File.Delete(Path.Combine(_toys.StoreFolder, b, "model.json"));

        Assert.Equal(_own, InUse().Load().Manifest.ModelId);
    }

    [Fact]
    public void A_model_that_does_not_live_through_its_trial_in_three_starts_is_taken_back()
    {
        string id = Install("a", 0.5f);

        string[] loaded = [.. Enumerable.Range(0, 4).Select(_ => InUse().Load().Manifest.ModelId)];

        Assert.Equal([id, id, id, _own], loaded);
    }

    [Fact]
    public void Without_a_trial_an_installed_model_is_kept_at_once()
    {
        string id = Install("a", 0.5f);

        ModelInUse models = InUse("model:\n  trial_minutes: 0\n");

        Assert.Equal(id, models.Load().Manifest.ModelId);
        Assert.Null(models.Trial);
        Assert.False(_toys.Store.Selection.OnTrial);
    }

    [Fact]
    public void A_bad_package_and_a_fixed_model_are_refused_by_command()
    {
        ModelInUse free = InUse();
        free.Load();
        ModelInUse bound = InUse($"model:\n  folder: {_toys.Write("fixed", 0.1f)}\n");
        bound.Load();

        CommandRefusedException missing =
            Assert.Throws<CommandRefusedException>(() => free.Install(_toys.File("nothing")));
        CommandRefusedException fixedModel =
            Assert.Throws<CommandRefusedException>(() => bound.Reload(out _));

        Assert.Equal(ReplyError.Failed, missing.Error);
        Assert.Equal(ReplyError.Unsupported, fixedModel.Error);
        Assert.False(free.IsChanged);
    }

    private string Install(string name, float factor) =>
        _toys.Store.Install(_toys.Write(name, factor)).Package.Manifest.ModelId;

    private ModelInUse InUse(string extra = "") => new(
        ConfigurationFile.Parse(
            "the test's configuration",
            $"version: 2\ndevice:\n  id: bench\nstorage:\n  folder: {_toys.File(".")}\n{extra}"),
        NullLogger.Instance, new ManualTimeProvider());
}
