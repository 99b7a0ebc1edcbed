using AuthServer.Protocol;
using AuthServer.Protocol.Sessions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.Extensions.Options;

namespace AuthServer.Pages;

/// <summary>The pages that people see: what they need, their place in the pipeline, and their routes.</summary>
internal static class SiteRegistration
{
    public static IServiceCollection AddSite(this IServiceCollection services)
    {
        // There are no controllers: who looked for them would load every type of the server.
        services.AddRazorPages().ConfigureApplicationPartManager(parts => parts.FeatureProviders.Remove(parts.FeatureProviders.OfType<ControllerFeatureProvider>().Single()));
        services.AddSingleton<BrowserDevice>();
        services.AddSingleton<SecondFactor>();
        services.AddSingleton<AccountNames>();
        services.AddSingleton<ScopeChoices>();
        services.AddSingleton<PinResetTickets>();
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<IOptions<ProtocolOptions>>((antiforgery, protocol) =>
        {
            antiforgery.Cookie = HostCookie.Of(protocol.Value.Issuer, "form");
            antiforgery.FormFieldName = "form_token";
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        return services;
    }

    /// <summary>Errors of pages are shown on a page; every page gets its content security policy.</summary>
    public static void UseSite(this WebApplication app)
    {
        app.UseWhen(http => SitePaths.IsPage(http.Request.Path), pages =>
        {
            pages.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error/500", StatusCodeSelector = e => e is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError });
            pages.UseStatusCodePagesWithReExecute("/error/{0}");
            pages.Use(PageHeaders.SetAsync);
            pages.Use(PageRequests.CheckAsync);
        });
        app.UseStaticFiles();
    }

    public static void MapSite(this WebApplication app) => app.MapRazorPages();
}
