-- title: Sign-in by PIN
-- server: auth
-- connections: 1 32
-- needs: phones
local load = require("load")

local phone = load.ring("phones")

function request()
  local number = phone()
  return load.post("/auth/login/", "Content-Type: application/json\r\n", '{"phone_number":"' .. number .. '","pin":"4927","device":{"id":"device-of-' .. number .. '"}}')
end

function response(status, _, body)
  load.expect(status == 200 and body:find('"access":"ey', 1, true) and body:find('"refresh":"', 1, true), status, body)
end
