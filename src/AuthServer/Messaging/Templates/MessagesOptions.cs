namespace AuthServer.Messaging.Templates;

/// <summary>Section <c>Messages</c>: the texts of what is sent.</summary>
public sealed class MessagesOptions
{
    /// <summary>The section of the configuration that is bound to this class.</summary>
    public const string Section = "Messages";

    /// <summary>A folder with <c>layout.html</c> and a folder for each locale; empty: the folder <c>Templates</c> beside the program.</summary>
    public string TemplatesFolder { get; set; } = "";

    /// <summary>The locale of a message where neither the user's nor its language is there.</summary>
    public string DefaultLocale { get; set; } = "en";
}
