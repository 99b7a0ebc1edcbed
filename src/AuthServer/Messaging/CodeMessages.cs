using AuthServer.Credentials;
using AuthServer.Protocol;
using Microsoft.Extensions.Options;

namespace AuthServer.Messaging;

/// <summary>The texts that carry one-time codes. The origin in them is the configured one, never the request's host.</summary>
public sealed class CodeMessages(Postbox queue, IOptions<ProtocolOptions> options)
{
    private readonly string _host = new Uri(options.Value.Issuer).Host;

    /// <summary>Sends the code that verifies an e-mail address.</summary>
    public void VerifyEmail(string address, string code) =>
        queue.Enqueue(new EmailMessage(address, "Confirm your e-mail address", $"Your code for {_host} is {code}. It is good for {Minutes} minutes.\n\nIf you did not ask for it, ignore this message.\n", $"<p>Your code for {_host} is <strong>{code}</strong>.</p>\n") { Code = code });

    /// <summary>Sends the code that verifies a phone number.</summary>
    public void VerifyPhone(string number, string code) => Text(number, "Your code is", code);

    /// <summary>Sends the code that lets a new device in.</summary>
    public void NewDevice(string number, string code) => Text(number, "Somebody signs in with your PIN on a new device. If it is you, your code is", code);

    private static int Minutes => (int)OneTimeCodes.Lifetime.TotalMinutes;

    // The last line binds the code to our origin: phones fill it in there and nowhere else (WICG, Origin-bound one-time codes).
    private void Text(string number, string sentence, string code) =>
        queue.Enqueue(new SmsMessage(number, $"{sentence} {code}. Never tell it to anybody.\n\n@{_host} #{code}") { Code = code });
}
