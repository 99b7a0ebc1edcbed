namespace AuthServer.Admin;

/// <summary>Marks the routes of the admin API, which programs may call too.</summary>
internal sealed class AdminRoute
{
    /// <summary>The scope that they need.</summary>
    public const string Scope = "admin";

    /// <summary>The name of their authorization policy.</summary>
    public const string Policy = "Admin";
}
