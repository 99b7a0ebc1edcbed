using System.Text;
using AuthServer.Accounts;
using AuthServer.Credentials;
using Sealing;

namespace AuthServer.Tests.Credentials;

public sealed class SecretHasherTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly AccountOptions _options = new() { Pin = { Iterations = 20_000 }, Password = { Iterations = 210_000 } };

    public SecretHasherTests() => File.WriteAllText(_file, $"1:{Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray())}\n");

    [Fact]
    public void The_right_secret_verifies_and_no_other()
    {
        var hasher = Hasher();
        var stored = hasher.Hash(CredentialKind.Pin, "4927");
        Assert.Equal(HashCheck.Right, hasher.Verify(CredentialKind.Pin, stored, "4927"));
        foreach (var wrong in new[] { "4928", "", "4927 ", "４９２７", "4927\0", "\ud800", new string('4', 300) }) Assert.Equal(HashCheck.Wrong, hasher.Verify(CredentialKind.Pin, stored, wrong));
        Assert.NotEqual(stored, hasher.Hash(CredentialKind.Pin, "4927"));
        Assert.DoesNotContain("4927", stored.Split(':')[3..]);
    }

    [Fact]
    public void A_hash_of_one_kind_of_secret_is_wrong_for_the_other()
    {
        var hasher = Hasher();
        Assert.Equal(HashCheck.Wrong, hasher.Verify(CredentialKind.Password, hasher.Hash(CredentialKind.Pin, "12345678"), "12345678"));
    }

    [Fact]
    public void Composed_and_decomposed_letters_are_the_same_password()
    {
        var hasher = Hasher();
        var stored = hasher.Hash(CredentialKind.Password, "Zoë-und-Käse".Normalize(NormalizationForm.FormD));
        Assert.Equal(HashCheck.Right, hasher.Verify(CredentialKind.Password, stored, "Zoë-und-Käse".Normalize(NormalizationForm.FormC)));
    }

    [Fact]
    public void A_new_pepper_verifies_old_hashes_and_asks_for_new_ones()
    {
        var stored = Hasher().Hash(CredentialKind.Pin, "4927");
        File.AppendAllText(_file, $"2:{Convert.ToBase64String(Enumerable.Repeat((byte)9, 32).ToArray())}\n");
        Assert.Equal(HashCheck.RightButOld, Hasher().Verify(CredentialKind.Pin, stored, "4927"));
        Assert.Equal(HashCheck.Wrong, Hasher().Verify(CredentialKind.Pin, stored, "4928"));
        Assert.Equal(HashCheck.Right, Hasher().Verify(CredentialKind.Pin, Hasher().Hash(CredentialKind.Pin, "4927"), "4927"));
    }

    [Fact]
    public void More_iterations_verify_old_hashes_and_ask_for_new_ones()
    {
        var stored = Hasher().Hash(CredentialKind.Pin, "4927");
        _options.Pin.Iterations = 30_000;
        Assert.Equal(HashCheck.RightButOld, Hasher().Verify(CredentialKind.Pin, stored, "4927"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1:20000:1:AAAA:AAAA")]
    [InlineData("2:20000:1:AAAAAAAAAAAAAAAAAAAAAA==:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("1:999999999:1:AAAAAAAAAAAAAAAAAAAAAA==:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("1:20000:9:AAAAAAAAAAAAAAAAAAAAAA==:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void A_malformed_hash_is_wrong_for_every_secret(string stored) => Assert.Equal(HashCheck.Wrong, Hasher().Verify(CredentialKind.Pin, stored, "4927"));

    public void Dispose() => File.Delete(_file);

    private SecretHasher Hasher() => new(KeyRing.Load(_file, "Protocol:KeyRingFile", createIfMissing: false), _options);
}
