using System.Globalization;
using EdgeEcg.Training.Fitting;

namespace EdgeEcg.Trainer;

/// <summary>Epochs of training as progress.</summary>
internal sealed class EpochProgress(string model, IProgress<ProgressStep> steps) : IProgress<EpochLine>
{
    public static T Show<T>(FitRecipe recipe, Func<IProgress<EpochLine>, T> train) => ProgressDisplay.Show(
        recipe.Model,
        recipe.MaxEpochs + recipe.Int8Epochs,
        steps => train(new EpochProgress(recipe.Model, steps)));

    public void Report(EpochLine value)
    {
        string loss = string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {value.Epoch}, validation loss {value.ValidationLoss:0.0000}");
        steps.Report(new ProgressStep(value.Epoch, $"{model,-25}  {value}", loss));
    }
}
