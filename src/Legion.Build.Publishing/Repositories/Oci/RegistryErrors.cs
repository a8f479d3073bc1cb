using Legion.Build.Oci;
using Legion.Build.Oci.Registry;

namespace Legion.Build.Publishing.Repositories.Oci;

/// <summary>What registries and layouts refuse, in the words of publishing.</summary>
internal static class RegistryErrors
{
    /// <summary>Does work and translates its troubles.</summary>
    public static async Task<T> Run<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (RegistryException e)
        {
            throw new PublishException(Kind(e.Failure), e.Message, e);
        }
        catch (OciException e)
        {
            throw new PublishException(PublishFailure.Content, e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new PublishException(PublishFailure.Content, e.Message, e);
        }
    }

    private static PublishFailure Kind(RegistryFailure failure) => failure switch
    {
        RegistryFailure.Unreachable => PublishFailure.Unreachable,
        RegistryFailure.Denied => PublishFailure.Denied,
        RegistryFailure.Rejected or RegistryFailure.NotFound => PublishFailure.Rejected,
        RegistryFailure.Unavailable => PublishFailure.Unavailable,
        _ => PublishFailure.Protocol,
    };
}
