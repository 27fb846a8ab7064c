namespace CrmAdmin.Records.Page;

/// <summary>What a record's page shows beside its fields.</summary>
public enum RecordPart
{
    /// <summary>What happened with it.</summary>
    Timeline,

    /// <summary>The records it is related to.</summary>
    Relations,

    /// <summary>Who changed what.</summary>
    History,
}
