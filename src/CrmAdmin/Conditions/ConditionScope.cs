using System.Text.Json;
using CrmAdmin.Entities;
using CrmAdmin.Http;

namespace CrmAdmin.Conditions;

/// <summary>A segment as conditions see it.</summary>
/// <param name="Name">Its name, for sentences.</param>
/// <param name="Conditions">Its root group, as JSON.</param>
public sealed record SegmentDefinition(string Name, JsonElement Conditions);

/// <summary>Finds a segment of the entity; null where there is none, or it is another entity's.</summary>
public delegate SegmentDefinition? SegmentSource(string segmentId);

/// <summary>What conditions are checked against.</summary>
/// <param name="Schema">The entity whose records are searched.</param>
/// <param name="Zone">The workspace's time zone; it decides whether a range of days and instants is reversed.</param>
/// <param name="Segments">Where named segments come from.</param>
/// <param name="Saving">The segment whose conditions these are, where one is being saved: naming it is a cycle.</param>
public sealed record ConditionScope(EntitySchema Schema, TimeZoneInfo Zone, SegmentSource Segments, string? Saving = null)
{
    /// <summary>A scope in which there are no segments.</summary>
    public static ConditionScope WithoutSegments(EntitySchema schema, TimeZoneInfo zone) => new(schema, zone, _ => null);
}

/// <summary>What reading gave: a checked tree, or every place that was wrong.</summary>
/// <param name="Tree">The tree; matches everything where there are errors.</param>
/// <param name="Errors">The wrong places, in the order of the input; empty where the tree can be used.</param>
public sealed record Reading(Group Tree, IReadOnlyList<Detail> Errors)
{
    /// <summary>The tree, or 400 ValidationError naming every wrong place.</summary>
    public Group OrThrow() => Errors.Count == 0 ? Tree : throw CrmException.Invalid(Errors);
}
