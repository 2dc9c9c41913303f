using System.Text.Json;
using System.Threading.Channels;
using EdgeEcg.Device.Doctor;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeEcg.Device.Page;

/// <summary>
/// The doctor's checks for whoever presses the button on the page: one run at a time, on a thread of its own,
/// each result sent as soon as it is there. A visitor who leaves ends the run after the check under way.
/// </summary>
/// <param name="groups">Makes the checks of one run.</param>
/// <param name="time">Measures them.</param>
internal sealed class PageDoctor(Func<IReadOnlyList<ICheckGroup>> groups, TimeProvider time)
{
    private int _isRunning;

    /// <summary>
    /// Lines of JSON: how many checks there are, then each result; 409 while another run goes on.
    /// </summary>
    public async Task Answer(HttpContext context, CancellationToken stopping)
    {
        if (Interlocked.Exchange(ref _isRunning, 1) == 1)
        {
            context.Response.StatusCode = StatusCodes.Status409Conflict;
            return;
        }

        using CancellationTokenSource ended =
            CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        Channel<ReadOnlyMemory<byte>> lines = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();
        CancellationToken token = ended.Token;
        Thread thread = new(() => Run(lines.Writer, token)) { IsBackground = true, Name = "page's doctor" };
        thread.Start();
        context.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        context.Response.ContentType = "application/x-ndjson";
        try
        {
            await foreach (ReadOnlyMemory<byte> line in lines.Reader.ReadAllAsync(token))
            {
                await context.Response.Body.WriteAsync(line, token);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The visitor went, or the daemon stops.
            context.Abort();
        }
    }

    // Whatever goes wrong is the request's, not the daemon's: the channel carries it to the waiting side.
    private void Run(ChannelWriter<ReadOnlyMemory<byte>> lines, CancellationToken cancellation)
    {
        Exception? bug = null;
        try
        {
            IReadOnlyList<ICheckGroup> all = groups();
            int checks = all.Sum(group => group.Checks.Count());
            lines.TryWrite(Line(writer => writer.WriteNumber("checks", checks)));
            foreach (CheckResult result in new DoctorRun(all, time).Results(cancellation))
            {
                lines.TryWrite(ToLine(result));
            }
        }
        catch (Exception anything)
        {
            bug = anything;
        }
        finally
        {
            Volatile.Write(ref _isRunning, 0);
            lines.Complete(bug);
        }
    }

    private static ReadOnlyMemory<byte> ToLine(CheckResult result) => Line(writer =>
    {
        writer.WriteString("group", result.Group);
        writer.WriteString("name", result.Name);
        writer.WriteString("verdict", Word(result.Verdict));
        writer.WriteString("found", result.Found);
        writer.WriteString("remedy", result.Remedy);
        writer.WriteNumber("elapsed_ms", result.ElapsedMs);
    });

    private static string Word(CheckVerdict verdict) => verdict switch
    {
        CheckVerdict.Ok => "ok",
        CheckVerdict.Warning => "warn",
        CheckVerdict.Failed => "fail",
        _ => "skipped",
    };

    private static ReadOnlyMemory<byte> Line(Action<Utf8JsonWriter> content)
    {
        ReadOnlyMemory<byte> json = PageJson.Write(writer =>
        {
            writer.WriteStartObject();
            content(writer);
            writer.WriteEndObject();
        });
        return (byte[])[.. json.Span, (byte)'\n'];
    }
}
