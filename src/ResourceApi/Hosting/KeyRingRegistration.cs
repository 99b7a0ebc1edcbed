using Sealing;

namespace ResourceApi.Hosting;

/// <summary>Registers the ring that seals documents and signs links and cursors: <c>Keys:RingFile</c>, outside the database.</summary>
internal static class KeyRingRegistration
{
    private const string Setting = "Keys:RingFile";

    public static void AddKeyRing(this IHostApplicationBuilder builder)
    {
        var mayCreate = !builder.Environment.IsProduction();
        builder.Services.AddSingleton(services => KeyRing.Load(services.GetRequiredService<IConfiguration>()[Setting] ?? "data/api-ring", Setting, createIfMissing: mayCreate));
        builder.Services.AddHostedService<KeyRingStart>();
    }
}
