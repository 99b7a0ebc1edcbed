namespace AuthServer.Accounts;

/// <summary>Section <c>Accounts:Limits</c>. The budgets of one account and of one code are fixed; these hold over many.</summary>
public sealed class LimitOptions
{
    /// <summary>Wrong PINs and passwords from one address in an hour. A mobile carrier puts many people behind one address.</summary>
    public int FailuresPerAddress { get; set; } = 100;

    /// <summary>Wrong PINs and passwords from one device in an hour.</summary>
    public int FailuresPerDevice { get; set; } = 20;

    /// <summary>Wrong PINs and passwords through one client in an hour; then devices that the account knows are still served.</summary>
    public int FailuresPerClient { get; set; } = 10_000;

    /// <summary>How often one and the same PIN or password may be wrong in an hour, whatever the account; then as above.</summary>
    public int FailuresPerSecret { get; set; } = 100;

    /// <summary>All wrong PINs and passwords in an hour; then as above.</summary>
    public int Failures { get; set; } = 20_000;

    /// <summary>Wrong one-time codes from one address in an hour.</summary>
    public int WrongCodesPerAddress { get; set; } = 60;

    /// <summary>All wrong one-time codes in an hour.</summary>
    public int WrongCodes { get; set; } = 5_000;

    /// <summary>Codes and links that one address may ask for in a day.</summary>
    public int MessagesPerAddress { get; set; } = 100;

    /// <summary>Text messages in a day to numbers that differ in the last three digits only.</summary>
    public int TextMessagesPerBlock { get; set; } = 60;

    /// <summary>Text messages with codes in a day.</summary>
    public int TextMessages { get; set; } = 20_000;

    /// <summary>E-mails with codes and links in a day.</summary>
    public int Emails { get; set; } = 100_000;

    /// <summary>Registrations of numbers, addresses or names that are taken, from one address in an hour.</summary>
    public int ConflictsPerAddress { get; set; } = 10;

    /// <summary>The calling codes of the countries that are served, such as <c>["1", "44"]</c>; none: all.</summary>
    public IReadOnlyList<string> CallingCodes { get; set; } = [];

    internal IEnumerable<string> Faults()
    {
        (string Name, int Value)[] limits =
        [
            (nameof(FailuresPerAddress), FailuresPerAddress), (nameof(FailuresPerDevice), FailuresPerDevice), (nameof(FailuresPerClient), FailuresPerClient), (nameof(FailuresPerSecret), FailuresPerSecret),
            (nameof(Failures), Failures), (nameof(WrongCodesPerAddress), WrongCodesPerAddress), (nameof(WrongCodes), WrongCodes), (nameof(MessagesPerAddress), MessagesPerAddress),
            (nameof(TextMessagesPerBlock), TextMessagesPerBlock), (nameof(TextMessages), TextMessages), (nameof(Emails), Emails), (nameof(ConflictsPerAddress), ConflictsPerAddress),
        ];
        foreach (var (name, value) in limits) if (value is < 1 or > 100_000_000) yield return $"{name}: must be from 1 to 100000000.";
        foreach (var code in CallingCodes) if (!Accounts.CallingCodes.IsCode(code)) yield return $"CallingCodes: '{code}' is no calling code with mobile numbers.";
    }
}
