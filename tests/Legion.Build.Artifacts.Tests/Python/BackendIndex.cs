namespace Legion.Build.Artifacts.Tests.Python;

/// <summary>A folder of wheels made from what Debian has installed: the index that pip takes backends from in these tests, without network.</summary>
internal static class BackendIndex
{
    private const string Script = """
        import base64, csv, hashlib, io, os, sys, zipfile
        from importlib import metadata
        target, folders = sys.argv[1], sys.argv[2:]
        os.makedirs(target, exist_ok=True)

        def write(name, folders):
            found = metadata.distribution(name)
            info = "%s-%s.dist-info" % (name.replace("-", "_"), found.version)
            files = {info + "/METADATA": (found.read_text("METADATA") or found.read_text("PKG-INFO")).encode(), info + "/WHEEL": b"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"}
            if found.read_text("entry_points.txt"):
                files[info + "/entry_points.txt"] = found.read_text("entry_points.txt").encode()
            for folder in folders:
                root = str(found.locate_file(folder))
                for place, _, names in os.walk(root):
                    for one in names:
                        path = os.path.join(place, one)
                        if not one.endswith(".pyc"):
                            files[folder + path[len(root):]] = open(path, "rb").read()
            record = io.StringIO()
            lines = csv.writer(record, lineterminator="\n")
            for path, content in files.items():
                lines.writerow([path, "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("="), len(content)])
            lines.writerow([info + "/RECORD", "", ""])
            with zipfile.ZipFile(os.path.join(target, "%s-%s-py3-none-any.whl" % (name.replace("-", "_"), found.version)), "w") as wheel:
                for path, content in files.items():
                    wheel.writestr(path, content)
                wheel.writestr(info + "/RECORD", record.getvalue())

        if folders[0] == "setuptools":
            write("setuptools", [f for f in folders if f != "wheel"])
            write("wheel", ["wheel"])
        else:
            write(folders[0], folders)
        """;

    public static void Write(string python, string target, IEnumerable<string> folders, string scratch)
    {
        var script = Path.Join(scratch, "wheels.py");
        File.WriteAllText(script, Script);
        PythonBed.Run(python, $"\"{script}\" \"{target}\" {string.Join(' ', folders)}", scratch);
    }
}
