-- initials.lua - the first letters of each Chinese character's readings, as a C table:
--     lua5.4 initials.lua Unihan_Readings.txt.bz2 OUTPUT.c
-- The readings are Unihan's; the most usual comes first, three that begin differently are kept.
local from <const>, to <const> = arg[1], arg[2]
local FIRST <const>, LAST <const>, KEPT <const> = 0x3400, 0x9fff, 3
local FIELDS <const> = { "kMandarin", "kHanyuPinlu", "kTGHZ2013", "kXHC1983" }
local PLAIN <const> = {
  ["ā"] = "a", ["á"] = "a", ["ǎ"] = "a", ["à"] = "a", ["ē"] = "e", ["é"] = "e", ["ě"] = "e", ["è"] = "e",
  ["ō"] = "o", ["ó"] = "o", ["ǒ"] = "o", ["ò"] = "o", ["ń"] = "n", ["ň"] = "n", ["ǹ"] = "n", ["ḿ"] = "m",
  ["ê"] = "e",
}

local readings = {}
for _, field in ipairs(FIELDS) do readings[field] = {} end
local input <const> = assert(io.popen("bzip2 -dc '" .. from .. "'"))
for line in input:lines() do
  local code, field, value = line:match("^U%+(%x+)\t(%w+)\t(.*)$")
  if code and readings[field] then readings[field][tonumber(code, 16)] = value end
end
assert(input:close(), "bzip2 cannot read " .. from)

-- "0149.100:chóng" and "chóng(329)" are readings with a place or a count beside them.
local function initials_of(code)
  local letters = ""
  for _, field in ipairs(FIELDS) do
    for word in (readings[field][code] or ""):gmatch("%S+") do
      for reading in (word:match(":(.*)") or word):gmatch("[^,]+") do
        local first = reading:match(utf8.charpattern)
        local letter = PLAIN[first] or first
        if letter:match("^[a-z]$") and not letters:find(letter, 1, true) and #letters < KEPT then
          letters = letters .. letter
        end
      end
    end
  end
  return letters
end

local out <const> = assert(io.open(to, "w"))
out:write("/* Made from Unihan's readings at build time. */\n#include \"base/initials.h\"\n\n",
  "const char initials_table[] =\n")
local known = 0
for code = FIRST, LAST do
  local letters = initials_of(code)
  known = known + (letters == "" and 0 or 1)
  local cell = letters .. ("-"):rep(KEPT - #letters)
  out:write((code - FIRST) % 16 == 0 and "    \"" or "", cell, (code - FIRST) % 16 == 15 and "\"\n" or "")
end
out:write("    ;\n")
assert(out:close())
assert(known > 20000, "only " .. known .. " readings: is this Unihan_Readings.txt.bz2?")
