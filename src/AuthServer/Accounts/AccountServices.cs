using AuthServer.Audit;
using AuthServer.Consents;
using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Devices;
using AuthServer.Messaging.Outbox;
using AuthServer.Protocol.Grants;
using AuthServer.Protocol.Subjects;
using AuthServer.Sessions;
using Microsoft.AspNetCore.Authentication;
using ServiceDefaults.Sections;

namespace AuthServer.Accounts;

/// <summary>Every registration of accounts, credentials, devices, sessions and their audit, one line each.</summary>
public static class AccountServices
{
    /// <summary>Registers accounts on the engine's database.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration, string connectionString)
    {
        services.AddSection<AccountOptions>(configuration, AccountOptions.Section);
        services.AddSection<AuditOptions>(configuration, AuditOptions.Section);
        services.AddAccountsDatabase(connectionString);
        services.AddSingleton<Statements>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<SignInNotices>();
        services.AddHostedService<EventFollower>();

        services.AddSingleton<SecretHasher>();
        services.AddSingleton<HashGate>();
        services.AddSingleton<Throttles>();
        services.AddSingleton<AddressLimit>();
        services.AddSingleton<FailureLimits>();
        services.AddSingleton<CodeLimits>();
        services.AddSingleton<UserCodeLimits>();
        services.AddSingleton<GuessBudget>();
        services.AddSingleton<SendBudget>();
        services.AddSingleton<OneTimeCodes>();
        services.AddSingleton<PasswordLinks>();
        services.AddSingleton<CredentialCheck>();
        services.AddSingleton<CredentialChange>();
        services.AddSingleton<SecretChange>();
        services.AddSingleton<SecretReset>();
        services.AddSingleton<ResettableAccounts>();
        services.AddSingleton<PinSignIn>();
        services.AddSingleton<PasswordSignIn>();
        services.AddSingleton<PinStatus>();
        services.AddSingleton<ChangePin>();
        services.AddSingleton<ChangePassword>();
        services.AddSingleton<ResetPin>();
        services.AddSingleton<ResetPassword>();
        services.AddSingleton<IGrant, PinGrant>();
        services.AddSingleton<IGrant, PasswordGrant>();

        services.AddSingleton<KnownDevices>();
        services.AddSingleton<NewDeviceChallenge>();
        services.AddSingleton<NewDeviceAnswer>();
        services.AddSingleton<DeviceGate>();
        services.AddSingleton<ManageDevices>();
        services.AddSingleton<LiveSessions>();
        services.AddSingleton<ManageSessions>();
        services.AddSingleton<DisownedSignIns>();
        services.AddSingleton<AllowedApps>();
        services.AddSingleton<ManageConsents>();

        services.AddSingleton(_ => new SubjectReader(connectionString));
        services.AddSingleton(_ => new UserRows(connectionString));
        services.AddSingleton<ISubjects, Subjects>();
        services.AddSingleton<Profiles>();
        services.AddSingleton<PhoneVerification>();
        services.AddSingleton<EmailVerification>();
        services.AddSingleton<VerifyContact>();
        services.AddSingleton<ContactChange>();
        services.AddSingleton<ChangeContact>();
        services.AddSingleton<AccountRecovery>();
        services.AddSingleton<OwnerNotice>();
        services.AddSingleton<FirstPartyApp>();
        services.AddSingleton<FirstSignIn>();
        services.AddSingleton<Registration>();
        services.AddSingleton<RegisterByPin>();
        services.AddSingleton<RegisterByPassword>();
        services.AddSingleton<Login>();
        services.AddSingleton<Refresh>();
        services.AddSingleton<Logout>();

        services.AddSingleton<IOutboxHandler, PinResetErrand>();
        services.AddSingleton<IOutboxHandler, PasswordResetErrand>();
        services.AddSingleton<IOutboxHandler, ContactChangeErrand>();

        services.AddSingleton<Callers>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.Name, null);
        services.AddAuthorizationBuilder().AddPolicy(BearerHandler.Name, policy => policy.AddAuthenticationSchemes(BearerHandler.Name).RequireAuthenticatedUser().RequireClaim(BearerHandler.FirstPartyClaim).RequireClaim("sid"));
        return services;
    }
}
