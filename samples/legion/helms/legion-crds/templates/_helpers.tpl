{{/*
Labels of every definition.
*/}}
{{- define "legion-crds.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | replace "+" "_" | quote }}
app.kubernetes.io/part-of: legion
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.labels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/*
Annotations of every definition.
*/}}
{{- define "legion-crds.annotations" -}}
{{- if .Values.keepOnUninstall -}}
annotations:
  helm.sh/resource-policy: keep
{{- end }}
{{- end }}

{{/*
Requests and limits of a pod, as properties of an OpenAPI schema.
*/}}
{{- define "legion-crds.resources" -}}
type: object
description: Compute resources, as Kubernetes' ResourceRequirements.
properties:
  requests:
    type: object
    properties:
      cpu: { type: string, pattern: '^[0-9]+(\.[0-9]+)?(m|k|Ki|M|Mi|G|Gi|T|Ti)?$' }
      memory: { type: string, pattern: '^[0-9]+(\.[0-9]+)?(m|k|Ki|M|Mi|G|Gi|T|Ti)?$' }
      gpu: { type: string, pattern: '^[0-9]+(\.[0-9]+)?(m|k|Ki|M|Mi|G|Gi|T|Ti)?$' }
  limits:
    type: object
    properties:
      cpu: { type: string, pattern: '^[0-9]+(\.[0-9]+)?(m|k|Ki|M|Mi|G|Gi|T|Ti)?$' }
      memory: { type: string, pattern: '^[0-9]+(\.[0-9]+)?(m|k|Ki|M|Mi|G|Gi|T|Ti)?$' }
      gpu: { type: string, pattern: '^[0-9]+(\.[0-9]+)?(m|k|Ki|M|Mi|G|Gi|T|Ti)?$' }
{{- end }}
