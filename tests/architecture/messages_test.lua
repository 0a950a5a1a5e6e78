-- messages_test.lua - every sentence a person reads exists in Chinese and in English, with the
-- same gaps, and every key the code can utter has its sentence.
package.path = arg[0]:match("^(.*)/") .. "/?.lua;" .. package.path
local source = require("source")

-- Which argument of a function is the key, which the values.
local SPEAKERS <const> = {
  dms_fail = { 3, 4 }, dms_fail_field = { 4, 5 }, error_fill = { 3, 4 }, dms_unit_warn = { 3, 4 },
  dms_log = { 3, 4 }, log_line = { 2, 3 }, error_add = { 4, 5 },
}

-- A flat JSON object of texts, in order: { key, text, line }.
local function load_words(path)
  local text = source.read(path)
  if not text then return nil end
  local words, at = {}, text:find("{", 1, true)
  if not at then
    source.fault(path, 1, "is not a JSON object")
    return words
  end
  at = at + 1
  local whole = text:match("^%s*}", at) ~= nil
  local function literal()
    local from = text:match('^%s*()"', at)
    if not from then return nil end
    local to = from + 1
    while to <= #text and text:sub(to, to) ~= '"' do
      to = to + (text:sub(to, to) == "\\" and 2 or 1)
    end
    at = to + 1
    return text:sub(from + 1, to - 1), source.line_of(text, from)
  end
  while true do
    local key, line = literal()
    local colon = key and text:match("^%s*:()", at)
    at = colon or at
    local sentence = colon and literal()
    if not sentence then break end
    words[#words + 1] = { key = key, text = sentence, line = line }
    local comma = text:match("^%s*,()", at)
    whole = not comma
    if not comma then break end
    at = comma
  end
  if not (whole and text:match("^%s*}%s*$", at)) then
    source.fault(path, source.line_of(text, at), "is not a flat JSON object of texts")
  end
  return words
end

local function gaps_of(sentence)
  local gaps = {}
  for name in sentence:gmatch("{([%w_]+)}") do gaps[name] = true end
  return gaps
end

local function by_key(path, words)
  local map = {}
  for _, word in ipairs(words) do
    if map[word.key] then source.fault(path, word.line, "%s stands there twice", word.key) end
    if word.text == "" then source.fault(path, word.line, "%s says nothing", word.key) end
    map[word.key] = word
  end
  return map
end

-- What LEFT has, RIGHT must have: the key, and each gap.
local function compare(path, left, other_path, right)
  for key, word in pairs(left) do
    local other = right[key]
    if not other then
      source.fault(path, word.line, "%s is missing in %s", key, other_path)
    else
      for gap in pairs(gaps_of(word.text)) do
        if not gaps_of(other.text)[gap] then
          source.fault(other_path, other.line, "%s lacks the gap {%s}", key, gap)
        end
      end
    end
  end
end

local function load_folder(folder)
  local zh_path, en_path = folder .. "/zh.json", folder .. "/en.json"
  local zh, en = load_words(zh_path), load_words(en_path)
  if not zh or not en then
    if zh or en then source.fault(zh and en_path or zh_path, 1, "does not exist") end
    return {}
  end
  zh, en = by_key(zh_path, zh), by_key(en_path, en)
  compare(zh_path, zh, en_path, en)
  compare(en_path, en, zh_path, zh)
  return zh
end

-- The arguments of the call that opens at AT, as text; nil when it is no call.
local function arguments(text, at)
  local list, depth, from, literal = {}, 0, at + 1, false
  local i = at
  while i <= #text do
    local c = text:sub(i, i)
    if literal then
      if c == "\\" then i = i + 1 elseif c == literal then literal = false end
    elseif c == '"' or c == "'" then
      literal = c
    elseif c == "(" or c == "{" or c == "[" then
      depth = depth + 1
    elseif c == ")" or c == "}" or c == "]" then
      depth = depth - 1
      if depth == 0 then
        list[#list + 1] = text:sub(from, i - 1)
        return list
      end
    elseif c == "," and depth == 1 then
      list[#list + 1] = text:sub(from, i - 1)
      from = i + 1
    end
    i = i + 1
  end
end

-- The gaps of a sentence are filled only by names in the values; where those are put together
-- at run time nobody can tell here.
local function check_gaps(path, line, key, word, values)
  local only_literals = values and values:gsub('"[^"]*"', ""):gsub("PRI[du]%d+", ""):match("^%s*$")
  if not only_literals then return end
  local format = ""
  for piece in values:gmatch('"([^"]*)"') do format = format .. piece end
  local given = {}
  for pair in (format .. "|"):gmatch("(.-)|") do given[pair:match("^([%w_]+)=") or ""] = true end
  for gap in pairs(gaps_of(word.text)) do
    if not given[gap] and not format:match("^%%s$") then
      source.fault(path, line, "%s needs a value for {%s}", key, gap)
    end
  end
end

local function spoken(path, words)
  local text = source.code(source.read(path), true)
  local count = 0
  for name, place in pairs(SPEAKERS) do
    for from, at in text:gmatch("()%f[%w_]" .. name .. "%s*()%(") do
      local list = arguments(text, at) or {}
      local line = source.line_of(text, from)
      local keys = {}
      for key in (list[place[1]] or ""):gsub("%b()", ""):gmatch('"([^"]*)"') do keys[#keys + 1] = key end
      for _, key in ipairs(keys) do
        local word = words[key]
        count = count + 1
        if not word then
          source.fault(path, line, "%s has no sentence", key)
        else
          check_gaps(path, line, key, word, list[place[2]])
        end
      end
    end
  end
  return count
end

local looked = 0
local core = load_folder("core/i18n")
for _, path in ipairs(source.files("core", "*.c")) do looked = looked + spoken(path, core) end

local plugins = {}
for _, path in ipairs(source.files("plugins", "plugin.json")) do
  local folder = path:match("^(.*)/plugin%.json$")
  plugins[folder] = setmetatable(load_folder(folder .. "/i18n"), { __index = core })
end
for _, path in ipairs(source.files("plugins", "*.c")) do
  local words = plugins[path:match("^(plugins/[^/]+)/")] or core
  looked = looked + spoken(path, words)
end

local seen = {}
for _, path in ipairs(source.files("scripts", "zh.json", "en.json")) do
  local folder = path:match("^(.*/i18n)/")
  if folder and not seen[folder] then
    seen[folder] = true
    load_folder(folder)
  end
end
source.finish(looked, "spoken keys")
