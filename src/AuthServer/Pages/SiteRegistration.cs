namespace AuthServer.Pages;

/// <summary>The pages that people see: what they need, their place in the pipeline, and their routes.</summary>
internal static class SiteRegistration
{
    public static IServiceCollection AddSite(this IServiceCollection services)
    {
        services.AddSingleton<Site>();
        services.AddSingleton<BrowserDevice>();
        services.AddSingleton<SecondFactor>();
        services.AddSingleton<AccountNames>();
        services.AddSingleton<ScopeChoices>();
        services.AddSingleton<PinResetTickets>();
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

    /// <summary>What no route took is a page, or nothing; not for programs, who get a bare 404.</summary>
    public static void MapSite(this WebApplication app)
    {
        var site = app.Services.GetRequiredService<Site>();
        app.Use((HttpContext http, RequestDelegate next) => http.GetEndpoint() is null && SitePaths.IsPage(http.Request.Path) ? site.ShowAsync(http) : next(http));
    }
}
