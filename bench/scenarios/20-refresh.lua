-- title: Refresh rotation, each on disk
-- server: auth
-- connections: 32 256
-- needs: refresh
-- least: 0.38
local load = require("load")

-- Each connection takes a refresh token of another grant and puts the one that it gets behind all others. Without openid: one signature, as the baseline makes.
local tokens = load.queue("refresh")

function request() return load.form("/connect/token", "grant_type=refresh_token&client_id=mobile&scope=users%3Aread&refresh_token=" .. tokens.take()) end

function response(status, _, body)
  local next = load.member(body, "refresh_token")
  if load.expect(status == 200 and next and body:find('"access_token":"ey', 1, true), status, body) then tokens.put(next) end
end
