-- 待办: the first page of an officer's list. Argument: the access token.
local here = debug.getinfo(1, "S").source:match("^@(.*/)") or "./"
dofile(here .. "figures.lua")

local page

function init(arguments)
    page = wrk.format("GET", "/api/v1/agencies/bench/cases", { ["Authorization"] = "Bearer " .. arguments[1] })
end

function request()
    return page
end
