using AuthServer;
using AuthServer.Accounts;
using AuthServer.Admin;
using AuthServer.Data;
using AuthServer.Events;
using AuthServer.Jobs;
using AuthServer.Messaging;
using AuthServer.Outside;
using AuthServer.Pages;
using AuthServer.Protocol;
using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Registration;
using ServiceDefaults.Hosting;
using ServiceDefaults.Limits;
using ServiceDefaults.Sections;

// Slim: without IIS, HTTP/3 and the event log of Windows, but with https.
var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseKestrelHttpsConfiguration();
var database = Database.ConnectionString(builder.Configuration);
if (Database.IsNew(database)) SigningKeys.FindAhead();

builder.AddServiceDefaults();
builder.Services.AddSection<ProtocolOptions>(builder.Configuration, ProtocolOptions.Section);
builder.Services.AddOptions<ProtocolOptions>().PostConfigure<RateLimitOptions>((protocol, limits) => (protocol.RevocationsPerMinute, protocol.DeviceRequestsPerAddress) = limits.Enabled ? (protocol.RevocationsPerMinute, protocol.DeviceRequestsPerAddress) : (0, 0));
builder.Services.AddSection<RegistrationOptions>(builder.Configuration, RegistrationOptions.Section);
builder.Services.AddOptions<RegistrationOptions>().PostConfigure<RateLimitOptions>((registration, limits) =>
{
    if (!limits.Enabled) (registration.RegistrationsPerHour, registration.DocumentsPerMinute) = (0, 0);
});
builder.Services.AddOutside(builder.Configuration);
builder.Services.AddProtocol(database, createKeyRing: !builder.Environment.IsProduction());
builder.Services.AddAccounts(builder.Configuration, database);
builder.Services.AddMessaging(builder.Configuration, builder.Environment);
builder.Services.AddEvents(builder.Configuration);
builder.Services.AddAdmin();
builder.Services.AddSite();
if (builder.Environment.IsDevelopment()) builder.Services.AddApiDescription();
builder.AddJobs();
builder.Services.AddHealthChecks().AddCheck<TokenStoreCheck>("token-store");
builder.Services.ReadProtectionKeysLate();

var app = builder.Build();
app.UseServiceDefaults(SitePaths.IsEnveloped);
app.UseSite();
app.UseRouting();
app.UseEndpointCors();
app.UseAuthentication();
app.UseAuthorization();

app.MapProtocol();
app.MapAccounts();
app.MapAdmin();
app.MapSite();
app.MapInbox();
if (app.Environment.IsDevelopment()) app.MapOpenApi();

await app.PrepareAsync();
await app.RunAsync();
