-- What the scenarios share: values out of files, requests as text, and the check of every answer. wrk runs one thread, so what is counted here is all.
local load = {}

wrong, first_wrong = 0, ""

local folder = os.getenv("LOAD_DATA")

-- The lines of a file that was prepared, first in, first out. An answer that brings a new value puts it at the end; without one in stock the load ends.
function load.queue(name)
  local queue, first, last = {}, 1, 0
  for line in io.lines(folder .. "/" .. name) do
    last = last + 1
    queue[last] = line
  end
  return {
    take = function()
      if first > last then
        wrk.thread:stop()
        return ""
      end
      local value = queue[first]
      queue[first] = nil
      first = first + 1
      return value
    end,
    put = function(value)
      last = last + 1
      queue[last] = value
    end,
    count = function() return last - first + 1 end,
  }
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
