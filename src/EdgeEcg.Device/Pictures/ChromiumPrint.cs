using System.Diagnostics;

namespace EdgeEcg.Device.Pictures;

/// <summary>
/// Makes a PDF of an HTML file with the browser that may be there: the same page, printed. Without a network,
/// in a profile of its own that is thrown away.
/// </summary>
internal static class ChromiumPrint
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <exception cref="EnvironmentException">There is no Chromium, or it made no file.</exception>
    public static void ToPdf(string htmlFile, string pdfFile)
    {
        string browser = Find() ?? throw new EnvironmentException(
            "a PDF is printed by Chromium, which is not installed: install 'chromium', or name a .html file");
        DirectoryInfo profile = Directory.CreateTempSubdirectory("edgeecg-print");
        try
        {
            string made = Path.Combine(profile.FullName, "report.pdf");
            Print(browser, htmlFile, made, profile.FullName);
            File.Move(made, pdfFile, overwrite: true);
        }
        finally
        {
            profile.Delete(recursive: true);
        }
    }

    private static void Print(string browser, string htmlFile, string pdfFile, string profile)
    {
        ProcessStartInfo start = new(browser) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string argument in (string[])
        [
            "--headless", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            $"--user-data-dir={profile}",
            "--no-pdf-header-footer", $"--print-to-pdf={pdfFile}", new Uri(htmlFile).AbsoluteUri,
        ])
        {
            start.ArgumentList.Add(argument);
        }

        // Chromium's own sandbox does not work for root, as whom services and containers run.
        if (Environment.UserName == "root")
        {
            start.ArgumentList.Insert(0, "--no-sandbox");
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
        }

        Task.WaitAll(errors, output);
        if (!File.Exists(pdfFile))
        {
            string last = errors.Result.Trim().Split('\n')[^1];
            throw new EnvironmentException($"{browser} printed nothing: {last}");
        }
    }

    private static string? Find()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }
}
