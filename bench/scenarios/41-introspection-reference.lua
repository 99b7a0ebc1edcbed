-- title: Introspection of a reference token
-- server: auth
-- connections: 32
-- needs: reference
local load = require("load")

-- resource-api and its secret, in base64.
local basic = "Authorization: Basic cmVzb3VyY2UtYXBpOnJlc291cmNlLXNlY3JldC0wMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1\r\n"
local token = load.ring("reference")

function request() return load.form("/connect/introspect", "token=" .. token(), basic) end

function response(status, _, body)
  load.expect(status == 200 and body:find('"active":true', 1, true) and body:find('"sub":"', 1, true), status, body)
end
