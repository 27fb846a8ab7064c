using System.Globalization;
using CrmAdmin.Shell;
using Microsoft.OpenApi;

namespace CrmAdmin.Http.OpenApi;

/// <summary>The four kinds of credential as the document shows them.</summary>
internal static class ApiSecurity
{
    private const string Signature = "HmacSha256";
    private const string Token = "BearerToken";
    private const string Session = "Session";
    private const string KeyAndSecret = "ApiKeyAndSecret";

    /// <summary>Adds the schemes to the document.</summary>
    public static void AddTo(OpenApiDocument document)
    {
        document.AddComponent<IOpenApiSecurityScheme>(Signature, Header("Http.ApiSignature"));
        document.AddComponent<IOpenApiSecurityScheme>(KeyAndSecret, Header("Http.ApiKeyAndSecret"));
        document.AddComponent<IOpenApiSecurityScheme>(Token, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = Text("Http.ApiToken"),
        });
        document.AddComponent<IOpenApiSecurityScheme>(Session, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Cookie,
            Name = "crm.session",
            Description = Text("Http.ApiSession"),
        });
    }

    /// <summary>Any one of the schemes that a path takes.</summary>
    public static List<OpenApiSecurityRequirement> Of(bool isExports, OpenApiDocument document)
    {
        string[] schemes = isExports ? [Signature, Token, Session, KeyAndSecret] : [Signature, Token, Session];
        return [.. schemes.Select(scheme => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, document)] = [] })];
    }

    private static OpenApiSecurityScheme Header(string text) => new()
    {
        Type = SecuritySchemeType.ApiKey,
        In = ParameterLocation.Header,
        Name = "Authorization",
        Description = Text(text),
    };

    private static string Text(string key) => Texts.Get(key, CultureInfo.CurrentUICulture);
}
