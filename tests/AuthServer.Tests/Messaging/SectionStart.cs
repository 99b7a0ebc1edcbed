using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using ServiceDefaults.Sections;

namespace AuthServer.Tests.Messaging;

/// <summary>A section of the configuration as the start of a host binds and checks it.</summary>
internal static class SectionStart
{
    /// <returns>What stops the start; null where nothing does.</returns>
    public static string? Fault<T>(string section, string environment, IEnumerable<KeyValuePair<string, string?>> settings) where T : class
    {
        var services = new ServiceCollection();
        services.AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = environment });
        services.AddSection<T>(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"{section}:{setting.Key}", setting.Value))).Build(), section);
        using var provider = services.BuildServiceProvider();
        try
        {
            _ = provider.GetRequiredService<T>();
            return null;
        }
        catch (OptionsValidationException e)
        {
            return e.Message;
        }
    }
}
