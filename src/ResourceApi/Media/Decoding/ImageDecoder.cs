using System.Globalization;
using ServiceDefaults.Answers;

namespace ResourceApi.Media.Decoding;

/// <summary>The one way to take a picture in: its header's limits first, then decoded and encoded anew in a separate, limited process.</summary>
internal sealed class ImageDecoder(ImageProgram program, TimeProvider clock) : IDisposable
{
    /// <summary>The largest file that is decoded, in bytes.</summary>
    public const int MostBytes = 10 * 1024 * 1024;

    private const int AtOnce = 2;
    private const int MostWaiting = 20;
    // By the clock, on a machine that may have other work; what a picture itself may cost, ImageProgram limits by processor time.
    private static readonly TimeSpan LongestWork = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    // Some versions hear only the first way to say that a damaged file is to fail, some only the second.
    private static readonly string[] Options = ["--size", "down", "--fail-on", "error", "--option-string", "fail_on=error", "--export-profile", "srgb"];

    private readonly SemaphoreSlim _turn = new(AtOnce, AtOnce);
    private int _waiting;

    /// <summary>JPEGs of the picture: upright, without metadata, on white where it was transparent; of an animation the first frame.</summary>
    /// <param name="upload">The file as it came.</param>
    /// <param name="longestSides">The longest side of each, in pixels; a smaller picture is not enlarged, and none is cropped.</param>
    /// <param name="cancel">Stops the work.</param>
    public async Task<DecodedImages> DecodeAsync(ReadOnlyMemory<byte> upload, IReadOnlyList<int> longestSides, CancellationToken cancel)
    {
        if (upload.Length > MostBytes)
            return DecodedImages.Refused(TooLarge());
        if (ImageHeader.Read(upload.Span) is not { } shape)
            return DecodedImages.Refused(Invalid("The file is not a JPEG, PNG, WebP or GIF picture."));
        if (!shape.IsWithinLimits)
            return DecodedImages.Refused(Invalid($"The picture must have sides of at most {ImageShape.LongestSide} pixels, {ImageShape.MostPixels} pixels in all, and one to {ImageShape.MostFrames} frames."));
        if (!program.IsInstalled)
            return DecodedImages.Refused(Problem.Unavailable("image_processing_unavailable", "Pictures can't be processed on this server.", TimeSpan.FromHours(1)));
        if (!await TakeTurnAsync(cancel))
            return DecodedImages.Refused(Busy());
        try
        {
            return await EncodeAsync(upload, (int)Math.Max(shape.Width, shape.Height), longestSides, cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>413 for a file beyond <see cref="MostBytes"/>.</summary>
    public static Problem TooLarge() =>
        Problem.Of(StatusCodes.Status413PayloadTooLarge, "payload_too_large", $"A picture must be at most {MostBytes / 1024 / 1024} MB.");

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private static Problem Busy() => Problem.Unavailable("image_processing_busy", "Too many pictures are being processed: try again in a moment.", TimeSpan.FromSeconds(5));

    private static Problem Invalid(string detail) => Problem.BadRequest("invalid_image", detail);

    private async Task<bool> TakeTurnAsync(CancellationToken cancel)
    {
        if (Interlocked.Increment(ref _waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return false;
        }
        try
        {
            return await _turn.WaitAsync(LongestWait, cancel);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private async Task<DecodedImages> EncodeAsync(ReadOnlyMemory<byte> upload, int own, IReadOnlyList<int> longestSides, CancellationToken cancel)
    {
        using var time = new CancellationTokenSource(LongestWork, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, time.Token);
        // The upload is decoded once, to the largest size, without loss; the others are made from that.
        var decoded = await RunAsync(upload, ".png[compression=1,strip]", longestSides.Max(), either.Token);
        var bySide = new Dictionary<int, byte[]>();
        // Nothing is enlarged: all sizes beyond the picture's own are the same one.
        foreach (var side in longestSides.Select(side => Math.Min(side, own)).Distinct())
        {
            if (decoded is null || await RunAsync(decoded, ".jpg[Q=82,strip,background=255]", side, either.Token) is not { } image)
            {
                cancel.ThrowIfCancellationRequested();
                return DecodedImages.Refused(time.IsCancellationRequested ? Busy() : Invalid("The picture can't be decoded: it is damaged, cut off or too costly."));
            }
            bySide[side] = image;
        }
        return new DecodedImages([.. longestSides.Select(side => bySide[Math.Min(side, own)])], null);
    }

    private Task<byte[]?> RunAsync(ReadOnlyMemory<byte> picture, string format, int longestSide, CancellationToken cancel) => program.RunAsync(
        picture, ["thumbnail_source", "[descriptor=0]", format, longestSide.ToString(CultureInfo.InvariantCulture), .. Options], cancel);
}
