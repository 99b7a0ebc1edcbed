using AuthServer.Accounts;
using AuthServer.Audit;
using AuthServer.Credentials;
using AuthServer.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Admin.Users;

/// <summary><c>POST /api/v1/admin/users/</c>: an account for somebody else, by the rules of registration. Its owner chooses the secret.</summary>
internal sealed class CreateUser(Statements statements, Invitations invitations, AuditLog audit, AccountOptions options, TimeProvider time)
{
    public async Task<IResult> HandleAsync(JsonBody<NewUserBody> json, HttpContext http)
    {
        var (errors, admin) = (new FieldErrors(), AdminCaller.Of(http));
        var body = ClaimRules.Check(json.Value, errors);
        var phone = PhoneField.Read(body.PhoneNumber, "phone_number", errors, options);
        errors.Require(!string.IsNullOrEmpty(body.Email) || !string.IsNullOrEmpty(body.PhoneNumber), "email", "Is required where there is no phone_number: the invitation goes to one of them.");
        errors.Require(body.UserType is null or Roles.Customer or Roles.Provider or Roles.Admin, "user_type", "Must be customer, provider or admin.");
        // As who registers makes it; the names were checked above, and the role that nobody registers with is set below.
        var user = new AccountFields(new FieldErrors(), time.GetUtcNow()).User(body.Username, body.Email, phone, null, "user_type", body.Locale);
        if (errors.Any) return Problem.Invalid(errors);
        if (body.UserType == Roles.Admin && admin.User is null) return UserGuard.NeedsAdministrator;
        body.ApplyTo(user);
        user.UserType = body.UserType ?? Roles.Customer;
        try
        {
            var made = await statements.WriteAsync(write => AddAsync(write, user, admin), http.RequestAborted);
            http.Response.Headers.ETag = EntityTag.Of(made.Version);
            return Envelope.Created(made, location: $"/api/v1/admin/users/{made.Id}/");
        }
        catch (DbUpdateException e) when (Conflict.ColumnOf(e) is { } column)
        {
            return UserWrites.TakenOf(column);
        }
    }

    private async Task<UserDetails> AddAsync(Write write, User user, AdminCaller admin)
    {
        // Secrets that nothing fits: they can be reset, which is how their owner chooses them.
        if (user.Email is not null) user.PasswordHash = PinCredential.Unusable;
        write.Db.Add(user);
        if (user.PhoneNumber is not null) write.Db.Add(new PinCredential { UserId = user.Id, Hash = PinCredential.Unusable, ChangedAt = user.CreatedAt });
        write.Db.Add(new IdentityUserRole<Guid> { UserId = user.Id, RoleId = Roles.IdOf(user.UserType) });
        await write.Db.SaveChangesAsync();
        await audit.AddActAsync(write, AdminActs.UserCreated, user.Id, admin, user.UserType);
        await invitations.SendAsync(write, user, admin.Origin);
        return (await UserDetails.FindAsync(write.Db, user.Id, CancellationToken.None))!;
    }
}
