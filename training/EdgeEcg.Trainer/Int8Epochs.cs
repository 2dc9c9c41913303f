using System.CommandLine;

namespace EdgeEcg.Trainer;

/// <summary>The option of every verb that quantizes what it has trained.</summary>
internal static class Int8Epochs
{
    public static Option<int> NewOption()
    {
        Option<int> option = new("--int8-epochs")
        {
            Description = "Further epochs in which the model is rounded as int8 rounds it, so that it learns "
                + "to live with that (quantization-aware fine-tuning)",
            DefaultValueFactory = _ => 0,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 0)
            {
                result.AddError("--int8-epochs: expected 0 or more");
            }
        });
        return option;
    }
}
