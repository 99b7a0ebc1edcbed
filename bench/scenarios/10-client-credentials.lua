-- title: Client credentials
-- server: auth
-- connections: 32
-- least: 0.60
local load = require("load")

-- worker and its secret, in base64.
local basic = "Authorization: Basic d29ya2VyOndvcmtlci1zZWNyZXQtMDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3\r\n"
local one = load.form("/connect/token", "grant_type=client_credentials&scope=search", basic)

function request() return one end

function response(status, _, body)
  load.expect(status == 200 and body:find('"access_token":"ey', 1, true), status, body)
end
