namespace EdgeEcg.Device.Doctor;

/// <summary>What a check saw; <see cref="DoctorRun"/> makes a <see cref="CheckResult"/> of it.</summary>
/// <param name="Name">Where one look answers several questions: which; null: the check's own name.</param>
internal readonly record struct Finding(
    CheckVerdict Verdict, string Found, string Remedy, string? Name = null)
{
    public bool IsEnvironment { get; init; }

    public static Finding Ok(string found) => new(CheckVerdict.Ok, found, "");

    public static Finding Warn(string found, string remedy) => new(CheckVerdict.Warning, found, remedy);

    public static Finding Fail(string found, string remedy) => new(CheckVerdict.Failed, found, remedy);

    public static Finding Skip(string because) => new(CheckVerdict.Skipped, "because " + because, "");
}
