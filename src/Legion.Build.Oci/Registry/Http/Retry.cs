using Polly;
using Polly.Retry;

namespace Legion.Build.Oci.Registry.Http;

/// <summary>Tries again what another attempt may mend, a bounded number of times, waiting as the registry says.</summary>
internal sealed class Retry
{
    private readonly ResiliencePipeline pipeline;
    private readonly RegistryClientOptions options;

    /// <summary>Takes attempts and delays from the options.</summary>
    public Retry(RegistryClientOptions options)
    {
        this.options = options;
        var builder = new ResiliencePipelineBuilder { TimeProvider = options.Time };
        if (options.Attempts > 1)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<TransientException>(e => !(e.RetryAfter > options.LongestDelay)),
                MaxRetryAttempts = options.Attempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.FirstDelay,
                MaxDelay = options.LongestDelay,
                DelayGenerator = arguments => ValueTask.FromResult((arguments.Outcome.Exception as TransientException)?.RetryAfter),
                OnRetry = arguments =>
                {
                    options.Trace?.Invoke($"again in {arguments.RetryDelay.TotalSeconds:0.###} s: {arguments.Outcome.Exception?.Message}");
                    return ValueTask.CompletedTask;
                },
            });
        }

        pipeline = builder.Build();
    }

    /// <summary>Runs an action until it succeeds, fails for good, or has failed often enough.</summary>
    /// <param name="action">Given the number of the attempt, from 0.</param>
    /// <param name="cancellation">Ends attempts and waits.</param>
    /// <exception cref="RegistryException">What the last attempt failed with.</exception>
    public async Task<T> RunAsync<T>(Func<int, CancellationToken, Task<T>> action, CancellationToken cancellation)
    {
        var attempt = 0;
        try
        {
            return await pipeline.ExecuteAsync(async token => await action(attempt++, token), cancellation);
        }
        catch (TransientException e)
        {
            var note = e.RetryAfter > options.LongestDelay
                ? $"; it asks to come back in {e.RetryAfter.Value.TotalSeconds:0} s, publish again then."
                : attempt > 1 ? $"; tried {attempt} times." : "";
            throw new RegistryException(e.Failure.Failure, note.Length == 0 ? e.Failure.Message : e.Failure.Message.TrimEnd('.') + note, e.Failure.Status, e.Failure.InnerException) { Codes = e.Failure.Codes };
        }
    }
}
