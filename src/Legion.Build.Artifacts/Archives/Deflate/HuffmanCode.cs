namespace Legion.Build.Artifacts.Archives.Deflate;

/// <summary>A canonical, length-limited Huffman code (RFC 1951, 3.2.2).</summary>
internal sealed class HuffmanCode(int symbols)
{
    private readonly ulong[] sorted = new ulong[symbols];
    private readonly int[] work = new int[symbols];

    /// <summary>Bits of each symbol's code; 0: the symbol does not occur.</summary>
    public byte[] Lengths { get; } = new byte[symbols];

    /// <summary>Each symbol's code, its first bit lowest.</summary>
    public ushort[] Codes { get; } = new ushort[symbols];

    /// <summary>The code that given lengths define.</summary>
    /// <param name="lengths">Bits of each symbol.</param>
    public static HuffmanCode FromLengths(byte[] lengths)
    {
        var code = new HuffmanCode(lengths.Length);
        lengths.CopyTo(code.Lengths, 0);
        code.AssignCodes();
        return code;
    }

    /// <summary>Bits that symbols of these counts take.</summary>
    /// <param name="counts">Occurrences by symbol.</param>
    public long Cost(ReadOnlySpan<int> counts)
    {
        var bits = 0L;
        for (var i = 0; i < counts.Length; i++) bits += (long)counts[i] * Lengths[i];
        return bits;
    }

    /// <summary>Makes the code for symbols of these counts.</summary>
    /// <param name="counts">Occurrences by symbol.</param>
    /// <param name="limit">The longest code allowed.</param>
    public void Build(ReadOnlySpan<int> counts, int limit)
    {
        Array.Clear(Lengths);
        var used = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0) sorted[used++] = ((ulong)counts[i] << 16) | (uint)i;
        }

        if (used < 2)
        {
            // A code of one symbol is incomplete; some readers want two (zlib's own writer sees to that as well).
            var only = used == 1 ? (int)(sorted[0] & 0xFFFF) : 0;
            Lengths[only] = 1;
            Lengths[only == 0 ? 1 : 0] = 1;
        }
        else
        {
            sorted.AsSpan(0, used).Sort();
            ComputeDepths(used);
            AssignLengths(used, limit);
        }

        AssignCodes();
    }

    /// <summary>In-place depths of an optimal tree over sorted counts (Moffat and Katajainen, 1995).</summary>
    private void ComputeDepths(int n)
    {
        for (var i = 0; i < n; i++) work[i] = (int)(sorted[i] >> 16);
        var (leaf, root) = (2, 0);
        work[0] += work[1];
        for (var next = 1; next < n - 1; next++)
        {
            if (leaf >= n || work[root] < work[leaf])
            {
                work[next] = work[root];
                work[root++] = next;
            }
            else
            {
                work[next] = work[leaf++];
            }

            if (leaf >= n || (root < next && work[root] < work[leaf]))
            {
                work[next] += work[root];
                work[root++] = next;
            }
            else
            {
                work[next] += work[leaf++];
            }
        }

        work[n - 2] = 0;
        for (var next = n - 3; next >= 0; next--) work[next] = work[work[next]] + 1;
        var (available, usedNodes, depth) = (1, 0, 0);
        var (inner, position) = (n - 2, n - 1);
        while (available > 0)
        {
            while (inner >= 0 && work[inner] == depth)
            {
                usedNodes++;
                inner--;
            }

            for (; available > usedNodes; available--) work[position--] = depth;
            (available, usedNodes) = (2 * usedNodes, 0);
            depth++;
        }
    }

    private void AssignLengths(int n, int limit)
    {
        Span<int> perLength = stackalloc int[64];
        for (var i = 0; i < n; i++) perLength[Math.Min(work[i], limit)]++;

        // Codes cut at the limit overfill the tree: lengthen shorter ones until Kraft's sum is one again.
        var total = 0;
        for (var length = 1; length <= limit; length++) total += perLength[length] << (limit - length);
        for (; total > 1 << limit; total--)
        {
            perLength[limit]--;
            for (var length = limit - 1; length > 0; length--)
            {
                if (perLength[length] == 0) continue;
                perLength[length]--;
                perLength[length + 1] += 2;
                break;
            }
        }

        var index = n;
        for (var length = 1; length <= limit; length++)
        {
            for (var i = 0; i < perLength[length]; i++) Lengths[(int)(sorted[--index] & 0xFFFF)] = (byte)length;
        }
    }

    private void AssignCodes()
    {
        Span<int> next = stackalloc int[17];
        foreach (var length in Lengths) next[length + 1]++;
        next[1] = 0;
        for (var (length, code) = (1, 0); length <= 15; length++)
        {
            code = (code + next[length]) << 1;
            next[length] = code;
        }

        // next[l] now holds the first code of length l: the counts were kept one place up.
        for (var symbol = 0; symbol < Lengths.Length; symbol++)
        {
            int length = Lengths[symbol];
            if (length == 0) continue;
            var code = next[length]++;
            var reversed = 0;
            for (var i = 0; i < length; i++, code >>= 1) reversed = (reversed << 1) | (code & 1);
            Codes[symbol] = (ushort)reversed;
        }
    }
}
