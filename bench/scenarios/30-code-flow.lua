-- title: Code flow: authorize with a live session, then the token
-- server: auth
-- connections: 32
-- needs: sessions
-- requests: 2
local load = require("load")

-- web and its secret, in base64.
local basic = "Authorization: Basic d2ViOndlYi1zZWNyZXQtMDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODk=\r\n"
local cookie = load.ring("sessions")
local codes = {}
local query = "response_type=code&client_id=web&redirect_uri=http%3A%2F%2Flocalhost%3A5300%2Fsignin-oidc&scope=openid%20offline_access%20users%3Aread&state=s&nonce=n"
  .. "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"
-- The verifier of RFC 7636, appendix B, whose challenge is above.
local exchange = "grant_type=authorization_code&redirect_uri=http%3A%2F%2Flocalhost%3A5300%2Fsignin-oidc&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk&code="

function request()
  local code = table.remove(codes)
  if code then return load.form("/connect/token", exchange .. code, basic) end
  return load.get("/connect/authorize?" .. query, "Cookie: session=" .. cookie() .. "\r\n")
end

function response(status, headers, body)
  if status == 303 then
    local code = (headers["Location"] or ""):match("[?&]code=([^&]+)")
    if load.expect(code, status, headers["Location"] or "no Location") then codes[#codes + 1] = code end
  else
    load.expect(status == 200 and body:find('"access_token":"ey', 1, true) and body:find('"id_token":"ey', 1, true) and body:find('"refresh_token":"', 1, true), status, body)
  end
end
