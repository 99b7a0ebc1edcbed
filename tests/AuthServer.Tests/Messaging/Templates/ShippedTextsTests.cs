using System.Text.RegularExpressions;
using AuthServer.Messaging.Templates;

namespace AuthServer.Tests.Messaging.Templates;

public sealed partial class ShippedTextsTests
{
    // 3GPP TS 23.038 §6.2.1: a text of only these has 160 characters in one message and 153 in each of several; any other has 70 and 67.
    private const string Gsm = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ!\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    public static TheoryData<string, string> Emails => Pairs(template => template.HasEmail);

    public static TheoryData<string, string> TextMessages => Pairs(template => template.HasSms);

    public static TheoryData<string, string> Codes => Pairs(template => template.HasSms && template.Placeholders.Contains("code"));

    public static TheoryData<string, string> Notices => Pairs(template => template.HasSms && !template.Placeholders.Contains("code"));

    [Fact]
    public void Three_locales_are_shipped() => Assert.Equal(["ar", "en", "es"], Sample.Shipped.Locales);

    [Theory, MemberData(nameof(Emails))]
    public void Email_says_every_value_in_text_and_html(string name, string locale)
    {
        var template = Sample.Template(name);
        var values = Sample.Values(template);

        var email = Sample.Shipped.Email(template, locale, values);

        Assert.DoesNotContain(email.Subject, char.IsControl);
        Assert.NotEmpty(email.Subject);
        Assert.All(values.Values, value => Assert.Contains(value, email.Text));
        Assert.All(values.Values, value => Assert.Contains(System.Text.Encodings.Web.HtmlEncoder.Default.Encode(value), email.Html));
        Assert.DoesNotContain("{{", email.Subject + email.Text + email.Html);
        Assert.Contains($"<html lang=\"{locale}\" dir=\"{(locale == "ar" ? "rtl" : "ltr")}\">", email.Html);
    }

    [Theory, MemberData(nameof(Emails))]
    public void Email_loads_nothing(string name, string locale)
    {
        var template = Sample.Template(name);
        var html = Sample.Shipped.Email(template, locale, Sample.Values(template)).Html;

        Assert.DoesNotMatch("(?i)src=|url\\(|<(link|img|script|iframe|style|base)|@import", html);
        Assert.Equal(template.Placeholders.Contains("link") ? 1 : 0, html.Split("://").Length - 1);
    }

    [Theory, MemberData(nameof(TextMessages))]
    public void Text_message_is_short(string name, string locale)
    {
        var template = Sample.Template(name);
        var sms = Sample.Shipped.Sms(template, locale, Sample.Values(template));

        Assert.DoesNotContain("{{", sms);
        Assert.InRange(sms.Split("\n\n@")[0].Length, 20, 150);
        Assert.InRange(sms.Length, 20, sms.All(Gsm.Contains) ? 160 : 2 * 67);
    }

    [Theory, MemberData(nameof(Codes))]
    public void Code_message_ends_with_the_line_that_binds_it(string name, string locale)
    {
        var template = Sample.Template(name);
        var sms = Sample.Shipped.Sms(template, locale, Sample.Values(template));

        Assert.EndsWith("\n\n@auth.example.com #123456", sms, StringComparison.Ordinal);
        Assert.Equal(2, sms.Split("123456").Length - 1);
        Assert.Equal(2, sms.Count(c => c == '\n'));
        Assert.Contains(locale switch { "en" => "Never tell it to anybody", "es" => "No lo comparta con nadie", _ => "يُرجى عدم إطلاع" }, sms);
    }

    [Theory, MemberData(nameof(Notices))]
    public void Text_message_without_a_code_binds_nothing(string name, string locale)
    {
        var template = Sample.Template(name);

        Assert.DoesNotContain('\n', Sample.Shipped.Sms(template, locale, Sample.Values(template)));
    }

    [Theory]
    [InlineData("es")]
    [InlineData("ar")]
    public void Translations_have_the_placeholders_of_the_English_text(string locale)
    {
        foreach (var template in MessageTemplate.All) Assert.Equal(Placeholders("en", template), Placeholders(locale, template));
    }

    [Fact]
    public void Every_value_reads_from_left_to_right_in_Arabic()
    {
        foreach (var template in MessageTemplate.All.Where(template => template.HasEmail))
        {
            var file = File.ReadAllText(Path.Combine(Sample.ShippedFolder, "ar", template.Name + ".txt"));
            var html = file[file.IndexOf("[html]", StringComparison.Ordinal)..].Split("[sms]")[0];
            Assert.Empty(Regex.Matches(html, "(?<!<bdi dir=\"ltr\">|href=\"|<bdi>)\\{\\{", RegexOptions.None, TimeSpan.FromSeconds(1)));
            var text = Sample.Shipped.Email(template, "ar", Sample.Values(template)).Text;
            Assert.All(Sample.Values(template).Where(pair => pair.Key != "link"), pair => Assert.Contains($"\u2068{pair.Value}\u2069", text));
        }
    }

    private static TheoryData<string, string> Pairs(Func<MessageTemplate, bool> has)
    {
        var pairs = new TheoryData<string, string>();
        foreach (var locale in Sample.Shipped.Locales)
        {
            foreach (var template in MessageTemplate.All.Where(has)) pairs.Add(template.Name, locale);
        }
        return pairs;
    }

    // "html host": every placeholder with the section that it stands in, each once.
    private static SortedSet<string> Placeholders(string locale, MessageTemplate template)
    {
        var (section, found) = ("", new SortedSet<string>(StringComparer.Ordinal));
        foreach (var line in File.ReadLines(Path.Combine(Sample.ShippedFolder, locale, template.Name + ".txt")))
        {
            if (line.StartsWith('[')) found.Add(section = line);
            foreach (Match match in Placeholder().Matches(line)) found.Add($"{section} {match.Value}");
        }
        return found;
    }

    [GeneratedRegex(@"\{\{[a-z]+\}\}")]
    private static partial Regex Placeholder();
}
