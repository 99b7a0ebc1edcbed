using System.Text.Json.Nodes;

namespace AuthServer.Admin.Users;

/// <summary>How far a user's identity is verified.</summary>
/// <param name="Status">none, pending, in_progress, verified, rejected or expired.</param>
/// <param name="Level">none, basic or full.</param>
/// <param name="AsOf">Of when this is: where something newer is known, nothing changes; now, where it is left out.</param>
/// <param name="VerifiedClaims">OpenID Connect for Identity Assurance 1.0 §5: an object with <c>verification</c> and <c>claims</c>.</param>
internal sealed record VerificationBody(string Status, string Level, JsonObject? VerifiedClaims = null, DateTimeOffset? AsOf = null);
