-- title: Refresh rotation with an ID token
-- server: auth
-- connections: 32
-- needs: refresh
local load = require("load")

-- As refresh, with all scopes of the grant, openid among them: two signatures.
local tokens = load.queue("refresh")

function request() return load.form("/connect/token", "grant_type=refresh_token&client_id=mobile&refresh_token=" .. tokens.take()) end

function response(status, _, body)
  local next = load.member(body, "refresh_token")
  if load.expect(status == 200 and next and body:find('"access_token":"ey', 1, true) and body:find('"id_token":"ey', 1, true), status, body) then tokens.put(next) end
end
