using System.CommandLine;
using EdgeEcg.Training.Engine;
#if NUGET_PACKAGES
using EdgeEcg.Torch;
#endif

namespace EdgeEcg.Trainer;

/// <summary>The training engines of this build, by the word on the command line.</summary>
internal static class TrainingEngines
{
    private const string Own = "edgeecg";
    private const string TorchSharp = "torchsharp";

    public static Option<string> NewOption() => new Option<string>("--engine")
    {
        Description = $"What computes the training: {Own}, or {TorchSharp} (needs --packages nuget).",
        DefaultValueFactory = _ => Own,
    }.AcceptOnlyFromAmong(Own, TorchSharp);

    /// <param name="name">Null in a verb that does not train.</param>
    /// <exception cref="MissingEngineException">This build, or this machine, does not have it.</exception>
    public static ITrainingEngine Open(string? name)
    {
        if (name is null or Own)
        {
            return OwnEngine.Instance;
        }

#if NUGET_PACKAGES
        try
        {
            return TorchEngine.Load();
        }
        catch (TorchLibraryException broken)
        {
            throw new MissingEngineException(broken.Message, broken);
        }
#else
        throw new MissingEngineException(
            $"--engine is {name}, which this build does not have; ./edgeecg-train --packages nuget builds it "
            + "(docs/packages.md)");
#endif
    }
}
