-- title: Discovery
-- server: auth
-- connections: 32
-- least: 1.0
local load = require("load")

local one = load.get("/.well-known/openid-configuration")

function request() return one end

function response(status, _, body)
  load.expect(status == 200 and body:find('"token_endpoint":"', 1, true), status, body)
end
