using EdgeEcg.Scoring;
using EdgeEcg.Scoring.Models;

namespace EdgeEcg.Tests.Scoring.Models;

/// <summary>The power goes at every step of every change: old or new model, never none.</summary>
public sealed class ModelPowerCutTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(PowerCutMoment.Before)]
    [InlineData(PowerCutMoment.Within)]
    [InlineData(PowerCutMoment.After)]
    public void During_an_install_there_is_the_old_model_or_the_new_one(PowerCutMoment moment)
    {
        int steps = CutEverywhere(moment, (store, toys) => store.Install(toys.File("new")));

        output.WriteLine($"install, power cut {moment} each of {steps} steps: old or new model at each");
        Assert.True(steps >= 7, $"{steps} steps");
    }

    [Theory]
    [InlineData(PowerCutMoment.Before)]
    [InlineData(PowerCutMoment.Within)]
    [InlineData(PowerCutMoment.After)]
    public void While_the_same_model_gets_other_thresholds_there_is_either(PowerCutMoment moment) =>
        CutEverywhere(moment, (store, toys) => store.Install(toys.File("same")));

    [Theory]
    [InlineData(PowerCutMoment.Before)]
    [InlineData(PowerCutMoment.Within)]
    [InlineData(PowerCutMoment.After)]
    public void While_going_back_there_is_the_old_model_or_the_new_one(PowerCutMoment moment) =>
        CutEverywhere(moment, (store, _) => store.RollBack("it was too slow"));

    /// <returns>Steps of the change.</returns>
    private static int CutEverywhere(PowerCutMoment moment, Action<ModelStore, ToyPackages> change)
    {
        for (int cutAt = 1; ; cutAt++)
        {
            using ToyPackages toys = Prepared();
            PowerCutDisk disk = new(cutAt, moment);
            ModelStore store = new(toys.StoreFolder, TrustedKeys.None, TimeProvider.System, disk);
            bool ended = !IsCut(() => change(store, toys));

            // The device starts again.
            ModelStore after = toys.OpenStore(TrustedKeys.None);
            string[] known = [Id(0.5f), Id(0.25f), Id(0.75f)];
            Assert.Contains(after.LoadActive().Manifest.ModelId, known);
            Assert.All(after.List().Where(m => m.Id == after.Selection.Previous), m => Assert.Null(m.Fault));

            // And what was wanted can be done once more.
            after.Install(toys.File("new"));
            Assert.Equal(Id(0.75f), after.LoadActive().Manifest.ModelId);
            Assert.False(Directory.Exists(Path.Combine(toys.StoreFolder, ".installing")));
            if (ended)
            {
                return disk.Steps;
            }
        }
    }

    private static ToyPackages Prepared()
    {
        ToyPackages toys = new();
        toys.Store.Install(toys.Write("older", 0.5f));
        toys.Store.PassTrial();
        toys.Store.Install(toys.Write("old", 0.25f));
        toys.Store.PassTrial();
        toys.Write("new", 0.75f);
        toys.Write("same", 0.25f, threshold: 0.5);
        return toys;
    }

    private static bool IsCut(Action change)
    {
        try
        {
            change();
            return false;
        }
        catch (PowerCutException)
        {
            return true;
        }
    }

    private static string Id(float factor) => ModelPackage.HashOf(ToyModel.Onnx(factor: factor));
}
