using EdgeEcg.Scoring;
using EdgeEcg.Scoring.Models;

namespace EdgeEcg.Tests.Scoring.Models;

/// <summary>The life of models on a device, from the first install to the last way back.</summary>
public sealed class ModelStoreTests : IDisposable
{
    private readonly ToyPackages _toys = new();

    private ModelStore Store => _toys.Store;

    public void Dispose() => _toys.Dispose();

    [Fact]
    public void Without_an_install_the_programs_own_model_is_used_and_nothing_is_written()
    {
        Assert.Equal(DefaultModel.Load().Manifest.ModelId, Store.LoadActive().Manifest.ModelId);
        Assert.Empty(Store.List());
        Assert.False(Store.Selection.CanGoBack);
        Assert.False(Directory.Exists(_toys.StoreFolder));
    }

    [Fact]
    public void An_installed_model_is_on_trial_and_stays_when_it_passes()
    {
        ModelInstallation done = Store.Install(_toys.Write("a"));

        Assert.True(done.Changed);
        Assert.Equal(done.Package.Manifest.ModelId, Store.Selection.Active);
        Assert.True(Store.Selection.OnTrial);

        Store.PassTrial();

        Assert.False(Store.Selection.OnTrial);
        Assert.Equal(done.Package.Manifest.ModelId, Store.LoadActive().Manifest.ModelId);
    }

    [Fact]
    public void Going_back_and_going_back_again_swaps_two_proven_models()
    {
        string a = Install("a", 0.5f);
        Store.PassTrial();
        string b = Install("b", 0.25f);
        Store.PassTrial();

        string? once = Store.RollBack().Active;
        string? twice = Store.RollBack().Active;

        Assert.Equal((a, b), (once, twice));
        Assert.Null(Store.Selection.RolledBack);
    }

    [Fact]
    public void A_model_that_fails_its_trial_gives_way_to_the_last_one_that_passed()
    {
        string a = Install("a", 0.5f);
        Store.PassTrial();
        string never = Install("b", 0.25f);
        string failing = Install("c", 0.125f);

        ModelSelection now = Store.RollBack("it found 60 of 100 beats abnormal");

        Assert.Equal(a, now.Active);
        Assert.Equal(failing, now.RolledBack?.ModelId);
        Assert.Equal("it found 60 of 100 beats abnormal", now.RolledBack?.Reason);
        Assert.Null(now.Previous);
        Assert.Contains(never, Store.List().Select(m => m.Id));
        Assert.Null(Store.RollBack().Active);
    }

    [Fact]
    public void The_same_model_again_changes_nothing_but_another_threshold_does()
    {
        string a = Install("a", 0.5f);
        Store.PassTrial();

        bool again = Store.Install(_toys.Write("again")).Changed;
        bool other = Store.Install(_toys.Write("other", threshold: 0.5)).Changed;

        Assert.False(again);
        Assert.True(other);
        Assert.Equal(a, Store.Selection.Active);
        Assert.Null(Store.Selection.Previous);
        Assert.Equal(0.5, Store.LoadActive().Manifest.Thresholds[0].Score);
    }

    [Fact]
    public void Folder_zip_tar_and_a_stick_with_one_of_them_all_install()
    {
        string stick = Directory.CreateDirectory(_toys.File("stick")).FullName;
        string onStick = ToyPackages.TarGz(_toys.Write("d", 0.1f));
        File.Move(onStick, Path.Combine(stick, "fleet.tgz"));
        File.WriteAllText(Path.Combine(stick, "holiday.txt"), "something else");
        string[] sources =
        [
            _toys.Write("a", 0.4f), ToyPackages.Zip(_toys.Write("b", 0.3f)),
            ToyPackages.TarGz(_toys.Write("c", 0.2f)), stick,
        ];

        string[] installed = [.. sources.Select(s => Store.Install(s).Package.Manifest.ModelId)];

        Assert.Equal(4, installed.Distinct().Count());
        Assert.Equal(installed[3], Store.Selection.Active);
    }

    [Fact]
    public void Old_models_make_room_but_not_those_that_are_needed()
    {
        string first = Install("first", 0.9f);
        Store.PassTrial();
        foreach (int number in Enumerable.Range(1, 6))
        {
            Install($"m{number}", number / 10f);
        }

        Assert.Contains(first, Store.List().Select(m => m.Id));
        Assert.Equal(4, Store.List().Count);
        Assert.Equal(first, Store.RollBack().Active);
    }

    [Fact]
    public void A_damaged_selection_means_the_programs_own_model_and_a_new_install_mends_it()
    {
        string a = Install("a", 0.5f);
        File.WriteAllText(Path.Combine(_toys.StoreFolder, "active.json"), "{ \"active\": ");

        Assert.Equal(DefaultModel.Load().Manifest.ModelId, Store.LoadActive().Manifest.ModelId);

        Store.Install(_toys.File("a"));

        Assert.Equal(a, Store.LoadActive().Manifest.ModelId);
    }

    [Fact]
    public void Two_programs_cannot_change_the_store_at_once()
    {
        Install("a", 0.5f);
        using FileStream other = new(
            Path.Combine(_toys.StoreFolder, ".lock"), FileMode.Open, FileAccess.Read, FileShare.None);

        IOException refused = Assert.Throws<IOException>(() => Store.Install(_toys.Write("b", 0.1f)));

        Assert.Contains("another program", refused.Message, StringComparison.Ordinal);
    }

    private string Install(string name, float factor) =>
        Store.Install(_toys.Write(name, factor)).Package.Manifest.ModelId;
}
