using ResourceApi.Media.Decoding;
using ResourceApi.Media.ProfileImages;
using ResourceApi.Media.Uploading;
using ServiceDefaults.Outbound;
using ServiceDefaults.Sections;

namespace ResourceApi.Media;

/// <summary>Registers files, pictures and what brings them.</summary>
internal static class MediaRegistration
{
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(15);

    public static void AddMedia(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSection<MediaOptions>(builder.Configuration, "Media");
        services.AddSection<FilesOptions>(builder.Configuration, "Files");
        services.AddSingleton(StoreOf);
        services.AddOutbound(builder.Configuration);
        services.AddOutboundReader(exempting: false);
        services.AddSingleton<ImageProgram>();
        services.AddHostedService<ImageProgramStart>();
        services.AddSingleton<ImageDecoder>();
        services.AddSingleton<RemoteImages>();
        services.AddSingleton<Uploads>();
        services.AddSingleton<ImageLinks>();
        services.AddSingleton<ImageFiles>();
        services.AddScoped<ImageChange>();
        services.AddSingleton<OrphanedImages>();
        services.AddHostedService(provider => provider.GetRequiredService<OrphanedImages>());
    }

    private static IFileStore StoreOf(IServiceProvider services)
    {
        var files = services.GetRequiredService<FilesOptions>();
        return files.IsS3 ? new S3Store(files.S3, LongestRead) : new FolderStore(files.Folder);
    }
}
