using System.Security.Authentication;
using System.Security.Cryptography;
using EdgeEcg.Ads1292;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Mqtt;
using EdgeEcg.Records;
using EdgeEcg.Scoring;

namespace EdgeEcg.Device.Doctor;

/// <summary>
/// All checks, one after the other, each result as soon as it is there: for a terminal, for the page, for
/// anybody who wants to show progress. A failed check makes those that need it 'skipped: because …'; every
/// other is made all the same. A check that overruns its limit is left behind on its thread, and what its
/// group has open stays open with it.
/// </summary>
internal sealed class DoctorRun(IEnumerable<ICheckGroup> groups, TimeProvider time)
{
    /// <summary>Enumerates once; ends between two checks when cancelled.</summary>
    public IEnumerable<CheckResult> Results(CancellationToken cancellation)
    {
        foreach (ICheckGroup group in groups)
        {
            Dictionary<string, string> broken = [];
            bool abandoned = false;
            foreach (Check check in group.Checks)
            {
                if (cancellation.IsCancellationRequested)
                {
                    break;
                }

                foreach (CheckResult result in Run(check, broken, ref abandoned))
                {
                    yield return result;
                }
            }

            if (!abandoned)
            {
                group.Dispose();
            }
        }
    }

    private List<CheckResult> Run(Check check, Dictionary<string, string> broken, ref bool abandoned)
    {
        if (check.Needs.FirstOrDefault(broken.ContainsKey) is { } needed)
        {
            // The root is named, not the link of the chain that was skipped itself.
            broken[check.Name] = broken[needed];
            return [Result(check, Finding.Skip($"'{broken[needed]}' failed"), 0)];
        }

        long start = time.GetTimestamp();
        if (!BoundedCall.TryRun(() => Look(check), check.Limit, out IReadOnlyList<Finding>? findings))
        {
            abandoned = true;
            findings = [Overrun(check)];
        }

        double elapsedMs = Math.Round(time.GetElapsedTime(start).TotalMilliseconds, 1);
        if (findings.Any(finding => finding is { Verdict: CheckVerdict.Failed, Name: null }))
        {
            broken[check.Name] = check.Name;
        }

        return [.. findings.Select(finding => Result(check, finding, elapsedMs))];
    }

    private static Finding Overrun(Check check) => Finding.Fail(
        $"no answer within {check.Limit.TotalSeconds:0.#} s, given up",
        $"{check.Remedy}; run doctor again alone on the device");

    private static CheckResult Result(Check check, Finding finding, double elapsedMs) =>
        new(check.Group, finding.Name ?? check.Name, finding.Verdict, finding.Found, finding.Remedy)
        {
            ElapsedMs = elapsedMs, IsEnvironment = finding.IsEnvironment,
        };

    private static IReadOnlyList<Finding> Look(Check check)
    {
        try
        {
            return check.Look();
        }
        catch (Ads1292Exception chip)
        {
            return [ChipRemedies.Finding(chip)];
        }
        catch (Exception missing) when (missing is EnvironmentException or MqttLibraryException)
        {
            return [Finding.Fail(missing.Message, check.Remedy) with { IsEnvironment = true }];
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException
            or BadModelException or BadRecordException or ConfigurationException
            or AuthenticationException or CryptographicException)
        {
            return [Finding.Fail(trouble.Message, check.Remedy)];
        }
    }
}
