using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace EdgeEcg.Training.Fetching;

/// <summary>
/// One file over HTTP. What has come is kept beside the target as <c>.part</c>, so that a broken line, Ctrl+C
/// or a full disk costs nothing that was there: the next attempt asks for the rest. The target appears when
/// its hash is right.
/// </summary>
public sealed class Download(HttpClient client, TimeProvider time)
{
    /// <summary>Attempts in a row that bring nothing.</summary>
    private const int MostFruitlessAttempts = 4;

    private const int BlockBytes = 1 << 16;

    /// <param name="address">Of the file.</param>
    /// <param name="target">Where it shall be.</param>
    /// <param name="sha256">Lower-case hexadecimal, or null where nobody publishes it.</param>
    /// <param name="arrived">Told the bytes of the file that are here by now.</param>
    /// <param name="cancellation">Keeps what has come.</param>
    /// <exception cref="BadDownloadException">The server has no such file, is not there, or sent something
    /// else.</exception>
    public async Task Run(
        Uri address, string target, string? sha256, Action<long> arrived, CancellationToken cancellation)
    {
        string part = target + ".part";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
        int fruitless = 0;
        bool whole = false;
        while (!whole)
        {
            long before = LengthOf(part);
            try
            {
                whole = await Attempt(address, part, arrived, cancellation);
            }
            catch (Exception e) when (e is HttpRequestException or HttpIOException)
            {
                fruitless = LengthOf(part) > before ? 0 : fruitless + 1;
                if (fruitless >= MostFruitlessAttempts)
                {
                    string reason = e.InnerException?.Message ?? e.Message;
                    throw new BadDownloadException($"{address}", "the answer", reason, "the file");
                }

                await Task.Delay(TimeSpan.FromSeconds(1 << fruitless), time, cancellation);
            }
        }

        Check(address, part, sha256);
        File.Move(part, target, overwrite: true);
    }

    /// <summary>Whether a file is there and has the hash.</summary>
    public static bool IsThere(string file, string sha256) => File.Exists(file) && HashOf(file) == sha256;

    /// <returns>True when the file is whole; false when the rest must be asked for anew.</returns>
    private async Task<bool> Attempt(
        Uri address, string part, Action<long> arrived, CancellationToken cancellation)
    {
        long have = LengthOf(part);
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        request.Headers.Range = have > 0 ? new RangeHeaderValue(have, null) : null;
        using HttpResponseMessage response =
            await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (response.StatusCode is HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            // Nothing is left to send, or the part is of another file: the length tells.
            if (response.Content.Headers.ContentRange?.Length == have)
            {
                return true;
            }

            File.Delete(part);
            return false;
        }

        if (!response.IsSuccessStatusCode)
        {
            string status = $"{(int)response.StatusCode} {response.ReasonPhrase}";
            throw new BadDownloadException($"{address}", "the answer", status, "the file");
        }

        bool isRest = response.StatusCode is HttpStatusCode.PartialContent;
        await using FileStream file = new(part, isRest ? FileMode.Append : FileMode.Create);
        await using Stream content = await response.Content.ReadAsStreamAsync(cancellation);
        byte[] block = new byte[BlockBytes];
        int count;
        while ((count = await content.ReadAsync(block, cancellation)) > 0)
        {
            await file.WriteAsync(block.AsMemory(0, count), cancellation);
            arrived(file.Length);
        }

        return true;
    }

    private static void Check(Uri address, string part, string? sha256)
    {
        if (sha256 is null)
        {
            return;
        }

        string found = HashOf(part);
        if (found != sha256)
        {
            File.Delete(part);
            throw new BadDownloadException($"{address}", "the SHA-256", found, sha256);
        }
    }

    private static long LengthOf(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;

    private static string HashOf(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
