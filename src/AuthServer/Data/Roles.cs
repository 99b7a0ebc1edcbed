namespace AuthServer.Data;

/// <summary>The roles, which are the user types too.</summary>
public static class Roles
{
    /// <summary>Looks for services.</summary>
    public const string Customer = "customer";

    /// <summary>Offers services.</summary>
    public const string Provider = "provider";

    /// <summary>Registers clients and reviews verifications; never by registration.</summary>
    public const string Admin = "admin";

    /// <summary>The rows that come with the schema. Their keys are fixed, so that every database has the same.</summary>
    internal static IReadOnlyList<Role> All { get; } =
    [
        Of("019a0000-0000-7000-8000-000000000001", Customer),
        Of("019a0000-0000-7000-8000-000000000002", Provider),
        Of("019a0000-0000-7000-8000-000000000003", Admin),
    ];

    /// <summary>The key of a role's row.</summary>
    internal static Guid IdOf(string role) => All.Single(r => r.Name == role).Id;

    private static Role Of(string id, string name) => new() { Id = new Guid(id), Name = name, NormalizedName = name, ConcurrencyStamp = id };
}
