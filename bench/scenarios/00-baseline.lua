-- title: Baseline: a bare Kestrel app that signs one token
-- server: baseline
-- connections: 32 256
local load = require("load")

local one = load.form("/connect/token", "grant_type=client_credentials&scope=search&client_id=worker")

function request() return one end

function response(status, _, body)
  load.expect(status == 200 and body:find('"access_token":"ey', 1, true), status, body)
end
