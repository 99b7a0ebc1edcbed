namespace ResourceApi.Outbox;

/// <summary>How far a user's identity is verified; what tokens say of it.</summary>
/// <param name="Status">As in <see cref="People.Person.KycStatus"/>.</param>
/// <param name="Level"><c>none</c>, <c>basic</c> or <c>full</c>.</param>
/// <param name="VerifiedClaims">The value of <c>verified_claims</c> (OpenID Connect for Identity Assurance 1.0 §5), a JSON object; null where nothing is verified.</param>
internal sealed record KycReport(string Status, string Level, System.Text.Json.Nodes.JsonObject? VerifiedClaims);
