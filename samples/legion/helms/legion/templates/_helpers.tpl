{{/*
Name of an object of this release: RELEASE-COMPONENT, cut to a DNS label's 63 characters.
Call with (list . "edge").
*/}}
{{- define "legion.fullname" -}}
{{- $root := index . 0 -}}
{{- printf "%s-%s" $root.Release.Name (index . 1) | trunc 63 | trimSuffix "-" -}}
{{- end }}

{{/*
Labels a component's pods are selected by; they never change between versions.
*/}}
{{- define "legion.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ index . 1 }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
{{- end }}

{{/*
Labels of every object.
*/}}
{{- define "legion.labels" -}}
{{- $root := index . 0 -}}
{{ include "legion.selector" . }}
app.kubernetes.io/component: {{ index . 1 }}
app.kubernetes.io/part-of: legion
app.kubernetes.io/version: {{ $root.Chart.AppVersion | replace "+" "_" | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- with $root.Values.labels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/*
Reference of an image: the component's own when it has one, else registry, name and tag.
Call with (list . .Values.edge "k8s-edge").
*/}}
{{- define "legion.image" -}}
{{- $root := index . 0 -}}
{{- $component := index . 1 -}}
{{- if $component.image -}}
{{- $component.image -}}
{{- else -}}
{{- $tag := $root.Values.imagesTag | default ($root.Chart.AppVersion | replace "+" "_") -}}
{{- printf "%s%s:%s" $root.Values.imagesRegistry (index . 2) $tag -}}
{{- end -}}
{{- end }}

{{/*
What every pod shares: pull secrets, security context and placement.
*/}}
{{- define "legion.pod" -}}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  {{- toYaml .Values.podSecurityContext | nindent 2 }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/*
What every container may do: nothing but run.
*/}}
{{- define "legion.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end }}

{{/*
A Service of one component on one TCP port.
Call with (list . "edge" .Values.edge.port "http").
*/}}
{{- define "legion.service" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "legion.fullname" . }}
  labels:
    {{- include "legion.labels" . | nindent 4 }}
spec:
  selector:
    {{- include "legion.selector" . | nindent 4 }}
  ports:
    - name: {{ index . 3 }}
      port: {{ index . 2 }}
      targetPort: {{ index . 2 }}
      protocol: TCP
{{- end }}
