namespace CrmAdmin.Entities;

/// <summary>Registers entities and properties.</summary>
public static class EntitiesFeature
{
    /// <summary>Adds the catalogue and the services that change it.</summary>
    public static IServiceCollection AddEntities(this IServiceCollection services) => services
        .AddSingleton<EntityCatalog>()
        .AddSingleton<EntityService>()
        .AddSingleton<PropertyService>()
        .AddSingleton<RemovedProperties>();
}
