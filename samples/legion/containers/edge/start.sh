#!/bin/sh
# Starts the edge: the routes' keeper beside nginx. When nginx ends, the container ends.
set -eu

routes=/tmp/routes.json
pid=/usr/local/openresty/nginx/run/nginx.pid

mkdir -p "$(dirname "$pid")"
[ -f "$routes" ] || printf '{}\n' > "$routes"
python3 -m legion.services.edge_routes "$routes" "$pid" &

exec /usr/local/openresty/bin/openresty -g 'daemon off;'
