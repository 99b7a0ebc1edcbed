using AuthServer.Protocol.Scopes;
using AuthServer.Protocol.Storage;
using Microsoft.EntityFrameworkCore;

namespace AuthServer.Data.Seeds;

/// <summary>The scopes and resources that the platform itself consists of; there in every environment, added where missing.</summary>
internal static class Catalogue
{
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

    /// <summary>Whether the platform itself consists of a scope.</summary>
    public static bool HasScope(string name) => OpenIdScopes.Concat(Resources.SelectMany(r => r.Scopes)).Any(s => s.Name == name);

    /// <summary>Whether the platform itself consists of a resource.</summary>
    public static bool HasResource(string name) => Resources.Any(r => r.Name == name);

    public static Task SeedAsync(SqliteReaders readers, IDbContextFactory<ProtocolDbContext> db, IReadOnlyDictionary<string, string> uris, CancellationToken cancel) =>
        readers.Read(s => IsComplete(s, uris)) ? Task.CompletedTask : AddMissingAsync(db, uris, cancel);

    // Apart, because a method is bound together with all that it calls: EF Core's queries would be loaded to learn that nothing is missing.
    private static async Task AddMissingAsync(IDbContextFactory<ProtocolDbContext> db, IReadOnlyDictionary<string, string> uris, CancellationToken cancel)
    {
        await using var context = await db.CreateDbContextAsync(cancel);
        var scopes = await context.Scopes.Select(s => s.Name).ToHashSetAsync(cancel);
        var resources = await context.Resources.Select(r => r.Name).ToHashSetAsync(cancel);
        context.Scopes.AddRange(OpenIdScopes.Where(s => !scopes.Contains(s.Name)));
        context.Resources.AddRange(Resources.Where(r => !resources.Contains(r.Name)));
        await context.SaveChangesAsync(cancel);
        foreach (var (name, uri) in uris) await SeedUriAsync(context, name, uri, cancel);
    }

    private static bool IsComplete(SqliteStatements s, IReadOnlyDictionary<string, string> uris) =>
        s.HasAll("scopes", "name", OpenIdScopes.Concat(Resources.SelectMany(r => r.Scopes)).Select(scope => scope.Name))
        && s.HasAll("resources", "name", Resources.Select(r => r.Name))
        && !uris.Any(uri => s.First("SELECT 1 FROM resources WHERE name = @name AND @uri NOT IN (SELECT value FROM json_each(uris))", _ => true, ("@name", uri.Key), ("@uri", uri.Value)));

    // Addresses by which clients may name a resource (RFC 8707 §2), where it does not know them yet. Who changed the row meanwhile has the last word.
    private static async Task SeedUriAsync(ProtocolDbContext context, string name, string uri, CancellationToken cancel)
    {
        if (await context.Resources.AsNoTracking().SingleOrDefaultAsync(r => r.Name == name, cancel) is not { } resource || resource.Uris.Contains(uri)) return;
        List<string> uris = [.. resource.Uris, uri];
        await context.Resources.Where(r => r.Name == name && r.Version == resource.Version).ExecuteUpdateAsync(set => set.SetProperty(r => r.Uris, uris).SetProperty(r => r.Version, r => r.Version + 1), cancel);
    }

    private static Resource Resource(string name, string displayName, params (string Name, string Description)[] scopes) => new()
    {
        Name = name,
        DisplayName = displayName,
        Scopes = [.. scopes.Select(s => new Scope { Name = s.Name, Description = s.Description, ResourceName = name })],
    };
}
