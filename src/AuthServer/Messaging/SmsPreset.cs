namespace AuthServer.Messaging;

/// <summary>Gateways whose requests need not be described.</summary>
public enum SmsPreset
{
    /// <summary>Twilio's Messages resource: a form, with the account as user and its token as password.</summary>
    Twilio,
}
