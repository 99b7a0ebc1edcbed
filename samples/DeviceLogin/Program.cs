using DeviceLogin;

// Sign-in of a television, a printer or a command line. Usage: DeviceLogin [auth server] [client id]
var issuer = new Uri(args.ElementAtOrDefault(0) ?? "http://localhost:5100");
using var http = new HttpClient();
http.DefaultRequestHeaders.UserAgent.ParseAdd("DeviceLogin/1.0");

try
{
    var server = await AuthServer.OfAsync(http, issuer, args.ElementAtOrDefault(1) ?? "tv");
    var codes = await server.StartAsync("openid profile offline_access");
    Console.WriteLine($"""
        On your phone or computer, open {AuthServer.Text(codes, "verification_uri")}
        and enter the code              {AuthServer.Text(codes, "user_code")}

        As a link or a QR code: {AuthServer.Text(codes, "verification_uri_complete")}

        Waiting …
        """);
    var tokens = await server.WaitAsync(codes);
    var user = await server.UserInfoAsync(AuthServer.Text(tokens, "access_token"));
    Console.WriteLine($"Signed in as {user["name"]?.GetValue<string>() ?? AuthServer.Text(user, "sub")}.");
    Console.WriteLine($"Allowed: {AuthServer.Text(tokens, "scope")}");
    // Who unticked "stay connected" gets no refresh token: the device asks again when the access token is over.
    if (tokens["refresh_token"]?.GetValue<string>() is not { } refresh) return 0;
    await server.RefreshAsync(refresh);
    Console.WriteLine("Refreshed: it stays signed in.");
    return 0;
}
catch (Exception e) when (e is DeviceException or HttpRequestException)
{
    Console.Error.WriteLine($"Not signed in: {e.Message}");
    return 1;
}
