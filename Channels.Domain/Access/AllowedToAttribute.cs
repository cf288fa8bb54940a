namespace Channels.Domain.Access;

/// <summary>Says who may send a request; every request type carries it, and nobody else passes <see cref="RequireRole{TRequest,TResponse}"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AllowedToAttribute(params Role[] roles) : Attribute
{
    public IReadOnlyList<Role> Roles { get; } = roles;
}
