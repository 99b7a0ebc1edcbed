using ResourceApi.Audit;
using ResourceApi.AuthServerCalls;
using ResourceApi.Data;
using ResourceApi.Events;
using ResourceApi.Hosting;
using ResourceApi.Idempotency;
using ResourceApi.Limits;
using ResourceApi.Media;
using ResourceApi.Media.ProfileImages;
using ResourceApi.Outbox;
using ResourceApi.Profiles;
using ResourceApi.Roles;
using ServiceDefaults.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddApiDatabase();
builder.AddKeyRing();
builder.AddTokens();
builder.AddMedia();
builder.Services.AddEvents();
builder.Services.AddSingleton<ProfileStore>();
builder.Services.AddRoles();
builder.AddAuthServerCalls();
builder.Services.AddSingleton<AuditTrail>();
builder.Services.AddSingleton<ApiOutbox>();
builder.Services.AddSingleton<Budgets>();
builder.Services.AddSingleton<KeptAnswers>();
builder.Services.AddApiDescription();

var app = builder.Build();
// RFC 8935 has an error format of its own.
app.UseServiceDefaults(path => !path.StartsWithSegments(EventEndpoints.Path, StringComparison.OrdinalIgnoreCase));
app.UseAuthentication();
app.UseAuthorization();
app.UseIdempotency();
app.MapProfiles();
app.MapRoles();
app.MapProfileImages();
app.MapEvents();
if (app.Environment.IsDevelopment())
    app.MapApiDescription();
await app.RunAsync();
