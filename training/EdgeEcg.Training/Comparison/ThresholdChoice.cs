using System.Globalization;
using EdgeEcg.Training.Fitting;

namespace EdgeEcg.Training.Comparison;

/// <summary>How the user wants the threshold of a protocol that prescribes none.</summary>
/// <param name="Source">Which beats it sees.</param>
/// <param name="Rule">On training normals; none where labels decide.</param>
public readonly record struct ThresholdChoice(ThresholdSource Source, ThresholdRule? Rule)
{
    /// <summary>The forms that <see cref="Parse"/> reads, for help and messages.</summary>
    public const string Forms = "quantile:0.97, mean-sd:2, youden or f1";

    /// <exception cref="ArgumentException">It is none of <see cref="Forms"/>.</exception>
    public static ThresholdChoice Parse(string text)
    {
        string[] parts = text.Split(':');
        bool isNumber = double.TryParse(
            parts[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out double number);
        return (parts, isNumber) switch
        {
            (["youden"], _) => new(ThresholdSource.ValidationLabelsYouden, null),
            (["f1"], _) => new(ThresholdSource.ValidationLabelsF1, null),
            (["quantile", _], true) when number is > 0 and <= 1 =>
                new(ThresholdSource.TrainingNormals, ThresholdRule.Quantile(number)),
            (["mean-sd", _], true) when number is > 0 and < 100 =>
                new(ThresholdSource.TrainingNormals, ThresholdRule.MeanPlusSd(number)),
            _ => throw new ArgumentException($"The threshold is '{text}', expected {Forms}."),
        };
    }
}
