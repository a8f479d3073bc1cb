using Legion.Build.Sdk.Tests.Running;

[assembly: AssemblyFixture(typeof(PackedSdk))]
