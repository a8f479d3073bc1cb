namespace Legion.Build.Artifacts.Charts.Linting;

/// <summary>Kubernetes APIs that are deprecated or gone (kubernetes.io, "Deprecated API Migration Guide").</summary>
internal static class DeprecatedApis
{
    private static readonly (string ApiVersion, string Kinds, string Gone, string Use)[] Table =
    [
        ("extensions/v1beta1", "Deployment DaemonSet ReplicaSet", "v1.16", "apps/v1"),
        ("extensions/v1beta1", "NetworkPolicy", "v1.16", "networking.k8s.io/v1"),
        ("extensions/v1beta1", "PodSecurityPolicy", "v1.16", ""),
        ("extensions/v1beta1", "Ingress", "v1.22", "networking.k8s.io/v1"),
        ("apps/v1beta1", "Deployment StatefulSet ControllerRevision", "v1.16", "apps/v1"),
        ("apps/v1beta2", "Deployment StatefulSet DaemonSet ReplicaSet ControllerRevision", "v1.16", "apps/v1"),
        ("networking.k8s.io/v1beta1", "Ingress IngressClass", "v1.22", "networking.k8s.io/v1"),
        ("apiextensions.k8s.io/v1beta1", "CustomResourceDefinition", "v1.22", "apiextensions.k8s.io/v1"),
        ("admissionregistration.k8s.io/v1beta1", "MutatingWebhookConfiguration ValidatingWebhookConfiguration", "v1.22", "admissionregistration.k8s.io/v1"),
        ("apiregistration.k8s.io/v1beta1", "APIService", "v1.22", "apiregistration.k8s.io/v1"),
        ("authentication.k8s.io/v1beta1", "TokenReview", "v1.22", "authentication.k8s.io/v1"),
        ("authorization.k8s.io/v1beta1", "LocalSubjectAccessReview SelfSubjectAccessReview SubjectAccessReview", "v1.22", "authorization.k8s.io/v1"),
        ("certificates.k8s.io/v1beta1", "CertificateSigningRequest", "v1.22", "certificates.k8s.io/v1"),
        ("coordination.k8s.io/v1beta1", "Lease", "v1.22", "coordination.k8s.io/v1"),
        ("rbac.authorization.k8s.io/v1beta1", "ClusterRole ClusterRoleBinding Role RoleBinding", "v1.22", "rbac.authorization.k8s.io/v1"),
        ("rbac.authorization.k8s.io/v1alpha1", "ClusterRole ClusterRoleBinding Role RoleBinding", "v1.22", "rbac.authorization.k8s.io/v1"),
        ("scheduling.k8s.io/v1beta1", "PriorityClass", "v1.22", "scheduling.k8s.io/v1"),
        ("storage.k8s.io/v1beta1", "CSIDriver CSINode StorageClass VolumeAttachment", "v1.22", "storage.k8s.io/v1"),
        ("storage.k8s.io/v1beta1", "CSIStorageCapacity", "v1.27", "storage.k8s.io/v1"),
        ("batch/v1beta1", "CronJob", "v1.25", "batch/v1"),
        ("discovery.k8s.io/v1beta1", "EndpointSlice", "v1.25", "discovery.k8s.io/v1"),
        ("events.k8s.io/v1beta1", "Event", "v1.25", "events.k8s.io/v1"),
        ("policy/v1beta1", "PodDisruptionBudget", "v1.25", "policy/v1"),
        ("policy/v1beta1", "PodSecurityPolicy", "v1.25", ""),
        ("node.k8s.io/v1beta1", "RuntimeClass", "v1.25", "node.k8s.io/v1"),
        ("autoscaling/v2beta1", "HorizontalPodAutoscaler", "v1.25", "autoscaling/v2"),
        ("autoscaling/v2beta2", "HorizontalPodAutoscaler", "v1.26", "autoscaling/v2"),
        ("flowcontrol.apiserver.k8s.io/v1beta1", "FlowSchema PriorityLevelConfiguration", "v1.26", "flowcontrol.apiserver.k8s.io/v1"),
        ("flowcontrol.apiserver.k8s.io/v1beta2", "FlowSchema PriorityLevelConfiguration", "v1.29", "flowcontrol.apiserver.k8s.io/v1"),
        ("flowcontrol.apiserver.k8s.io/v1beta3", "FlowSchema PriorityLevelConfiguration", "v1.32", "flowcontrol.apiserver.k8s.io/v1"),
    ];

    /// <summary>What is to be said of an object: when it is gone, and what to use; null when it is not deprecated.</summary>
    public static string? Find(string apiVersion, string kind)
    {
        foreach (var entry in Table)
        {
            if (entry.ApiVersion != apiVersion || !entry.Kinds.Split(' ').Contains(kind, StringComparer.Ordinal)) continue;
            return ", unavailable in " + entry.Gone + "+" + (entry.Use.Length > 0 ? "; use " + entry.Use + " " + kind : "");
        }

        return null;
    }
}
