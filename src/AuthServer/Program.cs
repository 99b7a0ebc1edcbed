using AuthServer.Accounts;
using AuthServer.Data;
using AuthServer.Events;
using AuthServer.Jobs;
using AuthServer.Messaging;
using AuthServer.Pages;
using AuthServer.Protocol;
using ServiceDefaults.Hosting;
using ServiceDefaults.Sections;

var builder = WebApplication.CreateBuilder(args);
var database = Database.ConnectionString(builder.Configuration);

builder.AddServiceDefaults();
builder.Services.AddSection<ProtocolOptions>(builder.Configuration, ProtocolOptions.Section);
builder.Services.AddProtocol(database, createKeyRing: !builder.Environment.IsProduction());
builder.Services.AddAccounts(builder.Configuration, database);
builder.Services.AddMessaging(builder.Configuration, builder.Environment);
builder.Services.AddEvents(builder.Configuration);
builder.Services.AddSite();
builder.Services.AddOpenApi();
builder.AddJobs();

var app = builder.Build();
app.UseServiceDefaults(SitePaths.IsEnveloped);
app.UseSite();
app.UseRouting();
app.UseCors();
app.UseAuthentication();
app.UseAuthorization();

app.MapProtocol();
app.MapAccounts();
app.MapSite();
app.MapInbox();
if (app.Environment.IsDevelopment()) app.MapOpenApi();

await app.PrepareAsync();
await app.RunAsync();
