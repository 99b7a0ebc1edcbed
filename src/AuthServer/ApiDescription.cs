using ServiceDefaults.Answers;

namespace AuthServer;

/// <summary>The description of the REST routes, in Development. A class of its own: where it is not asked for, the library that writes it is not loaded.</summary>
internal static class ApiDescription
{
    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi(options => options.NameCodes());
}
