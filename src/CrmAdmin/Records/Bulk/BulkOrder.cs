using System.Text.Json.Nodes;

namespace CrmAdmin.Records.Bulk;

/// <summary>What is done to many records.</summary>
public enum BulkAct
{
    /// <summary>To the trash.</summary>
    Delete,

    /// <summary>Back from the trash.</summary>
    Restore,

    /// <summary>Away for good.</summary>
    Purge,

    /// <summary>Given a tag.</summary>
    AddTag,

    /// <summary>A tag taken away.</summary>
    RemoveTag,

    /// <summary>Given a value in one field.</summary>
    Set,
}

/// <summary>What a person wants done to many records.</summary>
/// <param name="Act">What.</param>
/// <param name="EntityId">Whose records.</param>
/// <param name="Total">How many, as the person was told.</param>
/// <param name="What">The tag that is added or taken away; of a value the field and the value in words.</param>
/// <param name="Change">The members of a record that get a value, as a request names them.</param>
public sealed record BulkOrder(BulkAct Act, string EntityId, long Total, string? What = null, JsonObject? Change = null);
