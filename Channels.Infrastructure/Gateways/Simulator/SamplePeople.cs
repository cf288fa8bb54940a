using System.Globalization;
using Channels.Domain;

namespace Channels.Infrastructure.Gateways.Simulator;

/// <summary>Invented customers. The same index is the same person each time, and no two have one number.</summary>
internal static class SamplePeople
{
    private const int NumbersPerArea = 10_000_000;
    private const int Seeds = 8;
    private const int IndexesPerSeed = 1_000_000;

    private static readonly string[] FirstNames =
    [
        "Adriana", "Aline", "Ana Clara", "André", "Antônio", "Beatriz", "Bruno", "Caio", "Camila", "Carlos Eduardo", "Cláudia",
        "Daniela", "Diego", "Eduarda", "Emerson", "Fábio", "Fernanda", "Gabriel", "Giovana", "Guilherme", "Helena", "Henrique",
        "Isabela", "João Pedro", "Jussara", "Larissa", "Leonardo", "Luana", "Luiz Fernando", "Márcia", "Marcos", "Mariana",
        "Matheus", "Natália", "Otávio", "Patrícia", "Rafael", "Renata", "Rodrigo", "Sônia", "Tatiane", "Thiago", "Vanessa",
    ];

    private static readonly string[] LastNames =
    [
        "Albuquerque", "Almeida", "Andrade", "Araújo", "Barbosa", "Batista", "Cardoso", "Carvalho", "Cavalcanti", "Conceição",
        "Correia", "da Silva", "de Jesus", "dos Santos", "Farias", "Ferreira", "Gonçalves", "Lima", "Macedo", "Martins",
        "Medeiros", "Moreira", "Nascimento", "Nogueira", "Oliveira", "Pereira", "Queiroz", "Ramos", "Ribeiro", "Rocha",
        "Rodrigues", "Sampaio", "Siqueira", "Souza", "Teixeira", "Vasconcelos", "Vieira", "Xavier",
    ];

    private static readonly int[] Areas = [11, 19, 21, 27, 31, 41, 47, 48, 51, 61, 62, 71, 81, 84, 85, 91, 92];

    /// <summary>The contact in this place of a channel's list; one in four is a customer of other channels too.</summary>
    public static (string Name, PhoneNumber Number) Of(ChannelId channel, int place)
    {
        var seed = 1 + (int)(BitConverter.ToUInt32(channel.Value.ToByteArray(), 12) % Seeds);
        return Of(place % 4 == 0 ? place : place + ((long)seed * IndexesPerSeed));
    }

    private static (string Name, PhoneNumber Number) Of(long index)
    {
        var name = $"{FirstNames[index % FirstNames.Length]} {LastNames[index / FirstNames.Length % LastNames.Length]}";

        // The factor has no divisor in common with the modulus, so that different indexes stay different.
        var rest = ((index * 7_368_787) + 1_234_567) % NumbersPerArea;
        var digits = string.Create(CultureInfo.InvariantCulture, $"55{Areas[index % Areas.Length]}9{6 + (index % 4)}{rest:0000000}");
        return (name, PhoneNumber.FromDigits(digits)!);
    }
}
