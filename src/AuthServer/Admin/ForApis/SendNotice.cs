using AuthServer.Accounts;
using AuthServer.Admin.Users;
using AuthServer.Audit;
using AuthServer.Data;
using AuthServer.Messaging;
using AuthServer.Messaging.Templates;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Answers;
using ServiceDefaults.Bodies;

namespace AuthServer.Admin.ForApis;

/// <summary><c>POST /api/v1/admin/notices/</c>: messages that an API has reason for, to people whose addresses it does not know.</summary>
internal sealed class SendNotice(Statements statements, AuditLog audit, Notices notices)
{
    private const int MostAdmins = 50;
    private const int LongestValue = 200;
    private static readonly MessageTemplate[] ToUsers = [MessageTemplate.VerificationVerified, MessageTemplate.VerificationRejected, MessageTemplate.VerificationExpired];
    private static readonly MessageTemplate[] ToAdmins = [MessageTemplate.VerificationSubmitted];

    // What every notice says of itself.
    private static readonly string[] Own = ["host", "time"];

    public async Task<IResult> HandleAsync(JsonBody<NoticeBody> json, HttpContext http)
    {
        var body = json.Value;
        var template = ToUsers.Concat(ToAdmins).SingleOrDefault(known => known.Name == body.Template);
        var errors = new FieldErrors();
        errors.Require(template is not null, "template", $"Must be one of {string.Join(", ", ToUsers.Concat(ToAdmins).Select(known => known.Name))}.");
        errors.Require(template is null || template.Placeholders.Except(Own).ToHashSet().SetEquals(body.Values.Keys), "values", $"Must be {string.Join(", ", template?.Placeholders.Except(Own) ?? [])}.");
        errors.Require(body.Values.Values.All(value => value is { Length: <= LongestValue }), "values", $"Each must be a text of at most {LongestValue} characters.");
        if (errors.Any) return Problem.Invalid(errors);
        if (!SubjectReader.TryParse(body.UserId, out var user)) return NoUser.Problem;
        var found = await statements.WriteAsync(write => SendAsync(write, user, template!, body, AdminCaller.Of(http)), http.RequestAborted);
        return found ? Envelope.Accepted("Sent, if it had not been before") : NoUser.Problem;
    }

    private async Task<bool> SendAsync(Write write, Guid id, MessageTemplate template, NoticeBody body, AdminCaller admin)
    {
        if (await write.Db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == id) is not { } user) return false;
        // The audit's row has the identifier of the order: who repeats an order after a failure finds it carried out.
        if (!await audit.AddActAsync(write, AuditEvents.NoticeSent, id, admin, template.Name, body.Id)) return true;
        var values = body.Values.Select(value => (value.Key, value.Value)).ToArray();
        foreach (var recipient in ToAdmins.Contains(template) ? await AdminsAsync(write) : [user]) await notices.AddAsync(write, recipient, template, values);
        return true;
    }

    private static Task<List<User>> AdminsAsync(Write write)
    {
        var role = Roles.IdOf(Roles.Admin);
        return write.Db.Users.AsNoTracking().Where(u => !u.Disabled && write.Db.UserRoles.Any(held => held.UserId == u.Id && held.RoleId == role)).OrderBy(u => u.Id).Take(MostAdmins).ToListAsync();
    }
}
