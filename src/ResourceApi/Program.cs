using ResourceApi.Audit;
using ResourceApi.Data;
using ResourceApi.Events;
using ResourceApi.Hosting;
using ResourceApi.Jobs;
using ResourceApi.Limits;
using ResourceApi.Media;
using ResourceApi.Media.ProfileImages;
using ResourceApi.Outbox;
using ResourceApi.Profiles;
using ResourceApi.Verifications;
using ResourceApi.Verifications.Documents;
using ResourceApi.Verifications.Webhooks;
using ServiceDefaults.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddApiDatabase();
builder.AddKeyRing();
builder.AddTokens();
builder.AddMedia();
builder.AddVerifications();
builder.AddJobs();
builder.Services.AddEvents();
builder.Services.AddScoped<ProfileStore>();
builder.Services.AddSingleton<AuditTrail>();
builder.Services.AddSingleton<ApiOutbox>();
builder.Services.AddSingleton<Budgets>();
builder.Services.AddApiDescription();

var app = builder.Build();
// RFC 8935 has an error format of its own, and those who send webhooks read no envelope.
app.UseServiceDefaults(path => !path.StartsWithSegments(EventEndpoints.Path, StringComparison.OrdinalIgnoreCase) && !path.StartsWithSegments(WebhookEndpoints.Path, StringComparison.OrdinalIgnoreCase));
app.UseAuthentication();
app.UseAuthorization();
app.MapProfiles();
app.MapProfileImages();
app.MapVerifications();
app.MapKyc();
app.MapDocuments();
app.MapWebhooks();
app.MapEvents();
if (app.Environment.IsDevelopment())
    app.MapApiDescription();
await app.RunAsync();
