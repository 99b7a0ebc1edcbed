using System.Text.Json;
using System.Text.Json.Nodes;
using AuthServer.Accounts;
using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Messaging;
using AuthServer.Messaging.Templates;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Admin.Users;

/// <summary><c>PATCH /api/v1/admin/users/{id}/</c>: names, claims and contacts. A contact that an administrator sets proves nothing: it is not verified, and the old one is told.</summary>
internal sealed class ChangeUser(UserWrites writes, Notices notices, AccountOptions options, TimeProvider time)
{
    public Task<IResult> HandleAsync(string id, MergePatch<UserClaimsBody> patch, HttpContext http) => writes.ChangeAsync(id, http, async (write, target) =>
    {
        var (user, before, errors) = (target.User, target.Before.Claims, new FieldErrors());
        var now = ClaimRules.Check(patch.ApplyTo(before), errors);
        var email = EmailAddress.Normalize(now.Email);
        var phone = now.PhoneNumber == before.PhoneNumber ? before.PhoneNumber : PhoneField.Read(now.PhoneNumber, "phone_number", errors, options)?.ToString();
        errors.Require(now.Username is not null, "username", "Is required.");
        errors.Require(email is not null || phone is not null, "email", "An account keeps an e-mail address or a phone number.");
        if (errors.Any) return Problem.Invalid(errors);
        var changed = Changed(before, now);
        if (changed.Count == 0) return Act.Nothing;
        if ((email != user.NormalizedEmail || phone != user.PhoneNumber) && Refuse(target) is { } refusal) return refusal;
        await NotifyAsync(write, target, email, phone);
        now.ApplyTo(user);
        (user.UserName, user.NormalizedUserName) = (now.Username, Username.Normalize(now.Username));
        await ContactsAsync(write, user, email, phone);
        user.UpdatedAt = time.GetUtcNow();
        return new Act(AdminActs.UserChanged, string.Join(' ', changed));
    });

    // Who may change where resets go may take the account.
    private static Problem? Refuse(UserWrites.Target target) =>
        target.Admin.User == target.Before.Id ? UserGuard.OwnAccount
        : target.Admin.User is null && target.Before.Roles.Contains(Roles.Admin) ? UserGuard.NeedsAdministrator
        : null;

    private static List<string> Changed(UserClaimsBody before, UserClaimsBody now)
    {
        var (old, members) = (Members(before), Members(now));
        return [.. members.Where(member => !JsonNode.DeepEquals(member.Value, old[member.Key])).Select(member => member.Key)];
    }

    private static JsonObject Members(UserClaimsBody claims) => JsonSerializer.SerializeToNode(claims, Json.Options)!.AsObject();

    private async Task ContactsAsync(Write write, User user, string? email, string? phone)
    {
        var now = time.GetUtcNow();
        if (email == user.NormalizedEmail && phone == user.PhoneNumber) return;
        if (email != user.NormalizedEmail) (user.Email, user.NormalizedEmail, user.EmailConfirmed, user.EmailChangedAt) = (email, email, false, now);
        if (phone != user.PhoneNumber) (user.PhoneNumber, user.PhoneNumberConfirmed, user.PhoneChangedAt) = (phone, false, now);
        // What went to the old one is no proof any more.
        await OneTimeCodes.DestroyAllAsync(write, user.Id);
    }

    private async Task NotifyAsync(Write write, UserWrites.Target target, string? email, string? phone)
    {
        var user = target.User;
        if (email != user.NormalizedEmail && user is { EmailConfirmed: true, Email: { } mailbox }) await notices.AddAsync(write, user, mailbox, MessageTemplate.EmailChanged, ("masked", MaskedOf(email)));
        if (phone != user.PhoneNumber && user is { PhoneNumberConfirmed: true, PhoneNumber: { } number }) await notices.AddAsync(write, user, number, MessageTemplate.PhoneChanged, ("masked", MaskedOf(phone)));
    }

    private static string MaskedOf(string? contact) => contact is null ? "–" : Masked.Of(contact);
}
