using System.Net;
using EndToEnd.Clients;

namespace EndToEnd.Durability;

/// <summary>An app that refreshes again and again and knows the last token that it was given.</summary>
internal sealed class RefreshingClient : IDisposable
{
    private readonly PlatformClient _http;
    private int _acknowledged;

    private RefreshingClient(PlatformClient http, string token) => (_http, Token) = (http, token);

    /// <summary>Of the last answer that was read to its end.</summary>
    public string Token { get; private set; }

    public int Acknowledged => Volatile.Read(ref _acknowledged);

    public static async Task<RefreshingClient> SignInAsync(Uri server)
    {
        var http = new PlatformClient(server);
        return new RefreshingClient(http, (await http.PinAsync("+12025550101", "4927")).Get("refresh_token"));
    }

    /// <summary>Refreshes until the server is gone; any other refusal is a failure.</summary>
    public async Task RefreshUntilTheEndAsync()
    {
        while (true)
        {
            JsonAnswer answer;
            try
            {
                answer = await _http.RefreshAsync(Token);
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                return;
            }
            Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
            Token = answer.Get("refresh_token");
            Interlocked.Increment(ref _acknowledged);
        }
    }

    public void Dispose() => _http.Dispose();
}
