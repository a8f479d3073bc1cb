using Legion.Build.Oci;

namespace Legion.Build.Publishing.Repositories.Directories;

/// <summary>What a file system refuses, in the words of publishing.</summary>
internal static class DirectoryErrors
{
    /// <summary>Does file work on a pool thread.</summary>
    public static Task Run(Action work) => Guard<object?>(async () =>
    {
        await Task.Run(work);
        return null;
    });

    /// <summary>Does file work on a pool thread.</summary>
    public static Task<T> Run<T>(Func<T> work) => Guard(() => Task.Run(work));

    /// <summary>Does file work on a pool thread.</summary>
    public static Task<T> Run<T>(Func<Task<T>> work) => Guard(() => Task.Run(work));

    /// <summary>Does file work on a pool thread.</summary>
    public static Task Run(Func<Task> work) => Guard<object?>(async () =>
    {
        await Task.Run(work);
        return null;
    });

    private static async Task<T> Guard<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new PublishException(PublishFailure.Denied, e.Message, e);
        }
        catch (Exception e) when (e is IOException or OciException or InvalidDataException)
        {
            throw new PublishException(PublishFailure.Protocol, e.Message, e);
        }
    }
}
