-- Copies what was asked and answered to fluentd, over its forward protocol in JSON, after the answer was sent.
local cjson = require("cjson.safe")

local M = {}
local LARGEST = 256 * 1024

local function enabled()
    return os.getenv("FEEDBACK_ENABLED") == "true" and ngx.ctx.route ~= nil
end

-- Keeps the answer as it passes, up to LARGEST bytes; a longer one is cut and marked.
function M.collect()
    if not enabled() or ngx.ctx.truncated then
        return
    end
    local kept = (ngx.ctx.answer or "") .. (ngx.arg[1] or "")
    if #kept > LARGEST then
        kept = kept:sub(1, LARGEST)
        ngx.ctx.truncated = true
    end
    ngx.ctx.answer = kept
end

local function deliver(premature, message)
    if premature then
        return
    end
    local socket = ngx.socket.tcp()
    socket:settimeout(2000)
    local ok, reason = socket:connect(os.getenv("FEEDBACK_HOST"), tonumber(os.getenv("FEEDBACK_PORT")))
    if ok then
        ok, reason = socket:send(message)
    end
    if ok then
        socket:setkeepalive(10000, 16)
    else
        ngx.log(ngx.WARN, "feedback is lost: ", reason)
        socket:close()
    end
end

function M.send()
    if not enabled() then
        return
    end
    local record = {
        request_id = ngx.var.request_id,
        route = ngx.ctx.route,
        upstream = ngx.var.legion_upstream,
        status = ngx.status,
        request = ngx.req.get_body_data(),
        response = ngx.ctx.answer,
        truncated = ngx.ctx.truncated or false,
    }
    -- Sockets are not allowed in the log phase; a timer of zero runs right after it.
    ngx.timer.at(0, deliver, cjson.encode({ "feedback.exchange", ngx.time(), record }))
end

return M
