using Microsoft.AspNetCore.Cors.Infrastructure;

namespace AuthServer;

/// <summary>CORS for the routes that ask for it.</summary>
internal static class EndpointCors
{
    /// <summary>As <c>UseCors()</c>, without the expression that it compiles in order to call the middleware, which loads System.Linq.Expressions into every start (decision 23).</summary>
    public static void UseEndpointCors(this WebApplication app) => app.Use(next =>
    {
        var policies = app.Services.GetRequiredService<ICorsPolicyProvider>();
        var cors = new CorsMiddleware(next, app.Services.GetRequiredService<ICorsService>(), app.Services.GetRequiredService<ILoggerFactory>());
        return http => cors.Invoke(http, policies);
    });
}
