using System.Text.Json.Nodes;
using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Events;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Admin.Users;

/// <summary><c>PUT /api/v1/admin/users/{id}/verification/</c>: what tokens and userinfo tell of a user's verified identity.</summary>
internal sealed class SetVerification(Statements statements, AuditLog audit, TimeProvider time)
{
    private const int LongestClaims = 8 * 1024;
    private static readonly string[] Statuses = ["none", "pending", "in_progress", "verified", "rejected", "expired"];
    private static readonly string[] Levels = ["none", "basic", "full"];

    public async Task<IResult> HandleAsync(string id, JsonBody<VerificationBody> json, HttpContext http)
    {
        var body = json.Value;
        var errors = new FieldErrors();
        var claims = TextOf(body.VerifiedClaims, errors);
        errors.Require(Statuses.Contains(body.Status), "status", $"Must be one of {string.Join(", ", Statuses)}.");
        errors.Require(Levels.Contains(body.Level), "level", $"Must be one of {string.Join(", ", Levels)}.");
        // OpenID Connect for Identity Assurance 1.0 §5.1: both members are there.
        errors.Require(body.VerifiedClaims is null || (body.VerifiedClaims["verification"] is JsonObject && body.VerifiedClaims["claims"] is JsonObject { Count: > 0 }), "verified_claims", "Must have the objects verification and claims.");
        errors.Require(claims is not { Length: > LongestClaims }, "verified_claims", "Must be at most 8 kB.");
        if (errors.Any) return Problem.Invalid(errors);
        if (!SubjectReader.TryParse(id, out var user)) return NoUser.Problem;
        var changed = await statements.WriteAsync(write => ChangeAsync(write, user, body, claims, AdminCaller.Of(http)), http.RequestAborted);
        return changed is null ? NoUser.Problem : Envelope.Ok(changed);
    }

    // An escaped lone surrogate passes the parser and is no text.
    private static string? TextOf(JsonObject? claims, FieldErrors errors)
    {
        try
        {
            return claims?.ToJsonString();
        }
        catch (InvalidOperationException)
        {
            errors.Add("verified_claims", "Has characters that are not allowed.");
            return null;
        }
    }

    private async Task<UserState?> ChangeAsync(Write write, Guid id, VerificationBody body, string? claims, AdminCaller admin)
    {
        var now = time.GetUtcNow();
        // Said once more it changes nothing: tokens stay good.
        var asOf = body.AsOf ?? now;
        await write.Db.Users.Where(u => u.Id == id && (u.VerificationAsOf == null || u.VerificationAsOf <= asOf)).ExecuteUpdateAsync(set => set.SetProperty(u => u.VerificationAsOf, asOf));
        var changed = await write.Db.Users.Where(u => u.Id == id && u.VerificationAsOf == asOf && (u.KycStatus != body.Status || u.KycLevel != body.Level || u.VerifiedClaims != claims)).ExecuteUpdateAsync(set => set
            .SetProperty(u => u.KycStatus, body.Status).SetProperty(u => u.KycLevel, body.Level).SetProperty(u => u.VerifiedClaims, claims)
            .SetProperty(u => u.AuthorizationVersion, u => u.AuthorizationVersion + 1).SetProperty(u => u.UpdatedAt, now));
        if (changed == 1) await audit.AddActAsync(write, AuditEvents.VerificationChanged, id, admin, $"{body.Status} {body.Level}");
        return await UserStates.FindAsync(write.Db, id, CancellationToken.None);
    }
}
