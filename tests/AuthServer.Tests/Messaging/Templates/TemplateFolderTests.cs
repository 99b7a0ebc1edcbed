using System.Reflection;
using System.Runtime.ExceptionServices;
using AuthServer.Messaging.Templates;
using Microsoft.Extensions.Options;

namespace AuthServer.Tests.Messaging.Templates;

public sealed class TemplateFolderTests : IDisposable
{
    private readonly FolderCopy _folder = new();

    [Theory]
    [InlineData("en/new_device.txt", "[sms]", "[smms]", "section [sms]: The section is missing")]
    [InlineData("en/new_device.txt", "[sms]", "[smms]", "section [smms]: There is no such section")]
    [InlineData("en/new_device.txt", "[sms]", "[text]", "section [text]: The section stands here twice")]
    [InlineData("es/verify_phone.txt", "[sms]", "[subject]\nx\n[sms]", "section [subject]: The template has no such part")]
    [InlineData("es/verify_phone.txt", "[sms]", "x\n[sms]", "Text stands before the first section")]
    [InlineData("ar/verify_phone.txt", "{{code}}", "", "section [sms]: The placeholder {{code}} is missing")]
    [InlineData("ar/verify_phone.txt", "{{code}}", "{{code}} {{minutes}}", "section [sms]: The placeholder {{minutes}} is unknown here")]
    [InlineData("ar/verify_phone.txt", "{{code}}", "{{ code }}", "section [sms]: Double braces")]
    [InlineData("ar/verify_phone.txt", "{{code}}", "{{code}", "section [sms]: Double braces")]
    [InlineData("en/verify_email.txt", "[subject]", "[subject]\nYour code\n", "section [subject]: The subject must be one line")]
    [InlineData("en/verify_email.txt", "[subject]", "[subject]\n{{code}} ", "section [subject]: The placeholder {{code}} must not stand in a subject")]
    [InlineData("en/verify_email.txt", "[text]", "[text]\n[html]\n[text]", "section [text]: The section stands here twice")]
    [InlineData("en/pin_changed.txt", "href=\"{{link}}\"", "href={{link}}", "section [html]: {{link}} may stand as href")]
    [InlineData("en/pin_changed.txt", "</a>", "</a> {{link}}", "section [html]: {{link}} may stand as href")]
    [InlineData("en/pin_changed.txt", "<a href", "<a title=\"{{host}}\" href", "section [html]: {{host}} must not stand inside a tag")]
    [InlineData("layout.html", "{{content}}", "", "The placeholders of the layout")]
    [InlineData("layout.html", "{{content}}", "{{content}} {{host}}", "The placeholders of the layout")]
    public void Broken_file_stops_the_start_and_is_named(string file, string good, string broken, string fault)
    {
        var path = _folder.Replace(file, good, broken);

        var message = Message(new MessagesOptions { TemplatesFolder = _folder.Path });

        Assert.Contains($"Messages:TemplatesFolder: {path}", message);
        Assert.Contains(fault, message);
    }

    [Fact]
    public void File_that_is_not_Utf8_stops_the_start()
    {
        var path = _folder.File("es/verify_phone.txt");
        File.WriteAllText(path, File.ReadAllText(path), System.Text.Encoding.Latin1);

        Assert.Contains($"{path}, section [sms]: The file is not UTF-8", Message(new MessagesOptions { TemplatesFolder = _folder.Path }));
    }

    [Theory]
    [InlineData("en/new_device.txt")]
    [InlineData("layout.html")]
    public void Missing_file_stops_the_start(string file)
    {
        File.Delete(_folder.File(file));

        Assert.Contains(_folder.File(file) + ": The file is missing", Message(new MessagesOptions { TemplatesFolder = _folder.Path }));
    }

    [Fact]
    public void Every_fault_is_named_at_once()
    {
        File.Delete(_folder.File("layout.html"));
        File.WriteAllText(_folder.File("en/new_devise.txt"), "[sms]\nx\n");
        Directory.CreateDirectory(_folder.File("backup of en"));

        var message = Message(new MessagesOptions { TemplatesFolder = _folder.Path, DefaultLocale = "fr" });

        Assert.Contains("layout.html: The file is missing", message);
        Assert.Contains("new_devise.txt: There is no such template", message);
        Assert.Contains("backup of en: The folder's name is no language tag", message);
        Assert.Contains("Messages:DefaultLocale: There is no folder 'fr'", message);
    }

    [Fact]
    public void Missing_folder_stops_the_start() =>
        Assert.Contains("/nowhere/at/all: There is no such folder", Message(new MessagesOptions { TemplatesFolder = "/nowhere/at/all" }));

    [Fact]
    public void Windows_line_ends_and_hidden_folders_do_no_harm()
    {
        Directory.CreateDirectory(_folder.File("..data"));
        foreach (var path in Directory.EnumerateFiles(_folder.Path, "*.txt", SearchOption.AllDirectories)) File.WriteAllText(path, "\uFEFF" + File.ReadAllText(path).ReplaceLineEndings("\r\n"));

        var templates = new MessageTemplates(new MessagesOptions { TemplatesFolder = _folder.Path });

        Assert.Equal(Sample.Shipped.Email(MessageTemplate.NewDevice, "ar", Sample.Values(MessageTemplate.NewDevice)), templates.Email(MessageTemplate.NewDevice, "ar", Sample.Values(MessageTemplate.NewDevice)));
    }

    [Fact]
    public async Task Host_does_not_start_with_a_broken_file()
    {
        var path = _folder.Replace("es/pin_changed.txt", "{{time}}", "");
        // The program itself, not a factory around it: that asks the host for a service while the failed start disposes of it.
        string[] arguments =
        [
            "--environment=Development", "--contentRoot=" + _folder.Path, "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None", "--Protocol:Issuer=" + AuthServerHost.Issuer,
            "--Protocol:KeyRingFile=" + _folder.File(".ring"), "--ConnectionStrings:Auth=Data Source=" + _folder.File(".db"), "--AllowedHosts=localhost", "--Messages:TemplatesFolder=" + _folder.Path,
        ];

        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => Task.Run(() => RunProgram(arguments)).WaitAsync(TimeSpan.FromSeconds(60)));

        Assert.Equal($"Messages:TemplatesFolder: {path}, section [text]: The placeholder {{{{time}}}} is missing.", fault.Failures.First());
    }

    public void Dispose() => _folder.Dispose();

    private static void RunProgram(string[] arguments)
    {
        try
        {
            typeof(Program).Assembly.EntryPoint!.Invoke(null, [arguments]);
        }
        catch (TargetInvocationException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
        }
    }

    private static string Message(MessagesOptions options) => Assert.Throws<OptionsValidationException>(() => new MessageTemplates(options)).Message;
}
