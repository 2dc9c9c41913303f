using System.Text.Json.Serialization;

namespace EdgeEcg.Scoring.Models;

/// <summary>
/// Which of the models is used, and which one there is to go back to: one small file, so that both change in
/// one step. Where an id is null the model that comes with the program is meant, which is always there.
/// </summary>
public sealed record ModelSelection
{
    public string? Active { get; init; }

    /// <summary>The last one that had passed its trial.</summary>
    public string? Previous { get; init; }

    /// <summary>The active one has not yet shown that it works for this wearer on this device.</summary>
    public bool OnTrial { get; init; }

    /// <summary>Starts of the daemon within the trial: a model may end the process.</summary>
    public int TrialStarts { get; init; }

    /// <summary>What was taken back last; until the next install.</summary>
    public RolledBackModel? RolledBack { get; init; }

    /// <summary>There is something to go back to.</summary>
    [JsonIgnore]
    public bool CanGoBack => Active is not null || Previous is not null;

    /// <returns>After a model was installed; what was still on trial is not gone back to.</returns>
    internal ModelSelection With(string installed) => new()
    {
        Active = installed,
        Previous = OnTrial || installed == Active ? Previous : Active,
        OnTrial = true,
    };

    /// <returns>After going back; what was on trial is not kept to return to.</returns>
    internal ModelSelection Back(RolledBackModel? rolledBack) => new()
    {
        Active = Previous,
        Previous = OnTrial || rolledBack is not null ? null : Active,
        RolledBack = rolledBack,
    };
}
