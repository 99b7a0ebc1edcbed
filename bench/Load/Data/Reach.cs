namespace Load.Data;

/// <summary>Whose grants a load falls on.</summary>
internal enum Reach
{
    /// <summary>Of all users, taken at random.</summary>
    All,

    /// <summary>Of those users whom the database began with, whatever it has grown to.</summary>
    First,
}
