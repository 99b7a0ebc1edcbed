using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace ResourceApi.Tests.Limits;

/// <summary>Bodies that begin and do not end before a test lets them.</summary>
internal sealed class SlowBody : IDisposable
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _begun = new(0);

    public HttpContent Content() => new Body(this);

    public async Task BegunAsync(int bodies)
    {
        for (var i = 0; i < bodies; i++)
            Assert.True(await _begun.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    public void Finish() => _end.TrySetResult();

    public void Dispose() => _begun.Dispose();

    private sealed class Body : HttpContent
    {
        private readonly SlowBody _slow;

        public Body(SlowBody slow)
        {
            _slow = slow;
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes("{"));
            await stream.FlushAsync();
            _slow._begun.Release();
            await _slow._end.Task;
            await stream.WriteAsync(Encoding.UTF8.GetBytes("}"));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
