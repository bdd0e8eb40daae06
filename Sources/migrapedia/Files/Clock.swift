// The system's clocks.
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

enum Clock {
    /// The time of a clock in milliseconds: of the one that never goes back, if no other is named.
    static func milliseconds(_ clock: clockid_t = CLOCK_MONOTONIC) -> Int {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int(time.tv_sec) * 1000 + Int(time.tv_nsec) / 1_000_000
    }
}
