-- 查询: number and query code, one after the other. Arguments: number=code, as many as there are.
local here = debug.getinfo(1, "S").source:match("^@(.*/)") or "./"
dofile(here .. "figures.lua")

local ready, next_one = {}, 0

function init(arguments)
    for _, argument in ipairs(arguments) do
        local number, code = argument:match("^(.-)=(.*)$")
        table.insert(ready, wrk.format("GET", "/api/v1/requests/" .. number, { ["Query-Code"] = code }))
    end
end

function request()
    next_one = next_one % #ready + 1
    return ready[next_one]
end
