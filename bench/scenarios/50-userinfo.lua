-- title: Userinfo
-- server: auth
-- connections: 32
-- needs: access
-- least: 0.30
local load = require("load")

local token = load.ring("access")

function request() return load.get("/connect/userinfo", "Authorization: Bearer " .. token() .. "\r\n") end

function response(status, _, body)
  load.expect(status == 200 and body:find('"sub":"', 1, true) and body:find('"phone_number":"', 1, true), status, body)
end
