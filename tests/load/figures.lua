-- What the bench reads: requests, seconds, the 99th percentile in milliseconds, failures.
function done(summary, latency, requests)
    local errors = summary.errors
    local failures = errors.connect + errors.read + errors.write + errors.status + errors.timeout
    print(string.format("figures: %d %f %f %d",
        summary.requests, summary.duration / 1e6, latency:percentile(99) / 1e3, failures))
end
