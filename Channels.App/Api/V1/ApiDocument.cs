using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Channels.App.Api.V1;

/// <summary>What the OpenAPI document says of the API as a whole.</summary>
internal sealed class ApiDocument : IOpenApiDocumentTransformer
{
    private const string Key = "key";

    public static void AddTo(IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = endpoint => $"/{endpoint.RelativePath}".StartsWith(ApiV1.Path, StringComparison.Ordinal);
        options.AddDocumentTransformer<ApiDocument>();
    });

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Channels",
            Version = "1",
            Description = "WhatsApp instances, their messages and what happens on them, for other systems.",
            Contact = new OpenApiContact { Name = "Whoever runs this Channels" },
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };
        document.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = "Channels", Description = "Instances: what there is, how they stand, and their connection" },
            new() { Name = "Messages", Description = "What is sent, and what came in" },
            new() { Name = "Conversations", Description = "With whom, through which instance" },
            new() { Name = "Linked", Description = "Prompts, follow-ups, schedules and integrations of other systems" },
            new() { Name = "Pairing", Description = "Linking a phone" },
            new() { Name = "Removals", Description = "Removing an instance without losing what hangs on it" },
            new() { Name = "Events", Description = "What happened, in order" },
            new() { Name = "Webhooks", Description = "Addresses to which events are posted, as Standard Webhooks 1.0 has it" },
        };

        foreach (var operation in document.Paths.Values.SelectMany(x => x.Operations is { } all ? [.. all.Values] : Array.Empty<OpenApiOperation>()))
        {
            operation.Description ??= $"{operation.Summary}.";
        }

        // Wherever it is reached.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Key] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A key, made under Configurações → Integrações." },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, document)] = [] }];
        return Task.CompletedTask;
    }
}
