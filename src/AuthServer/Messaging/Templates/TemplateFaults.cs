using Microsoft.Extensions.Options;

namespace AuthServer.Messaging.Templates;

/// <summary>What is wrong with a folder of templates, gathered so that an operator reads all of it at once.</summary>
internal sealed class TemplateFaults
{
    private readonly List<string> _faults = [];

    public void Add(string path, string fault) => _faults.Add($"{MessagesOptions.Section}:{nameof(MessagesOptions.TemplatesFolder)}: {path}: {fault}");

    public void Add(string path, string section, string fault) => Add($"{path}, section [{section}]", fault);

    public void AddDefaultLocale(string fault) => _faults.Add($"{MessagesOptions.Section}:{nameof(MessagesOptions.DefaultLocale)}: {fault}");

    /// <summary>Ends the start where anything is wrong.</summary>
    public void ThrowIfAny()
    {
        if (_faults.Count > 0) throw new OptionsValidationException(MessagesOptions.Section, typeof(MessagesOptions), _faults);
    }
}
