using Microsoft.Extensions.Options;

namespace ServiceDefaults.Sections;

/// <summary>Registers configuration sections: bound, checked at the start, closed against unknown keys.</summary>
public static class SectionRegistration
{
    /// <summary>
    /// Binds <paramref name="section"/> to <typeparamref name="T"/>, which can then be injected as itself or as <see cref="IOptions{T}"/>.
    /// The host does not start when a key is unknown or has the wrong form, when a data annotation does not hold,
    /// or when an <see cref="ICheckedSection"/> finds fault; the message names the key.
    /// </summary>
    public static OptionsBuilder<T> AddSection<T>(this IServiceCollection services, IConfiguration configuration, string section)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<T>>().Value);
        return services.AddOptions<T>()
            .Configure(options => Bind(configuration.GetSection(section), options))
            .Validate<IHostEnvironment>((options, environment) => Check(options, environment, section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
    }

    private static void Bind<T>(IConfigurationSection section, T options) where T : class
    {
        try
        {
            section.Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException e)
        {
            throw new OptionsValidationException(section.Path, typeof(T), [$"Configuration section {section.Path}: {e.Message} {e.InnerException?.Message}".TrimEnd()]);
        }
    }

    private static bool Check<T>(T options, IHostEnvironment environment, string section)
    {
        string[] faults = options is ICheckedSection checkedSection ? [.. checkedSection.Faults(environment)] : [];
        return faults.Length == 0 ? true : throw new OptionsValidationException(section, typeof(T), faults.Select(fault => $"{section}:{fault}"));
    }
}
