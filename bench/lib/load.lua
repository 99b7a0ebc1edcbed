-- What the scenarios share: values out of files, requests as text, and the check of every answer. wrk runs one thread, so what is counted here is all.
local ffi = require("ffi")
local load = {}

wrong, first_wrong = 0, ""

local folder = os.getenv("LOAD_DATA")

-- The lines of a file that was prepared, first in, first out. An answer that brings a new value puts it at the end; without one in stock the load ends.
-- They lie in a ring of bytes: as strings, 200,000 of them would be walked by Lua's collector again and again, on the processor that the server needs.
function load.queue(name)
  local file, count, width = folder .. "/" .. name, 0, 0
  for line in io.lines(file) do count, width = count + 1, math.max(width, #line) end
  local bytes, lengths = ffi.new("char[?]", count * width), ffi.new("int[?]", count)
  local first, waiting = 0, 0
  local queue = {}

  function queue.take()
    if waiting == 0 then
      wrk.thread:stop()
      return ""
    end
    local value = ffi.string(bytes + first * width, lengths[first])
    first, waiting = (first + 1) % count, waiting - 1
    return value
  end

  function queue.put(value)
    local slot = (first + waiting) % count
    assert(waiting < count and #value <= width, "a value that there is no room for")
    ffi.copy(bytes + slot * width, value, #value)
    lengths[slot] = #value
    waiting = waiting + 1
  end

  for line in io.lines(file) do queue.put(line) end
  return queue
end

-- The lines of a file, one after the other and then from the first again.
function load.ring(name)
  local queue = load.queue(name)
  return function()
    local value = queue.take()
    queue.put(value)
    return value
  end
end

-- A request with a body, as wrk sends it.
function load.post(path, headers, body)
  return "POST " .. path .. " HTTP/1.1\r\nHost: localhost\r\n" .. headers .. "Content-Length: " .. #body .. "\r\n\r\n" .. body
end

function load.form(path, body, headers)
  return load.post(path, "Content-Type: application/x-www-form-urlencoded\r\n" .. (headers or ""), body)
end

function load.get(path, headers)
  return "GET " .. path .. " HTTP/1.1\r\nHost: localhost\r\n" .. (headers or "") .. "\r\n"
end

-- A member of a JSON object, a text in which nothing is escaped; nil where there is none. By plain searches: patterns of Lua's cost as much as an answer.
function load.member(body, name)
  local _, from = body:find('"' .. name .. '":"', 1, true)
  local to = from and body:find('"', from + 1, true)
  return to and body:sub(from + 1, to - 1)
end

-- Counts an answer that is not right, and keeps the first.
function load.expect(right, status, body)
  if not right then
    wrong = wrong + 1
    if first_wrong == "" then first_wrong = status .. " " .. body:sub(1, 300):gsub("%s+", " ") end
  end
  return right
end

local threads = {}

function setup(thread) threads[#threads + 1] = thread end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("\nrequests=%d\nmicroseconds=%d\np50=%d\np99=%d\nfailed=%d\nwrong=%d\nfirst_wrong=%s\n",
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout, threads[1]:get("wrong"), threads[1]:get("first_wrong")))
end

return load
