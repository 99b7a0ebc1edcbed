-- title: ResourceApi: GET /users/me/
-- server: api
-- connections: 32
-- needs: access
local load = require("load")

local token = load.ring("access")

function request() return load.get("/users/me/", "Authorization: Bearer " .. token() .. "\r\n") end

function response(status, _, body)
  load.expect(status == 200 and body:find('"id":"', 1, true), status, body)
end
