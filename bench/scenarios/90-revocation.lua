-- title: Revocation of a refresh token
-- server: auth
-- connections: 32
-- needs: revocable
local load = require("load")

-- Each of another grant, which ends.
local tokens = load.queue("revocable")

function request() return load.form("/connect/revocation", "client_id=mobile&token=" .. tokens.take()) end

function response(status, _, body)
  load.expect(status == 200, status, body)
end
