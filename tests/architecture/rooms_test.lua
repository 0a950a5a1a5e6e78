-- rooms_test.lua - looking is only allowed downstairs, and each outside library has one window.
package.path = arg[0]:match("^(.*)/") .. "/?.lua;" .. package.path
local source = require("source")

-- Who may see whom: the rooms on lower floors, never a neighbour on the same one.
local FLOORS = {
  { "base" }, { "entity", "hook" }, { "workflow", "storage" }, { "event", "access" },
  { "unit" }, { "exchange" }, { "door" }, { "plugin", "cli" },
}
local floor_of = {}
for floor, rooms in ipairs(FLOORS) do
  for _, room in ipairs(rooms) do floor_of[room] = floor end
end

-- The rooms and plugins behind whose walls a library lives.
local WINDOW = {
  ["sqlite3.h"] = { storage = true },
  ["lua.h"] = { script = true }, ["lauxlib.h"] = { script = true }, ["lualib.h"] = { script = true },
  ["dlfcn.h"] = { plugin = true }, ["elf.h"] = { plugin = true }, ["link.h"] = { plugin = true },
  ["jansson.h"] = { base = true }, ["sodium.h"] = { base = true },
  ["ini.h"] = { base = true },
  ["iconv.h"] = { exchange = true, ["plugins/crm"] = true },
  ["xlsxwriter.h"] = { exchange = true },
  ["zip.h"] = { exchange = true },
  ["expat.h"] = { exchange = true, ["plugins/crm"] = true },
  ["microhttpd.h"] = { ["plugins/rest"] = true }, ["zlib.h"] = { ["plugins/rest"] = true },
  ["curl/curl.h"] = { ["plugins/notify"] = true },
  ["gnutls/crypto.h"] = { ["plugins/notify"] = true }, ["gnutls/gnutls.h"] = { ["plugins/notify"] = true },
}
local MACHINE = {} -- headers of C11 and of the operating system
for name in ([[assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp
  signal stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string tgmath
  threads time uchar wchar wctype
  dirent execinfo fcntl fnmatch ftw getopt glob grp libgen malloc netdb poll pthread pwd regex sched
  semaphore spawn strings syslog termios unistd utime]]):gmatch("%S+") do
  MACHINE[name .. ".h"] = true
end
local function is_machine(header)
  return MACHINE[header] or header:match("^sys/[%w_]+%.h$") or header:match("^netinet/[%w_]+%.h$")
    or header:match("^arpa/inet%.h$") or header:match("^linux/[%w_]+%.h$")
end

local function exists(path) return source.read(path) ~= nil end

-- Calls SEE(header, "<" or '"', line) for each include of the file.
local function includes(path, see)
  local text = source.code(source.read(path), true)
  local number = 0
  for line in (text .. "\n"):gmatch("(.-)\n") do
    number = number + 1
    local mark, header = line:match('^%s*#%s*include%s*([<"])([^>"]+)[>"]')
    if header then see(header, mark, number) end
  end
end

local function outside_library(path, room, header, line)
  if is_machine(header) and not WINDOW[header] then return end
  local window = WINDOW[header]
  if not window then
    source.fault(path, line, "<%s> has no window: name its room in rooms_test.lua", header)
  elseif not window[room] then
    source.fault(path, line, "<%s> may be seen from %s only", header, next(window))
  end
end

local function core_file(path, room)
  includes(path, function(header, mark, line)
    if mark == "<" then return outside_library(path, room, header, line) end
    local other = header:match("^([%w_]+)/")
    if other == "dms" or other == room then return end
    if not other then
      local folder = path:match("^(.*)/")
      if not exists(folder .. "/" .. header) then
        source.fault(path, line, '"%s" is not in this folder', header)
      end
    elseif room == "script" then
      source.fault(path, line, 'script sees only "dms/…", not "%s"', header)
    elseif not floor_of[other] or not floor_of[room] or floor_of[other] >= floor_of[room] then
      source.fault(path, line, '%s may not look into %s ("%s")', room, other, header)
    end
  end)
end

-- Whoever gets no memory says so: abort() alone leaves nobody a reason. Rules have a window of their
-- own (script/memory.c, yard.c); and a machine without randomness has no house (digest.c).
local MAY_ABORT <const> = { ["core/base/list.c"] = true, ["core/base/digest.c"] = true,
  ["core/script/memory.c"] = true, ["core/script/yard.c"] = true }
local function ends_with_a_reason(path)
  local number = 0
  for line in (source.code(source.read(path)) .. "\n"):gmatch("(.-)\n") do
    number = number + 1
    if line:match("%f[%w_]abort%s*%(") and not MAY_ABORT[path] then
      source.fault(path, number, "memory_end() says why, abort() does not")
    end
  end
end

-- A plugin sees the contract, its own folder and the libraries its libraries.cmake names.
local function plugin_file(path, plugin)
  local folder = "plugins/" .. plugin
  local libraries = (source.read(folder .. "/libraries.cmake") or ""):lower()
  includes(path, function(header, mark, line)
    if mark == "<" then
      local stem = header:match("^([%w_%-]+)")
      local window = WINDOW[header]
      local open = is_machine(header) or libraries:find(stem:lower(), 1, true)
      if window then open = window[folder] end
      if not open then
        source.fault(path, line, "<%s> is not for this plugin", header)
      end
    elseif not header:match("^dms/") then
      local here = path:match("^(.*)/") .. "/" .. header
      if header:find("..", 1, true) or not (exists(here) or exists(folder .. "/" .. header)) then
        source.fault(path, line, 'plugins see only "dms/…" and their own folder, not "%s"', header)
      end
    end
  end)
end

local function public_header(path)
  includes(path, function(header, mark, line)
    if not (mark == '"' and header:match("^dms/")) and not (mark == "<" and MACHINE[header]) then
      source.fault(path, line, "public headers include standard headers and dms/ only: %s", header)
    end
  end)
end

-- What helps the tests of strangers sees no more than they do.
local function test_kit_file(path)
  includes(path, function(header, mark, line)
    if mark == "<" and not is_machine(header) then
      source.fault(path, line, "<%s> is not for the test kit", header)
    elseif mark == '"' and not header:match("^dms/") and not header:match("^dms%-test/")
      and not exists("dms-test/" .. header) then
      source.fault(path, line, 'the test kit sees only "dms/…" and its own folder, not "%s"', header)
    end
  end)
end

local looked = 0
for _, path in ipairs(source.files("core", "*.c", "*.h")) do
  local room = path:match("^core/([^/]+)/")
  if room then -- main.c alone knows them all
    core_file(path, room)
    ends_with_a_reason(path)
  elseif path ~= "core/main.c" then
    source.fault(path, 1, "belongs into a room")
  end
  looked = looked + 1
end
for _, path in ipairs(source.files("plugins", "*.c", "*.h")) do
  plugin_file(path, path:match("^plugins/([^/]+)/"))
  looked = looked + 1
end
for _, path in ipairs(source.files("dms-test", "*.c", "*.h")) do
  test_kit_file(path)
  looked = looked + 1
end
for _, path in ipairs(source.files("include", "*.h")) do
  public_header(path)
  looked = looked + 1
end
source.finish(looked, "files")
