using Legion.Build.Artifacts.Images;

namespace Legion.Build.Artifacts.Tests.Images;

/// <summary>Why an image was built again: the one input that changed, by name.</summary>
public class ReasonTests
{
    [Fact]
    public async Task The_reason_names_what_changed()
    {
        using var workspace = new Workspace().Manifest("web: { dockerfile: web, args: { A: '1' } }")
            .File("web/Dockerfile", "FROM scratch\nARG A\nCOPY app /app\n").File("web/app/a.txt", "a").File("web/app/b.txt", "b").File("web/app/run", "#!/bin/sh\n");
        Assert.Equal("first build", (await workspace.BuildOneAsync()).Reason);

        workspace.File("web/app/b.txt", "other");
        Assert.Equal("app/b.txt changed", (await workspace.BuildOneAsync()).Reason);
        Assert.Null((await workspace.BuildOneAsync()).Reason);

        workspace.File("web/app/c.txt", "c");
        Assert.Equal("app/c.txt is new", (await workspace.BuildOneAsync()).Reason);

        File.Delete(Path.Join(workspace.Root, "web/app/a.txt"));
        Assert.Equal("app/a.txt is gone", (await workspace.BuildOneAsync()).Reason);

        workspace.File("web/app/run", "#!/bin/sh\n", executable: true);
        Assert.Equal("app/run was a file and is a program", (await workspace.BuildOneAsync()).Reason);

        workspace.File("web/Dockerfile", "FROM scratch\nARG A\nCOPY app /srv\n");
        Assert.Equal("Dockerfile changed", (await workspace.BuildOneAsync()).Reason);

        workspace.File("web/app/b.txt", "b").File("web/app/c.txt", "d");
        Assert.Equal("app/b.txt changed, and 1 more", (await workspace.BuildOneAsync()).Reason);

        workspace.Manifest("web: { dockerfile: web, args: { A: '2' } }");
        Assert.Equal("argument A changed", (await workspace.BuildOneAsync()).Reason);

        workspace.Manifest("web: { dockerfile: web, args: { A: '2' }, labels: { team: blue } }");
        Assert.Equal("label team is new", (await workspace.BuildOneAsync()).Reason);

        workspace.Version = "1.3.0";
        Assert.Equal("version changed", (await workspace.BuildOneAsync()).Reason);

        workspace.Options = new ImageOptions { Revision = "abc" };
        Assert.Equal("image label org.opencontainers.image.revision is new", (await workspace.BuildOneAsync()).Reason);

        Directory.Delete(Path.Join(workspace.Layout, "blobs"), recursive: true);
        Assert.Equal("it is missing from the layout, or was changed there", (await workspace.BuildOneAsync()).Reason);
    }

    [Fact]
    public async Task Another_base_is_named()
    {
        using var workspace = new Workspace().Manifest("web: { dockerfile: web }\nbase: { dockerfile: base }")
            .File("web/Dockerfile", "FROM base\nLABEL a=b\n").File("base/Dockerfile", "FROM scratch\nCOPY b.txt /\n").File("base/b.txt", "b");
        await workspace.BuildAsync();
        workspace.File("base/b.txt", "c");
        Assert.Equal(["base image base linux/amd64 changed", "b.txt changed"], (await workspace.BuildAsync()).Select(static artifact => artifact.Reason));
    }
}
