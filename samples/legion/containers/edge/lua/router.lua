-- Finds the deployment a request goes to. The table is a JSON file that legion.services.edge_routes keeps current;
-- nginx reads it when a worker starts, and a change of routes is a reload.
local cjson = require("cjson.safe")

local M = {}
local routes = {}

-- Reads the table; an unreadable one leaves the edge without routes, and says so once.
function M.start(path)
    local file, reason = io.open(path, "r")
    if not file then
        ngx.log(ngx.WARN, "no routes: ", reason)
        return
    end
    local content = file:read("*a")
    file:close()
    local decoded, fault = cjson.decode(content)
    if not decoded then
        ngx.log(ngx.ERR, path, ": ", fault)
        return
    end
    routes = decoded
end

-- The longest prefix of the path that is a route, ending at a slash or at the path's end.
function M.find(path)
    local prefix = path
    while prefix and prefix ~= "" do
        if routes[prefix] then
            return routes[prefix], prefix
        end
        prefix = prefix:match("^(.*)/[^/]*$")
    end
    return routes["/"], ""
end

-- Picks by weight; point is from 0 up to, not including, the sum of the weights.
function M.pick(upstreams, point)
    for _, upstream in ipairs(upstreams) do
        point = point - upstream.weight
        if point < 0 then
            return upstream.host
        end
    end
    return nil
end

local function total(upstreams)
    local sum = 0
    for _, upstream in ipairs(upstreams) do
        sum = sum + upstream.weight
    end
    return sum
end

local function refuse(status, message)
    ngx.status = status
    ngx.header["Content-Type"] = "application/json"
    ngx.say(cjson.encode({ message = message }))
    return ngx.exit(status)
end

function M.choose()
    local route, prefix = M.find(ngx.var.uri)
    if not route then
        return refuse(404, "there is no model at " .. ngx.var.uri)
    end
    local host = M.pick(route.upstreams, math.random() * total(route.upstreams))
    if not host then
        return refuse(503, "no deployment of this route takes traffic")
    end
    ngx.req.read_body()
    ngx.ctx.route = prefix
    ngx.var.legion_upstream = host
    ngx.var.legion_path = ngx.var.uri:sub(#prefix + 1)
end

-- A mirrored request goes nowhere unless its route says where.
function M.choose_mirror()
    local uri = ngx.var.request_uri:match("^[^?]*")
    local route, prefix = M.find(uri)
    if not route or not route.mirror then
        return ngx.exit(204)
    end
    ngx.var.legion_upstream = route.mirror
    ngx.var.legion_path = uri:sub(#prefix + 1)
end

return M
