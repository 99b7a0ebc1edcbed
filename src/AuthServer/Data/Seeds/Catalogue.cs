using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Data.Seeds;

/// <summary>The scopes and resources that the platform itself consists of; there in every environment, added where missing.</summary>
internal static class Catalogue
{
    private const string Address = "http://localhost:5200";

    private static readonly Scope[] OpenIdScopes =
    [
        new() { Name = "openid", Description = "Know who you are", Required = true },
        new() { Name = "profile", Description = "See your name, picture and other parts of your profile" },
        new() { Name = "email", Description = "See your e-mail address" },
        new() { Name = "phone", Description = "See your phone number" },
        new() { Name = "address", Description = "See your postal address" },
        new() { Name = "roles", Description = "See whether you are a customer or a provider" },
        new() { Name = "kyc", Description = "See whether your identity is verified" },
        new() { Name = "identity_assurance", Description = "See the name and date of birth that your documents prove" },
        new() { Name = "offline_access", Description = "Stay connected while you are away" },
    ];

    private static readonly Resource[] Resources =
    [
        Resource("resource-api", "Marketplace",
            ("users:read", "Read your marketplace profile"),
            ("users:write", "Change your marketplace profile"),
            ("verifications:submit", "Submit documents for your verification"),
            ("verifications:review", "Review other people's verifications, if you are a reviewer"),
            ("search", "Search for people and services in your name")),
        Resource("auth-admin", "Administration", ("admin", "Administer this server, if you are an administrator")),
    ];

    public static async Task SeedAsync(IDbContextFactory<ProtocolDbContext> db, CancellationToken cancel)
    {
        await using var context = await db.CreateDbContextAsync(cancel);
        var scopes = await context.Scopes.Select(s => s.Name).ToHashSetAsync(cancel);
        var resources = await context.Resources.Select(r => r.Name).ToHashSetAsync(cancel);
        context.Scopes.AddRange(OpenIdScopes.Where(s => !scopes.Contains(s.Name)));
        context.Resources.AddRange(Resources.Where(r => !resources.Contains(r.Name)));
        await context.SaveChangesAsync(cancel);
    }

    /// <summary>Lets clients name the resource API of Development by its address (RFC 8707), where they cannot yet. Nothing calls this in another environment.</summary>
    public static async Task SeedAddressAsync(IDbContextFactory<ProtocolDbContext> db, CancellationToken cancel)
    {
        await using var context = await db.CreateDbContextAsync(cancel);
        var api = await context.Resources.AsNoTracking().SingleAsync(r => r.Name == "resource-api", cancel);
        if (api.Uris.Contains(Address)) return;
        List<string> uris = [.. api.Uris, Address];
        // Who changed the row meanwhile has the last word.
        await context.Resources.Where(r => r.Name == api.Name && r.Version == api.Version).ExecuteUpdateAsync(set => set.SetProperty(r => r.Uris, uris).SetProperty(r => r.Version, r => r.Version + 1), cancel);
    }

    private static Resource Resource(string name, string displayName, params (string Name, string Description)[] scopes) => new()
    {
        Name = name,
        DisplayName = displayName,
        Scopes = [.. scopes.Select(s => new Scope { Name = s.Name, Description = s.Description, ResourceName = name })],
    };
}
