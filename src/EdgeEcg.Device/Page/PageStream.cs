using System.Buffers.Binary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeEcg.Device.Page;

/// <summary>
/// The stream of one viewer, until it goes: 20 times a second the messages and the trace since the last time.
/// A viewer whose network takes nothing for a few seconds is sent away; meanwhile only its own turn waits.
/// </summary>
internal sealed class PageStream(PageFeed feed, TimeProvider time)
{
    private const int MostTraceBytes = 32 * 1024;
    private const int BytesOfHead = 8;

    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Says that the daemon is there when it has nothing to say.</summary>
    private static readonly byte[] Alive = Head(kind: 3);

    public async Task Send(HttpContext context, CancellationToken stopping)
    {
        using CancellationTokenSource ended =
            CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        context.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        context.Response.ContentType = "application/octet-stream";
        PageViewer viewer = feed.Join();
        try
        {
            await SendUntilEnded(context, viewer, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The viewer went, or the daemon stops: the usual end of a stream.
            context.Abort();
        }
        finally
        {
            feed.Leave(viewer);
        }
    }

    private async Task SendUntilEnded(HttpContext context, PageViewer viewer, CancellationToken ended)
    {
        using PeriodicTimer timer = new(Every, time);
        byte[] trace = new byte[MostTraceBytes];
        do
        {
            while (viewer.TryTake(out byte[] message))
            {
                await Write(context, message, ended);
            }

            int length = feed.CopyTrace(viewer, trace);
            await Write(context, length > 0 ? trace.AsMemory(0, length) : Alive, ended);
        }
        while (await timer.WaitForNextTickAsync(ended));
    }

    private async Task Write(HttpContext context, ReadOnlyMemory<byte> frame, CancellationToken ended)
    {
        ValueTask write = context.Response.Body.WriteAsync(frame, ended);
        if (write.IsCompletedSuccessfully)
        {
            return;
        }

        try
        {
            await write.AsTask().WaitAsync(Patience, time, ended);
        }
        catch (TimeoutException)
        {
            context.Abort();
            throw new OperationCanceledException("the viewer takes nothing any more", context.RequestAborted);
        }
    }

    private static byte[] Head(int kind)
    {
        byte[] head = new byte[BytesOfHead];
        BinaryPrimitives.WriteInt32LittleEndian(head, kind);
        return head;
    }
}
