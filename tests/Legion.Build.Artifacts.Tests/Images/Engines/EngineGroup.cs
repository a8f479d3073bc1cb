namespace Legion.Build.Artifacts.Tests.Images.Engines;

/// <summary>Tests that share one docker daemon and one containers store, and run one after another.</summary>
[CollectionDefinition(nameof(EngineGroup), DisableParallelization = true)]
public class EngineGroup : ICollectionFixture<EngineFixture>;
