using System.Security.Claims;

namespace ResourceApi.Verifications;

/// <summary>Who changes a verification.</summary>
/// <param name="Name">A <c>sub</c>, <c>webhook:NAME</c> or <c>job</c>.</param>
/// <param name="Address">The network address.</param>
internal sealed record Actor(string Name, string? Address)
{
    public static readonly Actor Job = new("job", null);

    public static Actor Caller(HttpContext http) => new(http.User.FindFirstValue("sub")!, http.Connection.RemoteIpAddress?.ToString());

    public static Actor Provider(string name, HttpContext http) => new($"webhook:{name}", http.Connection.RemoteIpAddress?.ToString());
}
