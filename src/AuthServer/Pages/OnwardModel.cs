namespace AuthServer.Pages;

/// <summary>A page without a form, from which a request that waits goes on.</summary>
public sealed class OnwardModel : FormPage;
