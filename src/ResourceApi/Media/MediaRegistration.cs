using ResourceApi.Media.Decoding;
using ResourceApi.Media.ProfileImages;
using ResourceApi.Media.Uploading;
using ServiceDefaults.Outbound;
using ServiceDefaults.Sections;

namespace ResourceApi.Media;

/// <summary>Registers files, pictures and what brings them.</summary>
internal static class MediaRegistration
{
    public static void AddMedia(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSection<MediaOptions>(builder.Configuration, "Media");
        services.AddSection<FilesOptions>(builder.Configuration, "Files");
        services.AddSingleton<IFileStore>(provider => new FolderStore(provider.GetRequiredService<FilesOptions>().Folder));
        services.AddOutbound();
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
}
