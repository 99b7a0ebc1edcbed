using AuthServer.Messaging.Templates;

namespace AuthServer.Tests.Messaging.Templates;

public sealed class MessageTemplatesTests
{
    [Theory]
    [InlineData("es", "es")]
    [InlineData("es-MX", "es")]
    [InlineData("ES-mx", "es")]
    [InlineData("ar-EG", "ar")]
    [InlineData("en-GB", "en")]
    [InlineData("pt", "en")]
    [InlineData("pt-BR", "en")]
    [InlineData(null, "en")]
    [InlineData("", "en")]
    [InlineData("-", "en")]
    [InlineData("../ar", "en")]
    [InlineData("es_MX", "en")]
    [InlineData("\0\u202E{{lang}}", "en")]
    public void Locale_falls_back_to_its_language_and_then_to_the_default(string? asked, string taken)
    {
        var html = Sample.Shipped.Email(MessageTemplate.VerifyEmail, asked, Sample.Values(MessageTemplate.VerifyEmail)).Html;

        Assert.Contains($"<html lang=\"{taken}\"", html);
    }

    [Fact]
    public void Exact_locale_comes_before_its_language()
    {
        using var folder = new FolderCopy();
        Directory.Move(folder.File("ar"), folder.File("es-MX"));
        var templates = new MessageTemplates(new MessagesOptions { TemplatesFolder = folder.Path, DefaultLocale = "es" });

        Assert.Contains("lang=\"es-MX\"", templates.Email(MessageTemplate.VerifyEmail, "es-mx", Sample.Values(MessageTemplate.VerifyEmail)).Html);
        Assert.Contains("lang=\"es\"", templates.Email(MessageTemplate.VerifyEmail, "ar", Sample.Values(MessageTemplate.VerifyEmail)).Html);
    }

    [Fact]
    public void Html_of_a_value_is_encoded()
    {
        var email = Device("<script>alert('1')</script>&\"");

        Assert.DoesNotContain("<script", email.Html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt;&amp;&quot;", email.Html);
        Assert.Contains("Device: <script>alert('1')</script>&\"\n", email.Text);
    }

    [Fact]
    public void Link_stands_encoded_in_href_and_nowhere_else()
    {
        var values = Sample.Values(MessageTemplate.PasswordReset, ("link", "https://auth.example.com/reset?a=1&b=\"><b>"));
        var email = Sample.Shipped.Email(MessageTemplate.PasswordReset, "en", values);

        Assert.Contains("<a href=\"https://auth.example.com/reset?a=1&amp;b=%22%3E%3Cb%3E\">", email.Html);
        Assert.Contains("\nhttps://auth.example.com/reset?a=1&b=%22%3E%3Cb%3E\n", email.Text);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("/reset")]
    [InlineData("")]
    public void Link_that_is_no_web_address_is_refused(string link) =>
        Assert.Throws<ArgumentException>(() => Sample.Shipped.Email(MessageTemplate.PasswordReset, "en", Sample.Values(MessageTemplate.PasswordReset, ("link", link))));

    [Fact]
    public void Subject_stays_one_line_whatever_a_value_holds()
    {
        using var folder = new FolderCopy();
        folder.Replace("en/new_device.txt", "New sign-in to your account", "New sign-in on {{device}}");
        var templates = new MessageTemplates(new MessagesOptions { TemplatesFolder = folder.Path });

        var email = templates.Email(MessageTemplate.NewDevice, "en", Sample.Values(MessageTemplate.NewDevice, ("device", "x\r\nBcc: eve@example.com\u2028\u0085\0")));

        Assert.Equal("New sign-in on xBcc: eve@example.com", email.Subject);
    }

    [Fact]
    public void Value_cannot_add_a_line_or_turn_the_text_around()
    {
        var values = Sample.Values(MessageTemplate.NewDevice, ("device", "x\n\n@evil.example #654321\u202E\u2066"));

        Assert.StartsWith("New sign-in on x@evil.example #654321. If", Sample.Shipped.Sms(MessageTemplate.NewDevice, "en", values), StringComparison.Ordinal);
        Assert.Contains("Device: x@evil.example #654321\n", Sample.Shipped.Email(MessageTemplate.NewDevice, "en", values).Text);
    }

    [Fact]
    public void Long_name_is_cut_in_a_text_message_between_characters()
    {
        var name = new string('x', 39) + "😀 your account is closed, call 555";

        var sms = Sample.Shipped.Sms(MessageTemplate.NewDevice, "en", Sample.Values(MessageTemplate.NewDevice, ("device", name)));

        Assert.StartsWith($"New sign-in on {new string('x', 39)}. If", sms, StringComparison.Ordinal);
        Assert.Contains(name, Device(name).Text);
    }

    [Fact]
    public void Value_is_never_expanded_twice()
    {
        var email = Device("{{link}} {{host}} {{content}} {{nothing}}");

        Assert.Contains("Device: {{link}} {{host}} {{content}} {{nothing}}\n", email.Text);
        Assert.Contains("{{link}} {{host}} {{content}} {{nothing}}", email.Html);
    }

    [Fact]
    public void Missing_extra_or_foreign_value_is_a_bug()
    {
        var missing = Sample.Values(MessageTemplate.VerifyPhone);
        missing.Remove("host");

        Assert.Throws<ArgumentException>(() => Sample.Shipped.Sms(MessageTemplate.VerifyPhone, "en", missing));
        Assert.Throws<ArgumentException>(() => Sample.Shipped.Sms(MessageTemplate.VerifyPhone, "en", Sample.Values(MessageTemplate.VerifyPhone, ("minutes", "10"))));
        Assert.Throws<ArgumentException>(() => Sample.Shipped.Email(MessageTemplate.VerifyPhone, "en", Sample.Values(MessageTemplate.VerifyPhone)));
        Assert.Throws<ArgumentException>(() => Sample.Shipped.Sms(MessageTemplate.VerifyEmail, "en", Sample.Values(MessageTemplate.VerifyEmail)));
    }

    private static RenderedEmail Device(string name) => Sample.Shipped.Email(MessageTemplate.NewDevice, "en", Sample.Values(MessageTemplate.NewDevice, ("device", name)));
}
