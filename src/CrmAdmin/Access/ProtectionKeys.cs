using System.Xml.Linq;
using CrmAdmin.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmAdmin.Access;

/// <summary>Where the key ring lies: a folder nobody else may read, or a table that all nodes share.</summary>
internal static class ProtectionKeys
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Adds data protection with the key ring of the configured engine.</summary>
    public static void AddProtectionKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("CrmAdmin");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlRepository = Repository(provider)));
    }

    private static IXmlRepository Repository(IServiceProvider provider)
    {
        var database = provider.GetRequiredService<DatabaseOptions>();
        return database.Provider == DatabaseProvider.Postgres
            ? new SharedKeys(provider.GetRequiredService<IDbContextFactory<CrmDb>>())
            : new FileSystemXmlRepository(Folder(database.StoragePath), provider.GetRequiredService<ILoggerFactory>());
    }

    private static DirectoryInfo Folder(string storage)
    {
        var path = Path.Combine(storage, "keys");
        if (OperatingSystem.IsWindows())
        {
            return Directory.CreateDirectory(path);
        }

        Directory.CreateDirectory(path, OwnerOnly);
        File.SetUnixFileMode(path, OwnerOnly);
        return new DirectoryInfo(path);
    }

    private sealed class SharedKeys(IDbContextFactory<CrmDb> contexts) : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements()
        {
            using var db = contexts.CreateDbContext();
            return [.. db.Set<ProtectionKeyRow>().AsNoTracking().Select(k => k.Xml).AsEnumerable().Select(XElement.Parse)];
        }

        public void StoreElement(XElement element, string friendlyName)
        {
            using var db = contexts.CreateDbContext();
            db.Add(new ProtectionKeyRow { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
            db.SaveChanges();
        }
    }
}
