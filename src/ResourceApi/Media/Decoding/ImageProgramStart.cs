namespace ResourceApi.Media.Decoding;

/// <summary>Says at the start what is missing where pictures can't be processed; everything else works without.</summary>
internal sealed class ImageProgramStart(ImageProgram program, ILogger<ImageProgramStart> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!program.IsInstalled)
            log.LogWarning("Pictures can't be processed: install libvips' program vips and util-linux' prlimit (Debian: apt-get install libvips-tools util-linux), or name it in Media:ImageProgram. Until then uploads answer 503 image_processing_unavailable");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
