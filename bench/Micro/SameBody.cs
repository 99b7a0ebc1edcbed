using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Micro;

/// <summary>A request body that has arrived, and can be read again and again: the reader itself is Kestrel's part and is not measured.</summary>
internal sealed class SameBody(byte[] body) : PipeReader, IRequestBodyPipeFeature
{
    private readonly ReadResult _all = new(new ReadOnlySequence<byte>(body), isCanceled: false, isCompleted: true);

    public PipeReader Reader => this;

    public override bool TryRead(out ReadResult result)
    {
        result = _all;
        return true;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(_all);

    public override void AdvanceTo(SequencePosition consumed)
    {
    }

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
    }

    public override void CancelPendingRead()
    {
    }

    public override void Complete(Exception? exception = null)
    {
    }
}
