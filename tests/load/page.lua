-- 待办页: the page of an officer's list, as a browser asks for it. Argument: the cookie of the session.
local here = debug.getinfo(1, "S").source:match("^@(.*/)") or "./"
dofile(here .. "figures.lua")

local page

function init(arguments)
    page = wrk.format("GET", "/agencies/bench", { ["Cookie"] = arguments[1] })
end

function request()
    return page
end
