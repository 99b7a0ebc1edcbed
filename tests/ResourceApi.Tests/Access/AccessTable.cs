namespace ResourceApi.Tests.Access;

/// <summary>Every route and who gets in. A new route has to be given a row here.</summary>
internal static class AccessTable
{
    /// <summary>Routes that no token is asked for.</summary>
    public static readonly string[] Open =
    [
        "GET /", "GET /health/live", "GET /health/ready", "GET /openapi/{documentName}.json", "POST /events", "GET /media/{name}", "GET /documents/{token}", "POST /api/v1/kyc/webhook/{provider}",
        "GET /.well-known/oauth-protected-resource", "OPTIONS /.well-known/oauth-protected-resource",
    ];

    public static readonly IReadOnlyDictionary<string, RouteAccess> Rows = new Dictionary<string, RouteAccess>(StringComparer.Ordinal)
    {
        ["GET /users/me"] = new("users:read"),
        ["PUT /users/me"] = new("users:write"),
        ["PATCH /users/me"] = new("users:write"),
        ["GET /users/{id}"] = new("users:read"),
        ["POST /users/profile/image"] = new("users:write"),
        ["DELETE /users/profile/image"] = new("users:write"),
        ["GET /auth/user-type"] = new("users:read"),
        ["GET /auth/user-type/history"] = new("users:read"),
        ["POST /auth/user-type-change"] = new("users:write"),
        ["GET /users/{id}/ratings"] = new("users:read"),
        ["POST /users/{id}/ratings"] = new("users:write"),
        ["POST /users/search"] = new("search") { Programs = true },
        ["POST /users/search/phone"] = new("search"),
        ["POST /users/verify"] = new("verifications:submit"),
        ["POST /api/v1/kyc/submit"] = new("verifications:submit"),
        ["GET /api/v1/kyc/status"] = new("verifications:submit"),
        ["GET /users/verifications"] = new("verifications:submit"),
        ["GET /users/verifications/{id}"] = new("verifications:submit"),
        ["POST /users/verifications/{id}/documents/{number}/link"] = new("verifications:submit"),
        ["GET /users/verifications/status_summary"] = Review,
        ["POST /users/verifications/{id}/mark_in_progress"] = Review,
        ["POST /users/verifications/{id}/mark_verified"] = Review with { Fresh = true },
        ["POST /users/verifications/{id}/mark_rejected"] = Review with { Fresh = true },
    };

    private static RouteAccess Review => new("verifications:review") { Admins = true };
}
