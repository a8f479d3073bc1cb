using Legion;

// Prints where everything the Legion platform ships is found, a channel at a time. All of it is known to the compiler:
// rename an image in ../legion/distributions.yaml and the switch below no longer compiles.
(Channel Channel, string Version)[] releases =
[
    (Channel.Release, "1.0.0"),
    (Channel.PreRelease, "1.1.0-rc.1"),
    (Channel.Development, "1.1.0-dev.1"),
];

foreach (var (channel, version) in releases)
{
    Console.WriteLine($"{channel.Name} {version}");
    foreach (var chart in Artifacts.Charts.All) Console.WriteLine($"  chart   {chart.ReferenceOn(channel, version)}");
    foreach (var image in Artifacts.Images.All) Console.WriteLine($"  image   {image.ReferenceOn(channel, version)}{RoleOf(image)}");
    foreach (var package in Artifacts.Python.All) Console.WriteLine($"  python  {package.ReferenceOn(channel, version)} from {package.IndexOn(channel)}");
    Console.WriteLine();
}

// A chart cannot stand where an image is asked for, and names are constants: usable in a switch and in attributes.
static string RoleOf(ImageArtifact image) => image.Name switch
{
    Artifacts.Images.Names.K8sEdge => " (routes requests)",
    Artifacts.Images.Names.K8sEdi => " (manages models)",
    _ when !image.IsComponent => " (no cluster component)",
    _ => "",
};
