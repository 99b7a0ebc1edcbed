using System.Security.Claims;
using AuthServer.Validation.Metadata;
using AuthServer.Validation.Requirements;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AuthServer.Validation.Tests.Guide;

/// <summary>The API of docs/guides/apis.md: what stands in the guide is this.</summary>
internal static class InvoicesApi
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication(PlatformTokens.Scheme).AddPlatformTokens(tokens =>
        {
            tokens.Authority = builder.Configuration["Auth:Authority"]!;
            tokens.Audience = "invoices-api";
            tokens.Resource = new ProtectedResource("https://invoices.example") { Name = "Invoices" };
        });

        var app = builder.Build();
        app.MapProtectedResource();
        app.MapGet("/invoices", (ClaimsPrincipal user) => $"Invoices of {user.FindFirstValue("sub")}").RequireScope("invoices:read");
        var payments = app.MapGroup("/payments").RequireUserToken().RequireScope("invoices:pay");
        payments.MapPost("/", () => "Paid").RequireFreshSignIn(TimeSpan.FromMinutes(15));
        return app;
    }
}
