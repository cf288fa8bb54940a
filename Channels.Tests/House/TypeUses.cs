using Mono.Cecil;

namespace Channels.Tests.House;

/// <summary>Which type of an assembly uses which other type of it, read from the compiled code.</summary>
internal sealed class TypeUses
{
    private readonly HashSet<(string From, string To)> _pairs = [];

    private TypeUses()
    {
    }

    /// <summary>
    /// Pairs of full names. What stands inside a type, and what the compiler makes of it, counts as that type. Constants
    /// leave no trace in the code that uses them.
    /// </summary>
    public static IReadOnlySet<(string From, string To)> Of(string assemblyFile)
    {
        using var resolver = new LoadedAssemblies();
        using var module = ModuleDefinition.ReadModule(assemblyFile, new ReaderParameters { AssemblyResolver = resolver });
        var uses = new TypeUses();
        foreach (var type in module.GetTypes())
        {
            uses.Read(type);
        }

        return uses._pairs;
    }

    private void Read(TypeDefinition type)
    {
        Note(type, [type.BaseType, .. type.Interfaces.Select(x => x.InterfaceType)]);
        Note(type, type.Fields.Select(x => x.FieldType));
        Note(type, Decorated(type).SelectMany(x => x.CustomAttributes).SelectMany(Named));
        foreach (var method in type.Methods)
        {
            Note(type, [method.ReturnType, .. method.Parameters.Select(x => x.ParameterType)]);
            Note(type, method.GenericParameters.SelectMany(x => x.Constraints).Select(x => x.ConstraintType));
            if (method.HasBody)
            {
                Note(type, method.Body.Variables.Select(x => x.VariableType));
                Note(type, method.Body.ExceptionHandlers.Select(x => x.CatchType));
                Note(type, method.Body.Instructions.SelectMany(x => Named(x.Operand)));
            }
        }
    }

    private static IEnumerable<ICustomAttributeProvider> Decorated(TypeDefinition type) =>
    [
        type, .. type.Fields, .. type.Properties, .. type.Methods, .. type.Methods.SelectMany(x => x.Parameters),
    ];

    private static IEnumerable<TypeReference> Named(CustomAttribute attribute) =>
        [attribute.AttributeType, .. attribute.ConstructorArguments.Select(x => x.Value).OfType<TypeReference>()];

    private static IEnumerable<TypeReference> Named(object? operand) => operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [.. method.GenericArguments, .. Named(method.ElementMethod)],
        MethodReference method => [method.DeclaringType, method.ReturnType, .. method.Parameters.Select(x => x.ParameterType)],
        _ => [],
    };

    private void Note(TypeDefinition user, IEnumerable<TypeReference?> used)
    {
        foreach (var type in used)
        {
            Note(user, type);
        }
    }

    private void Note(TypeDefinition user, TypeReference? used)
    {
        switch (used)
        {
            case GenericInstanceType generic:
                Note(user, [.. generic.GenericArguments, generic.ElementType]);
                break;
            case TypeSpecification made:
                Note(user, made.ElementType);
                break;
            case { IsGenericParameter: false, Scope: ModuleDefinition } when Outermost(user) != Outermost(used):
                _pairs.Add((Outermost(user), Outermost(used)));
                break;
        }
    }

    private static string Outermost(TypeReference type)
    {
        while (type.DeclaringType is not null)
        {
            type = type.DeclaringType;
        }

        return type.FullName;
    }

    /// <summary>Finds what an assembly refers to among what this process runs with, and reads it once.</summary>
    private sealed class LoadedAssemblies : DefaultAssemblyResolver
    {
        public LoadedAssemblies()
        {
            var files = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
            foreach (var folder in files.Split(Path.PathSeparator).Select(x => Path.GetDirectoryName(x)!).Distinct())
            {
                AddSearchDirectory(folder);
            }
        }
    }
}
