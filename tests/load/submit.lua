-- 网上提交: people who ask each for the first time, each request under a key of its own.
-- Argument: a number that no other run of this register has.
local here = debug.getinfo(1, "S").source:match("^@(.*/)") or "./"
dofile(here .. "figures.lua")

local run, count = 0, 0
local weights = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 }

-- 公民身份号码 (GB 11643): place, day of birth, order, check digit.
local function resident_id(number)
    local serial, day = number % 1000, math.floor(number / 1000)
    local body = string.format("110101%04d%02d%02d%03d",
        1930 + (run * 3 + math.floor(day / 336)) % 70, math.floor(day / 28) % 12 + 1, day % 28 + 1, serial)
    local sum = 0
    for place = 1, 17 do
        sum = sum + weights[place] * (body:byte(place) - 48)
    end
    return body .. ("10X98765432"):sub(sum % 11 + 1, sum % 11 + 1)
end

function init(arguments)
    run = tonumber(arguments[1])
end

function request()
    count = count + 1
    local body = string.format('{"agency":"bench","applicant":{"category":"natural_person","name":"张三",'
        .. '"id_number":"%s","phone":"13800138000","email":"zhangsan@example.cn","address":"某市某区某路1号"},'
        .. '"request":{"subject":"2024年度办公用品采购合同及其招标文件",'
        .. '"description":"请公开2024年度办公用品采购的合同、招标公告、中标通知书和付款凭证。"}}', resident_id(count))
    return wrk.format("POST", "/api/v1/requests", {
        ["Content-Type"] = "application/json",
        ["Idempotency-Key"] = string.format("run-%d-%d", run, count),
    }, body)
end
