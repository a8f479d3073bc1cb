using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Reading;

namespace Legion.Build.Manifest.Checks;

/// <summary>Finds artifacts that need each other, and spells the circle out.</summary>
internal static class CycleCheck
{
    private enum State
    {
        Unseen,
        OnPath,
        Done,
    }

    /// <summary>Reports each cycle once, at the element that closes it, and leaves out all of its artifacts.</summary>
    public static void Check<T>(List<Draft<T>> drafts, Func<List<Draft<T>>, Dictionary<string, Draft<T>>> index, Func<T, EquatableArray<string>> needs, string key,
        Rule rule, object[] first, Findings findings)
        where T : Artifact
    {
        if (drafts.TrueForAll(d => needs(d.Model).IsEmpty)) return;
        var byName = index(drafts);
        var states = new Dictionary<Draft<T>, State>();
        var path = new List<(Draft<T> Draft, int Next)>();
        foreach (var start in drafts)
        {
            if (needs(start.Model).IsEmpty || states.ContainsKey(start)) continue;
            path.Add((start, 0));
            states[start] = State.OnPath;

            // A list of our own and no recursion: ten thousand artifacts in one chain must not end the compiler's stack.
            while (path.Count > 0)
            {
                var (draft, next) = path[path.Count - 1];
                if (next == needs(draft.Model).Count)
                {
                    states[draft] = State.Done;
                    path.RemoveAt(path.Count - 1);
                    continue;
                }

                path[path.Count - 1] = (draft, next + 1);
                if (!byName.TryGetValue(needs(draft.Model)[next], out var needed) || ReferenceEquals(needed, draft)) continue;
                states.TryGetValue(needed, out var state);
                if (state == State.OnPath) Report(path, needed, key, rule, first, findings);
                if (state != State.Unseen) continue;
                states[needed] = State.OnPath;
                path.Add((needed, 0));
            }
        }
    }

    private static void Report<T>(List<(Draft<T> Draft, int Next)> path, Draft<T> again, string key, Rule rule, object[] first, Findings findings)
        where T : Artifact
    {
        var from = path.FindIndex(p => ReferenceEquals(p.Draft, again));
        var circle = path.GetRange(from, path.Count - from);
        foreach (var (draft, _) in circle) findings.Spoil(draft.Entry);
        if (findings.IsFull) return;
        var names = circle.ConvertAll(static p => p.Draft.Model.Name);
        names.Add(again.Model.Name);
        var (last, next) = circle[circle.Count - 1];
        var at = last.Map.Items(key)[next - 1].Span;
        findings.AddRelated(rule, at, again.Entry.KeySpan, [.. first, string.Join(" → ", names)]);
    }
}
