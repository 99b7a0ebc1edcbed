namespace ResourceApi.Verifications;

/// <summary>What one type of verification takes and tells.</summary>
/// <param name="Type">The type.</param>
/// <param name="Documents">The document types it takes, each with the word that OpenID Connect for Identity Assurance has for it.</param>
/// <param name="TellsTokens">Whether tokens tell of it; what is told must be one thing, so that only one is verified at a time.</param>
internal sealed record VerificationKind(VerificationType Type, IReadOnlyDictionary<string, string> Documents, bool TellsTokens)
{
    private static readonly Dictionary<VerificationType, VerificationKind> All = new VerificationKind[]
    {
        new(VerificationType.Identity, Words(("national_id", "idcard"), ("passport", "passport"), ("driving_licence", "driving_permit"), ("residence_permit", "residence_permit")), TellsTokens: true),
        new(VerificationType.Address, Words(("utility_bill", "utility_statement"), ("bank_statement", "bank_statement"), ("tax_statement", "tax_statement"), ("residence_permit", "residence_permit")), TellsTokens: true),
        new(VerificationType.Professional, Words(("certificate", "certificate"), ("licence", "licence"), ("insurance", "insurance")), TellsTokens: false),
        new(VerificationType.Educational, Words(("diploma", "diploma"), ("certificate", "certificate"), ("transcript", "transcript")), TellsTokens: false),
    }.ToDictionary(kind => kind.Type);

    /// <summary>The kind of a type.</summary>
    public static VerificationKind Of(VerificationType type) => All[type];

    private static Dictionary<string, string> Words(params IEnumerable<(string Ours, string Theirs)> words) => words.ToDictionary(word => word.Ours, word => word.Theirs, StringComparer.Ordinal);
}
