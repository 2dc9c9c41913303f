using EdgeEcg.Training.Fitting;

namespace EdgeEcg.Trainer;

/// <summary>Epochs as plain lines on standard error, each with the model's name.</summary>
internal sealed class EpochLog(string model) : IProgress<EpochLine>
{
    public void Report(EpochLine value) => Console.Error.WriteLine($"{model,-25}  {value}");
}
